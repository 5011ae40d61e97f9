"""What has passed its time: documents of demandes that are over, and what a partner received and does not follow."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from guichet.amorcage.enums import SENT
from guichet.amorcage.models import Document, InboxRequest
from guichet.core import files


def remove_old(firm_id: UUID, before: datetime, how_many: int) -> int:
    """Remove what was over before that moment, at most so many of each; gives how many. In the context of the firm."""
    return _remove_documents(firm_id, before, how_many) + _remove_requests(firm_id, before, how_many)


def _remove_documents(firm_id: UUID, before: datetime, how_many: int) -> int:
    """Rows and files; the steps of the demande stay."""
    sent = sorted(SENT)
    over = Q(demande__changed_at__lt=before) & ~Q(demande__state__in=sent)
    received = Q(request__changed_at__lt=before) & ~Q(request__state__in=sent)
    rows = list(Document.objects.filter(over | received, firm_id=firm_id).order_by("pk")[:how_many])
    for row in rows:
        stored = row.file
        row.delete()
        if stored is not None:
            files.remove_file(stored)
    return len(rows)


def _remove_requests(firm_id: UUID, before: datetime, how_many: int) -> int:
    """Once their documents are gone; their lines of journal live as long as the others."""
    over = InboxRequest.objects.filter(firm_id=firm_id, changed_at__lt=before, documents=None)
    keys = list(over.exclude(state__in=sorted(SENT)).order_by("pk").values_list("pk", flat=True)[:how_many])
    InboxRequest.objects.filter(pk__in=keys).delete()
    return len(keys)
