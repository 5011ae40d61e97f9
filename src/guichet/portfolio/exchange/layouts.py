"""What the columns of a file are: ours by their titles, that of net-entreprises or a bare list by their shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guichet.portfolio.exchange import shown
from guichet.portfolio.exchange.columns import SIRET, TITLES, Column
from guichet.portfolio.exchange.errors import FileRefused
from guichet.portfolio.exchange.folding import BLANKS, folded
from guichet.portfolio.exchange.sirets import read_siret_cell

OF_REPORTS = {"ligne", "resultat", "explication", "remarque"}
SAMPLE = 200
MOST = 0.6
FLAGS = {"0", "1", ""}
NO_SIRET = (
    "Aucune colonne de ce fichier ne contient de SIRET. Donnez le titre « SIRET » à la colonne qui les porte, ou "
    "partez du modèle."
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` maps the place of a cell to its column; `flags` are the places of the 1 and 0 of net-entreprises.

    `titles` are those of the file, when its first row holds titles; `ignored` the ones that are not taken.
    """

    name: str
    columns: dict[int, Column]
    has_titles: bool
    titles: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    flags: tuple[int, ...] = ()

    @property
    def is_net_entreprises(self) -> bool:
        """True for the file of bulk rights: only its SIRETs are taken."""
        return bool(self.flags)


def layout_of(sample: Sequence[Sequence[str]]) -> Layout:
    """From the first rows of the file. Raises `FileRefused`."""
    first = next((row for row in sample if any(cell.strip(BLANKS) for cell in row)), [])
    titles = tuple(cell.strip(BLANKS) for cell in first)
    known = {place: TITLES[folded(title)] for place, title in enumerate(titles) if folded(title) in TITLES}
    if any(column is SIRET for column in known.values()):
        told = any(folded(title) in _told_titles() for title in titles)
        bare = None if len(known) > 1 or told else _shaped(sample, titles)
        return bare or _titled(titles, known)
    found = _shaped(sample, titles)
    if found is None:
        raise FileRefused(NO_SIRET)
    return found


def _titled(titles: tuple[str, ...], known: dict[int, Column]) -> Layout:
    twice = [column.title for column in known.values() if list(known.values()).count(column) > 1]
    if twice:
        raise FileRefused(
            f"Deux colonnes de ce fichier portent le titre « {twice[0]} ». Gardez-en une, puis envoyez-le de nouveau."
        )
    ignored = tuple(
        title
        for place, title in enumerate(titles)
        if title and place not in known and folded(title) not in _told_titles() | OF_REPORTS
    )
    return Layout("Colonnes de Guichet", known, has_titles=True, titles=titles, ignored=ignored)


def _told_titles() -> set[str]:
    return {folded(title) for title in shown.told_titles()}


def _shaped(sample: Sequence[Sequence[str]], titles: tuple[str, ...]) -> Layout | None:
    """SIRETs beside nothing but 1 and 0 (and whom these rights are for), or SIRETs alone."""
    rows = [row for row in sample if any(cell.strip(BLANKS) for cell in row)]
    has_titles = bool(rows) and not any(_is_siret(cell) for cell in rows[0])
    body = rows[1:] if has_titles else rows
    width = max(map(len, body), default=0)
    columns = [[row[place].strip(BLANKS) if place < len(row) else "" for row in body] for place in range(width)]
    sirets = [place for place, cells in enumerate(columns) if _share(cells) >= MOST]
    flags = tuple(place for place, cells in enumerate(columns) if set(cells) <= FLAGS and any(cells))
    if not sirets:
        return None
    # The SIRET of the declarant is the same on every row: that of the establishments is not.
    place = max(sirets, key=lambda place: len(set(columns[place])))
    if not flags and width > 1:
        return None
    name = "Droits en masse de net-entreprises" if flags else "Liste de SIRET"
    return Layout(name, {place: SIRET}, has_titles, titles if has_titles else (), flags=flags)


def _share(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(_is_siret, filled)) / len(cells) if filled else 0


def _is_siret(cell: str) -> bool:
    """A SIRET, or what a spreadsheet made of one."""
    return bool(read_siret_cell(cell).siret) or (sum(map(str.isdigit, cell)) >= 5 and "e+1" in cell.lower())
