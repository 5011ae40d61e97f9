"""What the amorçage tells the apps above it, in the transaction of the change: whoever listens writes rows, no more."""

from __future__ import annotations

from django.dispatch import Signal

demande_granted = Signal()
"""A partner granted a demande, or prolonged it. Sends `demande` and `now`; the sender is the model `DemandeAmorcage`,
the context is that of the firm that asked."""

inbox_changed = Signal()
"""Something came into the box of a partner. Sends `requests`, `event` (`demande.recue`, `demande.completee` or
`demande.retiree`) and `now`; the sender is the model `InboxRequest`, the context is that of the partner."""
