"""A second reader, slow and obvious: one loop over the lines, dictionaries, no memory of anything.

It finds what the engine finds in a monthly declaration in ISO-8859-1, by other means; the tests compare them.
"""

import re
from collections import defaultdict
from datetime import date

from neodes.norm import Coverage, Usage, load_norm, table_for

LINE = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d\d\d),'(.*)'", re.ASCII | re.DOTALL)
START = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d\d\d)(?!\.)", re.ASCII)
BLANKS = " \t\xa0"


class Reader:
    def __init__(self, lines, version="P26V01", nature="01"):
        self.norm = load_norm(version)
        self.nature = nature
        self.blocs = list(self.norm.blocs)
        self.found = []
        self.lines = lines

    def say(self, control, line, reason):
        self.found.append((control, line, reason))

    def read(self):
        records, unreadable, blank, unknown = [], 0, 0, (None, None)
        for number, line in enumerate(self.lines, 1):
            rubrique, value, fault = form(line)
            if fault:
                control = "FICHIER/ENCODAGE" if fault == "windows-1252" else "LIGNE"
                self.say(control, number, "guillemet_fermant" if fault == "blanc_final" else fault)
            if rubrique is None:
                unreadable += fault != "ligne_vide"
                blank += fault == "ligne_vide"
            elif rubrique in self.norm.rubriques:
                records.append((number, rubrique, value))
                if fault in (None, "blanc_final"):
                    self.value(number, self.norm.rubriques[rubrique], value)
            elif rubrique[:10] in self.norm.blocs:
                self.say(f"{rubrique}/INCONNU", number, "rubrique")
            else:
                if unknown != (rubrique[:10], number - 1):
                    self.say(f"{rubrique[:10]}/INCONNU", number, "bloc")
                unknown = (rubrique[:10], number)
        self.structure(records)
        self.totals(records, len(self.lines) - unreadable - blank, unreadable)
        return self.found

    def value(self, number, spec, value):
        reason = self.fault_of_value(spec, value)
        if reason:
            self.say(f"{spec.id}/CSL-00", number, reason)
            return
        table = table_for(spec)
        if table is not None and table.coverage is not Coverage.MISSING and value not in table.codes:
            self.say(f"{spec.id}/TABLE", number, "code_absent")

    def fault_of_value(self, spec, value):
        listed = spec.codes is not None
        tests = (
            (None, spec.id == "S10.G00.00.006" or (listed and value in spec.codes)),
            ("code", listed),
            ("longueur", not spec.min_len <= len(value) <= spec.max_len),
            ("type_numerique", spec.kind == "N" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value)),
            ("date", spec.kind == "D" and not calendar(value)),
            ("date", spec.datatype == "N4DS_DDN" and not calendar(value, birth=True)),
            ("motif", spec.pattern and not re.fullmatch(spec.pattern, value, re.ASCII)),
        )
        return next((reason for reason, applies in tests if applies), None)

    def structure(self, records):
        path, aside = [None] * 9, {}
        path[0] = node("S10.G00.00", 0)
        seen_envoi = False
        for bloc, numbers in self.occurrences(records):
            depth = self.depth(bloc)
            if depth == 0:
                if seen_envoi or numbers[0] != 1:
                    raise NotImplementedError
                seen_envoi, path[0]["line"] = True, numbers[0]
                continue
            parent, misplaced = path[depth - 1], False
            if parent is None or parent["bloc"] != self.parent(bloc):
                parent, misplaced = self.recall(bloc, depth, path, aside)
            if parent is not None:
                misplaced = misplaced or self.blocs.index(bloc) < parent["last"]
                parent["last"] = self.blocs.index(bloc)
                parent["children"].append(bloc)
            current = path[depth]
            for deeper in range(depth + 1, 9):
                self.close(aside.pop(deeper, []))
            if current is not None and current["bloc"] != bloc:
                held, closed = aside.get(depth, []), [each for each in path[depth:] if each]
                if sum(each is not None for each in held) > len(closed):
                    self.close(closed)
                else:
                    self.close(held)
                    aside[depth] = path[depth:]
            else:
                self.close(path[depth:])
            path[depth:] = [None] * (9 - depth)
            new = path[depth] = node(bloc, numbers[0])
            new["misplaced"] = misplaced or parent is None
            self.judge_bloc(new, parent, misplaced)
        for chain in aside.values():
            self.close(chain)
        self.close(path)

    def recall(self, bloc, depth, path, aside):
        for level in range(depth - 1, 0, -1):
            chain = aside.get(level, [])
            parent = chain[depth - 1 - level] if depth - 1 - level < len(chain) else None
            if parent is None or parent["bloc"] != self.parent(bloc) or path[level] is None:
                continue
            before = self.blocs.index(bloc) < self.blocs.index(path[level]["bloc"])
            reported = any(each["misplaced"] for each in path[level:] if each)
            if reported or before:
                for deeper in range(level + 1, 9):
                    self.close(aside.pop(deeper, []))
                aside[level], path[level:] = path[level:], (chain + [None] * 9)[: 9 - level]
                return parent, not reported
        return None, False

    def judge_bloc(self, new, parent, misplaced):
        bloc, line = new["bloc"], new["line"]
        bounds = self.norm.blocs[bloc].cardinality.get(self.nature)
        if parent is not None and parent["muted"]:
            new["muted"] = True
            return
        if bounds is None:
            new["muted"] = True
            self.say(f"{bloc}/CARD", line, "interdit")
            return
        if parent is None:
            self.say(f"{bloc}/PARENT", line, "orphelin")
            return
        if misplaced:
            self.say(f"{bloc}/ORDRE", line, "avant")
        if bounds.upper is not None and parent["children"].count(bloc) > bounds.upper:
            self.say(f"{bloc}/CARD", line, "trop")

    def close(self, chain):
        for each in chain:
            if each is None or each["muted"]:
                continue
            for bloc, spec in self.norm.blocs.items():
                bounds = spec.cardinality.get(self.nature)
                here = spec.parent == each["bloc"] and bounds and bloc != "S90.G00.90"
                if here and each["children"].count(bloc) < bounds.lower:
                    self.say(f"{bloc}/CARD", each["line"], "manquant")

    def occurrences(self, records):
        """(bloc, numbers of its lines) in order; what is wrong inside each is said on the way."""
        stretches = []
        for number, rubrique, _ in records:
            if stretches and stretches[-1][0] == rubrique[:10]:
                stretches[-1][1].append((number, rubrique))
            else:
                stretches.append((rubrique[:10], [(number, rubrique)]))
        self.mend(stretches)
        result = []
        for bloc, stretch in stretches:
            for group in self.best_cut(bloc, stretch):
                flat = [pair for part in group for pair in part]
                self.rubriques(bloc, group, flat)
                result.append((bloc, [number for number, _ in flat]))
        return result

    def mend(self, stretches):
        """Four stretches X Y x y that are two, X+x and Y+y, but for a line that is not in its place."""
        place = 0
        while place < len(stretches):
            window = stretches[place : place + 4]
            for rank in range(len(window) - 1, 0, -1):
                if self.is_person(window[rank]):
                    window = window[:rank]
            if len(window) >= 3 and window[0][0] == window[2][0] and window[0][1][-1][1] < window[2][1][0][1]:
                (bloc, start), between, (_, rest) = window[:3]
                if self.weight(bloc, start + rest) < self.weight(bloc, start) + self.weight(bloc, rest):
                    number, rubrique = rest[0]
                    if len(window) == 4 and window[3][0] == between[0]:
                        stretches[place : place + 4] = [(bloc, start + rest), (between[0], between[1] + window[3][1])]
                        self.say(f"{rubrique}/ORDRE", number, "avant")
                    else:
                        stretches[place : place + 3] = [(bloc, start + rest), between]
                        if not self.weight(*between):
                            self.say(f"{rubrique}/ORDRE", number, "avant")
            place += 1

    def is_person(self, stretch):
        """A stretch S21.G00.30 that is one individu with nothing to say of it."""
        bloc, pairs = stretch
        return bloc == "S21.G00.30" and len(self.best_cut(bloc, pairs)) == 1 and self.weight(bloc, pairs) == 0

    def weight(self, bloc, pairs):
        """Number of findings inside a stretch."""
        quiet = Reader([], self.norm.version, self.nature)
        for group in self.best_cut(bloc, pairs):
            quiet.rubriques(bloc, group, [pair for part in group for pair in part])
        return len(quiet.found)

    def best_cut(self, bloc, stretch):
        parts = [[stretch[0]]]
        for pair in stretch[1:]:
            if pair[1] > parts[-1][-1][1]:
                parts[-1].append(pair)
            else:
                parts.append([pair])
        if bloc == "S20.G00.05":
            return [parts]
        single = self.norm.blocs[bloc].cardinality.get(self.nature)
        single = single is not None and single.upper == 1
        best = {0: (0, 0, 0, [])}
        for end in range(1, len(parts) + 1):
            choices = []
            for start in range(max(0, end - 4), end):
                cost, groups, _, cut = best[start]
                cost += self.cost(bloc, parts[start:end]) + (1 if single and start else 0)
                choices.append((cost, groups - 1, start, [*cut, parts[start:end]]))
            best[end] = min(choices, key=lambda choice: choice[:3])
        return best[len(parts)][3]

    def cost(self, bloc, group):
        names = {rubrique for part in group for _, rubrique in part}
        return len(self.obligatory(bloc) - names) + len(out_of_order(group))

    def obligatory(self, bloc):
        usages = {name: self.norm.rubriques[name].usage.get(self.nature) for name in self.norm.blocs[bloc].rubriques}
        return {name for name, usage in usages.items() if usage is Usage.OBLIGATOIRE}

    def rubriques(self, bloc, group, flat):
        for number, rubrique, reason in out_of_order(group):
            self.say(f"{rubrique}/ORDRE", number, reason)
        if self.nature not in self.norm.blocs[bloc].cardinality:
            return
        for missing in self.obligatory(bloc) - {rubrique for _, rubrique in flat}:
            self.say(f"{missing}/USAGE", flat[0][0], "absente")
        for number, rubrique in flat:
            usage = self.norm.rubriques[rubrique].usage.get(self.nature)
            if usage in (Usage.INTERDIT, Usage.ABSENT):
                self.say(f"{rubrique}/USAGE", number, "interdite" if usage is Usage.INTERDIT else "hors_nature")

    def totals(self, records, readable, unreadable):
        declarations = sum(rubrique == "S20.G00.05.001" for _, rubrique, _ in records)
        for number, rubrique, value in records:
            lines = rubrique == "S90.G00.90.001" and value.isdecimal()
            if lines and not readable <= int(value) <= readable + unreadable:
                self.say(f"{rubrique}/CST-11", number, "total")
            if rubrique == "S90.G00.90.002" and value.isdecimal() and int(value) != declarations:
                self.say(f"{rubrique}/CST-11", number, "total")

    def parent(self, bloc):
        return self.norm.blocs[bloc].parent

    def depth(self, bloc):
        parent = self.parent(bloc)
        return 0 if parent is None else 1 + self.depth(parent)


def node(bloc, line):
    return {"bloc": bloc, "line": line, "children": [], "last": -1, "muted": False, "misplaced": False}


def out_of_order(group):
    """Repeated rubriques, and those that stand behind one they should precede, of one occurrence."""
    result, seen = [], {rubrique for _, rubrique in group[0]}
    for part in group[1:]:
        for place, (number, rubrique) in enumerate(part):
            if rubrique in seen:
                result.append((number, rubrique, "repetee"))
            elif place == 0:
                result.append((number, rubrique, "avant"))
        seen |= {rubrique for _, rubrique in part}
    return result


def form(line):
    """Rubrique (None when there is none), value, and what is wrong with the form of the line."""
    if not line.strip(BLANKS):
        return None, "", "ligne_vide"
    plain = LINE.fullmatch(line.rstrip(BLANKS))
    if plain is None:
        return damaged(line)
    rubrique, value = plain.groups()
    tests = (
        ("trop_longue", len(line) > 256),
        ("vide", value == ""),
        (character_fault(value), character_fault(value)),
        ("blanc", value.strip(BLANKS) != value),
        ("blanc_final", line != line.rstrip(BLANKS)),
    )
    return rubrique, value, next((fault for fault, applies in tests if applies), None)


def character_fault(value):
    for character in value:
        if character < " " or "\x7f" <= character <= "\x9f" or character > "\xff":
            windows = "\x80" <= character <= "\x9f" and character not in "\x81\x8d\x8f\x90\x9d"
            return "windows-1252" if windows else "caractere"
    return None


def damaged(line):
    start = START.match(line.lstrip())
    if start is None:
        return None, "", "illisible" if line.startswith("S") and "," in line else "identifiant"
    rest = line.lstrip()[14:]
    if not rest.startswith(","):
        return None, "", "illisible"
    rest = rest[1:].rstrip(BLANKS)
    if line != line.lstrip():
        return start[1], rest.strip("'"), "identifiant"
    if not rest.startswith("'"):
        return start[1], rest.removesuffix("'"), "guillemet_ouvrant"
    return start[1], rest[1:], "guillemet_fermant"


def calendar(value, birth=False):
    if not re.fullmatch("[0-9]{8}", value):
        return False
    day, month, year = value[:2], value[2:4], int(value[4:])
    if birth:
        day = "01" if day in ("00", "99") else day
        month = "01" if month in ("00", "99") else month
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def by_control(findings):
    """(control, reason) → lines."""
    result = defaultdict(list)
    for control, line, reason in findings:
        result[control, reason].append(line)
    return {key: sorted(lines) for key, lines in result.items()}
