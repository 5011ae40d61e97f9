"""A deposit beside the controls of the trade of its establishments: by their partner, else by what the file shows."""

from __future__ import annotations

import pytest

from guichet.core import files
from guichet.deposits import trades
from guichet.deposits.enums import DepositState
from guichet.deposits.models import Deposit
from guichet.portfolio.models import Etablissement, Partner
from tests.guichet.cast import SIRET_ONE, Cast
from tests.guichet.deposits.samples import controlled, dsn

OTHER_IDCC = b"S21.G00.11.022,'1486'"


def garage() -> bytes:
    """A garage of IRP AUTO that says another convention than its own."""
    content = dsn(SIRET_ONE, sector="auto")
    line = next(line for line in content.split(b"\r\n") if line.startswith(b"S21.G00.11.022"))
    return content.replace(line, OTHER_IDCC)


def give(partner: str | None) -> None:
    chosen = Partner.objects.get(code=partner) if partner else None
    Etablissement.objects.filter(siret=SIRET_ONE).update(partner=chosen, without_partner=partner is None)


def told(deposit: Deposit) -> list[tuple[str, str]]:
    assert deposit.state == DepositState.DONE
    return list(deposit.findings.order_by("rank").values_list("control", "severity"))


def test_the_partner_that_was_given_warns(cast: Cast) -> None:
    cast.actor(cast.admin_a)
    give("irp-auto")
    assert told(controlled(cast.admin_a, garage())) == [("AUTO-01", "avertissement")]


def test_what_the_file_shows_only_informs(cast: Cast) -> None:
    assert told(controlled(cast.admin_a, garage())) == [("AUTO-01", "information")]


@pytest.mark.parametrize("partner", [None, "malakoff-humanis"])
def test_no_partner_or_another_one_runs_no_family(cast: Cast, partner: str | None) -> None:
    cast.actor(cast.admin_a)
    give(partner)
    assert told(controlled(cast.admin_a, garage())) == []


def test_a_file_that_cannot_be_read_again_stops_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> object:
        raise files.StoredFileError

    monkeypatch.setattr(trades.neodes, "check_sector", gone)
    assert told(controlled(cast.admin_a, garage())) == []


def test_a_fault_of_ours_stops_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise KeyError("S21.G00.30.001,'2900101123456'")

    monkeypatch.setattr(trades.neodes, "check_sector", broken)
    assert told(controlled(cast.admin_a, garage())) == []
