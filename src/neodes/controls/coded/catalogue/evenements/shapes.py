"""Shapes of control that come back in stops, suspensions and ends of contract."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, never, other_than, present
from neodes.controls.coded.measures import date
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import At, Condition, Verdict, full, named
from neodes.norm import Norm

FIN_CANCELLED = among("62.002", "099")
FIN_STANDS = other_than("62.002", "099")
"""An end of contract that is not a cancellation."""


def asked_by(
    control: str,
    source: str,
    codes: str,
    value: str,
    *,
    besides: str,
    why: str,
    do: str = "",
    iff: bool = False,
    versions: str = "",
) -> Rule:
    """A rubrique that these codes of another one ask for, and with `iff` no other code: `besides` is such a code."""
    rubrique = control.partition("/")[0]
    each = codes.split()
    first, last = each[0], each[-1]
    others = tuple(f"{source}={code}" for code in besides.split())
    free = tuple(f"{other} {rubrique}={value}" for other in others)
    return rule(
        control,
        when=among(source, codes),
        then=present(rubrique),
        iff=iff,
        why=why,
        do=do,
        versions=versions,
        passes=(*(f"{source}={code} {rubrique}={value}" for code in codes.split()), *others, *(() if iff else free)),
        fails=(f"{source}={first}", f"{source}={last}", *(free if iff else ())),
    )


def in_order(
    control: str, later: str, comparison: str, earlier: str, *, why: str, do: str = "", versions: str = ""
) -> Rule:
    """Two dates that come one after the other, whatever else the declaration says."""
    first, second = sorted((later, earlier))
    days = {"<": ("31012026", "01022026"), "=": ("01022026", "01022026"), ">": ("01022026", "31012026")}

    def case(sign: str) -> str:
        mine, bound = days[sign]
        values = {later: mine, earlier: bound}
        return f"{first}={values[first]} {second}={values[second]}"

    return rule(
        control,
        then=date(later, comparison, earlier),
        why=why,
        do=do,
        versions=versions,
        passes=(*(case(sign) for sign in days if sign in comparison), f"{later}=01022026", f"{earlier}=01022026"),
        fails=tuple(case(sign) for sign in days if sign not in comparison),
    )


def kept_for(
    control: str, natures: str, codes: str, *, elsewhere: str, why: str, do: str = "", free: str = "01"
) -> Rule:
    """Codes of the rubrique that these natures of declaration alone may hold; `elsewhere` are other natures.

    `free` is another code of the rubrique.
    """
    rubrique = control.partition("/")[0]
    each = codes.split()
    first, last = each[0], each[-1]
    return rule(
        control,
        when=other_than("05.001", natures),
        then=never(rubrique, codes),
        why=why,
        do=do,
        passes=(
            *(f"nature={nature} {rubrique}={code}" for nature in natures.split() for code in (first, last)),
            *(f"nature={nature} {rubrique}={free}" for nature in elsewhere.split()),
            *(f"nature={nature}" for nature in elsewhere.split()),
        ),
        fails=tuple(f"nature={nature} {rubrique}={code}" for nature in elsewhere.split() for code in codes.split()),
    )


class MotifOfNature(Condition):
    """The motive of an end is one that the nature of the contract admits, as far as the table speaks of that motive.

    The table gives, for a motive, the natures that admit it: `01:61,64 02` is 01 for the dispositifs 61 and 64, and 02.
    """

    def __init__(self, table: dict[str, str]) -> None:
        self.rubriques = full(("62.002", "40.007", "40.008"))
        self.table: dict[str, dict[str, tuple[str, ...]]] = {}
        for motif, natures in table.items():
            parts = [word.partition(":") for word in natures.split()]
            self.table[motif] = {nature: tuple(codes.split(",")) if codes else () for nature, _, codes in parts}

    def compile(self, at: At, *, absent: bool) -> Verdict:
        motif_of, nature_of, dispositif_of = map(at.reader, self.rubriques)
        if motif_of is None or nature_of is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            motif, nature = motif_of(occurrence), nature_of(occurrence)
            admitted = self.table.get(motif or "")
            if admitted is None or nature is None:
                return True
            dispositifs = admitted.get(nature)
            if not dispositifs:
                return dispositifs is not None
            dispositif = dispositif_of(occurrence) if dispositif_of else None
            return absent if dispositif is None else dispositif in dispositifs

        return test

    def words(self, norm: Norm) -> str:
        motif, nature, dispositif = (named(norm, rubrique) for rubrique in self.rubriques)
        return f"la valeur de {motif} est l'une de celles que permettent {nature} et, en alternance, {dispositif}"
