"""What the services of the delegations promise beside the rules: at once, once, written down, refused in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.core import operations
from guichet.core.authors import author_of
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations import services
from guichet.delegations.enums import ScopeKind
from guichet.delegations.errors import (
    BeyondOwn,
    DatesReversed,
    EmptyScope,
    EverythingAlready,
    MemberGone,
    NameTaken,
    NoRights,
    NotManager,
    OpenBeyondOwn,
    ProfileArchived,
)
from guichet.delegations.models import DelegationProfile, ProfileSubPortfolio
from guichet.delegations.queries import actor_of
from guichet.delegations.scopes import CHOSEN, WHOLE, Rule, Scope
from guichet.portfolio import naming
from guichet.portfolio.enums import Echeance
from guichet.portfolio.models import Etablissement, SubPortfolio, Tag
from guichet.portfolio.queries import etablissements_visible_to
from guichet.portfolio.services import complete_etablissement
from tests.guichet.cast import DAY_ONE, Cast, delegate

SEE = [Right.VOIR_PORTEFEUILLE]
AT_FIVE = Scope(ScopeKind.REGLE, rule=Rule(echeances=(5,)))


def create(cast: Cast, scope: Scope = AT_FIVE, **values: Any) -> DelegationProfile:
    plain: dict[str, Any] = {"actor": cast.actor(cast.admin_a), "name": "Le 5", "rights": SEE, "scope": scope}
    return services.create_profile(**{**plain, **values})


def give(cast: Cast, profile: DelegationProfile, **values: Any) -> Any:
    plain: dict[str, Any] = {"actor": cast.actor(cast.admin_a), "member": cast.powerless_a, "starts_on": DAY_ONE}
    return services.delegate(profile=profile, **{**plain, **values})


def seen(cast: Cast, right: Right = Right.VOIR_PORTEFEUILLE) -> set[str]:
    visible = etablissements_visible_to(cast.actor(cast.powerless_a), right)
    return set(visible.values_list("raison_sociale", flat=True))


class TestKeptUpToDateByItself:
    def test_a_rule_follows_the_fiche(self, cast: Cast) -> None:
        give(cast, create(cast))
        assert seen(cast) == set()
        for echeance, expected in ((Echeance.CINQ, {"Boulangerie Une"}), (Echeance.QUINZE, set())):
            complete_etablissement(
                actor=cast.actor(cast.admin_a), etablissement=cast.etablissement_one, raison_sociale="Boulangerie Une",
                echeance=echeance, partner=None, facts={}, now=timezone.now(),
            )  # fmt: skip
            assert seen(cast) == expected

    def test_groupes_follow_who_comes_and_goes(self, cast: Cast) -> None:
        group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
        give(cast, create(cast, Scope(ScopeKind.GROUPES, frozenset({group.pk}))))
        Etablissement.objects.filter(pk=cast.etablissement_two.pk).update(sub_portfolio=group)
        assert seen(cast) == {"Menuiserie Deux"}
        group.delete()
        assert seen(cast) == set()
        assert not ProfileSubPortfolio.objects.exists()

    def test_a_rule_follows_the_new_name_of_its_tag_but_not_into_another_one(self, cast: Cast) -> None:
        admin = cast.actor(cast.admin_a)
        old, other = (naming.add_tag_name(actor=admin, name=name) for name in ("bail", "luxe"))
        Etablissement.objects.filter(pk=cast.etablissement_one.pk).update(tags=["bail"])
        Etablissement.objects.filter(pk=cast.etablissement_two.pk).update(tags=["luxe"])
        give(cast, create(cast, Scope(ScopeKind.REGLE, rule=Rule(tags=("bail",)))))
        naming.rename_tag(actor=admin, tag=old, name="location")
        assert seen(cast) == {"Boulangerie Une"}
        naming.rename_tag(actor=admin, tag=Tag.objects.get(name="location"), name=other.name)
        assert seen(cast) == set()

    def test_an_empty_rule_cannot_be_stored(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            DelegationProfile.objects.create(firm=cast.firm_a, name="Vide", rights=[], scope=ScopeKind.REGLE)
        with pytest.raises(IntegrityError), transaction.atomic():
            DelegationProfile.objects.create(firm=cast.firm_a, name="Deux", rights=[], rule_echeances=[5])


class TestAtOnce:
    def test_an_end_needs_no_job(self, cast: Cast) -> None:
        profile, today = create(cast, WHOLE), timezone.localdate()
        give(cast, profile, ends_on=today)
        assert len(seen(cast)) == 2
        tomorrow = actor_of(cast.powerless_a, today=today + timedelta(days=1))
        assert not tomorrow.can(Right.VOIR_PORTEFEUILLE)

    @pytest.mark.parametrize("how", ["archived", "withdrawn", "edited", "closed"])
    def test_the_author_of_an_operation_loses_it_between_two_slices(self, cast: Cast, how: str) -> None:
        profile = create(cast, WHOLE, rights=[Right.EXPORTER])
        given = give(cast, profile)
        operation = Operation.objects.create(
            firm=cast.firm_a, author=cast.powerless_a, kind="essai", title="Export", state=Operation.State.RUNNING
        )
        assert author_of(operation).can(Right.EXPORTER)
        admin = cast.actor(cast.admin_a)
        if how == "archived":
            services.archive_profile(actor=admin, profile=profile, now=timezone.now())
        elif how == "withdrawn":
            services.withdraw(actor=admin, delegation=given)
        elif how == "edited":
            services.edit_profile(actor=admin, profile=profile, name="Le 5", rights=SEE, scope=WHOLE)
        else:
            cast.powerless_a.is_active = False
            cast.powerless_a.save()
            with pytest.raises(operations.Refused, match="ne fait plus partie"):
                author_of(operation)
            return
        assert not author_of(operation).can(Right.EXPORTER)

    def test_an_actor_without_profile_holds_nothing(self, cast: Cast) -> None:
        assert cast.actor(cast.powerless_a).scopes == {}


class TestRefused:
    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"rights": []}, NoRights),
            ({"scope": Scope(ScopeKind.REGLE)}, EmptyScope),
            ({"scope": Scope(ScopeKind.GROUPES)}, EmptyScope),
            ({"scope": Scope(ScopeKind.GROUPES, frozenset({999_999}))}, EmptyScope),
            ({"name": "Confiés"}, NameTaken),
        ],
    )
    def test_what_makes_no_profile(self, cast: Cast, values: dict[str, Any], error: type[Exception]) -> None:
        with pytest.raises(error):
            create(cast, **values)

    def test_who_manages_nothing(self, cast: Cast) -> None:
        with pytest.raises(NotManager):
            create(cast, actor=cast.actor(cast.powerless_a))

    def test_a_groupe_of_another_firm(self, cast: Cast) -> None:
        enter_firm(cast.firm_b.pk)
        group = SubPortfolio.objects.create(firm=cast.firm_b, name="Nord")
        with pytest.raises(EmptyScope):
            create(cast, Scope(ScopeKind.GROUPES, frozenset({group.pk})))

    def test_a_rule_that_covers_nothing_yet_is_no_door_to_what_comes(self, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.GERER_DELEGATIONS, *SEE], [cast.etablissement_one], name="Part")
        with pytest.raises(OpenBeyondOwn, match="pourrait couvrir demain"):
            create(cast, actor=cast.actor(cast.powerless_a))
        assert create(cast, CHOSEN, actor=cast.actor(cast.powerless_a)).pk

    def test_one_establishment_too_many(self, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.GERER_DELEGATIONS, *SEE], [cast.etablissement_one], name="Part")
        own = create(cast, CHOSEN, actor=cast.actor(cast.powerless_a))
        with pytest.raises(BeyondOwn, match="Voir le portefeuille"):
            services.choose_etablissements(
                actor=cast.actor(cast.powerless_a), profile=own, etablissements=Etablissement.objects.all()
            )
        assert own.chosen.count() == 0

    def test_what_is_archived_stays_so(self, cast: Cast) -> None:
        profile = create(cast)
        admin = cast.actor(cast.admin_a)
        services.archive_profile(actor=admin, profile=profile, now=timezone.now())
        with pytest.raises(ProfileArchived):
            give(cast, profile)
        with pytest.raises(ProfileArchived):
            services.edit_profile(actor=admin, profile=profile, name="Autre", rights=SEE, scope=WHOLE)
        assert create(cast).name == profile.name, "its name is free again"

    def test_dates_members_and_whole_portfolios(self, cast: Cast) -> None:
        profile = create(cast, WHOLE)
        with pytest.raises(DatesReversed):
            give(cast, profile, ends_on=date(2025, 12, 31))
        with pytest.raises(EverythingAlready):
            services.choose_etablissements(
                actor=cast.actor(cast.admin_a), profile=profile, etablissements=Etablissement.objects.all()
            )
        cast.powerless_a.is_active = False
        cast.powerless_a.save()
        with pytest.raises(MemberGone):
            give(cast, profile)

    def test_a_member_of_another_firm(self, cast: Cast) -> None:
        with pytest.raises(MemberGone):
            give(cast, create(cast), member=cast.admin_b)


class TestWrittenDown:
    def test_each_change_has_its_line(self, cast: Cast) -> None:
        admin = cast.actor(cast.admin_a)
        profile = create(cast)
        given = give(cast, profile)
        services.edit_profile(actor=admin, profile=profile, name="Le 15", rights=[Right.EXPORTER], scope=CHOSEN)
        services.choose_etablissements(actor=admin, profile=profile, etablissements=Etablissement.objects.all())
        services.withdraw(actor=admin, delegation=given)
        services.archive_profile(actor=admin, profile=profile, now=timezone.now())
        verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))
        assert verbs == [
            "profil.cree", "delegation.donnee", "profil.modifie", "profil.choisis", "delegation.retiree",
            "profil.archive",
        ]  # fmt: skip
        edited = JournalEntry.objects.get(verb="profil.modifie").details
        assert edited["avant"] == {"droits": ["voir_portefeuille"], "portee": "regle", "regle": {"echeances": [5]}}
        assert (edited["droits"], edited["portee"]) == (["exporter"], "choisis")

    def test_done_already_is_not_written_again(self, cast: Cast) -> None:
        admin = cast.actor(cast.admin_a)
        profile = create(cast, CHOSEN)
        given = give(cast, profile)
        for _ in range(2):
            services.withdraw(actor=admin, delegation=given)
            services.choose_etablissements(actor=admin, profile=profile, etablissements=Etablissement.objects.all())
        assert JournalEntry.objects.filter(verb="delegation.retiree").count() == 1
        assert JournalEntry.objects.filter(verb="profil.choisis").count() == 1


def test_choosing_any_number_takes_the_same_statements(cast: Cast) -> None:
    profile, taken = create(cast, CHOSEN), []
    for first, last in ((1, 2), (2, 40)):
        Etablissement.objects.bulk_create(
            Etablissement(firm=cast.firm_a, siret=f"{number:014d}", state="actif", origin="manuel")
            for number in range(first, last)
        )
        with CaptureQueriesContext(connection) as queries:
            services.choose_etablissements(
                actor=cast.actor(cast.admin_a), profile=profile, etablissements=Etablissement.objects.all()
            )
        taken.append(len(queries))
    assert profile.chosen.count() == Etablissement.objects.count() == 41
    assert taken[0] == taken[1]
