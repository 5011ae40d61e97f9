"""The words of the catalogue on dates, amounts and keys."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.terms import At, Condition, Verdict, full, named
from neodes.norm import Norm
from neodes.values.amounts import parse_hundredths
from neodes.values.bank import has_right_bban, is_iban
from neodes.values.siren import is_siren, is_siren_of_siret, is_siret

MAIN_MONTH = rubrique_id("05.005")

COMPARISONS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "<": (operator.lt, "inférieur"),
    "<=": (operator.le, "inférieur ou égal"),
    "=": (operator.eq, "égal"),
    ">=": (operator.ge, "supérieur ou égal"),
    ">": (operator.gt, "supérieur"),
}
DATE_WORDS = {
    "<": "est avant",
    "<=": "n'est pas après",
    "=": "est",
    ">=": "n'est pas avant",
    ">": "est après",
}
CONTRARY = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


@dataclass(frozen=True, slots=True)
class MonthStart:
    """First day of the main month declared (S20.G00.05.005), some months later."""

    months: int = 0


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """Last day of the main month declared (S20.G00.05.005), some months later."""

    months: int = 0


REMEMBERED = 2_000
"""Pairs of values whose comparison is remembered."""

Bound = str | MonthStart | MonthEnd
"""Another date rubrique, or an end of the main month."""


def sortable(value: str) -> str:
    """`JJMMAAAA` → `AAAAMMJJ`, which sorts as time goes."""
    return value[4:] + value[2:4] + value[:2]


def month_bound(month: str, bound: MonthStart | MonthEnd) -> str:
    """Sortable first (or beyond the last) day of a month given as `01MMAAAA`; the 31st stands for the last day."""
    count = int(month[4:]) * 12 + int(month[2:4]) - 1 + bound.months
    return f"{count // 12:04d}{count % 12 + 1:02d}{'01' if isinstance(bound, MonthStart) else '31'}"


class Date(Condition):
    """A date compared with another one, or with the main month declared; unknown days compare as they are written."""

    def __init__(self, rubrique: str, comparison: str, bound: Bound) -> None:
        self.bound = bound
        self.comparison = comparison
        self.rubriques = full((rubrique, bound)) if isinstance(bound, str) else (rubrique_id(rubrique), MAIN_MONTH)
        # The same dates come for everybody: those of the month, those of the collective contracts.
        self.holds = lru_cache(maxsize=REMEMBERED)(self._compared)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, other = map(at.reader, self.rubriques)
        if read is None or other is None:
            return absent
        holds = self.holds

        def test(occurrence: Occurrence) -> bool:
            value, bound = read(occurrence), other(occurrence)
            return absent if value is None or bound is None else holds(value, bound)

        return test

    def _compared(self, value: str, other: str) -> bool:
        bound = sortable(other) if isinstance(self.bound, str) else month_bound(other, self.bound)
        return bool(COMPARISONS[self.comparison][0](sortable(value), bound))

    def words(self, norm: Norm) -> str:
        return self._told(norm, DATE_WORDS[self.comparison])

    def negation(self, norm: Norm) -> str:
        return self._told(norm, DATE_WORDS[CONTRARY[self.comparison]] if self.comparison in CONTRARY else "n'est pas")

    def _told(self, norm: Norm, how: str) -> str:
        return f"la date {named(norm, self.rubriques[0])} {how} {_bound_in_words(norm, self.bound)}"


def _bound_in_words(norm: Norm, bound: Bound) -> str:
    if isinstance(bound, str):
        return f"la date {named(norm, rubrique_id(bound))}"
    end = "le premier jour" if isinstance(bound, MonthStart) else "le dernier jour"
    return f"{end} du mois {_MONTHS[bound.months]} (S20.G00.05.005)"


_MONTHS = {0: "principal déclaré", 1: "qui suit le mois principal déclaré", -1: "qui précède le mois principal déclaré"}


class Before(Condition):
    """A date is before a day given as `JJMMAAAA`."""

    def __init__(self, rubrique: str, day: str) -> None:
        self.rubriques = full((rubrique,))
        self.day = day

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, limit = at.reader(self.rubriques[0]), sortable(self.day)
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = read(occurrence)
            return absent if value is None else sortable(value) < limit

        return test

    def words(self, norm: Norm) -> str:
        day = f"{self.day[:2]}/{self.day[2:4]}/{self.day[4:]}"
        return f"la date {named(norm, self.rubriques[0])} est avant le {day}"


class SameMonth(Condition):
    """Two dates fall in the same month (`year`: in the same year)."""

    def __init__(self, first: str, second: str, *, year: bool = False) -> None:
        self.rubriques = full((first, second))
        self.year = year

    def compile(self, at: At, *, absent: bool) -> Verdict:
        first, second = map(at.reader, self.rubriques)
        if first is None or second is None:
            return absent
        cut = 4 if self.year else 2

        def test(occurrence: Occurrence) -> bool:
            one, two = first(occurrence), second(occurrence)
            return absent if one is None or two is None else one[cut:] == two[cut:]

        return test

    def words(self, norm: Norm) -> str:
        span = "la même année civile" if self.year else "le même mois civil"
        one, two = (named(norm, rubrique) for rubrique in self.rubriques)
        return f"les dates {one} et {two} sont dans {span}"


class Month(Condition):
    """The months of two dates compared, days apart (`JJMMAAAA` or `MMAAAA`)."""

    def __init__(self, first: str, comparison: str, second: str) -> None:
        self.rubriques = full((first, second))
        self.comparison = comparison

    def compile(self, at: At, *, absent: bool) -> Verdict:
        first, second = map(at.reader, self.rubriques)
        if first is None or second is None:
            return absent
        compare = COMPARISONS[self.comparison][0]

        def test(occurrence: Occurrence) -> bool:
            one, two = first(occurrence), second(occurrence)
            return absent if one is None or two is None else compare(month_of(one), month_of(two))

        return test

    def words(self, norm: Norm) -> str:
        one, two = (named(norm, rubrique) for rubrique in self.rubriques)
        return f"le mois {one} {DATE_WORDS[self.comparison]} le mois {two}"


def month_of(value: str) -> str:
    """`JJMMAAAA` or `MMAAAA` → `AAAAMM`."""
    return value[-4:] + value[-6:-4]


class Year(Condition):
    """The year of a date compared with a year, or with that of another date, some `years` later."""

    def __init__(self, rubrique: str, comparison: str, bound: int | str, years: int = 0) -> None:
        self.rubriques = full((rubrique, bound) if isinstance(bound, str) else (rubrique,))
        self.comparison = comparison
        self.bound = bound
        self.years = years

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.rubriques]
        if None in readers:
            return absent
        compare, years = COMPARISONS[self.comparison][0], self.years
        fixed = self.bound if isinstance(self.bound, int) else None

        def test(occurrence: Occurrence) -> bool:
            values = [reader(occurrence) for reader in readers if reader]
            found = [int(value[-4:]) for value in values if value is not None]
            if len(found) < len(values):
                return absent
            return compare(found[0], fixed if fixed is not None else found[1] + years)

        return test

    def words(self, norm: Norm) -> str:
        mine, how = named(norm, self.rubriques[0]), DATE_WORDS[self.comparison]
        if isinstance(self.bound, int):
            return f"l'année {mine} {how} {self.bound}"
        shift = f" {'moins' if self.years < 0 else 'plus'} {abs(self.years)}" if self.years else ""
        return f"l'année {mine} {how} l'année {named(norm, self.rubriques[1])}{shift}"


class Amount(Condition):
    """An amount or a quantity compared with a figure (`"3250.00"`) or with another rubrique (`"81.004"` …)."""

    def __init__(self, rubrique: str, comparison: str, figure: str) -> None:
        self.figure = parse_hundredths(figure)
        self.comparison = comparison
        self.text = figure
        self.rubriques = full((rubrique,))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, figure = at.reader(self.rubriques[0]), self.figure
        if read is None:
            return absent
        compare = COMPARISONS[self.comparison][0]

        def test(occurrence: Occurrence) -> bool:
            value = hundredths(read(occurrence))
            return absent if value is None else compare(value, figure)

        return test

    def words(self, norm: Norm) -> str:
        return self._told(norm, f"est {COMPARISONS[self.comparison][1]}")

    def negation(self, norm: Norm) -> str:
        contrary = CONTRARY.get(self.comparison)
        return self._told(norm, f"est {COMPARISONS[contrary][1]}" if contrary else "n'est pas égal")

    def _told(self, norm: Norm, how: str) -> str:
        return f"le montant ou la mesure {named(norm, self.rubriques[0])} {how} à {self.text}"


class NonZero(Condition):
    """An amount or a quantity is there and is not zero."""

    def __init__(self, rubrique: str) -> None:
        self.rubriques = full((rubrique,))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read = at.reader(self.rubriques[0])
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = hundredths(read(occurrence))
            return absent if value is None else value != 0

        return test

    def words(self, norm: Norm) -> str:
        return f"le montant ou la mesure {named(norm, self.rubriques[0])} n'est pas nul"

    def negation(self, norm: Norm) -> str:
        return f"le montant ou la mesure {named(norm, self.rubriques[0])} est nul"


class RateApplied(Condition):
    """An amount is another one times a rate in percent, give or take one euro; the product is rounded to the cent."""

    def __init__(self, amount: str, base: str, rate: str) -> None:
        self.rubriques = full((amount, base, rate))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.rubriques]
        if None in readers:
            return absent

        def test(occurrence: Occurrence) -> bool:
            amount, base, rate = (hundredths(read(occurrence)) if read else None for read in readers)
            if amount is None or base is None or rate is None:
                return absent
            return abs(amount * _PERCENT - base * rate) <= _EURO * _PERCENT + _PERCENT // 2

        return test

    def words(self, norm: Norm) -> str:
        amount, base, rate = (named(norm, rubrique) for rubrique in self.rubriques)
        return f"le montant {amount} est égal, à un euro près, à {base} multiplié par {rate}"


_EURO = 100
_PERCENT = 100 * 100
"""Hundredths of a percent in the whole."""


@lru_cache(maxsize=REMEMBERED)
def hundredths(value: str | None) -> int | None:
    """Amount or quantity in hundredths, None when there is none. Its form was judged by its own control."""
    if value is None:
        return None
    return int(value[:-3] + value[-2:]) if value[-3:-2] == "." else parse_hundredths(value)


KEYS: dict[str, tuple[Callable[[str], bool], str]] = {
    "siren": (is_siren, "a une clé SIREN juste"),
    "siret": (is_siret, "a une clé SIRET juste"),
    "siren of siret": (is_siren_of_siret, "commence par un SIREN dont la clé est juste"),
    "iban": (is_iban, "a une clé IBAN juste"),
    "bban": (has_right_bban, "a une clé RIB juste, si le compte est tenu en France ou à Monaco"),
}


class Key(Condition):
    """The value, or several values put together, has a right key."""

    def __init__(self, kind: str, *rubriques: str) -> None:
        self.kind = kind
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.rubriques]
        if None in readers:
            return absent
        right = KEYS[self.kind][0]

        def test(occurrence: Occurrence) -> bool:
            values = [reader(occurrence) for reader in readers if reader]
            return absent if None in values else right("".join(filter(None, values)))

        return test

    def words(self, norm: Norm) -> str:
        names = " suivi de ".join(named(norm, rubrique) for rubrique in self.rubriques)
        return f"la rubrique {names} {KEYS[self.kind][1]}"


date, before, amount, non_zero, key, same_month = Date, Before, Amount, NonZero, Key, SameMonth
month_start, month_end = MonthStart, MonthEnd
month, year, rate_applied = Month, Year, RateApplied
