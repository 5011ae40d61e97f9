"""The words of the catalogue on other blocs: those below, those around, what refers to what, sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from neodes.controls.coded.conditions import merged
from neodes.controls.coded.gathered import DeclarationOccurrence
from neodes.controls.coded.measures import COMPARISONS, hundredths
from neodes.controls.coded.names import bloc_id, rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Unsure
from neodes.controls.coded.terms import At, Condition, Reader, Verdict, full, named
from neodes.norm import Norm

Judge = Callable[[Occurrence], bool]
Search = Callable[[Iterable[Occurrence]], bool]
Holder = Callable[[Iterable[Occurrence], str], bool]


def bloc_named(norm: Norm, bloc: str) -> str:
    """« Contrat » (S21.G00.40)."""
    spec = norm.blocs.get(bloc)
    return f"« {spec.label} » ({bloc})" if spec else bloc


class _OnBlocs(Condition):
    """A condition on blocs of one type below this one, or below the bloc `within` that holds this one."""

    def __init__(self, bloc: str, where: Condition | None = None, *, within: str = "") -> None:
        self.bloc = bloc_id(bloc)
        self.where = where
        self.within = bloc_id(within) if within else ""
        self.rubriques = () if where is None else where.rubriques

    def judge(self, at: At) -> Judge:
        """The test of one of these blocs: compiled once for each of their shapes, kept with the shape."""
        where, mine = self.where, id(self)
        if where is None:
            return _any_bloc

        def test(occurrence: Occurrence) -> bool:
            memo = occurrence.shape.memo
            verdict = memo.get(mine)
            if verdict is None:
                verdict = memo[mine] = where.compile(at.inside(occurrence.shape), absent=False)
            return verdict if verdict is True or verdict is False else verdict(occurrence)

        return test

    def search(self, at: At) -> Search:
        """Whether there is such a bloc among those of its type."""
        judge = self.judge(at)

        def search(blocs: Iterable[Occurrence]) -> bool:
            for bloc in blocs:  # noqa: SIM110 - run for each bloc of each individu, a generator costs twice
                if judge(bloc):
                    return True
            return False

        return search

    def searcher(self, at: At) -> Judge:
        """Whether there is such a bloc, from here."""
        search, found = self.search(at), self.found
        return lambda occurrence: search(found(occurrence))

    def found(self, occurrence: Occurrence) -> tuple[Occurrence, ...]:
        """The blocs of that type, from here."""
        return (occurrence.up(self.within) if self.within else occurrence).below(self.bloc)

    def is_obligatory(self, at: At) -> bool:
        """Whether the nature demands the bloc wherever its parent is: its absence is then reported by itself."""
        spec = at.norm.blocs.get(self.bloc)
        bounds = spec.cardinality.get(at.nature) if spec else None
        return bounds is not None and bounds.lower > 0

    def hold_back_where_missing(self, norm: Norm) -> Judge:
        """Raises `Unsure` where a parent lacks a bloc that it must have; False elsewhere."""
        parent = norm.blocs[self.bloc].parent or ""

        def test(occurrence: Occurrence) -> bool:
            base = occurrence.up(self.within) if self.within else occurrence
            for holder in (base,) if base.shape.bloc == parent else base.below(parent):
                if not holder.below(self.bloc):
                    raise Unsure
            return False

        return test

    def blocs_in_words(self, norm: Norm) -> str:
        """Which blocs are meant."""
        where = f" où {self.where.words(norm)}" if self.where else ""
        within = f", dans le même bloc {bloc_named(norm, self.within)}" if self.within else ""
        return f"bloc {bloc_named(norm, self.bloc)}{where}{within}"


class Some(_OnBlocs):
    """There is at least one such bloc."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        search = self.searcher(at)
        if not self.is_obligatory(at):
            return search
        hold_back = self.hold_back_where_missing(at.norm)
        return lambda occurrence: search(occurrence) or hold_back(occurrence)

    def words(self, norm: Norm) -> str:
        return f"il y a au moins un {self.blocs_in_words(norm)}"

    def negation(self, norm: Norm) -> str:
        return f"il n'y a aucun {self.blocs_in_words(norm)}"


class Nothing(_OnBlocs):
    """There is no such bloc."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        search = self.searcher(at)
        return lambda occurrence: not search(occurrence)

    def words(self, norm: Norm) -> str:
        return f"il n'y a aucun {self.blocs_in_words(norm)}"

    def negation(self, norm: Norm) -> str:
        return f"il y a au moins un {self.blocs_in_words(norm)}"


class Count(_OnBlocs):
    """The number of such blocs compared with a figure."""

    def __init__(
        self, bloc: str, comparison: str, number: int, where: Condition | None = None, *, within: str = ""
    ) -> None:
        super().__init__(bloc, where, within=within)
        self.comparison = comparison
        self.number = number

    def compile(self, at: At, *, absent: bool) -> Verdict:
        judge, compare, number = self.judge(at), COMPARISONS[self.comparison][0], self.number
        return lambda occurrence: compare(sum(judge(found) for found in self.found(occurrence)), number)

    def words(self, norm: Norm) -> str:
        how = COMPARISONS[self.comparison][1]
        return f"le nombre de blocs est {how} à {self.number} : {self.blocs_in_words(norm)}"


class Refers(_OnBlocs):
    """The values here are those of such a bloc: `refers(("78.005",), "70", ("70.012",), within="30")`."""

    def __init__(
        self,
        mine: tuple[str, ...],
        bloc: str,
        theirs: tuple[str, ...],
        where: Condition | None = None,
        *,
        within: str = "",
    ) -> None:
        super().__init__(bloc, where, within=within)
        self.mine, self.theirs = full(mine), full(theirs)
        self.rubriques = tuple(dict.fromkeys((*self.mine, *self.rubriques)))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.mine]
        if len(readers) == 1 and readers[0] is None:
            return absent
        judge, found, theirs = self.judge(at), self.found, self.theirs
        if len(readers) == 1 and readers[0] is not None:
            return self._of_one(readers[0], self.holder(at), absent=absent)

        def test(occurrence: Occurrence) -> bool:
            wanted = [reader(occurrence) if reader else None for reader in readers]
            if not any(wanted):
                return absent
            pairs = tuple(zip(theirs, wanted, strict=True))
            for bloc in found(occurrence):
                if judge(bloc):
                    for name, value in pairs:
                        if bloc.get(name) != value:
                            break
                    else:
                        return True
            return False

        return test

    def _of_one(self, read: Reader, is_held: Holder, *, absent: bool) -> Judge:
        found = self.found

        def test(occurrence: Occurrence) -> bool:
            wanted = read(occurrence)
            return absent if wanted is None else is_held(found(occurrence), wanted)

        return test

    def holder(self, at: At) -> Holder:
        """Whether one of the blocs holds a value, where there is one rubrique to look at."""
        judge, (theirs,), all_of_them = self.judge(at), self.theirs, self.where is None

        def is_held(blocs: Iterable[Occurrence], wanted: str) -> bool:
            for bloc in blocs:  # noqa: SIM110 - see `search`
                if bloc.get(theirs) == wanted and (all_of_them or judge(bloc)):
                    return True
            return False

        return is_held

    def words(self, norm: Norm) -> str:
        mine = ", ".join(named(norm, rubrique) for rubrique in self.mine)
        theirs = ", ".join(named(norm, rubrique) for rubrique in self.theirs)
        verb = "se retrouve" if len(self.mine) == 1 else "se retrouvent"
        return f"{mine} {verb} dans {theirs} d'un {self.blocs_in_words(norm)}"


class Unique(Condition):
    """No bloc of the same type before this one, in the bloc `within`, holds the same values (`where`: of those)."""

    def __init__(self, *rubriques: str, within: str, where: Condition | None = None) -> None:
        self.rubriques = full(rubriques)
        self.bloc = self.rubriques[0][:10]
        self.within = bloc_id(within)
        self.others = _OnBlocsOf(self.bloc, where)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        readers = [at.reader(rubrique) for rubrique in self.rubriques]
        if all(reader is None for reader in readers):
            return True
        judge = self.others.judge(at)

        def test(occurrence: Occurrence) -> bool:
            holder = occurrence.up(self.within)
            if isinstance(holder, DeclarationOccurrence):
                first = self._firsts(holder, judge).get(
                    tuple(reader(occurrence) if reader else None for reader in readers)
                )
                return first is None or first is occurrence or not judge(occurrence)
            blocs = holder.below(self.bloc)
            if blocs[0] is occurrence:
                return True
            mine = [reader(occurrence) if reader else None for reader in readers]
            for found in blocs:
                if found is occurrence:
                    return True
                if [found.get(rubrique) for rubrique in self.rubriques] == mine and judge(found):
                    return not judge(occurrence)
            return True

        return test

    def _firsts(self, declaration: DeclarationOccurrence, judge: Judge) -> dict[tuple[str | None, ...], Occurrence]:
        """The first bloc of each set of values, those at fault left out: a declaration may hold thousands of blocs."""
        firsts = declaration.firsts.get(id(self))
        if firsts is None:
            firsts = declaration.firsts[id(self)] = {}
            for found in declaration.below(self.bloc):
                with suppress(Unsure):
                    values = tuple(found.get(rubrique) for rubrique in self.rubriques)
                    if judge(found):
                        firsts.setdefault(values, found)
        return firsts

    def words(self, norm: Norm) -> str:
        names = ", ".join(named(norm, rubrique) for rubrique in self.rubriques)
        where = f" où {self.others.where.words(norm)}" if self.others.where else ""
        return (
            f"deux blocs {bloc_named(norm, self.bloc)}{where} d'un même bloc {bloc_named(norm, self.within)} "
            f"n'ont pas les mêmes valeurs de {names}"
        )


class _OnBlocsOf(_OnBlocs):
    """Blocs given by their full id."""

    def __init__(self, bloc: str, where: Condition | None) -> None:
        super().__init__("40", where)
        self.bloc = bloc

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return self.judge(at)

    def words(self, norm: Norm) -> str:
        return self.blocs_in_words(norm)


class Sum(Condition):
    """An amount equals the sum of another rubrique over the blocs below; `floor`: a negative sum counts as zero."""

    def __init__(self, rubrique: str, of: str, *, floor: bool = False) -> None:
        self.total, self.of = rubrique_id(rubrique), rubrique_id(of)
        self.floor = floor
        self.rubriques = (self.total,)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read = at.reader(self.total)
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = hundredths(read(occurrence))
            amounts = [hundredths(found.get(self.of)) or 0 for found in occurrence.below(self.of[:10])]
            total = max(0, sum(amounts)) if self.floor else sum(amounts)
            return absent if value is None else value == total

        return test

    def words(self, norm: Norm) -> str:
        floor = ", ou à zéro si cette somme est négative" if self.floor else ""
        return f"{named(norm, self.total)} est égal à la somme des {named(norm, self.of)}{floor}"


class Elsewhere(Condition):
    """The condition holds at the bloc `bloc` that holds this one."""

    def __init__(self, bloc: str, condition: Condition) -> None:
        self.above = bloc_id(bloc)
        self.where = _OnBlocsOf(self.above, condition)
        self.condition = condition
        self.rubriques = merged((condition,))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        judge = self.where.judge(at)
        return lambda occurrence: judge(occurrence.up(self.above))

    def words(self, norm: Norm) -> str:
        return f"dans le bloc {bloc_named(norm, self.above)}, {self.condition.words(norm)}"


class Check(Condition):
    """A test of its own, for what no other word says; `words` in French."""

    def __init__(self, test: Callable[[Occurrence], bool], words: str, *rubriques: str) -> None:
        self.test = test
        self.text = words
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return self.test

    def words(self, norm: Norm) -> str:
        return self.text


def _any_bloc(_occurrence: Occurrence) -> bool:
    return True


some, nothing, count, refers, unique = Some, Nothing, Count, Refers, Unique
total, at_bloc, check = Sum, Elsewhere, Check
