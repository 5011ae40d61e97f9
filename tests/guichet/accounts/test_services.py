"""Sign-up of a firm, at the level of the service."""

from __future__ import annotations

import pytest
from django.db import connection

from guichet.accounts.enums import FirmKind
from guichet.accounts.models import Firm, User
from guichet.accounts.services import SiretAlreadyRegistered, register_firm, require_free_siret
from guichet.core.models import JournalEntry
from guichet.core.tenancy import FIRM
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_FIRM_B, Cast


def context() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [FIRM])
        return cursor.fetchone()[0]


def test_a_firm_signs_up_with_its_administrator_and_a_line_of_the_journal(cast: Cast) -> None:
    user = User.objects.create_user("neuf@exemple.test", name="Neuf")
    member = register_firm(user=user, kind=FirmKind.TIERS_DECLARANT, siret=SIRET_ELSEWHERE, name="Cabinet Neuf")
    assert member.is_administrator
    assert list(Firm.objects.values_list("siret", "name")) == [(SIRET_ELSEWHERE, "Cabinet Neuf")]
    assert list(JournalEntry.objects.values_list("verb", "subject")) == [("inscription", SIRET_ELSEWHERE)]


def test_a_siret_has_one_account_even_when_row_level_security_hides_it(cast: Cast) -> None:
    user = User.objects.create_user("neuf@exemple.test", name="Neuf")
    before = context()
    with pytest.raises(SiretAlreadyRegistered) as refused:
        register_firm(user=user, kind=FirmKind.ENTREPRISE, siret=SIRET_FIRM_B, name="Double")
    assert context() == before
    assert cast.firm_b.name not in str(refused.value)


def test_asking_whether_a_siret_is_free_leaves_nothing(cast: Cast) -> None:
    before = context()
    require_free_siret(SIRET_ELSEWHERE)
    require_free_siret(SIRET_ELSEWHERE)
    with pytest.raises(SiretAlreadyRegistered):
        require_free_siret(SIRET_FIRM_B)
    assert context() == before
