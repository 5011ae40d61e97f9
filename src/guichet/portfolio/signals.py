"""What the portfolio tells the apps above it, in the transaction of the change.

Each signal sends `actor`, `etablissement` and `now`; the sender is the model `Etablissement`.
"""

from __future__ import annotations

from django.dispatch import Signal

etablissement_added = Signal()
"""It entered the portfolio, by a deposit or by hand."""

etablissement_completed = Signal()
"""A person gave or changed what only a person knows: dénomination, échéance, partner."""

etablissement_retired = Signal()
"""It was removed; its history is kept."""
