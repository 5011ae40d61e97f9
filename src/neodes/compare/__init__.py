"""Declarations beside those made before them: month against month, and inside a month. Values in, findings out."""
