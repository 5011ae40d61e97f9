"""What the check of one file gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from neodes.controls.base import FindingGroup, Severity


@dataclass(frozen=True, slots=True)
class Adresse:
    """Address of an establishment as declared in S21.G00.11.003 to .007."""

    voie: str = ""
    code_postal: str = ""
    localite: str = ""
    complement: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationSummary:
    """What one S20 says of itself and of its establishment; empty strings where the file is silent.

    `period` is `YYYY-MM` (S20.G00.05.005), `idcc_contrats` counts S21.G00.40.017 over the contracts,
    `organismes` lists S21.G00.15.002 in order of appearance, `destinataires` S21.G00.20.001.
    `champ` is S20.G00.05.008. Lines are counted from 1, both ends included.
    """

    index: int
    nature: str
    type: str
    fraction: str
    ordre: str
    period: str
    date_fichier: date | None
    remplace: str
    siren: str
    nic: str
    siret: str
    apen: str
    apet: str
    idcc: str
    adresse: Adresse
    individus: int
    organismes: tuple[str, ...]
    destinataires: tuple[str, ...]
    idcc_contrats: tuple[tuple[str, int], ...]
    autres_sirets: tuple[str, ...]
    first_line: int
    last_line: int
    champ: str = ""


@dataclass(frozen=True, slots=True)
class EnvoiSummary:
    """What S10 says of the sender; `mode` is `test`, `reel` or empty when the file does not tell."""

    norm: str
    mode: str
    logiciel: str
    editeur: str
    emetteur_siren: str
    emetteur_nic: str
    type_envoi: str
    point_depot: str


@dataclass(frozen=True, slots=True)
class SectorChoice:
    """Which family of controls of the trade runs for an establishment, and why.

    `family` is empty when none runs. `clue` is `partenaire` when a person gave the partner (`value` is its code), else
    the rubrique that tells, with its value. `shown` is the family that the file shows.
    """

    siret: str
    family: str = ""
    clue: str = ""
    value: str = ""
    shown: str = ""

    @property
    def is_given(self) -> bool:
        """Whether a person gave the partner: what is only guessed informs, and does not warn."""
        return self.clue == GIVEN


GIVEN = "partenaire"
"""Clue of a choice that a person made."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault of ours while a control ran: never a finding."""

    control: str
    line: int
    error: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """Everything the check of one file found.

    `held` counts, by control, how often it could not be judged because what it depends on is at fault already.
    `readable` is False when nothing could be read as DSN (empty, binary, broken archive member);
    `norm` is the version whose tables were used, `envoi.norm` the one the file names. `sectors` says, establishment by
    establishment, which controls of the trade ran; it is empty when they were not asked for.
    """

    path: str
    encoding: str
    line_end: str
    norm: str
    readable: bool
    lines: int
    envoi: EnvoiSummary
    declarations: tuple[DeclarationSummary, ...]
    groups: tuple[FindingGroup, ...]
    crashes: tuple[Crash, ...] = field(default_factory=tuple)
    held: tuple[tuple[str, int], ...] = field(default_factory=tuple)
    sectors: tuple[SectorChoice, ...] = field(default_factory=tuple)

    @property
    def mode(self) -> str:
        """`test`, `reel` or empty."""
        return self.envoi.mode

    def count(self, severity: Severity) -> int:
        """Exact number of findings of that severity."""
        return sum(group.count for group in self.groups if group.severity is severity)
