"""Fiches de paramétrage of the organismes complémentaires (FPOC): what a contract of insurance asks a DSN to carry.

Never to be taken for nature 08 of the norm, which is a declaration.
"""
