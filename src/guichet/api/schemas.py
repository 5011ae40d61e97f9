"""What the operations take and give: codes, numbers, names of firms; never a NIR, never a person of an entreprise."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from guichet.amorcage.documents import TEXT_MAX
from guichet.amorcage.enums import DemandeState, Side
from guichet.amorcage.following import REASON_MAX


class Account(Schema):
    """Whose token it is."""

    firm: str
    kind: str = Field(description="« partenaire », « tiers_declarant » ou « entreprise ».")
    member: str
    is_administrator: bool


class Declarant(Schema):
    """The firm that asks."""

    siret: str
    name: str


class Etablissement(Schema):
    """What it is about."""

    siret: str
    siren: str
    raison_sociale: str


class Mandate(Schema):
    """The text that the firm accepted, by version."""

    version: str
    accepted_at: datetime | None


class Demande(Schema):
    """A demande d'amorçage as its partner knows it."""

    id: int
    state: DemandeState
    to_answer: bool
    requested_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    ends_on: date | None = Field(description="Dernier jour de ce qui est accordé.")
    renewal_asked_at: datetime | None
    declarant: Declarant
    etablissement: Etablissement
    mandate: Mandate


class Step(Schema):
    """One step of it."""

    state: DemandeState
    at: datetime
    side: Side
    reason: str


class DemandeInFull(Demande):
    """With its mandate and its history, the latest first."""

    mandate_text: list[str]
    history: list[Step]


class Demandes(Schema):
    """One page of them, the latest received first; `next` is the cursor of the next page."""

    items: list[Demande]
    next: str | None


class Granted(Schema):
    """Until when, that day included."""

    ends_on: date


class Refused(Schema):
    """Why; the firm reads it."""

    reason: str = Field(min_length=1, max_length=REASON_MAX)


class AskedFor(Schema):
    """What is missing to decide; the firm reads it."""

    text: str = Field(min_length=1, max_length=TEXT_MAX)


class Publication(Schema):
    """A fiche de paramétrage that the partner published."""

    id: int
    siren: str
    nic: str = Field(description="Vide quand la fiche vaut pour plusieurs établissements du SIREN.")
    level: str
    identifier: str
    version: int
    is_current: bool
    received_at: datetime


class Publications(Schema):
    """One page of them, the latest first; `next` is the cursor of the next page."""

    items: list[Publication]
    next: str | None


class Published(Schema):
    """What became of a file: fiches kept, known already, refused with the reason, and what was odd in it."""

    added: list[Publication]
    known: list[Publication]
    refused: list[str]
    remarks: list[str]
