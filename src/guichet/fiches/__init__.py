"""Fiches de paramétrage kept for a firm: versions, what they cover, and the controls they bring to a deposit."""
