"""The words of the catalogue on presence and values: what is there, which codes it may hold, and, or, not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, reduce

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Unsure
from neodes.controls.coded.terms import (
    At,
    Condition,
    Reader,
    Test,
    Verdict,
    codes_in_words,
    full,
    listed,
    named,
    split_codes,
)
from neodes.norm import Norm, load_table


class Present(Condition):
    """All these rubriques are there."""

    def __init__(self, *rubriques: str) -> None:
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        tests: list[Test] = []
        for rubrique in self.rubriques:
            read = at.reader(rubrique)
            if read is None:
                return False
            if rubrique[:10] != at.shape.bloc:
                tests.append(_is_there(read))
        return _all(tests)

    def words(self, norm: Norm) -> str:
        return _plural(norm, self.rubriques, "est renseignée", "sont renseignées", "et")

    def negation(self, norm: Norm) -> str:
        return _plural(norm, self.rubriques, "est absente", "ne sont pas toutes renseignées", "et")


class Absent(Condition):
    """None of these rubriques is there."""

    def __init__(self, *rubriques: str) -> None:
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _all([_opposite(Present(rubrique[8:]).compile(at, absent=absent)) for rubrique in self.rubriques])

    def words(self, norm: Norm) -> str:
        return _plural(norm, self.rubriques, "est absente", "sont absentes", "et")

    def negation(self, norm: Norm) -> str:
        return _plural(norm, self.rubriques, "est renseignée", "ne sont pas toutes absentes", "et")


class Among(Condition):
    """The rubrique is there and holds one of these codes."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.rubriques = full((rubrique,))
        self.codes = split_codes(codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        if self.rubriques[0] == NATURE:
            return at.nature in self.codes
        if self.rubriques[0] == KIND and at.kind:
            return at.kind in self.codes
        if (known := at.known(self.rubriques[0])) is not None:
            return known in self.codes
        read, codes = at.reader(self.rubriques[0]), frozenset(self.codes)
        if read is None:
            return False
        return lambda occurrence: read(occurrence) in codes

    def words(self, norm: Norm) -> str:
        codes = codes_in_words(norm, self.rubriques[0], self.codes)
        return f"la rubrique {named(norm, self.rubriques[0])} vaut {codes}"

    def negation(self, norm: Norm) -> str:
        codes = codes_in_words(norm, self.rubriques[0], self.codes)
        return f"la rubrique {named(norm, self.rubriques[0])} ne vaut pas {codes}"


class OtherThan(Condition):
    """The rubrique is there and holds none of these codes."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.rubriques = full((rubrique,))
        self.codes = split_codes(codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        if self.rubriques[0] == NATURE:
            return at.nature not in self.codes
        if (known := at.known(self.rubriques[0])) is not None:
            return known not in self.codes
        read, codes = at.reader(self.rubriques[0]), frozenset(self.codes)
        if read is None:
            return False

        def test(occurrence: Occurrence) -> bool:
            value = read(occurrence)
            return value is not None and value not in codes

        return test

    def words(self, norm: Norm) -> str:
        codes = codes_in_words(norm, self.rubriques[0], self.codes)
        return f"la rubrique {named(norm, self.rubriques[0])} est renseignée avec une autre valeur que {codes}"


class Never(Condition):
    """The rubrique does not hold any of these codes (it may be absent)."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.rubriques = full((rubrique,))
        self.codes = split_codes(codes)
        self.among = Among(rubrique, *codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _opposite(self.among.compile(at, absent=absent))

    def words(self, norm: Norm) -> str:
        return self.among.negation(norm)

    def negation(self, norm: Norm) -> str:
        return self.among.words(norm)


class Only(Condition):
    """Where the rubrique is there, it holds one of these codes."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.rubriques = full((rubrique,))
        self.codes = split_codes(codes)
        self.other = OtherThan(rubrique, *codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _opposite(self.other.compile(at, absent=absent))

    def words(self, norm: Norm) -> str:
        codes = codes_in_words(norm, self.rubriques[0], self.codes)
        return f"la rubrique {named(norm, self.rubriques[0])}, si elle est renseignée, vaut {codes}"


class Matches(Condition):
    """The value has a form, given as an anchored regular expression and in French."""

    def __init__(self, rubrique: str, pattern: str, form: str) -> None:
        self.rubriques = full((rubrique,))
        self.pattern = re.compile(pattern, re.ASCII)
        self.form = form

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, match = at.reader(self.rubriques[0]), self.pattern.fullmatch
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = read(occurrence)
            return absent if value is None else match(value) is not None

        return test

    def words(self, norm: Norm) -> str:
        return f"la rubrique {named(norm, self.rubriques[0])} {self.form}"


class Organism(Condition):
    """The rubrique names an organism of one of these types (`URS` …); one our table lacks compares with nothing."""

    def __init__(self, rubrique: str, *types: str) -> None:
        self.rubriques = full((rubrique,))
        self.types = split_codes(types)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, types = at.reader(self.rubriques[0]), organism_types()
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            kind = types.get(read(occurrence) or "")
            return absent if kind is None else kind in self.types

        return test

    def words(self, norm: Norm) -> str:
        return self._told(norm, "désigne")

    def negation(self, norm: Norm) -> str:
        return self._told(norm, "ne désigne pas")

    def _told(self, norm: Norm, how: str) -> str:
        types = listed(ORGANISMS[kind] for kind in self.types)
        return f"la rubrique {named(norm, self.rubriques[0])} {how} {types}"


ORGANISMS = {
    "AAR": "une institution Agirc-Arrco",
    "AUD": "la caisse des congés spectacles",
    "CAM": "la CAMIEG",
    "CNB": "la CNBF",
    "CNI": "la CNIEG",
    "CRC": "la CRPCEN",
    "CRN": "la CRPNPAC",
    "CTI": "une institution de prévoyance",
    "FFS": "une société d'assurance",
    "FIP": "la DGFiP",
    "FNM": "une mutuelle",
    "MSA": "une caisse de MSA",
    "OCI": "un organisme complémentaire",
    "PEM": "France Travail",
    "URS": "une Urssaf",
}


@cache
def organism_types() -> dict[str, str]:
    """SIRET or code of an organism → its type."""
    return {code: rows[0]["type"] for code, rows in load_table("IVO").rows.items()}


class Both(Condition):
    """All the conditions hold."""

    def __init__(self, *conditions: Condition) -> None:
        self.conditions = conditions
        self.rubriques = merged(conditions)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _all([condition.compile(at, absent=absent) for condition in self.conditions])

    def words(self, norm: Norm) -> str:
        return " et ".join(condition.words(norm) for condition in self.conditions)

    def negation(self, norm: Norm) -> str:
        return _one_of(condition.negation(norm) for condition in self.conditions)


class Either(Condition):
    """One of the conditions holds at least."""

    def __init__(self, *conditions: Condition) -> None:
        self.conditions = conditions
        self.rubriques = merged(conditions)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        tests: list[Test] = []
        for condition in self.conditions:
            verdict = condition.compile(at, absent=absent)
            if verdict is True:
                return True
            if not isinstance(verdict, bool):
                tests.append(verdict)
        return _any(tests)

    def words(self, norm: Norm) -> str:
        return _one_of(condition.words(norm) for condition in self.conditions)

    def negation(self, norm: Norm) -> str:
        return " et ".join(condition.negation(norm) for condition in self.conditions)


class No(Condition):
    """The condition does not hold."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self.rubriques = condition.rubriques

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _opposite(self.condition.compile(at, absent=not absent))

    def words(self, norm: Norm) -> str:
        return self.condition.negation(norm)

    def negation(self, norm: Norm) -> str:
        return self.condition.words(norm)


class Same(Condition):
    """Two rubriques hold the same text (`parts`: the second is the concatenation of several)."""

    def __init__(self, rubrique: str, *parts: str) -> None:
        self.rubriques = full((rubrique, *parts))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.rubriques]
        read, *parts = readers
        if read is None or None in parts:
            return absent

        def test(occurrence: Occurrence) -> bool:
            values = [reader(occurrence) for reader in readers if reader]
            return absent if None in values else values[0] == "".join(filter(None, values[1:]))

        return test

    def words(self, norm: Norm) -> str:
        parts = listed((named(norm, rubrique) for rubrique in self.rubriques[1:]), "suivi de")
        return f"la rubrique {named(norm, self.rubriques[0])} est identique à {parts}"


class Other(Condition):
    """Two rubriques hold different texts (`parts`: the second is the concatenation of several)."""

    def __init__(self, rubrique: str, *parts: str) -> None:
        self.rubriques = full((rubrique, *parts))
        self._same = Same(rubrique, *parts)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return _opposite(self._same.compile(at, absent=not absent))

    def words(self, norm: Norm) -> str:
        parts = listed((named(norm, rubrique) for rubrique in self.rubriques[1:]), "suivi de")
        return f"la rubrique {named(norm, self.rubriques[0])} est différente de {parts}"


class SamePart(Condition):
    """Characters of a rubrique are those of another: `same_part("30.020", (2, 10), "06.001")`, counted from 1."""

    def __init__(self, rubrique: str, part: tuple[int, int], other: str, of: tuple[int, int] | None = None) -> None:
        self.rubriques = full((rubrique, other))
        self.part, self.of = part, of

    def compile(self, at: At, *, absent: bool) -> Verdict:
        first, second = map(at.reader, self.rubriques)
        if first is None or second is None:
            return absent
        mine = slice(self.part[0] - 1, self.part[1])
        theirs = slice(self.of[0] - 1, self.of[1]) if self.of else slice(None)

        def test(occurrence: Occurrence) -> bool:
            one, two = first(occurrence), second(occurrence)
            return absent if one is None or two is None else one[mine] == two[theirs]

        return test

    def words(self, norm: Norm) -> str:
        one, two = (named(norm, rubrique) for rubrique in self.rubriques)
        of = f"aux caractères {self.of[0]} à {self.of[1]} de la rubrique" if self.of else "à la rubrique"
        return f"les caractères {self.part[0]} à {self.part[1]} de la rubrique {one} sont identiques {of} {two}"


class Beside(Condition):
    """The bloc holds at least one rubrique besides these, whatever it is."""

    def __init__(self, *rubriques: str) -> None:
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        others = [place for rubrique, place in at.shape.places.items() if rubrique not in self.rubriques]
        if others and max(others) < 0:
            raise Unsure
        return bool(others)

    def words(self, norm: Norm) -> str:
        names = listed((named(norm, rubrique) for rubrique in self.rubriques), "et")
        return f"le bloc contient une autre rubrique que {names}"


NATURE = rubrique_id("05.001")
KIND = rubrique_id("05.002")


def merged(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """The rubriques of several conditions, each once."""
    return tuple(dict.fromkeys(rubrique for condition in conditions for rubrique in condition.rubriques))


def _plural(norm: Norm, rubriques: tuple[str, ...], one: str, several: str, last: str) -> str:
    names = listed((named(norm, rubrique) for rubrique in rubriques), last)
    return f"la rubrique {names} {one}" if len(rubriques) == 1 else f"les rubriques {names} {several}"


def _one_of(clauses: Iterable[str]) -> str:
    """« soit …, soit … »: what belongs together stays clear inside a longer sentence."""
    return ", ".join(f"soit {clause}" for clause in clauses)


def _is_there(read: Reader) -> Test:
    return lambda occurrence: read(occurrence) is not None


def _opposite(verdict: Verdict) -> Verdict:
    if isinstance(verdict, bool):
        return not verdict
    return lambda occurrence: not verdict(occurrence)


def _all(verdicts: list[Test] | list[Verdict]) -> Verdict:
    tests = [verdict for verdict in verdicts if not isinstance(verdict, bool)]
    if any(verdict is False for verdict in verdicts):
        return False
    if len(tests) <= 1:
        return tests[0] if tests else True
    return reduce(_and, tests)


def _and(first: Test, second: Test) -> Test:
    return lambda occurrence: first(occurrence) and second(occurrence)


def _or(first: Test, second: Test) -> Test:
    return lambda occurrence: first(occurrence) or second(occurrence)


def _any(tests: list[Test]) -> Verdict:
    if len(tests) <= 1:
        return tests[0] if tests else False
    return reduce(_or, tests)


present, absent, among, other_than, never, only = Present, Absent, Among, OtherThan, Never, Only
same_part, beside = SamePart, Beside
matches, organism, both, either, no, same, other = Matches, Organism, Both, Either, No, Same, Other
