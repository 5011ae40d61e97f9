"""What is done to many establishments at once: what changes, what is told, and never beyond one's reach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.amorcage.mandates import CURRENT
from guichet.amorcage.models import DemandeAmorcage
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.delegations.models import ProfileEtablissement
from guichet.portfolio import operating
from guichet.portfolio.actions import ActionRefused, action_of, actions_for, perform
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.errors import PortfolioError, RightMissing
from guichet.portfolio.filters import PortfolioFilter
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio, Tag
from guichet.portfolio.selection import Selection
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
EVERYTHING = Selection(filter=PortfolioFilter())


def act(cast: Cast, code: str, value: str = "", *, member=None, selection: Selection = EVERYTHING):
    actor = cast.actor(member or cast.admin_a)
    return perform(actor=actor, action=action_of(code), value=value, selection=selection, now=NOW)


def row(siret: str = SIRET_ONE) -> Etablissement:
    return Etablissement.objects.get(siret=siret)


def verbs(subject: str) -> list[str]:
    return list(JournalEntry.objects.filter(subject=subject).order_by("id").values_list("verb", flat=True))


class TestAnswers:
    def test_a_partner_is_given_to_all_and_told_once_and_in_each_history(self, cast):
        done = act(cast, "partenaire", "pro-btp")
        assert (done.chosen, done.changed) == (2, 2)
        assert {row(siret).partner.code for siret in (SIRET_ONE, SIRET_TWO)} == {"pro-btp"}
        assert verbs("Portefeuille") == ["portefeuille.partenaire"]
        assert verbs(SIRET_ONE) == ["etablissement.modifie"]
        assert done.entry.details == {
            "quoi": "Groupe de protection sociale : PRO BTP", "choisis": 2, "changes": 2, "le": NOW.isoformat(),
        }  # fmt: skip

    def test_again_changes_and_tells_nothing_more_of_each(self, cast):
        act(cast, "partenaire", "pro-btp")
        assert act(cast, "partenaire", "pro-btp").changed == 0
        assert verbs(SIRET_ONE) == ["etablissement.modifie"]

    def test_another_organism_is_an_answer(self, cast):
        act(cast, "partenaire", "pro-btp")
        act(cast, "partenaire", "aucun")
        assert (row().partner, row().without_partner) == (None, True)

    def test_what_was_left_to_complete_becomes_active_when_nothing_is_missing(self, cast):
        waiting = {"state": EtablissementState.A_COMPLETER, "completed_at": None}
        Etablissement.objects.filter(siret=SIRET_ONE).update(**waiting, echeance=5)
        Etablissement.objects.filter(siret=SIRET_TWO).update(**waiting, raison_sociale="", echeance=5)
        act(cast, "partenaire", "pro-btp")
        assert (row().state, row().completed_at) == ("actif", NOW)
        assert row(SIRET_TWO).state == "a_completer"
        assert verbs(SIRET_ONE) == ["etablissement.complete"]
        assert [demande.etablissement for demande in DemandeAmorcage.objects.all()] == [row()]

    def test_an_echeance(self, cast):
        assert act(cast, "echeance", "5").changed == 2
        assert {row().echeance, row(SIRET_TWO).echeance} == {5}

    def test_a_groupe_and_out_of_it(self, cast):
        group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
        act(cast, "groupe", str(group.pk))
        assert row().sub_portfolio == group
        assert act(cast, "groupe", str(group.pk)).changed == 0
        act(cast, "groupe", "aucun")
        assert row().sub_portfolio is None
        assert verbs(SIRET_ONE) == []

    def test_tags_come_and_go(self, cast):
        assert act(cast, "etiqueter", "  paie   décalée ").changed == 2
        assert row().tags == ["paie décalée"]
        assert act(cast, "etiqueter", "paie décalée").changed == 0
        assert Tag.objects.filter(name="paie décalée").exists()
        assert act(cast, "desetiqueter", "paie décalée").changed == 2
        assert row().tags == []

    def test_an_establishment_bears_twenty_tags_at_most(self, cast):
        Etablissement.objects.filter(siret=SIRET_ONE).update(tags=[str(number) for number in range(20)])
        assert act(cast, "etiqueter", "trop").changed == 1

    @pytest.mark.parametrize(
        ("code", "value"),
        [("partenaire", "?"), ("echeance", "8"), ("groupe", "999999"), ("etiqueter", " "), ("profil", "1"), ("x", "")],
    )
    def test_a_value_that_cannot_be_is_refused(self, cast, code, value):
        with pytest.raises(PortfolioError):
            act(cast, code, value)


class TestReach:
    def test_only_what_is_entrusted_changes(self, cast):
        assert act(cast, "echeance", "5", member=cast.collaborator_a).chosen == 1
        assert (row().echeance, row(SIRET_TWO).echeance) == (5, None)

    def test_a_siret_out_of_reach_is_not_touched_whoever_ticks_it(self, cast):
        ticked = Selection(sirets=(SIRET_ONE, SIRET_TWO, SIRET_ELSEWHERE))
        assert act(cast, "retirer", member=cast.collaborator_a, selection=ticked).chosen == 1
        assert row(SIRET_TWO).state == "actif"
        cast.actor(cast.admin_b)
        assert row(SIRET_ELSEWHERE).state == "actif"

    def test_what_one_may_act_on_but_not_see_is_out_of_reach(self, cast):
        delegate(cast.powerless_a, [Right.RETIRER, Right.MODIFIER], name="À l'aveugle")
        assert act(cast, "retirer", member=cast.powerless_a).chosen == 0

    def test_the_right_is_needed(self, cast):
        with pytest.raises(RightMissing):
            act(cast, "retirer", member=cast.powerless_a)
        assert actions_for(cast.actor(cast.powerless_a)) == []

    def test_the_list_of_actions_is_that_of_ones_rights(self, cast):
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE, Right.RETIRER], name="Retraits")
        assert [action.code for action in actions_for(cast.actor(cast.powerless_a))] == ["retirer"]
        assert "remettre" not in {action.code for action in actions_for(cast.actor(cast.admin_a))}

    def test_nobody_gives_to_a_profile_what_he_does_not_hold(self, cast):
        rights = [Right.VOIR_PORTEFEUILLE, Right.GERER_DELEGATIONS]
        profile = delegate(cast.powerless_a, rights, [cast.etablissement_one], name="Gérant")
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Tout voir")
        done = act(cast, "profil", str(profile.pk))
        assert done.changed == 1
        with_all = set(
            ProfileEtablissement.objects.filter(profile=profile).values_list("etablissement__siret", flat=True)
        )
        assert with_all == {SIRET_ONE, SIRET_TWO}
        other = delegate(cast.collaborator_a, [Right.RETIRER], [cast.etablissement_one], name="Retraits")
        with pytest.raises(ActionRefused):
            act(cast, "profil", str(other.pk), member=cast.powerless_a)


class TestRemoval:
    def test_it_is_undone_by_its_mark_and_nothing_else_comes_back(self, cast):
        act(cast, "partenaire", "pro-btp")
        Etablissement.objects.filter(siret=SIRET_TWO).update(state=EtablissementState.RETIRE, retired_at=None)
        done = act(cast, "retirer")
        assert (done.changed, row().state, row().retired_at) == (1, "retire", NOW)
        mark = Selection(removed_at=datetime.fromisoformat(done.entry.details["le"]))
        back = act(cast, "remettre", selection=mark)
        assert (back.changed, row().state, row().retired_at) == (1, "a_completer", None)
        assert row(SIRET_TWO).state == "retire"
        assert verbs(SIRET_ONE) == ["etablissement.modifie", "etablissement.retire", "etablissement.remis"]

    def test_the_demandes_close_and_are_proposed_again(self, cast):
        act(cast, "partenaire", "pro-btp")
        act(cast, "echeance", "5")
        act(cast, "amorcage", CURRENT)
        done = act(cast, "retirer")
        assert states() == ["close", "close"]
        act(cast, "remettre", selection=Selection(removed_at=datetime.fromisoformat(done.entry.details["le"])))
        assert states() == ["close", "close", "proposee", "proposee"]


def states() -> list[str]:
    return sorted(DemandeAmorcage.objects.values_list("state", flat=True))


class TestAmorcage:
    def test_it_is_asked_of_those_who_have_a_partner(self, cast):
        Etablissement.objects.filter(siret=SIRET_ONE).update(partner=Partner.objects.get(code="pro-btp"))
        done = act(cast, "amorcage", CURRENT)
        assert (done.chosen, done.changed) == (2, 1)
        demande = DemandeAmorcage.objects.get()
        assert (demande.state, demande.partner.code) == ("demandee", "pro-btp")
        assert list(demande.events.values_list("state", "author")) == [
            ("proposee", None),
            ("demandee", cast.admin_a.pk),
        ]
        assert act(cast, "amorcage", CURRENT).changed == 0

    def test_a_new_partner_moves_what_was_not_answered_and_closes_the_rest(self, cast):
        act(cast, "partenaire", "pro-btp")
        DemandeAmorcage.objects.filter(etablissement=cast.etablissement_two).update(state="demandee")
        act(cast, "partenaire", "audiens")
        found = DemandeAmorcage.objects.order_by("etablissement__siret", "pk")
        assert [(demande.etablissement.siret, demande.state, demande.partner.code) for demande in found] == sorted(
            [
                (SIRET_ONE, "proposee", "audiens"),
                (SIRET_TWO, "close", "pro-btp"),
                (SIRET_TWO, "proposee", "audiens"),
            ]
        )

    def test_no_partner_any_more_closes_it(self, cast):
        act(cast, "partenaire", "pro-btp")
        act(cast, "partenaire", "aucun")
        assert states() == ["close", "close"]

    def test_what_was_declined_is_left_alone(self, cast):
        act(cast, "partenaire", "pro-btp")
        DemandeAmorcage.objects.update(state="declinee")
        assert act(cast, "amorcage", CURRENT).changed == 0
        assert states() == ["declinee", "declinee"]


def more(cast: Cast, how_many: int) -> None:
    Etablissement.objects.bulk_create(
        Etablissement(
            firm=cast.firm_a, siret=f"{990_100_000_00000 + number:014d}", raison_sociale=f"N {number}",
            state=EtablissementState.ACTIF, origin=Origin.IMPORT,
        )
        for number in range(how_many)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value"),
    [("partenaire", "pro-btp"), ("echeance", "5"), ("etiqueter", "x"), ("amorcage", CURRENT), ("retirer", "")],
)
def test_more_rows_take_no_more_statements(cast: Cast, code: str, value: str) -> None:
    Etablissement.objects.filter(firm=cast.firm_a).update(partner=Partner.objects.get(code="irp-auto"))
    # IRP AUTO has an account: what is asked is copied into its box as well.
    Tag.objects.create(firm=cast.firm_a, name="x")
    counts = []
    for how_many in (1, 40):
        Etablissement.objects.filter(siret__startswith="9901").delete()
        more(cast, how_many)
        Etablissement.objects.filter(siret__startswith="9901").update(partner=Partner.objects.get(code="irp-auto"))
        with CaptureQueriesContext(connection) as captured:
            act(cast, code, value, selection=Selection(filter=PortfolioFilter(text="N")))
        counts.append(len(captured))
        DemandeAmorcage.objects.all().delete()
    assert counts[0] == counts[1]


class TestOperation:
    def test_above_the_limit_it_is_done_in_slices(self, cast, monkeypatch):
        monkeypatch.setattr(operating, "SLICE", 7)
        more(cast, 30)
        operation = start(cast, "echeance", "5")
        operating.act_on_many(operation)
        operation.refresh_from_db()
        assert (operation.state, operation.done, operation.total) == ("done", 32, 32)
        assert operation.summary == {"faits": 32, "ignores": 0}
        assert verbs("Portefeuille") == ["portefeuille.echeance"]

    def test_a_right_lost_meanwhile_is_gone(self, cast):
        operation = start(cast, "echeance", "5", member=cast.collaborator_a)
        cast.collaborator_a.delegations.all().delete()
        operating.act_on_many(operation)
        assert row().echeance is None

    def test_it_keeps_what_was_asked(self, cast):
        for selection in (
            Selection(sirets=(SIRET_ONE,)),
            Selection(filter=PortfolioFilter(text="bois", state="actif")),
            Selection(removed_at=NOW),
        ):
            assert Selection.of_json(selection.as_json()) == selection


def start(cast: Cast, code: str, value: str, *, member=None) -> Operation:
    actor = cast.actor(member or cast.admin_a)
    return operating.start_action(actor=actor, action=action_of(code), value=value, selection=EVERYTHING, total=1)
