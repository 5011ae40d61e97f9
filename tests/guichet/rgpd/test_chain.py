"""The seals of the journal: what was changed behind the back of the database shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from guichet.core import journal
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.rgpd.chain import months_that_differ, seal_every_firm, seal_months
from guichet.rgpd.models import JournalSeal
from tests.guichet.cast import Cast

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 2, 4, 7, tzinfo=PARIS)


def line(cast: Cast, month: int, day: int = 15, **values: Any) -> JournalEntry:
    at = datetime(2026, month, day, 12, tzinfo=PARIS)
    plain = {"author": "Admin A", "verb": "compte.renomme", "details": {"é": 1}, "at": at}
    return JournalEntry.objects.create(firm=cast.firm_a, **{**plain, **values})


@pytest.fixture
def sealed(cast: Cast) -> Cast:
    """Three months with lines, one without, all sealed."""
    for month in (7, 9, 10):
        line(cast, month, day=1)
        line(cast, month, day=30, member=cast.admin_a)
    assert seal_months(cast.firm_a.pk, NOW) == ["2026-07", "2026-08", "2026-09", "2026-10"]
    return cast


def test_each_month_that_is_over_has_its_seal(sealed: Cast) -> None:
    assert dict(JournalSeal.objects.values_list("month", "count")) == {
        "2026-07": 2, "2026-08": 0, "2026-09": 2, "2026-10": 2,
    }  # fmt: skip
    assert len(set(JournalSeal.objects.values_list("digest", flat=True))) == 4
    assert months_that_differ(sealed.firm_a.pk, NOW) == []


def test_sealing_again_does_nothing_and_a_later_month_goes_on(sealed: Cast) -> None:
    assert seal_months(sealed.firm_a.pk, NOW) == []
    assert seal_months(sealed.firm_a.pk, NOW + timedelta(days=30)) == ["2026-11"]
    assert months_that_differ(sealed.firm_a.pk, NOW + timedelta(days=30)) == []


def test_nothing_is_sealed_before_the_first_line(cast: Cast) -> None:
    assert seal_months(cast.firm_a.pk, NOW) == []


def test_a_line_added_afterwards_shows(sealed: Cast) -> None:
    line(sealed, 9)
    assert months_that_differ(sealed.firm_a.pk, NOW) == ["2026-09"]
    assert seal_every_firm(NOW) == 1
    enter_firm(sealed.firm_a.pk)
    (entry,) = JournalEntry.objects.filter(verb="journal.ecart")
    assert entry.details == {"mois": "2026-09"}


def test_a_former_member_who_is_forgotten_does_not(sealed: Cast) -> None:
    line(sealed, 11, member=sealed.powerless_a)
    seal_months(sealed.firm_a.pk, NOW + timedelta(days=30))
    sealed.powerless_a.is_active = False
    sealed.powerless_a.save(update_fields=["is_active"])
    assert journal.forget_author(sealed.powerless_a.pk) == 1
    assert months_that_differ(sealed.firm_a.pk, NOW + timedelta(days=30)) == []


def test_only_the_months_that_cannot_be_purged_are_verified(sealed: Cast) -> None:
    line(sealed, 7)
    assert months_that_differ(sealed.firm_a.pk, NOW + timedelta(days=365)) == []


@pytest.mark.parametrize(
    "change",
    ["UPDATE rgpd_journalseal SET count = 0", "DELETE FROM rgpd_journalseal", "TRUNCATE rgpd_journalseal"],
)
def test_a_seal_is_never_changed(sealed: Cast, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_another_firm_has_its_own(sealed: Cast) -> None:
    enter_firm(sealed.firm_b.pk)
    assert not JournalSeal.objects.exists()
