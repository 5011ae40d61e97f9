"""Receiving a file: durable before it is said, once for the same content, in a fair order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.core import files
from guichet.core.models import JournalEntry, StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.queries import actor_of
from guichet.deposits import services
from guichet.deposits.enums import DepositState
from guichet.deposits.errors import DepositNotAllowed, FileNotKept
from guichet.deposits.models import Declaration, Deposit
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.samples import (
    PDF,
    SIRET_NEW,
    SIRET_ONE,
    SIRET_TWO,
    archive,
    control,
    controlled,
    deposit,
    dsn,
)


def jobs() -> list[tuple[str, str, int]]:
    """Firm, deposit and priority of the jobs waiting, in the order they will run."""
    rows = ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id")
    return [(row.args["firm_id"], row.args["deposit_id"], row.priority) for row in rows]


def verbs(subject: Deposit) -> list[str]:
    lines = JournalEntry.objects.filter(subject=f"depot:{subject.pk}").order_by("id")
    return list(lines.values_list("verb", flat=True))


def test_a_file_is_received_with_its_row_its_job_and_its_line(cast: Cast) -> None:
    content = dsn()
    received = deposit(cast.admin_a, content, "novembre.dsn")
    assert received.state == DepositState.RECEIVED
    assert (received.file_name, received.size, received.author) == ("novembre.dsn", len(content), cast.admin_a)
    assert files.read_file(received.stored_file) == content
    (job,) = ProcrastinateJob.objects.filter(status="todo")
    assert job.args == {"firm_id": str(cast.firm_a.pk), "deposit_id": str(received.pk)}
    assert job.lock == f"depot:{received.pk}"
    assert verbs(received) == ["depot.recu"]


def test_all_or_nothing(cast: Cast) -> None:
    with transaction.atomic():
        deposit(cast.admin_a, dsn())
        transaction.set_rollback(True)
    enter_firm(cast.firm_a.pk)
    assert not Deposit.objects.exists()
    assert not StoredFile.objects.exists()
    assert jobs() == []


def test_who_may_not_deposit_leaves_nothing(cast: Cast, storage_folder: Path) -> None:
    delegate(cast.powerless_a, [right for right in Right if not right.value.startswith("deposer")], name="Tout sauf")
    with pytest.raises(DepositNotAllowed):
        deposit(cast.powerless_a, dsn())
    assert not Deposit.objects.exists()
    assert not storage_folder.exists()


def test_the_same_content_again_leads_to_the_first(
    cast: Cast, storage_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    first = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_NEW))
    before = Declaration.objects.count(), Etablissement.objects.count(), StoredFile.objects.count(), len(jobs())
    with django_capture_on_commit_callbacks(execute=True):
        again = deposit(cast.admin_a, dsn(SIRET_ONE, SIRET_NEW), "autre nom.dsn")
    assert again.duplicate_of == first
    assert (again.state, again.stored_file) == (DepositState.DONE, None)
    assert (
        Declaration.objects.count(),
        Etablissement.objects.count(),
        StoredFile.objects.count(),
        len(jobs()),
    ) == before
    assert len([path for path in storage_folder.rglob("*") if path.is_file()]) == 1
    assert verbs(again) == ["depot.deja_recu"]


def test_a_copy_of_a_copy_leads_to_the_first(cast: Cast) -> None:
    first = deposit(cast.admin_a, dsn())
    deposit(cast.admin_a, dsn())
    assert deposit(cast.admin_a, dsn()).duplicate_of == first


def test_the_content_of_another_firm_is_not_known(cast: Cast) -> None:
    deposit(cast.admin_b, dsn())
    assert deposit(cast.admin_a, dsn()).duplicate_of is None


def test_a_collaborator_does_not_learn_of_what_he_may_not_see(cast: Cast) -> None:
    controlled(cast.admin_a, dsn(SIRET_TWO))
    received = deposit(cast.collaborator_a, dsn(SIRET_TWO))
    assert received.duplicate_of is None
    assert control(received).state == DepositState.REFUSED


def test_a_collaborator_learns_of_what_he_may_see(cast: Cast) -> None:
    first = controlled(cast.admin_a, dsn(SIRET_ONE))
    assert deposit(cast.collaborator_a, dsn(SIRET_ONE)).duplicate_of == first


def test_what_was_refused_may_be_deposited_again(cast: Cast) -> None:
    refused = controlled(cast.collaborator_a, dsn(SIRET_TWO))
    assert refused.state == DepositState.REFUSED
    again = controlled(cast.admin_a, dsn(SIRET_TWO))
    assert (again.duplicate_of, again.state) == (None, DepositState.DONE)


def test_what_was_refused_in_part_may_be_deposited_again(cast: Cast) -> None:
    controlled(cast.collaborator_a, dsn(SIRET_ONE, SIRET_TWO))
    assert deposit(cast.admin_a, dsn(SIRET_ONE, SIRET_TWO)).duplicate_of is None


def test_control_again(cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_NEW, faults=("bad_nir",)))
    before = summary(done)
    again = services.control_again(actor=actor_of(cast.admin_a), deposit=done)
    assert again.state == DepositState.RECEIVED
    assert len(jobs()) == 2  # the first one was run by hand
    assert summary(control(again)) == before
    assert verbs(done)[-6:] == ["depot.synthese", "depot.relance", *verbs(done)[1:5]]


def test_a_double_click_controls_again_once(cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn())
    actor = actor_of(cast.admin_a)
    waiting = len(jobs())
    services.control_again(actor=actor, deposit=done)
    services.control_again(actor=actor, deposit=done)
    assert len(jobs()) == waiting + 1


def test_to_control_a_copy_again_is_to_control_the_first(cast: Cast) -> None:
    first = controlled(cast.admin_a, dsn())
    copy = deposit(cast.admin_a, dsn())
    assert services.control_again(actor=actor_of(cast.admin_a), deposit=copy) == first


def test_an_archive_is_controlled_again_member_by_member(cast: Cast) -> None:
    done = controlled(cast.admin_a, archive(a_dsn=dsn(), b_dsn=dsn(SIRET_TWO), c_pdf=PDF), "lot.zip")
    again = services.control_again(actor=actor_of(cast.admin_a), deposit=done)
    assert again.state == DepositState.CONTROLLING
    states = dict(again.members.values_list("file_name", "state"))
    assert states == {"a.dsn": DepositState.RECEIVED, "b.dsn": DepositState.RECEIVED, "c.pdf": DepositState.REFUSED}
    assert control(again).state == DepositState.DONE


def test_what_was_not_kept_cannot_be_controlled_again(cast: Cast) -> None:
    refused = controlled(cast.admin_a, PDF, "photo.pdf")
    with pytest.raises(FileNotKept):
        services.control_again(actor=actor_of(cast.admin_a), deposit=refused)


def test_who_may_not_deposit_may_not_control_again(cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn())
    delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], name="Voir")
    with pytest.raises(DepositNotAllowed):
        services.control_again(actor=actor_of(cast.powerless_a), deposit=done)


def test_long_and_strange_names(cast: Cast) -> None:
    received = deposit(cast.admin_a, dsn(), "x" * 300 + "\x00\n.dsn")
    assert len(received.file_name) == 255
    assert received.file_name.endswith("xxx.dsn")
    assert deposit(cast.admin_a, dsn(month="2026-10"), "\n").file_name == "sans-nom"


def firms_in_line(cast: Cast) -> str:
    names = {str(cast.firm_a.pk): "A", str(cast.firm_b.pk): "B"}
    return "".join(names[firm] for firm, _, _ in jobs())


def contents(count: int, first: int = 0) -> list[bytes]:
    """Distinct contents that cost nothing to make."""
    return [b"fichier %d" % rank for rank in range(first, first + count)]


def test_firms_take_turns(cast: Cast) -> None:
    for content in contents(5):
        deposit(cast.admin_a, content)
    for content in contents(2):
        deposit(cast.admin_b, content)
    assert firms_in_line(cast) == "ABABAAA"


def test_a_mass_deposit_is_not_overtaken_for_ever(cast: Cast) -> None:
    for content in contents(6):
        deposit(cast.admin_a, content)
    run = ""
    for content in contents(6):
        deposit(cast.admin_b, content)
        run += take_first(cast)
    assert run == "ABABAB"


def test_within_a_firm_the_first_come_is_the_first_served(cast: Cast) -> None:
    received = [str(deposit(cast.admin_a, content).pk) for content in contents(4)]
    assert [pk for _, pk, _ in jobs()] == received


def take_first(cast: Cast) -> str:
    """Do as a worker does: take the first job; the others move on."""
    from django.db import connection

    first = firms_in_line(cast)[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_fetch_job_v2(ARRAY[%s], NULL)", [services.QUEUE])
    return first


def summary(done: Deposit) -> object:
    """What the report says, without what tells one run from another."""
    rows = done.declarations.order_by("index").values_list("siret", "state", "bloquants", "added_etablissement")
    findings = done.findings.order_by("rank").values_list("control", "reason", "count", "rank", "declaration__index")
    return done.state, done.bloquants, done.declaration_count, list(rows), list(findings)


def test_the_clock_is_given(cast: Cast) -> None:
    moment = timezone.now().replace(year=2020)
    received = services.deposit_content(actor=actor_of(cast.admin_a), file_name="a.dsn", pieces=[dsn()], now=moment)
    assert received.deposit.received_at == moment


def test_several_contents_are_waited_for_in_one_order(cast: Cast) -> None:
    orders = []
    for digests in (["b" * 64, "a" * 64, "b" * 64], ["a" * 64, "b" * 64]):
        with CaptureQueriesContext(connection) as queries:
            services.wait_for_same_content(cast.firm_a.pk, digests)
        orders.append([query["sql"] for query in queries if "advisory" in query["sql"]])
    assert orders[0] == orders[1]
    assert len(orders[0]) == 2
