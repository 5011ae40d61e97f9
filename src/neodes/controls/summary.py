"""What a file says of itself: the few values that its summary needs, noted while it is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from neodes.controls.results import Adresse, DeclarationSummary, EnvoiSummary
from neodes.parser import VALUE_START, parse_line
from neodes.tree.plan import BASE, FAULTY, Plan
from neodes.values.dates import main_month, parse_date

NORM = "S10.G00.00.006"
DECLARATION = "S20.G00.05"
SIREN, NIC = "S21.G00.06.001", "S21.G00.11.001"
ORGANISME, DESTINATAIRE = "S21.G00.15.002", "S21.G00.20.001"
IDCC_CONTRAT = "S21.G00.40.017"
NAMES = (
    *(f"S10.G00.00.00{rank}" for rank in (1, 2, 5, 6, 7, 8)),
    *(f"S10.G00.01.00{rank}" for rank in (1, 2)),
    SIREN,
    "S21.G00.06.003",
    "S21.G00.06.015",
    *(f"S21.G00.11.00{rank}" for rank in range(1, 8)),
    "S21.G00.11.022",
    ORGANISME,
    DESTINATAIRE,
    IDCC_CONTRAT,
    "S90.G00.90.001",
    "S90.G00.90.002",
)
MODES = {"01": "test", "02": "reel"}


class DeclarationFacts:
    """Values of one declaration: the first of each rubrique, and those that come several times."""

    __slots__ = ("destinataires", "first_line", "idcc", "organismes", "siren", "sirets", "values")

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.values: dict[str, str] = {}
        self.siren = ""
        self.sirets: list[tuple[str, str]] = []
        self.organismes: dict[str, None] = {}
        self.destinataires: dict[str, None] = {}
        self.idcc: Counter[str] = Counter()

    def absorb(self, later: DeclarationFacts) -> None:
        """Add what a later part of the file says of the same declaration."""
        self.values = {**later.values, **self.values}
        self.sirets += [pair for pair in later.sirets if pair not in self.sirets]
        self.organismes |= later.organismes
        self.destinataires |= later.destinataires
        self.idcc += later.idcc


class Wanted:
    """Where the wanted values are, in the characters of one version."""

    def __init__(self, plan: Plan) -> None:
        characters = plan.characters((*NAMES, *plan.blocs[plan.declaration].rubriques))
        individu = chr(ord(plan.character[plan.blocs[plan.individu].rubriques[0]]) - 1)
        total = plan.character[plan.blocs[plan.total].rubriques[0]]
        self.rubriques = {character: plan.rubrique(character) for character in characters}
        self.contrat = plan.character[IDCC_CONTRAT]
        self.all = re.compile(f"[{characters}]")
        self.outside = re.compile(f"[{chr(BASE)}-{individu}{total}-{chr(BASE + FAULTY - 1)}]")


@lru_cache(maxsize=4)
def wanted_of(plan: Plan) -> Wanted:
    """Made once for a version."""
    return Wanted(plan)


class Facts:
    """Notes values as lines go by."""

    def __init__(self, plan: Plan) -> None:
        self.envoi: dict[str, str] = {}
        self.declarations: list[DeclarationFacts] = []
        self.totals: list[tuple[int, str, str]] = []
        self.envoi_starts: list[int] = []
        self.norm_line = 0
        self._first_lines: list[int] = []
        self._nature_values: dict[int, str] = {}
        self._last_start_line = -1
        self._wanted = wanted_of(plan)

    def note(self, lines: list[str], characters: str, first: int) -> bool:
        """Note the values of a piece whose first line has that number; whether it holds more than individus."""
        other = self._wanted.outside.search(characters) is not None
        if other:
            for match in self._wanted.all.finditer(characters):
                place = match.start()
                self._note(self._wanted.rubriques[match[0]], _value(lines[place]), first + place)
        else:
            self._note_contrats(lines, characters)
        return other

    def _note_contrats(self, lines: list[str], characters: str) -> None:
        if not self.declarations:
            return
        counts, find, place = self.declarations[-1].idcc, characters.find, -1
        while (place := find(self._wanted.contrat, place + 1)) >= 0:
            counts[_value(lines[place])] += 1

    def _note(self, rubrique: str, value: str, line: int) -> None:
        if rubrique == IDCC_CONTRAT:
            if self.declarations:
                self.declarations[-1].idcc[value] += 1
        elif rubrique.startswith("S2"):
            self._note_declaration(rubrique, value, line)
        elif rubrique.startswith("S90"):
            self.totals.append((line, rubrique, value))
        else:
            if rubrique == NORM and rubrique not in self.envoi:
                self.norm_line = line
            self.envoi.setdefault(rubrique, value)
            if rubrique.startswith("S10.G00.00") and self.totals and self.totals[-1][0] > self._last_envoi():
                self.envoi_starts.append(line)

    def _last_envoi(self) -> int:
        return self.envoi_starts[-1] if self.envoi_starts else 0

    def _note_declaration(self, rubrique: str, value: str, line: int) -> None:
        if rubrique.startswith(DECLARATION):
            self._note_start(rubrique, value, line)
        if not self.declarations:
            return
        facts = self.declarations[-1]
        facts.values.setdefault(rubrique, value)
        if rubrique == SIREN:
            facts.siren = value
        elif rubrique == NIC:
            facts.sirets.append((facts.siren, value))
        elif rubrique == ORGANISME:
            facts.organismes.setdefault(value)
        elif rubrique == DESTINATAIRE:
            facts.destinataires.setdefault(value)

    def _note_start(self, rubrique: str, value: str, line: int) -> None:
        """A declaration starts at S20.G00.05.001 or, when that is missing, at a rubrique that it already has.

        A line of S20.G00.05 that stands elsewhere by mistake must not start another declaration.
        """
        apart = line != self._last_start_line + 1
        again = not self.declarations or (apart and rubrique in self.declarations[-1].values)
        if again or rubrique.endswith(".001"):
            self.declarations.append(DeclarationFacts(line))
            self._first_lines.append(line)
        self._last_start_line = line
        if rubrique.endswith((".001", ".002")):
            self._nature_values[line] = value

    def value_at(self, line: int) -> str:
        """Nature or type of declaration written at that line."""
        return self._nature_values.get(line, "")

    def declaration_at(self, line: int) -> int | None:
        """Index of the declaration that a line belongs to, None before the first and behind the total."""
        if self.totals and line >= self.totals[-1][0]:
            return None
        rank = bisect_right(self._first_lines, line) - 1
        return rank if rank >= 0 else None

    def starts_at(self, line: int) -> bool:
        """Whether a declaration starts at that line."""
        rank = bisect_right(self._first_lines, line) - 1
        return rank >= 0 and self._first_lines[rank] == line

    def declarations_between(self, first: int, last: int) -> int:
        """Number of declarations that start between two lines, both included."""
        return bisect_right(self._first_lines, last) - bisect_right(self._first_lines, first - 1)

    def forget_contrats(self) -> None:
        """The contracts seen so far are those of individus that another part of the file counts."""
        for facts in self.declarations:
            facts.idcc.clear()

    def absorb(self, later: Facts, offset: int, *, goes_on: bool) -> None:
        """Add the facts of the next part of the file, whose lines are numbered from `offset` + 1.

        `goes_on`: its first declaration is the last one of this part.
        """
        added = later.declarations
        if goes_on and added and self.declarations:
            self.declarations[-1].absorb(added[0])
            added = added[1:]
        for facts in added:
            facts.first_line += offset
        self.declarations += added
        self._first_lines += [facts.first_line for facts in added]
        self.totals += [(line + offset, rubrique, value) for line, rubrique, value in later.totals]
        self.envoi_starts += [line + offset for line in later.envoi_starts]

    def envoi_summary(self) -> EnvoiSummary:
        """What S10 says."""
        value = self.envoi.get
        return EnvoiSummary(
            norm=value("S10.G00.00.006", ""),
            mode=MODES.get(value("S10.G00.00.005", ""), ""),
            logiciel=value("S10.G00.00.001", ""),
            editeur=value("S10.G00.00.002", ""),
            emetteur_siren=value("S10.G00.01.001", ""),
            emetteur_nic=value("S10.G00.01.002", ""),
            type_envoi=value("S10.G00.00.008", ""),
            point_depot=value("S10.G00.00.007", ""),
        )

    def summaries(self, individus: list[int], lines: int) -> tuple[DeclarationSummary, ...]:
        """One summary a declaration; `individus` by declaration, `lines` in the whole file."""
        starts = [line for line, _, _ in self.totals]
        ends = [*self._first_lines[1:], lines + 1]
        found = []
        for rank, facts in enumerate(self.declarations):
            total = bisect_right(starts, facts.first_line)
            end = min(ends[rank], starts[total]) if total < len(starts) else ends[rank]
            people = individus[rank] if rank < len(individus) else 0
            found.append(_summary(rank, facts, people, end - 1))
        return tuple(found)


def _value(line: str) -> str:
    if line[VALUE_START - 2 : VALUE_START] == ",'" and line[-1] == "'":
        return line[VALUE_START:-1]
    return parse_line(line).value


def _summary(index: int, facts: DeclarationFacts, individus: int, last_line: int) -> DeclarationSummary:
    value = facts.values.get
    siren, nic = value(SIREN, ""), value(NIC, "")
    siret = siren + nic
    others = dict.fromkeys(first + second for first, second in facts.sirets)
    others.pop(siret, None)
    return DeclarationSummary(
        index=index,
        nature=value(f"{DECLARATION}.001", ""),
        type=value(f"{DECLARATION}.002", ""),
        fraction=value(f"{DECLARATION}.003", ""),
        ordre=value(f"{DECLARATION}.004", ""),
        period=main_month(value(f"{DECLARATION}.005", "")) or "",
        date_fichier=parse_date(value(f"{DECLARATION}.007", "")),
        remplace=value(f"{DECLARATION}.006", ""),
        siren=siren,
        nic=nic,
        siret=siret,
        apen=value("S21.G00.06.003", ""),
        apet=value("S21.G00.11.002", ""),
        idcc=value("S21.G00.11.022", "") or value("S21.G00.06.015", ""),
        adresse=_adresse(facts),
        individus=individus,
        organismes=tuple(facts.organismes),
        destinataires=tuple(facts.destinataires),
        idcc_contrats=tuple(sorted(facts.idcc.items(), key=lambda item: (-item[1], item[0]))),
        autres_sirets=tuple(others),
        first_line=facts.first_line,
        last_line=last_line,
        champ=value(f"{DECLARATION}.008", ""),
    )


def _adresse(facts: DeclarationFacts) -> Adresse:
    """S21.G00.11.003 to .007: voie, code postal, localité, complément de construction, complément de voie."""
    value = facts.values.get
    complements = (value("S21.G00.11.006", ""), value("S21.G00.11.007", ""))
    return Adresse(
        voie=value("S21.G00.11.003", ""),
        code_postal=value("S21.G00.11.004", ""),
        localite=value("S21.G00.11.005", ""),
        complement=" ".join(part for part in complements if part),
    )
