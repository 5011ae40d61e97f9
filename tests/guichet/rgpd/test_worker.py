"""What a real worker writes in the journal comes from a job."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from guichet.accounts.models import Member
from guichet.config import embedded
from guichet.core.models import JournalEntry, Operation
from guichet.core.tenancy import firm_transaction
from guichet.delegations.queries import actor_of, membership_of
from guichet.rgpd.journal_export import start_export
from tests.guichet.committed import committed_member, run_worker

__all__ = ["committed_member"]
pytestmark = pytest.mark.slow


def test_a_line_written_by_a_worker_says_so(
    committed_member: Member, cluster: embedded.Cluster, own_storage: Path
) -> None:
    with firm_transaction(committed_member.firm_id):
        actor = actor_of(membership_of(committed_member.user_id, committed_member.firm_id))  # type: ignore[arg-type]
        operation = start_export(actor=actor, asked={})
    done = run_worker(cluster)
    with firm_transaction(committed_member.firm_id):
        operation = Operation.objects.get(pk=operation.pk)
        assert operation.state == Operation.State.DONE, (operation.reason, done.stderr, settings.GUICHET_DATA)
        (entry,) = JournalEntry.objects.filter(verb="journal.exporte")
        (first,) = JournalEntry.objects.filter(verb="inscription")
    assert (entry.origin, entry.ip, entry.agent) == ("job", "", "")
    assert first.origin == "command"
