"""Guichet, the portal of tiers déclarants for their DSN month."""

__version__ = "0.1.0"
