"""What the comparison of a declaration with fiches de paramétrage looks for: ids and thresholds.

`neodes.fpoc` judges, the pages explain.
"""

from __future__ import annotations

ADHESION = "FP-01"
REPLACED = "FP-02"
UNDECLARED = "FP-03"
CODES = "FP-04"
OPTION = "FP-05"
LINKS = "FP-06"
PEOPLE = "FP-07"
COMPONENTS = "FP-08"
CEILING = "FP-09"
RATE = "FP-10"
PAYMENT_SUM = "FP-11"
CONTRACT_SUM = "FP-12"
QUARTER = "FP-13"
PAYMENT_REFERENCE = "FP-14"
SOON = "FP-15"
LEVEL = "FP-16"
OTHER_CLIENT = "FP-17"

TOLERANCE = 1_00
"""Cents: rounding of each employee, and shares of two people, stay below."""

SOON_DAYS = 60
"""Days after the month declared within which what starts or ends is told."""
