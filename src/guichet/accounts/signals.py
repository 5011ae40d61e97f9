"""What the accounts tell the apps above them, in the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

firm_registered = Signal()
"""A firm signed up. Sends `firm` and `now`; the sender is the model `Firm`, the context is the one of the new firm."""

member_joined = Signal()
"""A person came in by an invitation. Sends `member`, `invitation` and `now`; the sender is the model `Member`."""

member_closed = Signal()
"""The access of a member was closed. Sends `actor`, `member`, `successor` (None: nobody takes over) and `now`; the
sender is the model `Member`. Each app hands over to the successor what the member held, and keeps what he did."""
