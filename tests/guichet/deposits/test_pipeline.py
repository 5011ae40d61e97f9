"""From a received file to its report, whatever happens on the way."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

import neodes
from guichet.core.models import JournalEntry, StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm, firm_transaction
from guichet.deposits import errors, pipeline, steps, unpacking
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.portfolio import services as portfolio
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.errors import InvalidSiret, NoPortfolio
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import SIRET_ENTREPRISE, Cast, delegate
from tests.guichet.deposits.samples import (
    PDF,
    SIRET_ELSEWHERE,
    SIRET_NEW,
    SIRET_ONE,
    SIRET_OTHER_NEW,
    SIRET_TWO,
    archive,
    control,
    controlled,
    deposit,
    dsn,
)

FAULTS = ("bad_nir", "bad_amount", "missing_obligatory", "wrong_total")


def test_a_valid_file(cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, SIRET_NEW))
    assert (done.state, done.mode, done.norm, done.declared_norm) == (DepositState.DONE, "test", "P26V01", "P26V01")
    assert (done.declaration_count, done.bloquants) == (2, 0)
    assert done.finished_at is not None
    assert set(done.timings) == {"lecture", "controle", "rangement", "synthese"}
    first, second = done.declarations.order_by("index")
    assert (first.siret, first.nature, first.period, first.individus) == (SIRET_ONE, "01", "2026-11", 2)
    assert (first.etablissement, first.added_etablissement) == (cast.etablissement_one, False)
    assert second.added_etablissement
    assert second.etablissement.state == EtablissementState.A_COMPLETER
    assert first.last_line < second.first_line


def test_findings_are_kept_with_exact_counts_in_order_of_repair(cast: Cast) -> None:
    content = dsn(SIRET_ONE, SIRET_TWO, faults=FAULTS)
    done = controlled(cast.admin_a, content)
    report = neodes.check_bytes(content)
    kept = {
        (row.control, row.reason, row.declaration and row.declaration.index): row.count for row in done.findings.all()
    }
    assert kept == {(group.control, group.reason, group.declaration): group.count for group in report.groups}
    assert done.bloquants == report.count(neodes.Severity.BLOQUANT) > 3
    ranked = list(done.findings.order_by("rank").values_list("severity", "control"))
    assert ranked[-1][1].endswith("/CST-11") or ranked[-1][0] != "bloquant"
    assert [severity for severity, _ in ranked] == sorted(
        (severity for severity, _ in ranked), key=["bloquant", "avertissement", "information"].index
    )


def test_no_personal_value_is_stored(cast: Cast) -> None:
    content = dsn(SIRET_ONE, faults=("bad_nir", "too_long", "duplicate_nir", "garbage_line"))
    done = controlled(cast.admin_a, content)
    stored = json.dumps(list(done.findings.values_list("places", flat=True)), ensure_ascii=False)
    assert "18513759151" not in stored
    assert "Amélie" not in stored
    personal = {
        place["value"] for row in done.findings.all() for place in row.places if place["rubrique"] == "S21.G00.30.001"
    }
    assert personal
    assert all("•" in value for value in personal)


def test_a_line_without_form_may_hold_anything(cast: Cast) -> None:
    lines = dsn(SIRET_ONE).splitlines(keepends=True)
    lines.insert(60, b"DUPONT Jeanne 2850675120001 ,12\r\n")
    done = controlled(cast.admin_a, b"".join(lines))
    (row,) = done.findings.filter(control="LIGNE")
    assert all(not any(character.isalnum() for character in place["value"] or "") for place in row.places)


def test_places_are_capped_and_counts_are_exact(cast: Cast) -> None:
    many = dsn(SIRET_ONE, individus=30).replace(b"S21.G00.40.007,'01'", b"S21.G00.40.007,'98'")
    lines = many.splitlines(keepends=True)
    broken = b"".join(line.replace(b"S21.G00.5", b"S21.G00.9") for line in lines)
    done = controlled(cast.admin_a, broken)
    report = neodes.check_bytes(broken)
    assert sum(row.count for row in done.findings.all()) == sum(group.count for group in report.groups)
    assert max(len(row.places) for row in done.findings.all()) <= neodes.PLACES_KEPT


# Rights


def test_a_new_siret_without_the_right_to_add_is_refused(cast: Cast) -> None:
    profile = delegate(
        cast.powerless_a, [Right.DEPOSER_TEST, Right.VOIR_DECLARATIONS], [cast.etablissement_two], name="D"
    )
    assert Right.AJOUTER not in profile.rights
    done = controlled(cast.powerless_a, dsn(SIRET_TWO, SIRET_NEW, faults=("bad_nir",)))
    kept, refused = done.declarations.order_by("index")
    assert (done.state, kept.state, refused.state) == (
        DepositState.DONE,
        DeclarationState.KEPT,
        DeclarationState.REFUSED,
    )
    assert (refused.reason, refused.etablissement) == (errors.NOT_YOURS, None)
    assert not Etablissement.objects.filter(siret=SIRET_NEW).exists()
    assert not done.findings.filter(declaration=refused).exists()


def test_a_known_siret_out_of_scope_is_refused_as_an_unknown_one(cast: Cast) -> None:
    delegate(cast.powerless_a, [Right.DEPOSER_TEST, Right.VOIR_DECLARATIONS], [cast.etablissement_two], name="D")
    done = controlled(cast.powerless_a, dsn(SIRET_TWO, SIRET_NEW, SIRET_ONE))
    _, unknown, known = done.declarations.order_by("index")
    hidden = ("state", "reason", "etablissement_id", "added_etablissement")
    assert [getattr(unknown, name) for name in hidden] == [getattr(known, name) for name in hidden]
    cast.etablissement_one.refresh_from_db()
    assert cast.etablissement_one.last_deposit_at is None


def test_of_a_refused_declaration_the_siret_and_the_month_alone_are_kept(cast: Cast) -> None:
    done = controlled(cast.collaborator_a, dsn(SIRET_TWO, SIRET_ONE, faults=("bad_nir",)))
    refused, kept = done.declarations.order_by("index")
    assert (refused.siret, refused.period, refused.reason) == (SIRET_TWO, "2026-11", errors.NOT_YOURS)
    assert (refused.nature, refused.type, refused.ordre, refused.individus) == ("", "", "", 0)
    assert (refused.bloquants, refused.findings.count()) == (0, 0)
    assert (kept.state, done.bloquants) == (DeclarationState.KEPT, 0)


def test_the_scope_of_the_right_to_deposit_counts_not_that_of_another(cast: Cast) -> None:
    delegate(cast.powerless_a, [Right.DEPOSER_TEST], [cast.etablissement_one], name="Dépôt")
    delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], None, name="Lecture")
    done = controlled(cast.powerless_a, dsn(SIRET_ONE, SIRET_TWO))
    assert [row.state for row in done.declarations.order_by("index")] == [
        DeclarationState.KEPT,
        DeclarationState.REFUSED,
    ]


def test_nothing_of_the_author_refuses_the_file_and_removes_it(
    cast: Cast, storage_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        done = controlled(cast.collaborator_a, dsn(SIRET_TWO))
    assert (done.state, done.reason, done.stored_file) == (DepositState.REFUSED, errors.NOTHING_YOURS, None)
    assert not FindingGroup.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in storage_folder.rglob("*") if path.is_file()] == []


def test_who_adds_sees_what_was_added(cast: Cast) -> None:
    done = controlled(cast.collaborator_a, dsn(SIRET_NEW))
    (row,) = done.declarations.all()
    assert (done.state, row.state, row.added_etablissement) == (DepositState.DONE, DeclarationState.KEPT, True)


@pytest.mark.parametrize(
    ("mode", "held", "state", "reason"),
    [
        ("test", Right.DEPOSER_TEST, DepositState.DONE, ""),
        ("reel", Right.DEPOSER_REEL, DepositState.DONE, ""),
        ("reel", Right.DEPOSER_TEST, DepositState.REFUSED, errors.REEL_NOT_ALLOWED),
        ("test", Right.DEPOSER_REEL, DepositState.REFUSED, errors.TEST_NOT_ALLOWED),
    ],
)
def test_test_and_real_files_have_each_their_right(
    cast: Cast, mode: str, held: Right, state: DepositState, reason: str
) -> None:
    delegate(cast.powerless_a, [held], None, name="D")
    done = controlled(cast.powerless_a, dsn(SIRET_ONE, mode=mode))
    assert (done.state, done.reason, done.mode) == (state, reason, mode)
    assert done.declarations.exists() is (state == DepositState.DONE)


@pytest.mark.parametrize(("held", "state"), [(Right.DEPOSER_TEST, "refuse"), (Right.DEPOSER_REEL, "termine")])
def test_a_file_that_does_not_say_its_mode_is_taken_for_a_real_one(cast: Cast, held: Right, state: str) -> None:
    lines = [line for line in dsn(SIRET_ONE).splitlines(keepends=True) if not line.startswith(b"S10.G00.00.005")]
    delegate(cast.powerless_a, [held], None, name="D")
    done = controlled(cast.powerless_a, b"".join(lines))
    assert (done.state, done.mode) == (state, "")
    assert done.reason == (errors.REEL_UNSAID if state == "refuse" else "")


def test_rights_are_those_of_the_moment_of_the_job(cast: Cast) -> None:
    received = deposit(cast.collaborator_a, dsn(SIRET_ONE))
    cast.collaborator_a.delegations.all().delete()
    assert control(received).reason == errors.TEST_NOT_ALLOWED


def test_an_author_who_left_deposits_nothing(cast: Cast) -> None:
    received = deposit(cast.collaborator_a, dsn(SIRET_NEW))
    cast.collaborator_a.is_active = False
    cast.collaborator_a.save()
    assert control(received).reason == errors.AUTHOR_GONE
    assert not Etablissement.objects.filter(siret=SIRET_NEW).exists()


def test_an_entreprise_deposits_for_its_own_siret_alone(cast: Cast) -> None:
    enter_firm(cast.entreprise.pk)
    portfolio.register_own_etablissement(firm=cast.entreprise, now=timezone.now())
    done = controlled(cast.admin_entreprise, dsn(SIRET_ENTREPRISE, SIRET_ONE))
    own, other = done.declarations.order_by("index")
    assert (own.state, other.state, other.reason) == (
        DeclarationState.KEPT,
        DeclarationState.REFUSED,
        str(NoPortfolio()),
    )
    alone = controlled(cast.admin_entreprise, dsn(SIRET_ONE))
    assert (alone.state, alone.reason) == (DepositState.REFUSED, str(NoPortfolio()))


def test_a_retired_etablissement_is_reported_and_stays_so(cast: Cast) -> None:
    portfolio.retire_etablissement(
        actor=cast.actor(cast.admin_a), etablissement=cast.etablissement_one, now=timezone.now()
    )
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    (row,) = done.declarations.all()
    assert (done.state, row.state, row.reason) == (DepositState.DONE, DeclarationState.OUTSIDE, errors.RETIRED)
    assert row.findings.exists()
    cast.etablissement_one.refresh_from_db()
    assert cast.etablissement_one.is_retired


def test_a_siret_that_cannot_exist_is_explained(cast: Cast) -> None:
    nic = b"S21.G00.11.001,'" + SIRET_ONE[9:].encode()
    done = controlled(cast.admin_a, dsn(SIRET_ONE).replace(nic, nic[:-2] + b"XX"))
    (row,) = done.declarations.all()
    assert (done.state, row.state, row.reason) == (DepositState.DONE, DeclarationState.REFUSED, str(InvalidSiret()))
    assert row.findings.exists()


# What is no DSN


@pytest.mark.parametrize(
    "content",
    [PDF, b"", b"\xff\xd8\xff\xe0" + bytes(500), b"Bonjour,\nvoici la paie.\n", bytes(3000)],
    ids=["pdf", "empty", "photo", "letter", "zeros"],
)
def test_what_is_no_dsn_is_refused_with_one_clear_finding(cast: Cast, content: bytes) -> None:
    delegate(cast.powerless_a, [Right.DEPOSER_TEST], None, name="D")
    done = controlled(cast.powerless_a, content, "photo.jpg")
    assert done.state == DepositState.REFUSED
    assert done.reason.endswith("Il n'est pas conservé.")
    (row,) = done.findings.all()
    assert (row.control.startswith("FICHIER/"), done.bloquants, done.declaration_count) == (True, 1, 0)


def test_a_workbook_is_one_file_that_is_no_dsn(cast: Cast) -> None:
    content = archive(**{"[Content_Types]_xml": b"<Types/>", "xl/workbook_xml": b"<workbook/>"})
    done = controlled(cast.admin_a, content, "paie.xlsx")
    assert (done.state, done.is_archive, done.members.count()) == (DepositState.REFUSED, False, 0)


def test_any_bytes_come_to_an_end(cast: Cast) -> None:
    noise = random.Random(7)
    valid = bytearray(dsn(SIRET_ONE, SIRET_NEW))
    for round_ in range(12):
        for _ in range(round_ * 20):
            valid[noise.randrange(len(valid))] = noise.randrange(256)
        done = controlled(cast.admin_a, bytes(valid))
        assert done.state in {DepositState.DONE, DepositState.REFUSED}


def test_strange_identifiers_fit(cast: Cast) -> None:
    content = dsn(SIRET_ONE)
    for start, value in ((b"S21.G00.11.001", b"9" * 60), (b"S20.G00.05.004", b"1" * 99), (b"S20.G00.05.001", b"ABCDE")):
        content = b"\r\n".join(
            start + b",'" + value + b"'" if line.startswith(start) else line for line in content.split(b"\r\n")
        )
    assert controlled(cast.admin_a, content).state == DepositState.DONE


# Archives


def test_an_archive_makes_a_deposit_for_each_member(cast: Cast) -> None:
    content = archive(a_dsn=dsn(SIRET_ONE, faults=("bad_nir",)), b_dsn=dsn(SIRET_NEW), lisez_pdf=PDF)
    done = controlled(cast.admin_a, content, "lot.zip")
    assert (done.state, done.is_archive, done.stored_file) == (DepositState.DONE, True, None)
    members = {member.file_name: member for member in done.members.all()}
    assert {name: member.state for name, member in members.items()} == {
        "a.dsn": DepositState.DONE, "b.dsn": DepositState.DONE, "lisez.pdf": DepositState.REFUSED,
    }  # fmt: skip
    assert (done.declaration_count, done.bloquants, done.mode) == (2, 2, "test")
    assert members["b.dsn"].author == cast.admin_a


def test_a_gzip_is_an_archive_of_one(cast: Cast) -> None:
    done = controlled(cast.admin_a, gzip.compress(dsn(SIRET_ONE)), "paie.dsn.gz")
    assert [(member.file_name, member.state) for member in done.members.all()] == [("paie.dsn", DepositState.DONE)]


def test_a_member_that_is_known_leads_to_the_first(cast: Cast) -> None:
    first = controlled(cast.admin_a, dsn(SIRET_ONE))
    done = controlled(
        cast.admin_a, archive(a_dsn=dsn(SIRET_ONE), b_dsn=dsn(SIRET_TWO), c_dsn=dsn(SIRET_TWO)), "lot.zip"
    )
    a, b, c = done.members.order_by("file_name")
    assert (a.duplicate_of, b.duplicate_of, c.duplicate_of) == (first, None, b)
    assert done.state == DepositState.DONE


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", archive(), gzip.compress(dsn())[:-20]], ids=["zip", "empty", "gzip"]
)
def test_an_archive_that_cannot_be_opened_is_refused(cast: Cast, content: bytes) -> None:
    done = controlled(cast.admin_a, content, "lot.zip")
    assert (done.state, done.is_archive, done.members.count(), done.stored_file) == (
        DepositState.REFUSED,
        True,
        0,
        None,
    )
    assert done.reason


def test_a_bomb_is_refused_alone(cast: Cast) -> None:
    done = controlled(cast.admin_a, archive(a_dsn=dsn(SIRET_ONE), bombe_dsn=bytes(30_000_000)), "lot.zip")
    states = dict(done.members.values_list("file_name", "state"))
    assert states == {"a.dsn": DepositState.DONE, "bombe.dsn": DepositState.REFUSED}


def test_members_of_one_name_are_told_apart(cast: Cast) -> None:
    content = archive(**{"x/a_dsn": dsn(SIRET_ONE), "x\\a_dsn": dsn(SIRET_TWO)})
    done = controlled(cast.admin_a, content, "lot.zip")
    assert sorted(done.members.values_list("file_name", flat=True)) == ["x/a.dsn", "x/a.dsn (2)"]


# Faults


def test_a_damaged_file_says_so_at_once(cast: Cast, storage_folder: Path) -> None:
    received = deposit(cast.admin_a, dsn())
    path = storage_folder / received.stored_file.location
    path.write_bytes(path.read_bytes()[:-1])
    done = control(received)
    assert (done.state, done.reason, done.attempts) == (DepositState.FAILED, errors.DAMAGED, 1)


def test_a_missing_file_says_so(cast: Cast, storage_folder: Path) -> None:
    received = deposit(cast.admin_a, dsn())
    (storage_folder / received.stored_file.location).unlink()
    assert control(received).reason == errors.MISSING


def test_a_key_that_is_not_there_says_so_and_may_come_back(cast: Cast, settings: Any) -> None:
    received = deposit(cast.admin_a, dsn())
    keys, settings.GUICHET_MASTER_KEYS = settings.GUICHET_MASTER_KEYS, {9: bytes(32)}
    failed = control(received)
    assert failed.reason == errors.KEY_UNKNOWN
    settings.GUICHET_MASTER_KEYS = keys
    from guichet.deposits.services import control_again

    assert control(control_again(actor=cast.actor(cast.admin_a), deposit=failed)).state == DepositState.DONE


class FaultOfOurs(Exception):
    pass


def test_a_fault_of_ours_is_told_after_the_last_attempt(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise FaultOfOurs

    received = deposit(cast.admin_a, dsn())
    monkeypatch.setattr(neodes, "check_chunks", broken)
    for attempt in range(1, pipeline.MAX_ATTEMPTS + 1):
        with pytest.raises(FaultOfOurs):
            control(received)
        enter_firm(cast.firm_a.pk)
        state = DepositState.FAILED if attempt == pipeline.MAX_ATTEMPTS else DepositState.CONTROLLING
        assert Deposit.objects.get(pk=received.pk).state == state
    assert Deposit.objects.get(pk=received.pk).reason == errors.GAVE_UP
    monkeypatch.undo()
    from guichet.deposits.services import control_again

    again = control_again(actor=cast.actor(cast.admin_a), deposit=Deposit.objects.get(pk=received.pk))
    assert control(again).state == DepositState.DONE


def test_a_file_that_kills_its_worker_each_time_is_given_up(cast: Cast) -> None:
    received = deposit(cast.admin_a, dsn())
    Deposit.objects.update(attempts=pipeline.MAX_ATTEMPTS)
    assert control(received).reason == errors.GAVE_UP


def test_a_deposit_that_is_done_is_left_alone(cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(faults=FAULTS))
    before = picture(cast)
    assert control(done).finished_at == done.finished_at
    assert picture(cast) == before


def test_a_deposit_that_is_gone_is_no_fault(cast: Cast) -> None:
    pipeline.control_deposit(firm_id=cast.firm_a.pk, deposit_id=uuid4())


# Killed anywhere


class Killed(BaseException):
    """As kill -9 would do: nothing more is written."""


SIMPLE = dsn(SIRET_OTHER_NEW, SIRET_ONE, SIRET_NEW, faults=FAULTS)
LOT = archive(a_dsn=SIMPLE, b_dsn=dsn(SIRET_TWO), c_pdf=PDF, d_dsn=dsn(SIRET_TWO))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("moment", range(1, 7))
@pytest.mark.parametrize("content", [SIMPLE, LOT], ids=["file", "archive"])
def test_killed_at_any_step_and_run_again_gives_the_same_rows(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, content: bytes, moment: int, after: bool
) -> None:
    enter_firm(cast.firm_b.pk)
    for siret in (SIRET_ONE, SIRET_TWO):
        Etablissement.objects.create(firm=cast.firm_b, siret=siret, state="actif", origin="manuel")
    controlled(cast.admin_b, content, "lot")
    expected = picture(cast, firm_b=True)

    received = deposit(cast.admin_a, content, "lot")
    with monkeypatch.context() as patch:
        count = kill_at(patch, moment, after=after)
        with suppress(Killed):
            pipeline.control_deposit(firm_id=cast.firm_a.pk, deposit_id=received.pk)
        assert count() >= moment or content is SIMPLE
    control(received)
    assert picture(cast) == expected


def kill_at(patch: pytest.MonkeyPatch, moment: int, *, after: bool) -> Callable[[], int]:
    """Die at the transaction of that rank, before its commit or after it, and stay dead."""
    seen = 0

    @contextmanager
    def transaction(firm_id: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen > moment:
            raise Killed
        with firm_transaction(firm_id):
            yield
            if seen == moment and not after:
                raise Killed
        if seen == moment:
            raise Killed

    for module in (steps, pipeline, unpacking):
        patch.setattr(module, "firm_transaction", transaction)
    return lambda: seen


def picture(cast: Cast, *, firm_b: bool = False) -> object:
    """All that was written for a firm, without ids and moments."""
    enter_firm(cast.firm_b.pk if firm_b else cast.firm_a.pk)
    names = {f"depot:{pk}": name for pk, name in Deposit.objects.values_list("pk", "file_name")}
    skipped = {"id", "firm", "attempts", "timings", "received_at", "finished_at", "author", "stored_file", "deposit",
               "etablissement", "declaration", "parent", "duplicate_of"}  # fmt: skip
    rows = [
        sorted(json.dumps(values(row, skipped), default=str) for row in model.objects.all())
        for model in (Deposit, Declaration, FindingGroup)
    ]
    sirets = sorted(
        Etablissement.objects.exclude(siret__in=[SIRET_ONE, SIRET_TWO, SIRET_ELSEWHERE]).values_list("siret", "state")
    )
    lines = JournalEntry.objects.order_by("subject", "verb").values_list("verb", "subject", "details")
    journal = sorted(
        json.dumps(
            [verb, names.get(subject, subject), {key: value for key, value in details.items() if key != "premier"}]
        )
        for verb, subject, details in lines
    )
    return rows, sirets, journal, StoredFile.objects.count()


def values(row: Any, skipped: set[str]) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in skipped}
