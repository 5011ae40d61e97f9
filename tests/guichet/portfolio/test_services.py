"""What changes the portfolio, as each person of the cast."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.delegations.choosing import FOLLOWING
from guichet.portfolio import services
from guichet.portfolio.enums import Echeance, EtablissementState, Origin
from guichet.portfolio.errors import (
    AlreadyInPortfolio,
    EtablissementRetired,
    InvalidSiret,
    NoPortfolio,
    RightMissing,
)
from guichet.portfolio.models import Etablissement, Partner
from guichet.portfolio.queries import etablissements_visible_to, next_to_complete, to_complete
from neodes import Adresse
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.declarations import SIRET_NEW, declaration

NOW = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 12, 4, 9, 30, tzinfo=UTC)


def partner(code: str = "pro-btp") -> Partner:
    return Partner.objects.get(code=code)


def verbs(siret: str) -> list[str]:
    return list(JournalEntry.objects.filter(subject=siret).order_by("id").values_list("verb", flat=True))


def add(cast: Cast, now=NOW, member=None, **values):
    actor = cast.actor(member or cast.admin_a)
    return services.add_from_declaration(actor=actor, declaration=declaration(**values), now=now)


def complete(cast: Cast, etablissement, member=None, **values):
    plain = {"raison_sociale": "Maçonnerie Neuve", "echeance": Echeance.CINQ, "partner": partner(), "facts": {}}
    return services.complete_etablissement(
        actor=cast.actor(member or cast.admin_a), etablissement=etablissement, now=LATER, **{**plain, **values}
    )


class TestAddFromDeclaration:
    def test_a_new_siret_enters_with_what_the_file_knows(self, cast):
        added = add(cast, organismes=("P0914",), idcc="1597", individus=63)
        assert (added.created, added.retired) == (True, False)
        new = Etablissement.objects.get(siret=SIRET_NEW)
        assert (new.state, new.origin, new.raison_sociale) == (EtablissementState.A_COMPLETER, Origin.DEPOT, "")
        assert (new.apet, new.idcc, new.headcount, new.facts_period) == ("6920Z", "1597", 63, "2026-11")
        assert (new.voie, new.code_postal, new.localite) == ("12 RUE DES LILAS", "69003", "LYON")
        assert (new.echeance, new.echeance_proposee) == (None, 5)
        assert new.echeance_motif.startswith("63 individus déclarés en novembre 2026")
        assert (new.partner, new.partner_propose, new.without_partner) == (None, partner(), False)
        assert "P0914" in new.partner_motif
        assert (new.added_at, new.last_deposit_at) == (NOW, NOW)
        assert verbs(SIRET_NEW) == ["etablissement.ajoute"]

    def test_a_second_run_adds_and_writes_nothing_more(self, cast):
        first = add(cast)
        second = add(cast, now=NOW)
        assert second.etablissement.pk == first.etablissement.pk
        assert not second.created
        assert Etablissement.objects.filter(siret=SIRET_NEW).count() == 1
        assert verbs(SIRET_NEW) == ["etablissement.ajoute"]

    def test_a_known_one_is_brought_up_to_date_and_what_was_confirmed_stays(self, cast):
        new = add(cast, individus=12).etablissement
        complete(cast, new, facts={"apet": "4120B"})
        again = add(cast, now=LATER, period="2026-12", individus=70, apet="4399C", idcc="1597", organismes=("P0983",))
        fresh = again.etablissement
        assert not again.created
        assert (fresh.headcount, fresh.idcc, fresh.facts_period) == (70, "1597", "2026-12")
        assert fresh.apet == "4120B"
        assert (fresh.raison_sociale, fresh.partner, fresh.state) == ("Maçonnerie Neuve", partner(), "actif")
        assert (fresh.echeance, fresh.echeance_proposee) == (5, 5)
        assert fresh.partner_propose == partner("audiens")
        assert fresh.last_deposit_at == LATER
        assert verbs(SIRET_NEW)[-1] == "etablissement.actualise"

    def test_an_older_month_only_fills_what_is_empty(self, cast):
        add(cast, period="2026-11", individus=70, apet="")
        old = add(cast, period="2026-08", individus=3, apet="4120B", adresse=Adresse(localite="PARIS")).etablissement
        assert (old.headcount, old.localite, old.facts_period) == (70, "LYON", "2026-11")
        assert old.apet == "4120B"
        assert old.echeance_proposee == 5

    def test_an_event_does_not_change_headcount_nor_echeance(self, cast):
        add(cast, individus=70)
        event = add(cast, nature="04", individus=1, period="2026-12").etablissement
        assert (event.headcount, event.echeance_proposee) == (70, 5)
        assert event.echeance_motif.startswith("70 individus")

    def test_values_that_cannot_be_are_left_out(self, cast):
        dirty = Adresse(voie="1\x00 RUE\r\n" + "X" * 400, code_postal="6900", localite=" ")
        new = add(cast, apet="rien de bon", idcc="12345", adresse=dirty).etablissement
        assert (new.apet, new.idcc, new.code_postal, new.localite) == ("", "", "", "")
        assert new.voie.startswith("1 RUE XXX")
        assert len(new.voie) <= 200

    def test_a_removed_one_is_reported_and_left_as_it_is(self, cast):
        services.retire_etablissement(actor=cast.actor(cast.admin_a), etablissement=cast.etablissement_one, now=NOW)
        found = add(cast, now=LATER, siret=SIRET_ONE, individus=80)
        assert (found.created, found.retired) == (False, True)
        cast.etablissement_one.refresh_from_db()
        assert cast.etablissement_one.state == EtablissementState.RETIRE
        assert cast.etablissement_one.headcount is None

    @pytest.mark.parametrize("siret", ["", "123", "99000100000018", "٩٩٠٠٠١٠٠٠٠٠٠١٩"])
    def test_what_is_not_a_siret_is_refused(self, cast, siret):
        with pytest.raises(InvalidSiret):
            add(cast, siret=siret)

    def test_without_the_right_nothing_is_added(self, cast):
        with pytest.raises(RightMissing):
            add(cast, member=cast.powerless_a)
        assert not Etablissement.objects.filter(siret=SIRET_NEW).exists()

    def test_a_siret_beyond_ones_scope_is_not_told_apart_from_a_missing_right(self, cast):
        with pytest.raises(RightMissing) as hidden:
            add(cast, member=cast.collaborator_a, siret=SIRET_TWO, individus=80)
        with pytest.raises(RightMissing) as missing:
            add(cast, member=cast.powerless_a)
        assert str(hidden.value) == str(missing.value)
        cast.etablissement_two.refresh_from_db()
        assert cast.etablissement_two.headcount is None

    def test_the_siret_of_another_firm_is_added_here_and_untouched_there(self, cast):
        added = add(cast, siret=SIRET_ELSEWHERE)
        assert added.created
        cast.actor(cast.admin_b)
        assert Etablissement.objects.get(siret=SIRET_ELSEWHERE).pk == cast.etablissement_b.pk

    def test_an_entreprise_adds_nothing_but_its_own_is_brought_up_to_date(self, cast):
        actor = cast.actor(cast.admin_entreprise)
        with pytest.raises(NoPortfolio):
            services.add_from_declaration(actor=actor, declaration=declaration(), now=NOW)
        own = services.register_own_etablissement(firm=cast.entreprise, now=NOW)
        found = services.add_from_declaration(actor=actor, declaration=declaration(siret=own.siret), now=NOW)
        assert (found.created, found.etablissement.headcount) == (False, 12)


class TestJoiningTheScopeOfWhoAdds:
    def test_a_collaborator_sees_what_he_added(self, cast):
        added = add(cast, member=cast.collaborator_a)
        actor = cast.actor(cast.collaborator_a)
        for right in Right:
            assert added.etablissement in etablissements_visible_to(actor, right)
        assert "profil.etendu" in verbs(SIRET_NEW)

    def test_only_the_profiles_that_let_him_add_grow(self, cast):
        reading = delegate(cast.collaborator_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_two], name="Lecture")
        add(cast, member=cast.collaborator_a)
        assert list(reading.etablissements.all()) == [cast.etablissement_two]

    def test_nothing_grows_when_he_adds_to_and_follows_the_whole_portfolio(self, cast):
        delegate(cast.collaborator_a, list(FOLLOWING), name="Ajouts")
        add(cast, member=cast.collaborator_a)
        assert "profil.etendu" not in verbs(SIRET_NEW)

    def test_what_he_needs_to_follow_it_grows_where_adding_needs_nothing(self, cast):
        delegate(cast.collaborator_a, [Right.AJOUTER], name="Ajouts")
        added = add(cast, member=cast.collaborator_a)
        assert verbs(SIRET_NEW).count("profil.etendu") == 1
        actor = cast.actor(cast.collaborator_a)
        assert all(added.etablissement in etablissements_visible_to(actor, right) for right in FOLLOWING)

    def test_others_without_that_profile_do_not_see_it(self, cast):
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_two], name="Deux")
        added = add(cast, member=cast.collaborator_a)
        assert added.etablissement not in etablissements_visible_to(cast.actor(cast.powerless_a))

    def test_an_administrator_changes_no_profile(self, cast):
        add(cast)
        assert verbs(SIRET_NEW) == ["etablissement.ajoute"]


def by_hand(cast: Cast, member=None, **values):
    plain = {
        "siret": SIRET_NEW,
        "raison_sociale": " Atelier Neuf ",
        "echeance": Echeance.QUINZE,
        "partner": partner(),
        "now": NOW,
    }
    return services.add_by_hand(actor=cast.actor(member or cast.admin_a), **{**plain, **values})


class TestAddByHand:
    def test_it_is_active_at_once(self, cast):
        new = by_hand(cast, siret="990 001 000 00019")
        assert (new.siret, new.raison_sociale, new.state) == (SIRET_NEW, "Atelier Neuf", "actif")
        assert (new.origin, new.echeance, new.partner) == (Origin.MANUEL, 15, partner())
        assert verbs(SIRET_NEW)[0] == "etablissement.ajoute"

    def test_another_organism_is_an_answer(self, cast):
        new = by_hand(cast, partner=None)
        assert new.without_partner
        assert new.is_complete

    def test_one_that_is_there_is_named(self, cast):
        with pytest.raises(AlreadyInPortfolio, match="déjà dans votre portefeuille") as refused:
            by_hand(cast, siret=SIRET_ONE)
        assert refused.value.etablissement == cast.etablissement_one

    def test_a_removed_one_is_named_too(self, cast):
        services.retire_etablissement(actor=cast.actor(cast.admin_a), etablissement=cast.etablissement_one, now=NOW)
        with pytest.raises(AlreadyInPortfolio, match="retiré"):
            by_hand(cast, siret=SIRET_ONE)

    def test_one_beyond_ones_scope_is_not_named(self, cast):
        with pytest.raises(RightMissing):
            by_hand(cast, siret=SIRET_TWO, member=cast.collaborator_a)

    def test_the_right_is_needed(self, cast):
        with pytest.raises(RightMissing):
            by_hand(cast, member=cast.powerless_a)


class TestComplete:
    def test_it_becomes_active(self, cast):
        new = add(cast).etablissement
        done = complete(cast, new)
        assert (done.state, done.completed_at, done.echeance) == ("actif", LATER, 5)
        assert verbs(SIRET_NEW) == ["etablissement.ajoute", "etablissement.complete", "amorcage.propose"]

    def test_sent_twice_it_is_written_once(self, cast):
        new = add(cast).etablissement
        complete(cast, new)
        complete(cast, new)
        assert verbs(SIRET_NEW).count("etablissement.complete") == 1
        assert "etablissement.modifie" not in verbs(SIRET_NEW)

    def test_a_corrected_fact_is_kept_until_it_is_emptied(self, cast):
        new = add(cast).etablissement
        complete(cast, new, facts={"localite": "Villeurbanne"})
        add(cast, period="2026-12")
        new.refresh_from_db()
        assert (new.localite, new.corrected) == ("Villeurbanne", ["localite"])
        complete(cast, new, facts={"localite": ""})
        add(cast, period="2026-12")
        new.refresh_from_db()
        assert (new.localite, new.corrected) == ("LYON", [])

    def test_another_organism_replaces_a_partner(self, cast):
        new = complete(cast, add(cast).etablissement)
        changed = complete(cast, new, partner=None)
        assert (changed.partner, changed.without_partner) == (None, True)

    def test_one_removed_in_another_tab_is_refused(self, cast):
        new = add(cast).etablissement
        services.retire_etablissement(actor=cast.actor(cast.admin_a), etablissement=new, now=NOW)
        with pytest.raises(EtablissementRetired):
            complete(cast, new)

    def test_the_right_is_needed_on_that_one(self, cast):
        with pytest.raises(RightMissing):
            complete(cast, cast.etablissement_two, member=cast.collaborator_a)


class TestRetireAndRestore:
    def test_it_is_kept_in_history_and_can_come_back(self, cast):
        new = complete(cast, add(cast).etablissement)
        actor = cast.actor(cast.admin_a)
        gone = services.retire_etablissement(actor=actor, etablissement=new, now=NOW)
        services.retire_etablissement(actor=actor, etablissement=new, now=LATER)
        assert (gone.state, gone.retired_at) == ("retire", NOW)
        assert verbs(SIRET_NEW).count("etablissement.retire") == 1
        back = services.restore_etablissement(actor=actor, etablissement=new, now=LATER)
        services.restore_etablissement(actor=actor, etablissement=new, now=LATER)
        assert (back.state, back.retired_at) == ("actif", None)
        assert verbs(SIRET_NEW).count("etablissement.remis") == 1

    def test_it_comes_back_to_be_completed_when_something_is_missing(self, cast):
        actor, new = cast.actor(cast.admin_a), add(cast).etablissement
        services.retire_etablissement(actor=actor, etablissement=new, now=NOW)
        back = services.restore_etablissement(actor=actor, etablissement=new, now=LATER)
        assert back.state == EtablissementState.A_COMPLETER

    @pytest.mark.parametrize("change", [services.retire_etablissement, services.restore_etablissement])
    def test_the_right_is_needed_on_that_one(self, cast, change):
        actor = cast.actor(cast.collaborator_a)
        change(actor=actor, etablissement=cast.etablissement_one, now=NOW)
        with pytest.raises(RightMissing):
            change(actor=actor, etablissement=cast.etablissement_two, now=NOW)
        bare = replace(actor, scopes={Right.MODIFIER: actor.scopes[Right.MODIFIER]})
        with pytest.raises(RightMissing):
            change(actor=bare, etablissement=cast.etablissement_one, now=NOW)


def test_the_next_to_complete_goes_round(cast):
    sirets = ["99000101800011", "99000102600014", "99000103400018"]
    made = [add(cast, siret=siret).etablissement for siret in sirets]
    actor = cast.actor(cast.admin_a)
    assert list(to_complete(actor)) == made
    assert next_to_complete(actor, after=made[0]) == made[1]
    assert next_to_complete(actor, after=made[2]) == made[0]
    complete(cast, made[0])
    complete(cast, made[1])
    assert next_to_complete(actor, after=made[2]) is None
    assert next_to_complete(cast.actor(cast.collaborator_a), after=made[0]) is None
