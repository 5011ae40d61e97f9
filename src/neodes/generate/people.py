"""The people of an establishment and their contracts, as they are in one month.

An establishment has positions 0, 1, 2 …; each is held by somebody, and some by one person after another. Who holds a
position in a month depends on the seed, the SIRET, the position and the month only: two months of one establishment
show the same people, those who left, those who came, and the changes between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from neodes.generate.draw import Draw
from neodes.generate.establishments import Etablissement
from neodes.generate.identifiers import birth_month_shift, nir, ntt
from neodes.generate.months import Month
from neodes.generate.names import NOMS, NOMS_USAGE, PRENOMS, ascii_word
from neodes.generate.places import COUNTRIES, PLACES, STREETS, Country, Place
from neodes.generate.sectors import CADRE, Emploi

_FIRST_FIXED_YEAR, _LAST_FIXED_YEAR = 1996, 2023
_CORSE_SPLIT, _SEINE_SPLIT = 1976, 1968
_NEW_DEPARTEMENTS = ("91", "92", "93", "94", "95")


class Kind(Enum):
    """Kind of a position: what contract its holders have."""

    CDI = "cdi"
    CDI_ROTATION = "cdi qui tourne"
    TEMPS_PARTIEL = "temps partiel"
    CDD = "cdd"
    USAGE = "contrat d'usage"
    APPRENTI = "apprenti"
    DEUX_CONTRATS = "deux contrats"


@dataclass(frozen=True, slots=True)
class Contrat:
    """A contract as of the month; hours and pay are monthly, in hundredths and cents.

    `lieu` is the rank of a place of work other than the establishment (see `worksites`), `objet` the number of the show
    of an intermittent. `fin` and `motif_fin` are set when it ends in the month; `avant` holds (rubrique, old value)
    when a term of it changed on the first of the month.
    """

    numero: str
    debut: date
    emploi: Emploi
    nature: str
    quotite: int
    salaire: int
    dispositif: str = "99"
    motif: str | None = None
    fin_prevue: date | None = None
    fin: date | None = None
    motif_fin: str | None = None
    avant: tuple[tuple[str, str], ...] = ()
    objet: str | None = None
    lieu: int | None = None

    @property
    def forfait_jours(self) -> bool:
        """Cadre counted in days (S21.G00.40.011 = 20)."""
        return self.emploi.cadre and self.quotite == FORFAIT_JOURS

    @property
    def reference(self) -> int:
        """Full-time measure of the category, in hundredths."""
        return FORFAIT_JOURS if self.forfait_jours else TEMPS_PLEIN

    @property
    def apprenti(self) -> bool:
        """Apprenticeship."""
        return self.dispositif in ("64", "65")


WORKSITES = 3
TEMPS_PLEIN = 151_67
FORFAIT_JOURS = 18_16


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position in a month, seen from his contracts; `generation` counts those before him."""

    position: int
    generation: int
    kind: Kind
    since: Month
    contrats: tuple[Contrat, ...]

    @property
    def matricule(self) -> str:
        """Number in the firm: position, then generation."""
        return f"{self.position + 1:05d}{self.generation % 100:02d}"


@dataclass(frozen=True, slots=True)
class Person:
    """The identity of a holder; a NIR or else an NTT; `pays` is None for a birth in France."""

    holder: Holder
    sexe: str
    nom: str
    nom_usage: str | None
    prenoms: str
    anciens_prenoms: str | None
    naissance: date
    departement: str
    naissance_place: Place
    pays: Country | None
    nir: str | None
    ntt: str | None
    place: Place
    voie: str
    email: str | None
    formation: str
    boeth: bool


def holder_at(etablissement: Etablissement, position: int, month: Month) -> Holder:
    """Who holds a position in a month."""
    kind, emploi = _position(etablissement, position)
    start, end, generation = _tenure(etablissement, position, kind, month)
    draw = Draw(etablissement.seed, etablissement.siret, position, generation, "contrat")
    holder = Holder(position, generation, kind, start, ())
    return replace(holder, contrats=_contrats(etablissement, holder, emploi, (end, month), draw))


def person_of(etablissement: Etablissement, holder: Holder, month: Month) -> Person:
    """The identity of a holder: the same every month, but for a correction of his first names."""
    position, since = holder.position, holder.since
    draw = Draw(etablissement.seed, etablissement.siret, position, holder.generation, "identité")
    sexe = draw.pick(("01", "02"))
    born = _birth(draw, holder.kind, since.year, position)
    pays = draw.pick(COUNTRIES) if draw.chance(90) else None
    birthplace = draw.pick(PLACES)
    departement = _departement(draw, born.year, birthplace, pays)
    has_nir = not draw.chance(15)
    nom = draw.pick(NOMS)
    prenoms, anciens = _prenoms(draw, sexe, month)
    number = position * 100 + holder.generation % 100
    return Person(
        holder=holder,
        sexe=sexe,
        nom=nom,
        nom_usage=draw.pick(NOMS_USAGE) if sexe == "02" and draw.chance(250) else None,
        prenoms=prenoms,
        anciens_prenoms=anciens if since.index < month.index else None,
        naissance=born,
        departement=departement,
        naissance_place=birthplace,
        pays=pays,
        nir=nir(int(sexe), born.year, born.month, departement, position) if has_nir else None,
        ntt=None if has_nir else ntt(int(sexe), etablissement.siren, number),
        place=draw.pick(PLACES),
        voie=f"{draw.between(1, 199)} {draw.pick(STREETS)}",
        email=f"{ascii_word(nom)}.{position + 1}@exemple.test" if draw.chance(500) else None,
        formation=f"0{draw.between(3, 7)}",
        boeth=draw.chance(35),
    )


def _position(etablissement: Etablissement, position: int) -> tuple[Kind, Emploi]:
    draw = Draw(etablissement.seed, etablissement.siret, position, "poste")
    emplois = etablissement.activity.emplois
    emploi = emplois[min(draw.below(len(emplois)), draw.below(len(emplois)))]
    roll = draw.below(1000)
    if position == 0:
        return Kind.CDI, emplois[0]
    if etablissement.sector.contrat_usage and roll < 250:
        return Kind.USAGE, next(e for e in emplois if e.complement and e.statut != CADRE)
    if emploi.cadre:
        return (Kind.CDI if roll < 850 else Kind.CDI_ROTATION), emploi
    for limit, kind in ((640, Kind.CDI), (740, Kind.CDI_ROTATION), (840, Kind.TEMPS_PARTIEL)):
        if roll < limit:
            return kind, emploi
    for limit, kind in ((930, Kind.CDD), (985, Kind.APPRENTI)):
        if roll < limit:
            return kind, emploi
    return Kind.DEUX_CONTRATS, emploi


_PERIODS = {
    Kind.CDI_ROTATION: (14, 40),
    Kind.CDD: (3, 9),
    Kind.USAGE: (1, 4),
    Kind.APPRENTI: (24, 24),
}


def _tenure(etablissement: Etablissement, position: int, kind: Kind, month: Month) -> tuple[Month, Month | None, int]:
    """First month, last month (None: stays) and rank of who holds the position."""
    draw = Draw(etablissement.seed, etablissement.siret, position, "durée")
    if kind not in _PERIODS:
        start = Month.of(draw.between(_FIRST_FIXED_YEAR, _LAST_FIXED_YEAR), draw.between(1, 12))
        return start, None, 0
    period = draw.between(*_PERIODS[kind])
    generation, offset = divmod(month.index + draw.below(period), period)
    start = month.shift(-offset)
    return start, start.shift(period - 1), generation


def _birth(draw: Draw, kind: Kind, start_year: int, position: int) -> date:
    youngest, oldest = (16, 21) if kind is Kind.APPRENTI else (19, 42)
    year = max(start_year - draw.between(youngest, oldest), 1962)
    month = (draw.below(12) + birth_month_shift(position)) % 12 + 1
    return date(year, month, draw.between(1, 28))


def _departement(draw: Draw, year: int, place: Place, pays: Country | None) -> str:
    if pays:
        return "99"
    if draw.chance(25):
        return draw.pick(("2A", "2B")) if year >= _CORSE_SPLIT else "20"
    departement = place.insee[:2]
    if year < _SEINE_SPLIT and departement in _NEW_DEPARTEMENTS:
        return "75"
    return departement


def _prenoms(draw: Draw, sexe: str, month: Month) -> tuple[str, str | None]:
    """First names in the month, and those of the month before when they are put right in this one."""
    good, other = draw.pick(PRENOMS[sexe]), draw.pick(PRENOMS[sexe])
    correction = Month.of(2025, 1).shift(draw.below(240))
    if good == other or month.index > correction.index:
        return good, None
    return (good, other) if month.index == correction.index else (other, None)


def _contrats(
    etablissement: Etablissement, holder: Holder, emploi: Emploi, months: tuple[Month | None, Month], draw: Draw
) -> tuple[Contrat, ...]:
    kind, start = holder.kind, holder.since
    end, month = months
    debut = start.day(1 if kind in (Kind.CDD, Kind.USAGE) else draw.between(1, 20))
    last = end.day(draw.between(21, 31)) if end else None
    ends_now = end is not None and end.index == month.index
    salaire = _salaire(emploi, kind, draw, start, month)
    quotite, avant = _quotite(emploi, kind, draw, start, month)
    term = kind in (Kind.CDD, Kind.USAGE, Kind.APPRENTI)
    main = Contrat(
        numero=f"C{holder.matricule}",
        debut=debut,
        emploi=emploi,
        nature="02" if term else "01",
        quotite=quotite,
        salaire=salaire,
        dispositif=("65" if etablissement.size >= 11 else "64") if kind is Kind.APPRENTI else "99",
        motif={Kind.CDD: draw.pick(("01", "02")), Kind.USAGE: "05"}.get(kind),
        fin_prevue=last if term else None,
        fin=last if ends_now else None,
        motif_fin=_motif_fin(kind, draw) if ends_now else None,
        avant=avant,
        objet=f"{draw.below(10**12):012d}" if kind is Kind.USAGE else None,
        lieu=draw.below(WORKSITES) if draw.chance(60) else None,
    )
    if kind is not Kind.DEUX_CONTRATS:
        return (main,)
    return main, Contrat(f"C{holder.matricule}B", debut, emploi, "01", TEMPS_PLEIN - quotite, salaire)


def _motif_fin(kind: Kind, draw: Draw) -> str:
    if kind in (Kind.CDD, Kind.USAGE):
        return "031"
    return "081" if kind is Kind.APPRENTI else draw.pick(("059", "059", "043", "020"))


def _salaire(emploi: Emploi, kind: Kind, draw: Draw, start: Month, month: Month) -> int:
    """Full-time monthly pay in cents: personal, raised a little each January."""
    personal = 1000 + draw.below(260)
    raised = 1000 + 12 * max(0, min(month.year, 2040) - 2024)
    if kind is Kind.APPRENTI:
        return 980_00 + 300_00 * min(1, (month.index - start.index) // 12)
    return emploi.salaire * 100 * personal * raised // 1_000_000


def _quotite(
    emploi: Emploi, kind: Kind, draw: Draw, start: Month, month: Month
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Monthly hours (days for a cadre au forfait), and what they were before a change of the month."""
    part_time = 60_67 + 3_00 * draw.below(20)
    change = Month.of(2025, 1).shift(draw.below(72))
    if kind is Kind.DEUX_CONTRATS:
        return 86_67, ()
    if kind is not Kind.TEMPS_PARTIEL:
        return (FORFAIT_JOURS if emploi.cadre else TEMPS_PLEIN), ()
    if month.index < change.index or change.index <= start.index:
        return part_time, ()
    old = (("007", f"{part_time // 100}.{part_time % 100:02d}"), ("008", "20"))
    return TEMPS_PLEIN, old if month.index == change.index else ()
