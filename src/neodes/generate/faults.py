"""Single faults put into a valid file: what a control must find, and at which line.

The rest of the file stays right: when a line is added or taken away, the total of S90 follows, unless the fault is
there. `also` names the controls that may find the same fault a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Lines = list[bytes]
Edit = Callable[[Lines], int]

TOTAL = b"S90.G00.90.001"


class FaultImpossibleError(LookupError):
    """The file has no line that this fault could be put into."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file with one fault: the control that finds it, its line (from 1; 0 for the file as a whole)."""

    name: str
    label: str
    control: str
    line: int
    content: bytes
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a fault is made; `edit` changes the lines in place and returns the line of the fault."""

    label: str
    control: str
    edit: Edit
    also: tuple[str, ...] = ()


def inject(name: str, content: bytes) -> Fault:
    """The file `content`, valid, with the fault `name` of `FAULTS`.

    Raises KeyError for an unknown name and `FaultImpossibleError` when the file has no place for it.
    """
    recipe = FAULTS[name]
    lines = content.splitlines(keepends=True)
    line = recipe.edit(lines)
    return Fault(name, recipe.label, recipe.control, line, b"".join(lines), recipe.also)


def _find(lines: Lines, start: bytes, after: int = 0) -> int:
    for place in range(after, len(lines)):
        if lines[place].startswith(start):
            return place
    raise FaultImpossibleError(start.decode())


def _value(line: bytes) -> bytes:
    return line[16:].rstrip(b"\r\n")[:-1]


def _end(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]


def _with_value(line: bytes, value: bytes) -> bytes:
    return line[:16] + value + b"'" + _end(line)


def _recount(lines: Lines, change: int) -> None:
    place = _find(lines, TOTAL)
    lines[place] = _with_value(lines[place], b"%d" % (int(_value(lines[place])) + change))


def _replace(rubrique: bytes, change: Callable[[bytes], bytes]) -> Edit:
    """Give the first line of a rubrique another value."""

    def edit(lines: Lines) -> int:
        place = _find(lines, rubrique)
        lines[place] = _with_value(lines[place], change(_value(lines[place])))
        return place + 1

    return edit


def _set(rubrique: bytes, value: bytes) -> Edit:
    return _replace(rubrique, lambda _: value)


def _insert(after: bytes, *added: bytes, counted: bool = True) -> Edit:
    """Add lines after the first line of a rubrique; the fault is at the first of them."""

    def edit(lines: Lines) -> int:
        place = _find(lines, after) + 1
        end = _end(lines[place - 1])
        lines[place:place] = [line + end for line in added]
        if counted:
            _recount(lines, len(added))
        return place + 1

    return edit


def _remove_rubrique(rubrique: bytes, first_of_bloc: bytes) -> Edit:
    """Take away a rubrique; its absence is found at the line where its bloc starts."""

    def edit(lines: Lines) -> int:
        start = _find(lines, first_of_bloc)
        del lines[_find(lines, rubrique, start)]
        _recount(lines, -1)
        return start + 1

    return edit


def _remove_bloc(bloc: bytes, parent: bytes) -> Edit:
    """Take away the first bloc of a type; its absence is found at the line where its parent starts."""

    def edit(lines: Lines) -> int:
        start = _find(lines, parent)
        place = _find(lines, bloc, start)
        until = place
        while lines[until].startswith(bloc):
            until += 1
        del lines[place:until]
        _recount(lines, place - until)
        return start + 1

    return edit


def _swap_blocs(lines: Lines) -> int:
    """Retirement before insurance: the affiliation comes after a bloc that must follow it."""
    place = _find(lines, b"S21.G00.70.")
    until = _find(lines, b"S21.G00.71.", place)
    lines[place : until + 1] = [lines[until], *lines[place:until]]
    return place + 2


def _swap_lines(lines: Lines) -> int:
    """Two rubriques of one bloc change places: the first of them comes too late."""
    place = _find(lines, b"S21.G00.53.002")
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    return place + 2


def _duplicate_contact(lines: Lines) -> int:
    """The contact of the issuer is given twice."""
    place = _find(lines, b"S10.G00.02.")
    until = _find(lines, b"S20.G00.05.", place)
    bloc = lines[place:until]
    lines[place:place] = bloc
    _recount(lines, len(bloc))
    return until + 1


def _duplicate_nir(lines: Lines) -> int:
    """The second person has the NIR of the first, and his year and place of birth with it."""
    first = _find(lines, b"S21.G00.30.001")
    second = _find(lines, b"S21.G00.30.001", first + 1)
    for rubrique in (b"S21.G00.30.006", b"S21.G00.30.014"):
        source, target = _find(lines, rubrique, first), _find(lines, rubrique, second)
        lines[target] = _with_value(lines[target], _value(lines[source]))
    lines[second] = lines[first]
    return second + 1


def _utf8(lines: Lines) -> int:
    """The whole file in UTF-8."""
    lines[:] = [line.decode("iso-8859-1").encode() for line in lines]
    return 0


def _windows1252(lines: Lines) -> int:
    """A character of Windows that ISO-8859-1 does not have."""
    place = _find(lines, b"S21.G00.30.002")
    lines[place] = _with_value(lines[place], b"C\x8cUR")
    return place + 1


def _cut_quote(lines: Lines) -> int:
    """The closing quote is missing."""
    place = _find(lines, b"S21.G00.30.010")
    lines[place] = lines[place][:16] + _value(lines[place]) + _end(lines[place])
    return place + 1


def _truncate(lines: Lines) -> int:
    """The file stops in the middle of a person."""
    place = _find(lines, b"S21.G00.51.013")
    del lines[place:]
    lines[-1] = lines[-1].rstrip(b"\r\n")
    return 0


def _add_euros(value: bytes) -> bytes:
    return b"%d%s" % (int(value[:-3]) + 10, value[-3:])


def _wrong_key(value: bytes) -> bytes:
    return b"%s%d" % (value[:-1], (int(value[-1:]) + 1) % 10)


FAULTS: Mapping[str, Recipe] = {
    "bad_siren": Recipe(
        "Clé du SIREN de l'émetteur fausse",
        "S10.G00.01.001/CSL-11",
        _replace(b"S10.G00.01.001", _wrong_key),
        also=("S10.G00.01.002/CCH-11",),
    ),
    "bad_siret": Recipe(
        "Clé du SIRET de l'établissement fausse",
        "S21.G00.11.001/CSL-12",
        _replace(b"S21.G00.11.001", _wrong_key),
        also=("S21.G00.40.019/CCH-11",),
    ),
    "unknown_code": Recipe("Nature de contrat inconnue", "S21.G00.40.007/CSL-00", _set(b"S21.G00.40.007", b"98")),
    "bad_date": Recipe("Date qui n'existe pas", "S21.G00.40.001/CSL-00", _set(b"S21.G00.40.001", b"31022019")),
    "bad_amount": Recipe(
        "Montant écrit avec une virgule", "S21.G00.51.013/CSL-00", _set(b"S21.G00.51.013", b"2150,00")
    ),
    "too_long": Recipe("Prénoms trop longs", "S21.G00.30.004/CSL-00", _set(b"S21.G00.30.004", b"Am\xe9lie" * 14)),
    "bad_nir": Recipe("NIR mal formé", "S21.G00.30.001/CSL-00", _set(b"S21.G00.30.001", b"185137591512A")),
    "missing_obligatory": Recipe(
        "Nom de famille absent", "S21.G00.30.002/USAGE", _remove_rubrique(b"S21.G00.30.002", b"S21.G00.30.001")
    ),
    "forbidden": Recipe(
        "Date de dénonciation interdite dans une DSN mensuelle",
        "S21.G00.40.031/USAGE",
        _insert(b"S21.G00.40.026", b"S21.G00.40.031,'01012020'"),
    ),
    "missing_bloc": Recipe(
        "Retraite complémentaire absente",
        "S21.G00.71/CARD",
        _remove_bloc(b"S21.G00.71.", b"S21.G00.40.001"),
        also=("S21.G00.40.003/CCH-16", "S21.G00.40.003/CCH-17"),
    ),
    "duplicate_bloc": Recipe("Contact de l'émetteur donné deux fois", "S10.G00.02/CARD", _duplicate_contact),
    "swap_blocs": Recipe("Blocs dans le désordre", "S21.G00.70/ORDRE", _swap_blocs),
    "swap_lines": Recipe("Rubriques dans le désordre", "S21.G00.53.002/ORDRE", _swap_lines),
    "orphan_bloc": Recipe(
        "Composant de base assujettie sans base",
        "S21.G00.79/PARENT",
        _insert(b"S21.G00.71.002", b"S21.G00.79.001,'10'", b"S21.G00.79.004,'2150.00'"),
    ),
    "unknown_rubrique": Recipe(
        "Rubrique inconnue", "S21.G00.40.099/INCONNU", _insert(b"S21.G00.40.043", b"S21.G00.40.099,'01'")
    ),
    "unknown_bloc": Recipe("Bloc inconnu", "S21.G00.99/INCONNU", _insert(b"S21.G00.71.002", b"S21.G00.99.001,'01'")),
    "garbage_line": Recipe(
        "Ligne illisible",
        "LIGNE",
        _insert(b"S21.G00.30.002", b"export du logiciel de paie, page 2", counted=False),
    ),
    "cut_quote": Recipe("Apostrophe finale absente", "LIGNE", _cut_quote, also=("S90.G00.90.001/CST-11",)),
    "wrong_total": Recipe(
        "Nombre de rubriques faux",
        "S90.G00.90.001/CST-11",
        _replace(TOTAL, lambda value: b"%d" % (int(value) + 7)),
    ),
    "wrong_count": Recipe(
        "Nombre de déclarations faux",
        "S90.G00.90.002/CST-11",
        _replace(b"S90.G00.90.002", lambda value: b"%d" % (int(value) + 1)),
    ),
    "unknown_norm": Recipe("Version de norme inconnue", "S10.G00.00.006/NORME", _set(b"S10.G00.00.006", b"P26V02")),
    "utf8": Recipe("Fichier en UTF-8", "FICHIER/ENCODAGE", _utf8),
    "windows1252": Recipe("Caractère de Windows", "FICHIER/ENCODAGE", _windows1252),
    "truncated": Recipe("Fichier coupé", "FICHIER/TRONQUE", _truncate),
    "duplicate_nir": Recipe("Deux individus avec le même NIR", "S21.G00.30.001/CCH-14", _duplicate_nir),
    "wrong_insurance_payment": Recipe(
        "Versement différent de la somme de ses composants",
        "S21.G00.20.005/CCH-12",
        _replace(b"S21.G00.55.001", _add_euros),
    ),
    "wrong_pas": Recipe(
        "Prélèvement à la source mal calculé", "S21.G00.50.009/CCH-11", _replace(b"S21.G00.50.009", _add_euros)
    ),
    "no_net_social": Recipe(
        "Montant net social absent", "S21.G00.50.001/CCH-14", _remove_bloc(b"S21.G00.58.", b"S21.G00.50.001")
    ),
    "cdd_without_end": Recipe(
        "Contrat à durée déterminée sans date de fin",
        "S21.G00.40.010/CCH-12",
        _set(b"S21.G00.40.007", b"02"),
        also=("S21.G00.40.021/SIG-11",),
    ),
}
"""By name; a fault whose control is one of the norm (CCH, CSL-11 …) is found once that control runs."""
