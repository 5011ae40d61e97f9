"""A file that mixes what one may deposit and what one may not: what is stored of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import neodes
from guichet.core import files
from guichet.core.models import StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.deposits.cutting import PLACE, cut
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.errors import FileCut
from guichet.deposits.models import Deposit
from guichet.deposits.services import control_again
from tests.guichet.cast import Cast, delegate
from tests.guichet.deposits.samples import (
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

MIXED = dsn(SIRET_TWO, SIRET_ONE, SIRET_NEW, individus=3)
READER = [Right.DEPOSER_TEST, Right.VOIR_DECLARATIONS]


@pytest.fixture
def mixed(cast: Cast) -> Deposit:
    """Of three declarations the middle one is kept."""
    delegate(cast.powerless_a, READER, [cast.etablissement_one], name="D")
    return controlled(cast.powerless_a, MIXED)


def lines_of(content: bytes) -> list[bytes]:
    return content.split(b"\r\n")


def test_only_the_kept_declaration_and_the_envelope_are_stored(mixed: Deposit) -> None:
    assert mixed.is_cut
    received, stored = lines_of(MIXED), lines_of(files.read_file(mixed.stored_file))
    assert len(stored) == len(received)
    first, kept, last = mixed.declarations.order_by("index")
    for number, (before, after) in enumerate(zip(received, stored, strict=True), 1):
        if number in {first.first_line, last.first_line}:
            assert after == PLACE
        elif kept.first_line <= number <= kept.last_line or before.startswith((b"S10.", b"S90.")):
            assert after == before
        else:
            assert after == b""


def test_no_value_of_a_refused_declaration_is_left_anywhere(mixed: Deposit) -> None:
    stored = files.read_file(mixed.stored_file)
    parts = MIXED.split(b"S20.G00.05.001")
    refused = {line for part in (parts[1], parts[3]) for line in lines_of(part) if line.startswith(b"S21.G00.30.001")}
    assert len(refused) > 2
    kept = {line for line in lines_of(parts[2]) if line.startswith(b"S21.G00.30.001")}
    assert not [line for line in refused - kept if line in stored]
    assert all(line in stored for line in kept)
    assert SIRET_TWO[:9].encode() not in stored.replace(SIRET_ONE[:9].encode(), b"")


def test_ranks_and_line_numbers_stay_those_of_the_file_of_the_person(mixed: Deposit) -> None:
    _, kept, _ = mixed.declarations.order_by("index")
    (found,) = neodes.snapshot(files.read_chunks(mixed.stored_file), only={1}).declarations[1:2]
    assert (found.summary.siret, found.summary.index) == (SIRET_ONE, kept.index)
    assert (found.summary.first_line, found.summary.last_line) == (kept.first_line, kept.last_line)


def test_the_bytes_received_are_gone(cast: Cast, storage_folder: Path, django_capture_on_commit_callbacks: Any) -> None:
    delegate(cast.powerless_a, READER, [cast.etablissement_one], name="D")
    received = deposit(cast.powerless_a, MIXED)
    with django_capture_on_commit_callbacks(execute=True):
        done = control(received)
    assert [path.name for path in storage_folder.rglob("*") if path.is_file()] == [Path(done.stored_file.location).name]
    assert StoredFile.objects.get() == done.stored_file
    assert done.stored_file.pk != received.stored_file.pk


def test_it_is_not_controlled_again(cast: Cast, mixed: Deposit) -> None:
    with pytest.raises(FileCut, match="Déposez le fichier de nouveau"):
        control_again(actor=cast.actor(cast.powerless_a), deposit=mixed)
    mixed.refresh_from_db()
    assert mixed.state == DepositState.DONE


def test_a_file_wholly_kept_is_stored_as_it_came(cast: Cast) -> None:
    done = controlled(cast.admin_a, MIXED)
    assert not done.is_cut
    assert files.read_file(done.stored_file) == MIXED


def test_whoever_comes_after_with_more_rights_deposits_it_anew(cast: Cast, mixed: Deposit) -> None:
    again = controlled(cast.admin_a, MIXED)
    assert (again.duplicate_of, again.is_cut) == (None, False)
    assert [row.state for row in again.declarations.all()] == [DeclarationState.KEPT] * 3


def test_the_comparison_with_the_month_after_reads_the_cut_copy(cast: Cast, mixed: Deposit) -> None:
    later = controlled(cast.admin_a, dsn(SIRET_ONE, month="2026-12", individus=1))
    assert any(row.control.startswith("MOIS/") for row in later.findings.all())


def test_members_of_an_archive_are_cut_each_for_itself(cast: Cast) -> None:
    delegate(cast.powerless_a, READER, [cast.etablissement_one], name="D")
    done = controlled(cast.powerless_a, archive(a_dsn=MIXED, b_dsn=dsn(SIRET_ONE), c_dsn=dsn(SIRET_TWO)), "lot.zip")
    a, b, c = done.members.order_by("file_name")
    assert (a.is_cut, b.is_cut, c.stored_file) == (True, False, None)
    assert done.stored_file is None
    control_again(actor=cast.actor(cast.powerless_a), deposit=done)
    states = dict(done.members.values_list("file_name", "state"))
    assert states == {"a.dsn": DepositState.DONE, "b.dsn": DepositState.RECEIVED, "c.dsn": DepositState.REFUSED}


def test_an_author_who_left_meanwhile_leaves_no_declaration(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from guichet.deposits import keeping

    def leaving(row: Deposit) -> Any:
        return None if row.declarations.exists() else cast.actor(cast.admin_a)

    monkeypatch.setattr(keeping, "author_actor", leaving)
    done = controlled(cast.admin_a, dsn(SIRET_OTHER_NEW))
    enter_firm(cast.firm_a.pk)
    assert (done.state, done.declarations.count(), done.stored_file) == (DepositState.REFUSED, 0, None)


# The bytes


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[place : place + size] for place in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 18])
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize("ended", [True, False])
def test_whatever_the_pieces_and_the_line_ends(size: int, line_end: bytes, ended: bool) -> None:
    lines = [b"S10.a", b"S20.b", b"S21.c", b"", b"S10.d", b"S20.e", b"S21.f", b"S90.g", b"garbage", b"S20.h", b"S90.i"]
    content = line_end.join(lines) + (line_end if ended else b"")
    found = b"".join(cut(pieces(content, size), kept=[(6, 7)], refused=[(2, 5), (10, 10)]))
    expected = [b"S10.a", PLACE, b"", b"", b"", b"S20.e", b"S21.f", b"S90.g", b"", PLACE, b"S90.i"]
    assert found == line_end.join(expected) + (line_end if ended else b"")


def test_a_byte_order_mark_is_no_line_of_its_own() -> None:
    found = b"".join(cut([b"\xef\xbb\xbfS10.a\nS20.b\n"], kept=[], refused=[(2, 2)]))
    assert found == b"\xef\xbb\xbfS10.a\n" + PLACE + b"\n"
