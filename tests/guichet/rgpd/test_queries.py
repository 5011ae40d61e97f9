"""What a collaborator reads of the journal: the same lines, whether his establishments are few or many."""

from __future__ import annotations

import pytest

from guichet.core import journal
from guichet.core.rights import Right
from guichet.rgpd import queries
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate


@pytest.mark.parametrize("few", [0, 1, 500])
def test_the_lines_of_his_establishments_and_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_one], name="Lecture")
    admin = cast.actor(cast.admin_a)
    for siret in (SIRET_ONE, SIRET_TWO, SIRET_ONE):
        journal.record(actor=admin, firm_id=admin.firm_id, verb="etablissement.modifie", subject=siret)
    monkeypatch.setattr(queries, "FEW", few)
    seen = queries.entries_after(cast.actor(cast.powerless_a), lambda entries: entries, None, 10)
    assert [entry.subject for entry in seen] == [SIRET_ONE, SIRET_ONE]
