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

etablissements_added = Signal()
"""Many entered the portfolio at once, by an import. Sends `actor`, `keys` and `now`."""

etablissements_completed = Signal()
"""The same of many at once: `keys` holds their keys, some may still be to complete. Sends `actor`, `keys`, `now`."""

etablissements_retired = Signal()
"""The same of many at once: `keys` holds their keys. Sends `actor`, `keys` and `now`."""

tag_renamed = Signal()
"""An étiquette has another name, that none had. Sends `firm_id`, `before` and `name`; the sender is the model `Tag`."""
