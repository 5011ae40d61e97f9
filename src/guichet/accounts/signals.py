"""What the accounts tell the apps above them, in the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

firm_registered = Signal()
"""A firm signed up. Sends `firm` and `now`; the sender is the model `Firm`, the context is the one of the new firm."""
