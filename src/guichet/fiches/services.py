"""What changes the fiches of a firm. Each function runs in the transaction of its caller, in its context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import neodes
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.files import remove_file
from guichet.core.rights import Right
from guichet.fiches.enums import Source
from guichet.fiches.errors import BadSiren, CoversOthers, FicheError, NoEtablissement, NotRead
from guichet.fiches.keeping import Brought, apart, cover, cover_by_itself, keep
from guichet.fiches.models import FicheEtablissement, FicheParametrage
from guichet.fiches.queries import followed_by, versions_of
from guichet.portfolio.errors import RightMissing
from guichet.portfolio.models import Etablissement

REMARKS_SHOWN = 5


@dataclass(slots=True)
class Received:
    """What became of the fiches of a file; `refused` and `remarks` are French sentences."""

    added: list[FicheParametrage] = field(default_factory=list)
    known: list[FicheParametrage] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def receive_fiches(*, actor: Actor, file_name: str, content: bytes, now: datetime) -> Received:
    """Keep the fiches of a file that the firm brings, one by one. Raises `RightMissing`, or `NotRead`."""
    if not actor.can(Right.AMORCAGE):
        raise RightMissing
    read = read_content(content)
    received = Received(remarks=[neodes.remark_sentence(each) for each in read.remarks[:REMARKS_SHOWN]])
    by_firm = Brought(actor.firm_id, Source.CABINET, now, author_id=actor.member_id, file_name=file_name)
    for fiche, text in zip(read.fiches, apart(content, read), strict=True):
        try:
            followed = _followed(actor, fiche)
        except FicheError as error:
            received.refused.append(str(error))
            continue
        kept = keep(fiche, text, by_firm)
        (received.added if kept.is_new else received.known).append(kept.fiche)
        if kept.is_new:
            cover_by_itself(kept.fiche, followed)
            tell(actor, kept.fiche, "fiche.recue")
    return received


def cover_etablissements(*, actor: Actor, fiche: FicheParametrage, chosen: Iterable[Etablissement]) -> None:
    """Say which establishments of the SIREN it is for; those that the actor does not follow stay as they are."""
    followed = {each.pk for each in followed_by(actor).filter(siren=fiche.siren)}
    wanted = {each.pk for each in chosen} & followed
    others = set(fiche.covered.values_list("etablissement_id", flat=True)) - followed
    cover(fiche, sorted(wanted | others), told=True)
    tell(actor, fiche, "fiche.couverture", etablissements=len(wanted | others))


def remove_fiche(*, actor: Actor, fiche: FicheParametrage) -> None:
    """Take off all its versions with their files. Raises `CoversOthers`."""
    others = FicheEtablissement.objects.filter(fiche__series=fiche.series, etablissement__retired_at=None)
    if others.exclude(etablissement__in=followed_by(actor)).exists():
        raise CoversOthers
    tell(actor, fiche, "fiche.supprimee")
    for version in versions_of(fiche).select_related("file"):
        stored = version.file
        version.delete()
        remove_file(stored)


def read_content(content: bytes) -> neodes.FichesRead:
    """The fiches of a file. Raises `NotRead` when there is none."""
    read = neodes.read_fiches(content)
    if not read.is_readable:
        raise NotRead(" ".join(neodes.remark_sentence(each) for each in read.remarks[:REMARKS_SHOWN]))
    return read


def tell(actor: Actor | None, fiche: FicheParametrage, verb: str, **details: object) -> None:
    """One line of the journal, about the entreprise or the establishment."""
    subject = fiche.siren + fiche.nic if fiche.nic else f"SIREN {fiche.siren}"
    told = {"fiche": str(fiche.pk), "version": fiche.rank, "niveau": fiche.level, **details}
    journal.record(actor=actor, firm_id=fiche.firm_id, verb=verb, subject=subject, details=told)


def _followed(actor: Actor, fiche: neodes.Fiche) -> list[Etablissement]:
    """The establishments that it may be for. Raises `FicheError` when there is none."""
    if not (len(fiche.siren) == 9 and fiche.siren.isascii() and fiche.siren.isdigit()):
        raise BadSiren
    followed = followed_by(actor).filter(siren=fiche.siren)
    if fiche.nic:
        followed = followed.filter(siret=fiche.siret)
    found = list(followed)
    if not found:
        raise NoEtablissement(f"l'établissement {fiche.siret}" if fiche.nic else f"l'entreprise {fiche.siren}")
    return found
