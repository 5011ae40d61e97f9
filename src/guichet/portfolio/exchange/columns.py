"""The columns of our files, the same for the import and the export: names, what a cell may hold, how it is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from guichet.portfolio.enums import Echeance
from guichet.portfolio.exchange.folding import BLANKS, folded
from guichet.portfolio.facts import APET, CODE_POSTAL, IDCC
from guichet.portfolio.models import Etablissement, Partner
from guichet.portfolio.naming import GROUP_LENGTH, TAG_LENGTH

TAGS_MAX = 20
NO_PARTNER = "Aucun"
_NO_PARTNER_WORDS = {"aucun", "aucunouunautreorganisme", "aucunouautre", "autre", "sans"}


class BadCell(Exception):
    """The cell cannot be taken; the message, in French, says why and what to write."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the firm may write in a cell: partners by folded name and code, groupes by folded name."""

    partners: Mapping[str, Partner] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value read, with a remark when it was understood otherwise than it is written."""

    value: object
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`code` is its name in code, `read` makes a value of a cell that is not empty; raises `BadCell`."""

    code: str
    title: str
    help: str
    example: str
    read: Callable[[str, Words], Cell]
    write: Callable[[Etablissement], str]
    aliases: tuple[str, ...] = ()


def _text(length: int) -> Callable[[str, Words], Cell]:
    def read(cell: str, words: Words) -> Cell:
        if len(cell) > length:
            raise BadCell(f"le texte compte {len(cell)} caractères ; raccourcissez-le à {length}")
        return Cell(cell)

    return read


def _echeance(cell: str, words: Words) -> Cell:
    found = re.fullmatch(r"(?:le\s*)?0?(5|15)(?:[.,]0+)?(?:\s+du mois.*)?", cell, re.IGNORECASE)
    if found is None:
        raise BadCell(f"l'échéance « {cell[:20]} » n'existe pas ; écrivez 5 ou 15")
    return Cell(int(found[1]))


def _partner(cell: str, words: Words) -> Cell:
    """The id of a partner; 0 for none."""
    name = folded(cell)
    if name in _NO_PARTNER_WORDS:
        return Cell(0)
    if name not in words.partners:
        raise BadCell(f"« {cell[:60]} » n'est pas un partenaire connu ; écrivez un nom de la liste, ou « Aucun »")
    return Cell(words.partners[name].pk)


def _group(cell: str, words: Words) -> Cell:
    name = " ".join(cell.split())
    if len(name) > GROUP_LENGTH:
        raise BadCell(f"le nom du groupe compte {len(name)} caractères ; raccourcissez-le à {GROUP_LENGTH}")
    # A new one is spelt everywhere as it is first.
    return Cell(words.groups.get(name) or words.groups.setdefault(folded(name), name))


def _tags(cell: str, words: Words) -> Cell:
    names = sorted({" ".join(name.split()) for name in split_names(cell)} - {""})
    long = next((name for name in names if len(name) > TAG_LENGTH), "")
    if long:
        raise BadCell(f"l'étiquette « {long[:60]}… » est trop longue ; raccourcissez-la à {TAG_LENGTH} caractères")
    if len(names) > TAGS_MAX:
        raise BadCell(f"il y a {len(names)} étiquettes ; gardez-en {TAGS_MAX} au plus")
    return Cell(names)


def _coded(shape: re.Pattern[str], said: str, zeros: int = 0) -> Callable[[str, Words], Cell]:
    def read(cell: str, words: Words) -> Cell:
        bare = "".join(filter(str.isalnum, re.sub(r"[.,]0+$", "", cell) if zeros else cell)).upper()
        value = bare.zfill(zeros) if bare.isascii() and bare.isdigit() else bare
        if not shape.fullmatch(value):
            raise BadCell(f"« {cell[:20]} » : {said}")
        return Cell(value, f"« {bare} » lu {value}, avec son zéro du début" if value != bare else "")

    return read


def _email(cell: str, words: Words) -> Cell:
    try:
        validate_email(cell)
    except ValidationError:
        raise BadCell(f"« {cell[:60]} » n'est pas une adresse électronique") from None
    return Cell(cell)


def split_names(cell: str) -> list[str]:
    """Names between commas; one that holds a comma stands between quotes."""
    rows = list(csv.reader(io.StringIO(cell.replace("\n", " ").replace("\r", " ")), skipinitialspace=True))
    return [name for row in rows for name in row]


def joined_names(names: list[str]) -> str:
    """The cell that `split_names` reads back."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(names)
    return stream.getvalue() if names else ""


def _attribute(name: str) -> Callable[[Etablissement], str]:
    return lambda row: str(getattr(row, name) or "")


def _written_partner(row: Etablissement) -> str:
    return row.partner.name if row.partner else NO_PARTNER if row.without_partner else ""


def _written_group(row: Etablissement) -> str:
    return row.sub_portfolio.name if row.sub_portfolio else ""


SIRET = Column(
    "siret",
    "SIRET",
    "14 chiffres, les espaces sont acceptés. Obligatoire.",
    "",
    _text(40),
    _attribute("siret"),
    ("numerosiret", "siretetablissement", "nsiret", "siretdeletablissement"),
)
WRITABLE = (
    Column(
        "raison_sociale",
        "Dénomination",
        "La raison sociale, 200 caractères au plus.",
        "Boulangerie Martin",
        _text(200),
        _attribute("raison_sociale"),
        ("raisonsociale", "nom", "denominationsociale", "entreprise"),
    ),
    Column(
        "echeance",
        "Échéance",
        "5 ou 15.",
        str(Echeance.QUINZE.value),
        _echeance,
        _attribute("echeance"),
        ("jourdecheance", "echeancemensuelle"),
    ),
    Column(
        "partner",
        "Groupe de protection sociale",
        "Le nom d'un partenaire, ou « Aucun ».",
        NO_PARTNER,
        _partner,
        _written_partner,
        ("partenaire", "gps"),
    ),
    Column(
        "sub_portfolio",
        "Groupe",
        "Le groupe de votre portefeuille ; un nom nouveau est créé.",
        "Agence de Lyon",
        _group,
        _written_group,
        ("sousportefeuille", "groupeduportefeuille"),
    ),
    Column(
        "tags",
        "Étiquettes",
        "Séparées par des virgules ; elles remplacent celles qui y sont.",
        "bâtiment, intempéries",
        _tags,
        lambda row: joined_names(row.tags),
        ("etiquette", "tags"),
    ),
    Column(
        "apet",
        "Code APET",
        "Quatre chiffres et une lettre.",
        "1071C",
        _coded(APET, "un code APET compte quatre chiffres puis une lettre"),
        _attribute("apet"),
        ("apet", "ape", "codeape", "naf", "codenaf"),
    ),
    Column(
        "idcc",
        "IDCC",
        "La convention collective, quatre chiffres.",
        "0843",
        _coded(IDCC, "un IDCC compte quatre chiffres", zeros=4),
        _attribute("idcc"),
        ("conventioncollective", "ccn"),
    ),
    Column(
        "voie",
        "Adresse",
        "Numéro et voie, 200 caractères au plus.",
        "12 rue des Lilas",
        _text(200),
        _attribute("voie"),
        ("voie", "rue", "adresse1"),
    ),
    Column(
        "code_postal",
        "Code postal",
        "Cinq chiffres.",
        "69003",
        _coded(CODE_POSTAL, "un code postal compte cinq chiffres", zeros=5),
        _attribute("code_postal"),
        ("cp",),
    ),
    Column(
        "localite",
        "Localité",
        "La commune, 100 caractères au plus.",
        "Lyon",
        _text(100),
        _attribute("localite"),
        ("ville", "commune"),
    ),
    Column(
        "contact_name",
        "Contact",
        "Le nom de la personne à joindre.",
        "Camille Martin",
        _text(120),
        _attribute("contact_name"),
        ("nomducontact", "interlocuteur"),
    ),
    Column(
        "contact_email",
        "Courriel du contact",
        "Son adresse électronique.",
        "camille@exemple.test",
        _email,
        _attribute("contact_email"),
        ("courriel", "email", "mail", "adresseelectronique", "adresseelectroniqueducontact"),
    ),
    Column(
        "contact_phone",
        "Téléphone du contact",
        "Son numéro, 30 caractères au plus.",
        "04 00 00 00 00",
        _text(30),
        _attribute("contact_phone"),
        ("telephone", "tel"),
    ),
)
COLUMNS = (SIRET, *WRITABLE)
BY_CODE = {column.code: column for column in COLUMNS}
TITLES = {folded(name): column for column in COLUMNS for name in (column.title, *column.aliases)}


__all__ = [
    "BLANKS",
    "BY_CODE",
    "COLUMNS",
    "SIRET",
    "TITLES",
    "WRITABLE",
    "BadCell",
    "Cell",
    "Column",
    "Words",
    "joined_names",
    "split_names",
]
