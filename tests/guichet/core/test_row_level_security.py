"""The second wall: the database itself shows a firm its own rows and nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from guichet.accounts.models import Firm
from guichet.core import journal
from guichet.core.models import FirmModel, JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import Cast

FIRM_TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, FirmModel))
WITHOUT_FIRM = {"accounts_user", "portfolio_partner"}


def leave_context() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('guichet.firm_id', '', true), set_config('guichet.user_id', '', true)")


def test_every_table_of_ours_is_of_a_firm_or_named_here() -> None:
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("guichet.")}
    assert ours == set(FIRM_TABLES) | WITHOUT_FIRM | {"accounts_firm"}


@pytest.mark.parametrize("table", [*FIRM_TABLES, "accounts_firm"])
def test_row_level_security_is_forced(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == (True, True)


def test_the_application_role_is_held_by_it(db: None) -> None:
    from guichet.config.database import refuse_unsafe_role

    refuse_unsafe_role()


def test_without_context_there_are_no_rows(cast: Cast) -> None:
    assert Etablissement.objects.count() == 2
    leave_context()
    assert Etablissement.objects.count() == 0
    assert Firm.objects.count() == 0


def test_the_other_firm_sees_its_own(cast: Cast) -> None:
    enter_firm(cast.firm_b.pk)
    assert list(Etablissement.objects.values_list("siret", flat=True)) == [cast.etablissement_b.siret]


def test_a_row_of_another_firm_cannot_be_written(cast: Cast) -> None:
    enter_firm(cast.firm_b.pk)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Etablissement.objects.create(firm=cast.firm_a, siret="99000012700020", state="actif", origin="manuel")


def test_the_journal_cannot_be_changed(cast: Cast) -> None:
    entry = journal.record(actor=None, firm_id=cast.firm_a.pk, verb="essai")
    for change in (lambda: JournalEntry.objects.update(verb="autre"), entry.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
