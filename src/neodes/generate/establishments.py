"""The establishments of a file: identity, address, activity; none of it changes from month to month."""

from __future__ import annotations

from dataclasses import dataclass

from neodes.generate.draw import Draw
from neodes.generate.identifiers import nic, siren
from neodes.generate.places import PLACES, STREETS, Place
from neodes.generate.sectors import SECTORS, Activity, Sector
from neodes.generate.spec import GenerationSpec

# Urssaf by département; the caisses whose SIRET the norm's table of organisms holds.
_URSSAF = {"75": "78861779300013", "94": "78861779300013", "67": "75357004300012", "33": "78877877700011"}
_URSSAF_ELSEWHERE = "78861779300013"
_MSA = {"67": "DMSA68", "68": "DMSA68", "33": "DMSA33", "69": "DMSA69", "31": "DMSA32", "35": "DMSA35"}
_MSA_ELSEWHERE = "DMSA75"

FRANCHE_EFFECTIF = 50

# Ouvriers du bâtiment have one convention up to ten people (decree of 1 March 1962) and another above.
_OUVRIERS_BATIMENT, _OUVRIERS_BATIMENT_SMALL, _SMALL = "1597", "1596", 10


@dataclass(frozen=True, slots=True)
class Etablissement:
    """One establishment: `size` people, of whom this file declares `positions`; `urssaf` collects (Urssaf or MSA)."""

    seed: int
    siren: str
    nic: str
    siege: str
    size: int
    positions: range
    sector: Sector
    activity: Activity
    place: Place
    voie: str
    urssaf: str

    @property
    def siret(self) -> str:
        """14 digits."""
        return self.siren + self.nic

    def idcc(self, of_job: str | None = None) -> str:
        """Convention of a job, or the main one of the establishment."""
        code = of_job or self.activity.idcc
        small = code == _OUVRIERS_BATIMENT and self.size <= _SMALL
        return _OUVRIERS_BATIMENT_SMALL if small else code


def etablissements_of(spec: GenerationSpec) -> list[Etablissement]:
    """Those of the specification, in order."""
    sirets = spec.sirets or _fictitious_sirets(spec)
    sieges: dict[str, str] = {}
    for siret in sirets:
        sieges.setdefault(siret[:9], siret[9:])
    return [_etablissement(spec, siret, sieges[siret[:9]], spec.people(rank)) for rank, siret in enumerate(sirets)]


def _fictitious_sirets(spec: GenerationSpec) -> tuple[str, ...]:
    firms = spec.sirens or spec.count
    found = []
    for rank in range(spec.count):
        number = siren(1 + rank % firms)
        found.append(number + nic(number, 1 + rank // firms))
    return tuple(found)


def _etablissement(spec: GenerationSpec, siret: str, siege: str, size: int) -> Etablissement:
    draw = Draw(spec.seed, spec.sector, siret[:9])
    sector = SECTORS[spec.sector]
    activity = draw.pick(sector.activities)
    local = Draw(spec.seed, siret, "adresse")
    place = local.pick(PLACES)
    departement = place.insee[:2]
    caisses, elsewhere = (_MSA, _MSA_ELSEWHERE) if sector.agricole else (_URSSAF, _URSSAF_ELSEWHERE)
    return Etablissement(
        seed=spec.seed,
        siren=siret[:9],
        nic=siret[9:],
        siege=siege,
        size=size,
        positions=range(int(spec.fraction[0]) - 1, size, int(spec.fraction[1])),
        sector=sector,
        activity=activity,
        place=place,
        voie=f"{local.between(1, 180)} {local.pick(STREETS)}",
        urssaf=caisses.get(departement, elsewhere),
    )
