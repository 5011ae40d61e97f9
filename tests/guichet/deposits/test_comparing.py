"""A deposit beside what the firm deposited before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.storage import default_storage

import neodes
from guichet.core import files
from guichet.delegations.queries import actor_of
from guichet.deposits import comparing, services
from guichet.deposits.comparing import month_before
from guichet.deposits.enums import DepositState
from guichet.deposits.export import export_report
from guichet.deposits.models import Deposit, FindingGroup
from tests.guichet.cast import Cast
from tests.guichet.deposits.samples import SIRET_NEW, SIRET_ONE, SIRET_TWO, archive, control, controlled, deposit, dsn

GONE, ORDER, SKIPPED, TARGET = "MOIS/INDIVIDU-DISPARU", "MOIS/ORDRE", "MOIS/SAUTE", "S20.G00.05.006/CID-11"


def month(period: str = "2026-11", *sirets: str, **options: Any) -> bytes:
    return dsn(*(sirets or (SIRET_ONE,)), month=period, **{"individus": 6, **options})


def without_person(content: bytes, rank: int = 1) -> bytes:
    """The individu of that rank is taken away, and the total put right."""
    lines = content.split(b"\r\n")
    starts = [place for place, line in enumerate(lines) if line.startswith(b"S21.G00.30.001")]
    del lines[starts[rank] : starts[rank + 1]]
    total = f"S90.G00.90.001,'{len(lines) - 1}'".encode()
    return b"\r\n".join(total if line.startswith(b"S90.G00.90.001") else line for line in lines)


def told(done: Deposit) -> list[tuple[str, int]]:
    assert done.state == DepositState.DONE
    assert done.bloquants == 0
    return [(row.control, row.count) for row in done.findings.order_by("rank")]


def nir_of(content: bytes, rank: int) -> str:
    lines = [line for line in content.split(b"\r\n") if line.startswith(b"S21.G00.30.001")]
    return lines[rank][16:-1].decode()


def test_two_months_in_a_row_of_the_same_people(cast: Cast) -> None:
    assert told(controlled(cast.admin_a, month("2026-10"))) == []
    assert told(controlled(cast.admin_a, month())) == []


def test_who_is_gone_is_told_masked_and_never_blocks(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10"))
    done = controlled(cast.admin_a, without_person(month()))
    assert told(done) == [(GONE, 1)]
    (row,) = done.findings.all()
    declaration = done.declarations.get()
    assert (row.severity, row.declaration, done.avertissements) == ("avertissement", declaration, 1)
    assert declaration.avertissements == 1
    assert row.places[0]["line"] == declaration.first_line
    assert nir_of(month("2026-10"), 1) not in json.dumps(row.places)
    assert "•" in row.places[0]["value"]
    report = export_report(actor=cast.actor(cast.admin_a), deposit=done, form="json")
    assert "était déclarée en octobre 2026" in report
    assert nir_of(month("2026-10"), 1) not in report


def test_they_come_behind_what_the_file_itself_says(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10"))
    done = controlled(cast.admin_a, without_person(month()).decode("latin-1").encode())
    assert [control for control, _ in told(done)] == ["FICHIER/ENCODAGE", GONE]


def test_a_file_that_something_blocks_is_not_compared_nor_compared_with(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10", faults=("bad_amount",)))
    assert told(controlled(cast.admin_a, without_person(month()))) == []
    controlled(cast.admin_a, month("2026-12"))
    blocked = controlled(cast.admin_a, without_person(month("2027-01", faults=("bad_amount",))))
    assert blocked.bloquants > 0
    assert not blocked.findings.filter(control__startswith="MOIS/").exists()


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("reel", "reel", True), ("reel", "test", True), ("test", "test", True), ("test", "reel", False)],
)
def test_a_real_file_is_compared_with_real_ones_only(cast: Cast, before: str, now: str, expected: bool) -> None:
    controlled(cast.admin_a, month("2026-10", mode=before))
    done = controlled(cast.admin_a, without_person(month(mode=now)))
    assert [control for control, _ in told(done)] == ([GONE] if expected else [])


def test_the_last_one_of_the_month_before_is_compared(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10", mode="reel"))
    controlled(cast.admin_a, without_person(month("2026-10", mode="reel", type_declaration="03")))
    assert told(controlled(cast.admin_a, without_person(month(mode="reel")))) == []


def test_the_deposits_of_another_firm_are_not_used(cast: Cast) -> None:
    controlled(cast.admin_b, month("2026-10", SIRET_NEW, mode="reel"))
    controlled(cast.admin_b, month("2026-11", SIRET_NEW, mode="reel"))
    done = controlled(cast.admin_a, without_person(month("2026-11", SIRET_NEW, mode="reel")))
    assert told(done) == []
    replacing = month("2026-11", SIRET_NEW, mode="reel", type_declaration="03")
    assert told(controlled(cast.admin_a, replacing)) == []
    controlled(cast.admin_b, month("2026-12", SIRET_NEW, mode="reel"))
    unknown = month("2026-12", SIRET_NEW, mode="reel", type_declaration="03")
    assert told(controlled(cast.admin_a, unknown)) == [(TARGET, 1)]


def test_each_establishment_is_compared_with_its_own_file(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10", SIRET_TWO, SIRET_NEW))
    controlled(cast.admin_a, month("2026-10"))
    done = controlled(cast.admin_a, without_person(month("2026-11", SIRET_ONE, SIRET_TWO, SIRET_NEW), 8))
    assert told(done) == [(GONE, 1)]
    assert done.findings.get().declaration == done.declarations.get(siret=SIRET_TWO)


def test_an_earlier_file_that_cannot_be_read_any_more_says_nothing(cast: Cast) -> None:
    before = controlled(cast.admin_a, month("2026-10"))
    assert before.stored_file is not None
    default_storage.delete(before.stored_file.location)
    assert told(controlled(cast.admin_a, without_person(month()))) == []


def test_a_fault_of_ours_leaves_the_report_as_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("secret")

    controlled(cast.admin_a, month("2026-10"))
    monkeypatch.setattr(neodes, "compare_months", fails)
    assert told(controlled(cast.admin_a, without_person(month()))) == []


def test_control_again_says_the_same_whatever_came_later(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-10", mode="reel"))
    done = controlled(cast.admin_a, without_person(month(mode="reel")))
    before = told(done)
    controlled(cast.admin_a, month("2026-11", mode="reel", type_declaration="03"))
    again = services.control_again(actor=actor_of(cast.admin_a), deposit=done)
    assert told(control(again)) == before == [(GONE, 1)]


# Order numbers


@pytest.mark.parametrize(("ordre", "expected"), [(2, [(ORDER, 1)]), (3, [])])
def test_the_order_number_grows(cast: Cast, ordre: int, expected: list[tuple[str, int]]) -> None:
    controlled(cast.admin_a, month(mode="reel", ordre=2))
    done = controlled(cast.admin_a, month(mode="reel", ordre=ordre, individus=7))
    assert told(done) == expected
    for row in done.findings.all():
        assert (row.places[0]["value"], row.places[0]["rubrique"]) == ("2", "S20.G00.05.004")


def test_tests_may_come_again_with_the_same_number(cast: Cast) -> None:
    controlled(cast.admin_a, month())
    assert told(controlled(cast.admin_a, month(individus=7))) == []
    controlled(cast.admin_a, month(mode="reel"))
    assert told(controlled(cast.admin_a, month(individus=8))) == [(ORDER, 1)]


def test_the_files_of_one_archive_are_not_one_before_the_other(cast: Cast) -> None:
    lot = archive(a_dsn=month("2026-10", mode="reel"), b_dsn=without_person(month(mode="reel")))
    done = controlled(cast.admin_a, lot, "lot.zip")
    assert (done.state, done.avertissements) == (DepositState.DONE, 0)


# Months skipped


def test_a_month_is_skipped(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-09"))
    done = controlled(cast.admin_a, without_person(month()))
    assert told(done) == [(SKIPPED, 1)]
    controlled(cast.admin_a, month("2026-10"))
    again = services.control_again(actor=actor_of(cast.admin_a), deposit=done)
    assert told(control(again)) == []


def test_a_month_that_was_blocked_is_not_skipped(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-09"))
    controlled(cast.admin_a, month("2026-10", faults=("bad_amount",)))
    assert told(controlled(cast.admin_a, month())) == []


def test_nothing_is_said_of_months_while_a_file_waits(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-09"))
    deposit(cast.admin_a, month("2026-10"))
    assert told(controlled(cast.admin_a, month())) == []


def test_the_months_of_one_archive_follow_one_another(cast: Cast) -> None:
    controlled(cast.admin_a, month("2026-08"))
    lot = archive(a_dsn=month("2026-09"), b_dsn=month("2026-10"), c_dsn=month("2026-11"))
    done = controlled(cast.admin_a, lot, "lot.zip")
    assert not FindingGroup.objects.filter(deposit__parent=done).exists()


# What is replaced or cancelled


def test_a_declaration_that_replaces_nothing_known_is_told(cast: Cast) -> None:
    done = controlled(cast.admin_a, month(mode="reel", type_declaration="03"))
    assert told(done) == [(TARGET, 1)]
    controlled(cast.admin_a, month("2026-12", mode="reel"))
    assert told(controlled(cast.admin_a, month("2026-12", mode="reel", type_declaration="03"))) == []


def test_a_real_declaration_does_not_replace_a_test(cast: Cast) -> None:
    controlled(cast.admin_a, month())
    assert told(controlled(cast.admin_a, month(type_declaration="03"))) == []
    assert told(controlled(cast.admin_a, month(mode="reel", type_declaration="03"))) == [(TARGET, 1)]


def test_a_signalement_names_the_one_it_replaces(cast: Cast) -> None:
    again = dsn(nature="04", individus=1, type_declaration="03", mode="reel")
    controlled(cast.admin_a, dsn(nature="04", individus=1, ordre=5, mode="reel"))
    assert told(controlled(cast.admin_a, again)) == [(TARGET, 1)]
    controlled(cast.admin_a, dsn(nature="04", individus=1, mode="reel"))
    later = dsn(nature="04", individus=1, type_declaration="03", mode="reel", month="2026-11", line_end="LF")
    assert told(controlled(cast.admin_a, later)) == []


def test_only_the_declarations_that_are_needed_are_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    read_chunks = files.read_chunks

    def counted(stored: Any) -> Any:
        reads.append(stored.pk)
        return read_chunks(stored)

    monkeypatch.setattr(comparing.files, "read_chunks", counted)
    first = controlled(cast.admin_a, month("2026-10", SIRET_ONE, SIRET_TWO))
    # Once to be controlled, once beside the trades.
    assert reads == [first.stored_file_id] * 2
    reads.clear()
    second = controlled(cast.admin_a, month())
    compared = [second.stored_file_id, first.stored_file_id]
    assert reads == [second.stored_file_id, *compared, second.stored_file_id]


@pytest.mark.parametrize(("period", "before"), [("2026-11", "2026-10"), ("2026-01", "2025-12")])
def test_the_month_before(period: str, before: str) -> None:
    assert month_before(period) == before
