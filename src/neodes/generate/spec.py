"""What to generate: a frozen specification, checked when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from neodes.generate.identifiers import SIREN_COUNT, nic, siren
from neodes.generate.months import Month
from neodes.generate.sectors import SECTORS
from neodes.norm import NORM_VERSIONS
from neodes.values.siren import is_siret

COMBINATIONS: dict[str, tuple[str, ...]] = {
    "01": ("01", "02", "03", "05"),
    "04": ("01", "03"),
    "05": ("01", "03"),
    "07": ("01", "03", "04"),
    "08": ("01", "04"),
    "09": ("01",),
    "10": ("01", "03"),
}
"""Types of declaration by nature (S20.G00.05.002/CCH-13 to CCH-15).

Nature 09, which an organism makes in place of the firm, has no room for the declaration that it would replace.
"""

MENSUELLES = ("01", "09")
"""Natures that declare a whole establishment for a month."""

_SIREN_EMETTEUR = siren(0)
_NIC_EMETTEUR = nic(_SIREN_EMETTEUR, 1)

SANS_INDIVIDU = ("02", "05")
REMPLACE = ("03", "04", "05")


class GenerationError(ValueError):
    """The specification asks for something that cannot be generated; the message is French."""


class Profile(StrEnum):
    """How much is written for each individu: what the norm requires (80 lines), usual (105) or rich (150)."""

    LEGER = "leger"
    COMPLET = "complet"
    DETAILLE = "detaille"


@dataclass(frozen=True, slots=True)
class Emetteur:
    """The issuer of the envoi, usually the cabinet."""

    siren: str = _SIREN_EMETTEUR
    nic: str = _NIC_EMETTEUR
    nom: str = "CABINET D'ESSAI"


@dataclass(frozen=True, slots=True)
class GenerationSpec:
    """One file to generate.

    * `month`: main month, `YYYY-MM`; for a signalement, the month of the event.
    * `etablissements`: number of establishments, spread over `sirens` firms (default: a firm each), or `sirets`
      when they are named. With `sirets`, the same `seed` and establishment give the same people month after month.
    * `individus`: people by establishment (for a signalement: declarations), one number or one by establishment.
    * `nature` and `type_declaration`: see `COMBINATIONS`.
    * `mode`: `test` (S10.G00.00.005 = 01); `reel` must be asked for.
    * `fraction`: `nd`, n of d; the n-th fraction declares one person out of d.
    * `ordre`: order number of the first declaration (1; 2 when it replaces or cancels number 1).

    Raises `GenerationError`.
    """

    norm: str = "P26V01"
    month: str = "2026-11"
    etablissements: int = 1
    individus: int | tuple[int, ...] = 10
    sirens: int | None = None
    sirets: tuple[str, ...] = ()
    sector: str = "general"
    nature: str = "01"
    type_declaration: str = "01"
    seed: int = 0
    mode: str = "test"
    profile: Profile = Profile.COMPLET
    fraction: str = "11"
    ordre: int | None = None
    line_end: str = "CRLF"
    emetteur: Emetteur = Emetteur()

    def __post_init__(self) -> None:
        self._check_choices()
        self._check_combination()
        self._check_fraction()
        self._check_sizes()
        _check_month(self.month)
        for siret in (*self.sirets, self.emetteur.siren + self.emetteur.nic):
            _check_siret(siret)

    def _check_choices(self) -> None:
        _check_one_of("norme", self.norm, NORM_VERSIONS)
        _check_one_of("secteur", self.sector, SECTORS)
        _check_one_of("mode", self.mode, ("test", "reel"))
        _check_one_of("fin de ligne", self.line_end, ("CRLF", "LF"))
        if not isinstance(self.profile, Profile):
            raise GenerationError(f"« {self.profile} » n'est pas un profil : donnez un membre de Profile.")

    def _check_combination(self) -> None:
        _check_one_of("nature", self.nature, COMBINATIONS)
        allowed = COMBINATIONS[self.nature]
        _check_one_of(f"type de déclaration, pour la nature {self.nature},", self.type_declaration, allowed)
        if self.nature == "10" and self.norm < "P26V01":
            raise GenerationError("La nature 10 (DPAE) n'existe que depuis la norme P26V01.")

    def _check_fraction(self) -> None:
        if self.nature != "01" and self.fraction != "11":
            raise GenerationError("Seule une DSN mensuelle se fractionne : laissez la fraction à 11.")
        if not (len(self.fraction) == 2 and "1" <= self.fraction[0] <= self.fraction[1] <= "9"):
            raise GenerationError("La fraction s'écrit nd, n étant au plus égal à d : 11, 12, 22…")

    def _check_sizes(self) -> None:
        count = self.count
        if count < 1 or not 1 <= (self.sirens or 1) <= count:
            raise GenerationError("Il faut au moins un établissement, et pas plus de SIREN que d'établissements.")
        if (self.sirens or count) >= SIREN_COUNT:
            raise GenerationError(f"On ne peut pas générer plus de {SIREN_COUNT - 1} entreprises fictives.")
        if isinstance(self.individus, tuple) and len(self.individus) != count:
            raise GenerationError("Donnez un effectif par établissement, ou un seul pour tous.")
        needed = 0 if self.sans_individu else int(self.fraction[0])
        if min(self.people(rank) for rank in range(count)) < needed:
            raise GenerationError("Il faut au moins un individu par déclaration (ou le type 02 ou 05).")
        if self.ordre is not None and self.ordre < (1 if self.replaces else 0):
            raise GenerationError("Le numéro d'ordre doit être positif, et dépasser celui qu'il remplace.")

    @property
    def count(self) -> int:
        """Number of establishments."""
        return len(self.sirets) or self.etablissements

    @property
    def sans_individu(self) -> bool:
        """Type without individu (néant)."""
        return self.type_declaration in SANS_INDIVIDU

    @property
    def replaces(self) -> bool:
        """The declarations replace or cancel earlier ones."""
        return self.type_declaration in REMPLACE

    @property
    def first_ordre(self) -> int:
        """Order number of the first declaration."""
        return self.ordre if self.ordre is not None else 2 if self.replaces else 1

    def people(self, rank: int) -> int:
        """Number of people of the establishment of that rank (0 without individu)."""
        if self.sans_individu:
            return 0
        return self.individus if isinstance(self.individus, int) else self.individus[rank]


def _check_one_of(subject: str, value: str, allowed: Iterable[str]) -> None:
    choices = tuple(allowed)
    if value not in choices:
        raise GenerationError(f"« {value} » n'est pas possible ({subject}) : choisissez {', '.join(choices)}.")


def _check_month(text: str) -> None:
    try:
        month = Month.parse(text)
    except ValueError:
        raise GenerationError(f"« {text} » n'est pas un mois : écrivez AAAA-MM, par exemple 2026-11.") from None
    if not 2010 <= month.year <= 2099:
        raise GenerationError("Le mois doit être compris entre 2010 et 2099.")


def _check_siret(siret: str) -> None:
    if not is_siret(siret):
        raise GenerationError(f"« {siret} » n'est pas un SIRET : 14 chiffres dont les clés sont justes.")
