"""What has passed its time goes, what is still useful stays, and running again changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from guichet.core import files
from guichet.core.models import JournalEntry, Operation, StoredFile
from guichet.core.tenancy import enter_firm
from guichet.deposits.enums import DepositState
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.fiches.models import FicheParametrage
from guichet.portfolio.models import Etablissement
from guichet.rgpd.models import RetentionPolicy
from guichet.rgpd.purge import months_before, purge_every_firm, purge_firm
from guichet.rgpd.tasks import purge
from tests.guichet.cast import Cast
from tests.guichet.deposits.rows import declaration_row, deposit_row
from tests.guichet.fiches.samples import fiche_of

NOW = timezone.now()


def stored(cast: Cast) -> StoredFile:
    enter_firm(cast.firm_a.pk)
    return files.register_file(files.write_file(cast.firm_a.pk, [b"S10.G00.00.001,'x'\r\n"]))


def deposit(cast: Cast, months: int, **values: Any) -> Deposit:
    """A deposit with its file, received that many months ago."""
    received = months_before(NOW, months) - timedelta(days=1)
    return deposit_row(cast.admin_a, stored_file=stored(cast), received_at=received, **values)


def declared(cast: Cast, months: int, period: str, **values: Any) -> Deposit:
    """The same with one declaration, accepted unless `bloquants` says otherwise."""
    done = deposit(cast, months)
    declaration_row(done, cast.etablissement_one, **{"period": period, "bloquants": 0, **values})
    return done


def run(cast: Cast) -> int:
    count = purge_firm(cast.firm_a.pk, NOW)
    enter_firm(cast.firm_a.pk)
    return count


def has_file(done: Deposit) -> bool:
    done.refresh_from_db()
    return done.stored_file_id is not None


def is_there(done: Deposit) -> bool:
    return Deposit.objects.filter(pk=done.pk).exists()


def counted() -> dict[str, int]:
    """What the journal tells of the purges."""
    total: dict[str, int] = {}
    for entry in JournalEntry.objects.filter(verb="conservation.purge"):
        assert entry.author == "Guichet"
        for name, count in entry.details.items():
            total[name] = total.get(name, 0) + count
    return total


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-25T10:00", 36, "2023-11-25T10:00"),
        ("2026-03-31T10:00", 1, "2026-02-28T10:00"),
        ("2026-01-15T10:00", 1, "2025-12-15T10:00"),
        ("2024-02-29T10:00", 12, "2023-02-28T10:00"),
    ],
)
def test_months_before(day: str, months: int, before: str) -> None:
    moment = timezone.make_aware(datetime.fromisoformat(day))
    assert f"{months_before(moment, months):%Y-%m-%dT%H:%M}" == before


def test_what_is_recent_stays(cast: Cast) -> None:
    recent = deposit(cast, 35)
    assert run(cast) == 0
    assert has_file(recent)
    assert counted() == {}


def test_old_deposits_go_with_their_bytes(
    cast: Cast, own_storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    old = declared(cast, 40, "2023-01")
    declared(cast, 30, "2023-11")  # accepted since: the first is compared with no more
    path = own_storage / str(old.stored_file.location)  # type: ignore[union-attr]
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert run(cast) == 2
    assert not is_there(old)
    assert not path.exists()
    assert Declaration.objects.count() == 1
    assert FindingGroup.objects.count() == 1
    assert counted() == {"fichiers": 1, "comptes_rendus": 1}


def test_running_again_does_nothing(cast: Cast) -> None:
    deposit(cast, 40)
    assert run(cast) > 0
    before = counted()
    assert run(cast) == 0
    assert counted() == before


def test_files_may_go_before_their_report(cast: Cast) -> None:
    RetentionPolicy.objects.create(firm=cast.firm_a, files_months=6, reports_months=36)
    old = declared(cast, 8, "2026-01")
    declared(cast, 2, "2026-08")
    assert run(cast) == 1
    assert not has_file(old)
    assert old.declarations.count() == 1


def test_the_last_accepted_declaration_stays_for_the_next_month(cast: Cast) -> None:
    last = declared(cast, 40, "2023-07")
    assert run(cast) == 0
    assert has_file(last)


def test_each_mode_has_its_last_one(cast: Cast) -> None:
    real = declared(cast, 50, "2022-01")
    Deposit.objects.filter(pk=real.pk).update(mode="reel")
    declared(cast, 40, "2023-07")
    assert run(cast) == 0


def test_what_is_left_to_correct_stays(cast: Cast) -> None:
    wrong = declared(cast, 40, "2023-07", bloquants=2)
    assert run(cast) == 0
    assert has_file(wrong)
    declared(cast, 39, "2023-07")  # corrected
    assert run(cast) > 0
    assert not is_there(wrong)


def test_nothing_stays_beyond_the_ceiling(cast: Cast) -> None:
    ancient = declared(cast, 73, "2020-07", bloquants=2)
    last = declared(cast, 74, "2020-08")
    run(cast)
    assert not is_there(ancient)
    assert not is_there(last)


def test_an_archive_goes_when_none_of_its_files_is_useful(cast: Cast) -> None:
    archive = deposit_row(cast.admin_a, is_archive=True, received_at=months_before(NOW, 40), file_name="lot.zip")
    first, second = (deposit(cast, 40, parent=archive, file_name=name) for name in ("a.dsn", "b.dsn"))
    declaration_row(first, cast.etablissement_one, period="2023-07", bloquants=0)
    run(cast)
    assert is_there(archive)
    assert has_file(first)
    assert not has_file(second)
    declared(cast, 20, "2025-03")
    run(cast)
    assert not Deposit.objects.filter(pk__in=[archive.pk, first.pk, second.pk]).exists()


def test_what_is_at_work_or_has_a_recent_copy_stays(cast: Cast) -> None:
    at_work = deposit(cast, 40, state=DepositState.CONTROLLING)
    first = deposit(cast, 40)
    deposit_row(cast.admin_a, duplicate_of=first)
    assert run(cast) == 0
    assert has_file(at_work)
    assert has_file(first)


def test_slices(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.rgpd.purge.SLICE", 2)
    for _ in range(5):
        deposit(cast, 40)
    run(cast)
    assert counted() == {"fichiers": 5, "comptes_rendus": 5}
    assert JournalEntry.objects.filter(verb="conservation.purge").count() == 6


def test_old_lines_and_operations_go(cast: Cast) -> None:
    long_ago = months_before(NOW, 37)
    JournalEntry.objects.create(firm=cast.firm_a, author="Guichet", verb="inscription", at=long_ago)
    Operation.objects.create(firm=cast.firm_a, kind="essai", title="Essai", created_at=long_ago)
    assert run(cast) == 2
    assert counted() == {"operations": 1, "lignes_journal": 1}


def test_another_firm_keeps_its_own(cast: Cast) -> None:
    enter_firm(cast.firm_b.pk)
    RetentionPolicy.objects.create(firm=cast.firm_b, files_months=72, reports_months=72, journal_months=72)
    theirs = deposit_row(cast.admin_b, received_at=months_before(NOW, 40))
    mine = deposit(cast, 40)
    assert purge_every_firm(NOW) > 0
    enter_firm(cast.firm_a.pk)
    assert not is_there(mine)
    enter_firm(cast.firm_b.pk)
    assert is_there(theirs)


def test_the_nightly_job(cast: Cast) -> None:
    old = deposit(cast, 40)
    purge(timestamp=0)
    enter_firm(cast.firm_a.pk)
    assert not is_there(old)


def test_versions_replaced_and_fiches_of_those_who_left_go(cast: Cast) -> None:
    enter_firm(cast.firm_a.pk)
    rows = [fiche_of(cast.admin_a, cast.etablissement_one) for _ in range(3)]
    kept, replaced, recent = rows
    old = months_before(NOW, 40)
    FicheParametrage.objects.filter(pk__in=[kept.pk, replaced.pk]).update(received_at=old)
    FicheParametrage.objects.filter(pk__in=[replaced.pk, recent.pk]).update(is_current=False)
    assert run(cast) == 1
    assert set(FicheParametrage.objects.all()) == {kept, recent}
    Etablissement.objects.filter(pk=cast.etablissement_one.pk).update(state="retire", retired_at=old)
    assert run(cast) == 1
    assert set(FicheParametrage.objects.all()) == {recent}
    assert set(StoredFile.objects.all()) == {recent.file}
