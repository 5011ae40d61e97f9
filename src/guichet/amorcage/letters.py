"""The letter to a partner that is not connected: a tagged PDF, the same each time for the same sending of the demande.

Nothing of it is kept: it is made again from the demande, dated of its sending. What it says goes to the template as
values, never as text to be read as a program.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst
from django.utils import formats, timezone

from guichet.accounts.models import Firm, Member
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.mandates import mandate_text
from guichet.amorcage.models import DemandeAmorcage

TEMPLATE = Path(__file__).with_name("letter.typ")
NOT_SENT = "Il n'y a pas encore de courrier : demandez d'abord l'amorçage, le courrier reprendra le mandat accepté."


@dataclass(frozen=True, slots=True)
class Letter:
    """All that the letter says; dates and numbers as they are read."""

    reference: str
    date: str
    partner: str
    firm: str
    firm_siret: str
    etablissement: str
    siret: str
    mandate_version: str
    mandate: tuple[str, ...]
    signatory: str
    accepted_on: str


def letter_of(demande: DemandeAmorcage) -> Letter:
    """The letter of the last sending of a demande, in the context of its firm. Raises `AmorcageError`."""
    if demande.requested_at is None or demande.partner is None or not demande.is_sent:
        raise AmorcageError(NOT_SENT)
    firm, etablissement = Firm.objects.get(pk=demande.firm_id), demande.etablissement
    name = etablissement.raison_sociale or in_groups(etablissement.siret)
    texts = {"partner": demande.partner.name, "firm": firm.name, "etablissement": name}
    return Letter(
        reference=f"{etablissement.siret}-{demande.pk}",
        date=_in_full(demande.requested_at),
        partner=demande.partner.name,
        firm=firm.name,
        firm_siret=in_groups(firm.siret),
        etablissement=name,
        siret=in_groups(etablissement.siret),
        mandate_version=demande.mandate_version,
        mandate=mandate_text(demande.mandate_version, **texts),
        signatory=_name_of(demande.mandate_accepted_by_id),
        accepted_on=_in_full(demande.mandate_accepted_at or demande.requested_at),
    )


def letter_pdf(letter: Letter, at: datetime) -> bytes:
    """The PDF; `at` is the moment it bears, that of the sending: the fonts are those of the program, on any machine."""
    return typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"letter": json.dumps(asdict(letter), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=at.replace(microsecond=0),
        ignore_system_fonts=True,
    )


def in_groups(siret: str) -> str:
    """`12345678900012` → `123 456 789 00012`, with spaces that do not break."""
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))


def _in_full(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "j F Y")


def _name_of(member_id: int | None) -> str:
    member = Member.objects.filter(pk=member_id).select_related("user").first() if member_id else None
    return member.user.get_full_name() if member else ""
