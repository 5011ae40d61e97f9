"""Words and shapes of control that come back in S21.G00.50 to 58."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from neodes.controls.coded.conditions import among, either, other_than, present
from neodes.controls.coded.measures import COMPARISONS, REMEMBERED, date
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Unsure
from neodes.controls.coded.relations import Some, nothing, refers
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import At, Condition, Verdict, full, listed, named, split_codes
from neodes.norm import Norm
from neodes.values.dates import parse_date

ALL = "P24V01 P25V01 P26V01 P27V01"
INDIVIDU, CONTRACT, EARLIER = "S21.G00.30", "S21.G00.40", "S21.G00.45"
NUMBER, EARLIER_NUMBER = "S21.G00.40.009", "S21.G00.45.002"
PAY, PAY_CONTRACT, PAY_KIND = "S21.G00.51", "S21.G00.51.010", "S21.G00.51.011"


def contracts_by_number(occurrence: Occurrence) -> dict[str | None, list[Occurrence]]:
    """The contracts of the person by their numbers, now and before; worked out once. None: where one is at fault."""
    facts = occurrence.source.facts
    person = occurrence.up(INDIVIDU)
    found: dict[str | None, list[Occurrence]] | None = facts.get((NUMBER, id(person)))
    if found is None:
        found = facts[NUMBER, id(person)] = {}
        for contract in person.below(CONTRACT):
            try:
                found.setdefault(contract.get(NUMBER) or "", []).append(contract)
                for old in contract.below(EARLIER):
                    _also_named(found, old.get(EARLIER_NUMBER) or "", contract)
            except Unsure:
                found[None] = []
    return found


def _also_named(found: dict[str | None, list[Occurrence]], number: str, contract: Occurrence) -> None:
    """The number that a contract had in what was declared before (S21.G00.45.002)."""
    if contract not in found.setdefault(number, []):
        found[number].append(contract)


def designated(occurrence: Occurrence, number: str) -> list[Occurrence]:
    """The contracts that a number designates; raises `Unsure` when it may be that of a contract at fault."""
    found = contracts_by_number(occurrence)
    if None in found and number not in found:
        raise Unsure
    return found.get(number, [])


class OnContracts(Some):
    """A condition on the contracts of the person."""

    def __init__(self, where: Condition) -> None:
        super().__init__("40", where, within="30")
        self.such = where

    def found(self, occurrence: Occurrence) -> tuple[Occurrence, ...]:
        return occurrence.up(INDIVIDU).below(CONTRACT)

    def negation(self, norm: Norm) -> str:
        return Condition.negation(self, norm)


class OfContract(OnContracts):
    """The contract that a number designates is such: `of_contract("51.010", among("40.026", "99"))`."""

    def __init__(self, number: str, where: Condition) -> None:
        super().__init__(where)
        self.number = rubrique_id(number)
        self.rubriques = (self.number, *self.rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, judge = at.reader(self.number), self.judge(at)
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            number = read(occurrence)
            if number is None:
                return absent
            return any(map(judge, designated(occurrence, number)))

        return test

    def words(self, norm: Norm) -> str:
        return f"le contrat que désigne {named(norm, self.number)} est tel que {self.such.words(norm)}"


class IfContract(OfContract):
    """The contract that a number designates, if it is declared, is such."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, judge = at.reader(self.number), self.judge(at)
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            number = read(occurrence)
            if number is None:
                return absent
            return all(map(judge, designated(occurrence, number)))

        return test

    def words(self, norm: Norm) -> str:
        return (
            f"le contrat que désigne {named(norm, self.number)}, s'il est déclaré, est tel que {self.such.words(norm)}"
        )


class NothingElse(Some):
    """No other bloc of the same type as this one is such."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        judge, found = self.judge(at), self.found

        def test(occurrence: Occurrence) -> bool:
            blocs = found(occurrence)
            return len(blocs) == 1 or not any(bloc is not occurrence and judge(bloc) for bloc in blocs)

        return test

    def words(self, norm: Norm) -> str:
        return f"il n'y a aucun autre {self.blocs_in_words(norm)}"

    def negation(self, norm: Norm) -> str:
        return f"il y a un autre {self.blocs_in_words(norm)}"


class ContractDay(Condition):
    """A date is close to one of the contract that a number designates: `>=` from some days before, `<=` until after."""

    def __init__(self, rubrique: str, comparison: str, theirs: str, days: int, number: str) -> None:
        self.rubriques = full((rubrique, number))
        self.comparison = comparison
        self.theirs = rubrique_id(theirs)
        self.days = days

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, number = map(at.reader, self.rubriques)
        if read is None or number is None:
            return absent
        compare, days = COMPARISONS[self.comparison][0], _SIGNS[self.comparison] * self.days

        def test(occurrence: Occurrence) -> bool:
            value, wanted = read(occurrence), number(occurrence)
            if value is None or wanted is None:
                return absent
            bounds = self._bounds(occurrence, wanted)
            return all(compare(_ordinal(value), _ordinal(bound) + days) for bound in bounds) if bounds else absent

        return test

    def _bounds(self, occurrence: Occurrence, number: str) -> list[str]:
        bloc = self.theirs[:10]
        holders: Iterable[Occurrence] = designated(occurrence, number)
        if bloc != CONTRACT:
            holders = [holder for contract in holders for holder in contract.below(bloc)]
        return [value for holder in holders if (value := holder.get(self.theirs)) is not None]

    def words(self, norm: Norm) -> str:
        mine, number = (named(norm, rubrique) for rubrique in self.rubriques)
        side = "antérieure" if self.comparison == ">=" else "postérieure"
        return (
            f"la date {mine} n'est pas {side} de plus de {self.days} jours à la date {named(norm, self.theirs)} "
            f"du contrat que désigne {number}"
        )


_SIGNS = {">=": -1, "<=": 1}


@lru_cache(maxsize=REMEMBERED)
def _ordinal(value: str) -> int:
    day = parse_date(value)
    if day is None:
        raise Unsure
    return day.toordinal()


class KindsOfPay(OnContracts):
    """Each contract paid here has a remuneration of each of these types (`where`: of such contracts only)."""

    def __init__(self, kinds: str, where: Condition) -> None:
        super().__init__(where)
        self.kinds = split_codes((kinds,))
        self.rubriques = (PAY_KIND, PAY_CONTRACT)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        judge, kinds = self.judge(at), frozenset(self.kinds)

        def test(occurrence: Occurrence) -> bool:
            paid = {(pay.get(PAY_CONTRACT), pay.get(PAY_KIND)) for pay in occurrence.below(PAY)}
            numbers = {number for number, kind in paid if number is not None and kind is not None}
            lacking = {number for number in numbers for kind in kinds if (number, kind) not in paid}
            return not lacking or not any(
                found.get(NUMBER) in lacking and judge(found) for found in self.found(occurrence)
            )

        return test

    def words(self, norm: Norm) -> str:
        kinds = listed(self.kinds, "et")
        return (
            f"chaque contrat rémunéré par le versement, s'il est tel que {self.such.words(norm)}, "
            f"a des rémunérations des types {kinds}"
        )


class SeveralContracts(Condition):
    """The remunerations of the payment name at least two contracts."""

    rubriques = (PAY_CONTRACT,)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return lambda occurrence: len({pay.get(PAY_CONTRACT) for pay in occurrence.below(PAY)} - {None}) > 1

    def words(self, norm: Norm) -> str:
        return f"les rémunérations du versement portent plusieurs valeurs de {named(norm, PAY_CONTRACT)}"


of_contract, if_contract, contract_day = OfContract, IfContract, ContractDay
kinds_of_pay, several_contracts, nothing_else = KindsOfPay, SeveralContracts, NothingElse


def only_with_motif(number: int, types: str, motifs: str, why: str) -> Rule:
    """An indemnity (S21.G00.52.001) that few reasons of the end of the contract allow, when that end is declared."""
    allowed, named_types = motifs.split(), types.split()
    first, last = named_types[0], named_types[-1]
    wrong = "031"
    return rule(
        f"52.001/CCH-{number}",
        when=among("52.001", types),
        then=if_contract("52.006", nothing("62", other_than("62.002", motifs))),
        why=why,
        do="Vérifiez le motif de fin du contrat et le type d'indemnité produit par la paie.",
        passes=(
            *(f"40.009=A1 62.002={motif} 52.001={first} 52.006=A1" for motif in allowed),
            f"40.009=A1 52.001={last} 52.006=A1",
            f"40.009=A1 62.002={wrong} 52.001=020 52.006=A1",
            f"40.009=A1 62.002={wrong} +40 40.009=A2 62.002={allowed[0]} 52.001={last} 52.006=A2",
            f"40.009=A1 62.002={wrong} 52.001={last} 52.006=A2",
        ),
        fails=(
            *(f"40.009=A1 62.002={wrong} 52.001={code} 52.006=A1" for code in dict.fromkeys(named_types)),
            f"nature=07 40.009=A1 45.002=B1 62.002={wrong} 52.001={first} 52.006=B1",
            f"40.009=A1 62.002=998 52.001={last} 52.006=A1",
        ),
    )


def number_of_the_month(rubrique: str, number: int, natures: str, why: str, versions: str = "") -> Rule:
    """In a monthly declaration, the number is that of a contract of the person."""
    bloc = rubrique.partition(".")[0]
    return rule(
        f"{rubrique}/CCH-{number}",
        when=among("05.001", natures),
        then=refers((rubrique,), "40", ("40.009",), within="30"),
        why=why,
        do=GIVE_THE_NUMBER,
        versions=versions,
        passes=(
            f"40.009=A1 +40 40.009=A2 {rubrique}=A2",
            f"40.009=A1 +{bloc}",
            f"nature=07 40.009=A1 {rubrique}=A2",
        ),
        fails=(
            f"40.009=A1 {rubrique}=A2",
            f"30.001=1 40.009=A1 30.001=2 40.009=A2 {rubrique}=A1",
            *(f"nature={nature} 40.009=A1 {rubrique}=a1" for nature in natures.split()),
        ),
    )


def number_of_an_end(rubrique: str, number: int, why: str, versions: str = "") -> Rule:
    """In the signalement of an end, the number is that of the contract, now or as it was declared before."""
    bloc = rubrique.partition(".")[0]
    return rule(
        f"{rubrique}/CCH-{number}",
        when=among("05.001", "07"),
        then=either(
            refers((rubrique,), "40", ("40.009",), within="30"), refers((rubrique,), "45", ("45.002",), within="30")
        ),
        why=why,
        do=GIVE_THE_NUMBER,
        versions=versions,
        passes=(
            f"nature=07 40.009=A1 {rubrique}=A1",
            f"nature=07 40.009=A1 45.002=B1 {rubrique}=B1",
            f"nature=07 40.009=A1 45.002=B1 {rubrique}=A1",
            f"nature=07 40.009=A1 +{bloc}",
            f"nature=01 40.009=A1 {rubrique}=A2",
        ),
        fails=(f"nature=07 40.009=A1 {rubrique}=A2", f"nature=07 40.009=A1 45.002=B1 {rubrique}=A2"),
    )


GIVE_THE_NUMBER = "Reprenez le numéro du contrat tel qu'il figure dans la fiche du contrat, caractère par caractère."


def not_before_it_starts(end: str, start: str, number: int, why: str, versions: str = "") -> Rule:
    """A period does not end before it starts; a single day is a period."""
    return rule(
        f"{end}/CCH-{number}",
        then=date(end, ">=", start),
        why=why,
        do="Vérifiez les deux dates de la période.",
        versions=versions,
        passes=(
            f"{start}=31012026 {end}=31012026",
            f"{start}=31122025 {end}=01012026",
            f"{start}=31012026",
            f"{end}=31012026",
        ),
        fails=(f"{start}=31012026 {end}=30012026", f"{start}=01012026 {end}=31122025"),
    )


def needs(rubrique: str, number: int, code: str, *needed: str, why: str) -> Rule:
    """A code asks for some rubriques of the same bloc that come after it."""
    whole = " ".join(f"{name}=1.00" for name in needed)
    bloc = rubrique.partition(".")[0]
    return rule(
        f"{rubrique}/CCH-{number}",
        when=among(rubrique, code),
        then=present(*needed),
        why=why,
        do="Complétez la régularisation, ou corrigez son type.",
        passes=(f"{rubrique}={code} {whole}", f"{rubrique}=00", f"+{bloc}"),
        fails=(
            f"{rubrique}={code}",
            *(
                f"{rubrique}={code} " + " ".join(f"{name}=1.00" for name in needed if name != missing)
                for missing in needed
                if len(needed) > 1
            ),
        ),
    )
