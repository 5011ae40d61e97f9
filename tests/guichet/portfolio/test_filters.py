"""What a filter keeps, what it reads back, and what it never tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guichet.amorcage.models import DemandeAmorcage
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.filters import NAMES, PortfolioFilter
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from guichet.portfolio.queries import etablissements_visible_to
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)


def found(cast: Cast, asked: dict[str, str], member: object = None) -> set[str]:
    actor = cast.actor(member or cast.admin_a)  # type: ignore[arg-type]
    condition = PortfolioFilter.of(asked).condition(actor, now=NOW)
    return set(etablissements_visible_to(actor).filter(condition).values_list("siret", flat=True))


@pytest.fixture
def sorted_out(cast: Cast) -> Cast:
    """Two establishments that differ in everything."""
    group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
    Etablissement.objects.filter(siret=SIRET_ONE).update(
        echeance=5, partner=Partner.objects.get(code="pro-btp"), idcc="1597", headcount=12, sub_portfolio=group,
        tags=["saisonnier", "paie décalée"], latest_period="2026-11", latest_bloquants=2, last_deposit_at=NOW,
        localite="SAINT-ÉTIENNE",
    )  # fmt: skip
    Etablissement.objects.filter(siret=SIRET_TWO).update(
        without_partner=True, headcount=300, last_deposit_at=NOW - timedelta(days=60), latest_period="2026-10"
    )
    DemandeAmorcage.objects.create(
        firm=cast.firm_a, etablissement=cast.etablissement_one, partner=Partner.objects.get(code="pro-btp")
    )
    return cast


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {SIRET_ONE, SIRET_TWO}),
        ({"etat": "n'importe quoi", "effectif": "?", "amorcage": "rien"}, {SIRET_ONE, SIRET_TWO}),
        ({"q": "saint etienne"}, {SIRET_ONE}),
        ({"q": SIRET_TWO[:9]}, {SIRET_TWO}),
        ({"echeance": "5"}, {SIRET_ONE}),
        ({"echeance": "a_renseigner"}, {SIRET_TWO}),
        ({"partenaire": "pro-btp"}, {SIRET_ONE}),
        ({"partenaire": "aucun"}, {SIRET_TWO}),
        ({"partenaire": "inconnu"}, set()),
        ({"idcc": "1597"}, {SIRET_ONE}),
        ({"idcc": "aucun"}, {SIRET_TWO}),
        ({"effectif": "11-49"}, {SIRET_ONE}),
        ({"effectif": "250"}, {SIRET_TWO}),
        ({"groupe": "aucun"}, {SIRET_TWO}),
        ({"etiquette": "paie décalée"}, {SIRET_ONE}),
        ({"anomalies": "bloquantes"}, {SIRET_ONE}),
        ({"anomalies": "aucune"}, {SIRET_TWO}),
        ({"anomalies": "sans_declaration"}, set()),
        ({"depot": "ce_mois"}, {SIRET_ONE}),
        ({"depot": "ancien"}, {SIRET_TWO}),
        ({"amorcage": "proposee"}, {SIRET_ONE}),
        ({"amorcage": "aucune"}, {SIRET_TWO}),
        ({"echeance": "5", "effectif": "250"}, set()),
        ({"etat": "retire"}, set()),
    ],
)
def test_what_is_asked_is_found(sorted_out: Cast, asked: dict[str, str], expected: set[str]) -> None:
    assert found(sorted_out, asked) == expected


def test_a_groupe_by_its_key(sorted_out: Cast) -> None:
    group = SubPortfolio.objects.get(name="Nord")
    assert found(sorted_out, {"groupe": str(group.pk)}) == {SIRET_ONE}


def test_who_may_act_follows_the_live_profiles(sorted_out: Cast) -> None:
    cast = sorted_out
    assert found(cast, {"collaborateur": str(cast.collaborator_a.pk)}) == {SIRET_ONE}
    assert found(cast, {"collaborateur": str(cast.powerless_a.pk)}) == set()
    assert found(cast, {"collaborateur": str(cast.admin_a.pk)}) == {SIRET_ONE, SIRET_TWO}
    assert found(cast, {"collaborateur": str(cast.admin_b.pk)}) == set()


def test_a_filter_tells_nothing_that_its_reader_may_not_see(sorted_out: Cast) -> None:
    """One who sees the list alone learns neither the anomalies, nor the amorçage, nor who else may act."""
    cast = sorted_out
    delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Lecture")
    for name, value in (
        ("anomalies", "bloquantes"),
        ("anomalies", "aucune"),
        ("amorcage", "proposee"),
        ("amorcage", "aucune"),
        ("collaborateur", str(cast.collaborator_a.pk)),
    ):
        assert found(cast, {name: value}, cast.powerless_a) == set()
    assert found(cast, {"echeance": "5"}, cast.powerless_a) == {SIRET_ONE}


def test_it_is_read_back_as_it_was() -> None:
    asked = {
        "q": "bois", "etat": "a_completer", "echeance": "15", "partenaire": "aucun", "idcc": "0042", "effectif": "1-10",
        "groupe": "12", "etiquette": "été", "collaborateur": "7", "amorcage": "demandee", "anomalies": "avertissements",
        "depot": "jamais",
    }  # fmt: skip
    wanted = PortfolioFilter.of(asked)
    assert wanted.as_mapping() == asked
    assert set(NAMES.values()) == set(asked)
    assert PortfolioFilter.of(wanted.as_mapping()) == wanted
    assert bool(wanted)
    assert not PortfolioFilter.of({})


@pytest.mark.parametrize("value", ["\x00", "9" * 40, "' OR 1=1 --", "１２３４", "-1"])
def test_values_of_strangers_break_nothing(cast: Cast, value: str) -> None:
    found(cast, dict.fromkeys(NAMES.values(), value))


def test_those_removed_are_found_only_when_asked_for(cast: Cast) -> None:
    Etablissement.objects.filter(siret=SIRET_ONE).update(state=EtablissementState.RETIRE)
    assert found(cast, {}) == {SIRET_TWO}
    assert found(cast, {"etat": "retire"}) == {SIRET_ONE}
