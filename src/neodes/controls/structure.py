"""Order, parents, cardinalities and usages, from the characters of a file (one a line, see `neodes.tree.plan`).

Two ways through the same rules. The general one opens blocs one by one. The fast one holds for the individus of a
monthly declaration: an individu is a string of run keys, and the string of one that was found right is remembered;
all those of a piece that are remembered are counted at once. Both give the same findings: an individu enters the
memory only after the general way had nothing to say of it.

An individu is judged when the start of the next one is seen, so that nothing depends on how the file is cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from neodes.controls.blocs import BlocJudge, Declarations, RulesOf
from neodes.controls.groups import Groups
from neodes.tree.plan import Plan
from neodes.tree.runs import MENDED, Run, Stretch, joined_numbers, mend

MOST_CLEAN = 50_000
"""Distinct individus remembered as right."""

MOST_HELD = 100_000
"""Lines held back while an individu does not end; beyond, it is judged as it comes."""

MOST_RUN = 10_000
"""Lines of one bloc in a row beyond which they are judged as they come."""

HELD_RUNS = MENDED + 1
"""Runs held back at the end of a piece where there are no individus: the last may go on, the others may be mended."""


class Structure:
    """Judges the structure of one file; `feed` it characters and line numbers, then `finish`."""

    def __init__(self, plan: Plan, rules: RulesOf, groups: Groups, known: Declarations) -> None:
        self.plan = plan
        self.known = known
        self.judge = BlocJudge(plan, rules, groups, known)
        self._text = ""
        self._numbers: Sequence[int] = range(0)

    @property
    def individus(self) -> list[int]:
        """Individus of each declaration."""
        return self.judge.individus

    def feed(self, text: str, numbers: Sequence[int], *, outside: bool = True) -> None:
        """Take the next lines; the end, which may go on in the next piece, is held back.

        `outside` False is a promise: these lines are of individus only, no declaration starts among them.
        """
        text, numbers = self._text + text, joined_numbers(self._numbers, numbers)
        if outside:
            self._feed(text, numbers, final=False)
        elif not (self.judge.rules.many_individus and self._people_of(text, numbers)):
            self._section(text, numbers, final=False)

    def finish(self, *, cut: bool) -> None:
        """End of the file; nothing is said of what is missing behind the place where a file was cut."""
        if cut and self._numbers:
            self.judge.cut_at = self._numbers[-1]
        self._feed(self._text, self._numbers, final=True)
        self.judge.finish(cut=cut)

    def end_of_part(self) -> tuple[object, ...]:
        """The next line, read elsewhere, starts an individu: judge what was held back, and say where we stand."""
        self._feed(self._text, self._numbers, final=True)
        self.judge.close_individu()
        return self.judge.boundary()

    def starts_individu(self, text: str) -> bool:
        """Whether these lines start with an individu of which there is nothing to say."""
        run = self.plan.runs.match(text)
        rules = self.judge.rules
        return run is not None and rules.many_individus and rules[run[0]] == rules.individu_key

    def _feed(self, text: str, numbers: Sequence[int], *, final: bool) -> None:
        places = [place for match in self.plan.declaration_runs.finditer(text) for place in range(*match.span())]
        cuts = [place for place in places if place and self.known.starts_at(numbers[place])] + [len(text)]
        position = 0
        for cut in cuts[:-1]:
            self._section(text[position:cut], numbers[position:cut], final=True)
            position = cut
        self._section(text[position:], numbers[position:], final=final)

    def _section(self, text: str, numbers: Sequence[int], *, final: bool) -> None:
        """Lines of one declaration (or of S10): a start of declaration stands at the head or nowhere."""
        runs: list[str] = self.plan.runs.findall(text)
        if runs and self._bloc(runs[0][0]) == self.plan.declaration and self.known.starts_at(numbers[0]):
            if len(runs) <= MENDED and not final:
                self._text, self._numbers = text, numbers
                return
            text, numbers, runs = self._declaration_of(text, numbers, runs)
        stretch = Stretch(runs, numbers)
        held = len(runs) if final else self._held_from(stretch)
        if self.judge.rules.many_individus:
            held = self._with_individus(stretch, held, final=final)
        else:
            held = self._general(stretch, 0, held, len(runs) if final else max(0, len(runs) - 1))
        start = stretch.offsets[held]
        self._text, self._numbers = text[start:], numbers[start:]

    def _held_from(self, stretch: Stretch) -> int:
        """First run held back where no individu starts; of an endless run, the last occurrence only."""
        runs = stretch.runs
        if runs and len(runs[-1]) > MOST_RUN:
            stretch.split_last(self.judge.info_of(runs[-1])[1].starts[-1])
            return len(runs) - 1
        return max(0, len(runs) - HELD_RUNS)

    def _declaration_of(
        self, text: str, numbers: Sequence[int], runs: list[str]
    ) -> tuple[str, Sequence[int], list[str]]:
        """Judge S20.G00.05 and give the rest; a rubrique of it that slipped behind the next bloc is put back."""
        end = len(runs[0])
        start, rest = text[:end], text[end:]
        lines, others = numbers[:end], numbers[end:]
        if len(runs) > 2 and self._bloc(runs[2][0]) == self.plan.declaration and start[-1] < runs[2][0]:
            first, last = len(runs[1]), len(runs[1]) + len(runs[2])
            astray = others[first:last]
            self.judge.declaration(start + runs[2], [*lines, *astray])
            self.judge.report.misplaced(runs[2][0], astray[0], self._bloc(runs[1][0]))
            rest, others = rest[:first] + rest[last:], [*others[:first], *others[last:]]
            return rest, others, self.plan.runs.findall(rest)
        self.judge.declaration(start, lines)
        return rest, others, runs[1:]

    def _with_individus(self, stretch: Stretch, held: int, *, final: bool) -> int:
        """Judge what is known to be whole; gives the first run held back, `held` where no individu starts."""
        keys = "".join(map(self.judge.rules.__getitem__, stretch.runs))
        people = keys.split(self.judge.rules.individu_key)
        complete = len(keys) if final else max(0, len(keys) - 1)
        if len(people) == 1:
            return self._general(stretch, 0, held, complete)
        first, last = len(people[0]), len(keys) - 1 - len(people[-1])
        self._general(stretch, 0, first, first)
        self._people(stretch, people[1:-1], first)
        long = len(stretch.runs) - held < HELD_RUNS or stretch.offsets[-1] - stretch.offsets[last] > MOST_HELD
        if not final and not long:
            return last
        if final:
            last = self._last_person(stretch, people[-1], last)
        return self._general(stretch, last, max(last, held), complete)

    def _last_person(self, stretch: Stretch, keys: str, first: int) -> int:
        """The last individu when the file or the declaration ends behind it; gives the first run not yet judged."""
        person = keys.rstrip(self.judge.rules.total_keys)
        return first + 1 + len(person) if self._is_right(stretch, person, first) else first

    def _people_of(self, text: str, numbers: Sequence[int]) -> bool:
        """Judge a piece of individus, the last held back; False when it must be taken run by run.

        An individu is taken whole, as the text from one S21.G00.30.001 to the next; most are known. One that does not
        start so (without NIR, or with lines out of place) goes together with the one before.
        """
        texts, known = text.split(self.plan.first_of_individu), self.judge.rules.known_people
        if texts[0] or not known.pay or len(texts[-1]) > MOST_HELD or not self.judge.among_individus():
            return False
        groups = self._grouped(texts[1:])
        if groups is None:
            return False
        start = self._groups_of_people(groups[:-1], text, numbers)
        self._text, self._numbers = text[start:], numbers[start:]
        return True

    def _grouped(self, people: list[str]) -> list[list[str]] | None:
        """Individus each in a group of its own, but for those whose start is not sure; None when the first is not."""
        known, own = self.judge.rules.known_people, self.plan.of_individu
        groups: list[list[str]] = []
        apart = True
        for person in people:
            right = person in known
            if apart and (right or self.starts_individu(self.plan.first_of_individu + person)):
                groups.append([person])
            elif groups:
                groups[-1].append(person)
            else:
                return None
            apart = right or (person != "" and person[-1] not in own)
        return groups

    def _groups_of_people(self, groups: list[list[str]], text: str, numbers: Sequence[int]) -> int:
        known, start, right = self.judge.rules.known_people, 0, 0
        for group in groups:
            end = start + len(group) + sum(map(len, group))
            if group[0] in known and len(group) == 1 and (right or self.judge.among_individus()):
                right += 1
            else:
                self._count(right)
                right = 0
                self._whole_people(text[start:end], numbers[start:end])
            start = end
        self._count(right)
        known.hits += len(groups)
        return start

    def _count(self, right: int) -> None:
        if right:
            self.judge.count_individus(right)

    def _whole_people(self, text: str, numbers: Sequence[int]) -> None:
        """Individus known to be whole, that start with one of which there is nothing to say."""
        rules = self.judge.rules
        stretch = Stretch(self.plan.runs.findall(text), numbers)
        people = "".join(map(rules.__getitem__, stretch.runs)).split(rules.individu_key)[1:]
        self._people(stretch, people, 0)
        if len(people) == 1 and people[0] in rules.clean and text[-1] not in self.plan.of_individu:
            rules.known_people.learn(text[1:])
        rules.known_people.misses += 1

    def _people(self, stretch: Stretch, people: list[str], first: int) -> None:
        """Individus that are known to be whole; those already known to be right are counted at once."""
        if self.judge.among_individus() and self.judge.rules.clean.issuperset(people):
            self.judge.count_individus(len(people))
            return
        for person in people:
            end = first + 1 + len(person)
            if not self._is_right(stretch, person, first):
                self._person(stretch, person, first, end)
            first = end

    def _is_right(self, stretch: Stretch, person: str, first: int) -> bool:
        """Whether an individu is known to be right where it stands; it is then counted, and done with."""
        judge = self.judge
        if person not in judge.rules.clean:
            return False
        if judge.among_individus():
            judge.count_individus(1)
            return True
        if judge.may_start_individus():
            judge.first_individu(stretch.numbers[stretch.offsets[first]])
            return True
        return False

    def _person(self, stretch: Stretch, person: str, first: int, end: int) -> None:
        judge, clean = self.judge, self.judge.rules.clean
        ready, before = judge.may_start_individus(), judge.report.total
        self._general(stretch, first, end, end)
        if ready and judge.among_individus():
            judge.close_individu()
            if judge.report.total == before:
                if len(clean) > MOST_CLEAN:
                    clean.clear()
                clean.add(person)

    def _general(self, stretch: Stretch, first: int, end: int, limit: int) -> int:
        """Open the blocs of these runs one by one; gives the end, later than asked when later lines were mended.

        Runs up to `limit` are known to be whole and may be looked at.
        """
        info_of, numbers, offsets = self.judge.info_of, stretch.numbers, stretch.offsets
        if not any(info_of(run)[1].faults for run in stretch.runs[first:limit]):
            for rank in range(first, end):
                self.judge.run(stretch.runs[rank], numbers[offsets[rank] : offsets[rank + 1]])
            return end
        runs = [Run(stretch.runs[rank], stretch.numbers_of(rank), rank, rank + 1) for rank in range(first, limit)]
        place = 0
        while place < len(runs) and runs[place].first < end:
            end = max(end, self._mend(runs, place))
            run = runs[place]
            self.judge.run(run.text, run.numbers)
            place += 1
        return end

    def _mend(self, runs: list[Run], place: int) -> int:
        """Put the lines in the order they were meant to be in, and say which one was not there."""
        mended = mend(runs, place, self._bloc, self._faults)
        if mended is None:
            return 0
        if mended.misplaced is not None:
            self.judge.report.misplaced(*mended.misplaced, self._bloc(runs[place + 1].text[0]))
        return mended.end

    def _bloc(self, character: str) -> int:
        return self.plan.bloc(character)

    def _faults(self, run: str) -> int:
        return self.judge.info_of(run)[1].faults
