"""Random firms and random requests, on the real database, beside a plain model of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.core.rights import Right
from guichet.delegations import services
from guichet.delegations.choosing import share_with_own_profiles
from guichet.delegations.errors import DelegationError
from guichet.delegations.holders import who_may
from guichet.delegations.limits import managed_profiles
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.delegations.sizes import sizes_by_member, sizes_of_profiles
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to
from tests.guichet.cast import Cast
from tests.guichet.delegations.drawing import MEMBERS, facts, firms, gifts
from tests.guichet.delegations.plain import TODAY, Facts, Firm, Profile
from tests.guichet.delegations.stored import Stored, siret_of, store

pytestmark = pytest.mark.slow
examples = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
EVERYBODY = (0, *MEMBERS)


@contextmanager
def stored(cast: Cast, firm: Firm) -> Iterator[Stored]:
    """The firm in the database, gone again afterwards."""
    with transaction.atomic():
        yield store(cast, firm)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@examples
@given(firm=firms())
def test_each_right_opens_what_the_rules_say(cast: Cast, firm: Firm) -> None:
    with stored(cast, firm) as rows:
        for member in EVERYBODY:
            actor = rows.actor(member)
            assert set(actor.scopes) == {right for right in Right if firm.holds(member, right)}
            for right in Right:
                visible = etablissements_visible_to(actor, right)
                assert rows.numbers(visible) == firm.scope(member, right), (member, right)


@examples
@given(firm=firms())
def test_who_may_is_the_same_seen_from_the_etablissement(cast: Cast, firm: Firm) -> None:
    with stored(cast, firm) as rows:
        numbers = {member.pk: number for number, member in rows.members.items()}
        for key, etablissement in rows.etablissements.items():
            found = {
                numbers[holder.member_id]: set(holder.rights)
                for holder in who_may(Etablissement.objects.get(pk=etablissement.pk), today=TODAY)
            }
            expected = {member: {right for right in Right if key in firm.scope(member, right)} for member in EVERYBODY}
            assert found == {member: held for member, held in expected.items() if held}


@examples
@given(firm=firms(), reader=st.sampled_from(EVERYBODY))
def test_sizes_are_those_of_the_unions(cast: Cast, firm: Firm, reader: int) -> None:
    """Counted within what the reader manages; whole portfolios are left aside."""
    told = firm.scope(reader, Right.GERER_DELEGATIONS)
    with stored(cast, firm) as rows:
        actor = rows.actor(reader)
        within = actor.scope(Right.GERER_DELEGATIONS)
        by_member = sizes_by_member(actor, within=within, today=TODAY)
        for member in MEMBERS:
            found = by_member.get(rows.members[member].pk, {})
            for right in Right:
                held = [p for p in firm.live(member) if right in p.rights and p.part.kind != "tout"]
                covered = {key for key, each in firm.etablissements.items() if any(p.covers(key, each) for p in held)}
                assert found.get(right, 0) == len(covered & told)
        by_profile = sizes_of_profiles(actor, [profile.pk for profile in rows.profiles.values()], within=within)
        for key, profile in firm.profiles.items():
            covered = {number for number, each in firm.etablissements.items() if profile.covers(number, each)}
            size = 0 if profile.part.kind == "tout" else len(covered & told)
            assert by_profile.get(rows.profiles[key].pk, 0) == size


@examples
@given(firm=firms(), member=st.sampled_from(EVERYBODY))
def test_who_manages_which_profiles(cast: Cast, firm: Firm, member: int) -> None:
    with stored(cast, firm) as rows:
        found = set(managed_profiles(rows.actor(member), today=TODAY).values_list("pk", flat=True))
        assert found == {
            rows.profiles[key].pk
            for key, profile in firm.profiles.items()
            if firm.may_give(member, profile.rights, profile.part, profile.chosen)
        }


@examples
@given(firm=firms(), data=st.data())
def test_nobody_gives_more_than_he_holds(cast: Cast, firm: Firm, data: Any) -> None:
    gift = data.draw(gifts(firm))
    with stored(cast, firm) as rows:
        accepted = attempt(
            lambda: services.create_profile(
                actor=rows.actor(gift.member), name="Nouveau", rights=gift.rights, scope=rows.scope(gift.part),
                chosen=rows.chosen(gift.chosen),
            )
        )  # fmt: skip
        assert accepted == firm.may_give(gift.member, gift.rights, gift.part, gift.chosen)
        assert DelegationProfile.objects.filter(name="Nouveau").exists() is accepted


@examples
@given(firm=firms(), data=st.data())
def test_an_edited_profile_is_decided_again(cast: Cast, firm: Firm, data: Any) -> None:
    gift = data.draw(gifts(firm))
    key = data.draw(st.sampled_from(sorted(firm.profiles)))
    before = firm.profiles[key]
    kept = before.chosen if gift.part.kind == before.part.kind or before.part.kind != "choisis" else set()
    with stored(cast, firm) as rows:
        accepted = attempt(
            lambda: services.edit_profile(
                actor=rows.actor(gift.member), profile=rows.profiles[key], name=f"Profil {key}", rights=gift.rights,
                scope=rows.scope(gift.part),
            )
        )  # fmt: skip
        manages = not before.archived and firm.may_give(gift.member, before.rights, before.part, before.chosen)
        assert accepted == (manages and firm.may_give(gift.member, gift.rights, gift.part, kept))
        if accepted:
            firm.profiles[key] = Profile(gift.part, gift.rights, kept)
        for someone in MEMBERS:
            actor = rows.actor(someone)
            for right in gift.rights:
                assert rows.numbers(etablissements_visible_to(actor, right)) == firm.scope(someone, right)


@examples
@given(firm=firms(), data=st.data())
def test_what_is_chosen_one_by_one_is_within_ones_own(cast: Cast, firm: Firm, data: Any) -> None:
    gift = data.draw(gifts(firm))
    key = data.draw(st.sampled_from(sorted(firm.profiles)))
    profile = firm.profiles[key]
    with stored(cast, firm) as rows:
        accepted = attempt(
            lambda: services.choose_etablissements(
                actor=rows.actor(gift.member), profile=rows.profiles[key], etablissements=rows.chosen(gift.chosen)
            )
        )
        manages = not profile.archived and firm.may_give(gift.member, profile.rights, profile.part, profile.chosen)
        within = all(
            gift.chosen <= firm.scope(gift.member, right) for right in {*profile.rights, Right.GERER_DELEGATIONS}
        )
        assert accepted == (manages and within and profile.part.kind != "tout")
        after = profile.chosen | gift.chosen if accepted else profile.chosen
        assert rows.numbers(rows.profiles[key].etablissements.all()) == after


@examples
@given(firm=firms(), member=st.sampled_from(EVERYBODY), receiver=st.sampled_from(MEMBERS), data=st.data())
def test_a_profile_is_given_and_taken_back_by_who_manages_it(
    cast: Cast, firm: Firm, member: int, receiver: int, data: Any
) -> None:
    key = data.draw(st.sampled_from(sorted(firm.profiles)))
    profile = firm.profiles[key]
    manages = not profile.archived and firm.may_give(member, profile.rights, profile.part, profile.chosen)
    with stored(cast, firm) as rows:
        given_ = {"profile": rows.profiles[key], "member": rows.members[receiver]}
        before = Delegation.objects.count()
        accepted = attempt(lambda: services.delegate(actor=rows.actor(member), starts_on=TODAY, **given_))
        assert accepted == manages
        held = Delegation.objects.filter(**given_).first()
        if held is None:
            assert not accepted
            assert Delegation.objects.count() == before
            return
        taken = attempt(lambda: services.withdraw(actor=rows.actor(0), delegation=held))
        assert taken is not profile.archived
        assert Delegation.objects.filter(**given_).exists() is not taken


@examples
@given(firm=firms(), member=st.sampled_from(MEMBERS), new=facts)
def test_what_one_adds_joins_ones_own_scope(cast: Cast, firm: Firm, member: int, new: Facts) -> None:
    key = len(firm.etablissements)
    with stored(cast, firm) as rows:
        actor = rows.actor(member)
        firm.etablissements[key] = new
        added = Etablissement.objects.create(
            firm=cast.firm_a, siret=siret_of(new.siren, key), state="a_completer", origin="depot",
            partner_id=new.partner and rows.partners[new.partner], echeance=new.echeance, idcc=new.idcc,
            tags=sorted(new.tags), sub_portfolio_id=new.group and rows.groups[new.group],
        )  # fmt: skip
        rows.etablissements[key] = added
        firm.follow(member, key)
        share_with_own_profiles(actor=actor, etablissement=added, today=TODAY)
        for someone in MEMBERS:
            # The actor made before the addition sees it too, when it is his.
            seen_by = actor if someone == member and actor.can(Right.AJOUTER) else rows.actor(someone)
            for right in Right:
                assert rows.numbers(etablissements_visible_to(seen_by, right)) == firm.scope(someone, right)


def attempt(work: Any) -> bool:
    """Whether it was accepted; a refusal changes nothing."""
    try:
        with transaction.atomic():
            work()
    except DelegationError:
        return False
    return True
