"""Random firms, profiles and delegations, drawn by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from tests.guichet.delegations.plain import (
    DAYS,
    ECHEANCES,
    GROUPS,
    IDCCS,
    PARTNERS,
    SIRENS,
    TAGS,
    Facts,
    Firm,
    Grant,
    Part,
    Profile,
)

MEMBERS = range(1, 4)
"""Collaborators; 0 is the administrator."""

MANAGER = 1
"""Mostly manages a part of the portfolio."""

FEW_RIGHTS = (Right.GERER_DELEGATIONS, Right.VOIR_PORTEFEUILLE, Right.AJOUTER, Right.DEPOSER_TEST, Right.EXPORTER)
"""So that the profiles of several people meet often enough."""

rights = st.frozensets(st.sampled_from(FEW_RIGHTS), min_size=1)
mostly_managing = st.one_of(rights, rights.map(lambda held: held | {Right.GERER_DELEGATIONS}))
facts = st.builds(
    Facts,
    siren=st.sampled_from(SIRENS),
    partner=st.sampled_from((None, *PARTNERS)),
    echeance=st.sampled_from((None, *ECHEANCES)),
    idcc=st.sampled_from(("", *IDCCS)),
    tags=st.frozensets(st.sampled_from(TAGS)),
    group=st.sampled_from((None, *GROUPS)),
)


def some(values: tuple[object, ...]) -> st.SearchStrategy[frozenset[object]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


rules = st.builds(
    Part,
    kind=st.just(ScopeKind.REGLE),
    partners=some(PARTNERS),
    echeances=some(ECHEANCES),
    sirens=some(SIRENS),
    idccs=some(IDCCS),
    tags=some(TAGS),
).filter(lambda part: bool(part.partners or part.echeances or part.sirens or part.idccs or part.tags))
groupes = st.builds(Part, kind=st.just(ScopeKind.GROUPES), groups=st.frozensets(st.sampled_from(GROUPS), min_size=1))
parts_only = st.one_of(st.just(Part(ScopeKind.CHOISIS)), groupes, rules)
parts = st.one_of(st.just(Part(ScopeKind.TOUT)), parts_only)


def chosen_for(part: Part, count: int) -> st.SearchStrategy[set[int]]:
    """Any kind but the whole portfolio may hold establishments chosen one by one."""
    keys = st.sets(st.integers(0, count - 1), max_size=3)
    return st.just(set()) if part.kind is ScopeKind.TOUT else keys


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """Up to six establishments, five profiles, and delegations of all dates to three collaborators."""
    etablissements = dict(enumerate(draw(st.lists(facts, min_size=2, max_size=6))))
    profiles, grants = {}, []
    for key in range(draw(st.integers(1, 5))):
        part = draw(parts)
        chosen = draw(chosen_for(part, len(etablissements)))
        profiles[key] = Profile(part, draw(mostly_managing), chosen, archived=draw(st.integers(0, 5)) == 0)
    if draw(st.integers(0, 3)):
        managing = Profile(draw(parts_only), draw(rights) | {Right.GERER_DELEGATIONS})
        managing.chosen = draw(chosen_for(managing.part, len(etablissements)))
        profiles[len(profiles)] = managing
        grants.append(Grant(len(profiles) - 1, MANAGER, DAYS[0], None))
    pairs = draw(st.sets(st.tuples(st.sampled_from(sorted(profiles)), st.sampled_from(MEMBERS)), max_size=8))
    for profile, member in sorted(pairs - {(grant.profile, grant.member) for grant in grants}):
        starts = draw(st.sampled_from((DAYS[0], *DAYS)))
        ends = draw(st.sampled_from((None, None, *[day for day in DAYS if day >= starts])))
        grants.append(Grant(profile, member, starts, ends))
    return Firm(etablissements, profiles, grants)


@dataclass(frozen=True)
class Gift:
    """What somebody asks to give."""

    member: int
    rights: frozenset[Right]
    part: Part
    chosen: set[int]


@st.composite
def gifts(draw: st.DrawFn, firm: Firm) -> Gift:
    """Mostly by one who manages something, of rights he holds, near what he holds: where the rules decide."""
    member = draw(st.sampled_from((0, *MEMBERS, *[MANAGER] * 6)))
    own = [profile for profile in firm.live(member) if Right.GERER_DELEGATIONS in profile.rights]
    held = sorted({right for profile in own for right in profile.rights})
    of_held = st.frozensets(st.sampled_from(held), min_size=1) if held else rights
    asked = draw(st.one_of(of_held, of_held, rights))
    near = [st.sampled_from([profile.part for profile in own]).flatmap(narrowed)] if own else []
    part = draw(st.one_of(st.just(Part(ScopeKind.CHOISIS)), parts, *near * 2))
    within = sorted(firm.scope(member, Right.GERER_DELEGATIONS))
    keys = st.sampled_from([*within, *sorted(firm.etablissements)])
    return Gift(member, asked, part, set() if part.kind is ScopeKind.TOUT else draw(st.sets(keys, max_size=2)))


def narrowed(part: Part) -> st.SearchStrategy[Part]:
    """The same, or with one criterion more or less."""
    if part.kind is not ScopeKind.REGLE:
        return st.just(part)
    return st.one_of(
        st.just(part),
        st.sampled_from(ECHEANCES).map(lambda day: replace(part, echeances=frozenset({day}))),
        st.sampled_from(IDCCS).map(lambda idcc: replace(part, idccs=part.idccs | {idcc})),
    )
