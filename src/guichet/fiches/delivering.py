"""From a partner to the firms it has granted something to: each gets its own copy, encrypted with its own key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import neodes
from guichet.amorcage.following import mark_available
from guichet.amorcage.inbox import declarants_granted
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.queries import granted_demandes
from guichet.core import jobs
from guichet.core.actor import Actor
from guichet.core.files import read_file
from guichet.core.tenancy import as_firm, firm_transaction, partner_firm
from guichet.fiches.enums import Source
from guichet.fiches.errors import BadSiren, NotAddressed
from guichet.fiches.keeping import Brought, Kept, apart, cover, keep
from guichet.fiches.models import FicheParametrage
from guichet.fiches.services import REMARKS_SHOWN, Received, read_content, tell

DELIVER, QUEUE = "fiches.deliver", "fiches"


def publish(*, actor: Actor, file_name: str, content: bytes, now: datetime) -> Received:
    """Keep the fiches of a file in the account of the partner; a job delivers each. Raises `FicheError`."""
    if actor.partner_id is None:
        raise NotAddressed
    read = read_content(content)
    received = Received(remarks=[neodes.remark_sentence(each) for each in read.remarks[:REMARKS_SHOWN]])
    by_partner = Brought(actor.firm_id, Source.PARTENAIRE, now, actor.member_id, actor.partner_id, file_name)
    for fiche, text in zip(read.fiches, apart(content, read), strict=True):
        if not (len(fiche.siren) == 9 and fiche.siren.isascii() and fiche.siren.isdigit()):
            received.refused.append(str(BadSiren()))
            continue
        kept = keep(fiche, text, by_partner)
        (received.added if kept.is_new else received.known).append(kept.fiche)
        if kept.is_new:
            tell(actor, kept.fiche, "fiche.publiee")
        key = str(kept.fiche.pk)
        jobs.enqueue(DELIVER, queue=QUEUE, firm_id=actor.firm_id, lock=f"fiche:{key}", fiche_id=key)
    return received


def deliver(*, firm_id: UUID, fiche_id: int, now: datetime) -> int:
    """Bring a published fiche to every firm it is for; gives how many. Safe to run again."""
    with firm_transaction(firm_id):
        fiche = FicheParametrage.objects.select_related("file").filter(pk=fiche_id).first()
        if fiche is None or fiche.partner_id is None:
            return 0
        declarants, content = declarants_granted(firm_id, fiche.siren), read_file(fiche.file)
    delivered = 0
    for declarant in declarants:
        with firm_transaction(declarant):
            granted = list(granted_demandes(declarant, fiche.partner_id, fiche.siren))
            delivered += deliver_to(granted, content, file_name=fiche.file_name, now=now)
    return delivered


def deliver_what_is_there(*, demande: DemandeAmorcage, now: datetime) -> None:
    """What its partner published for that SIREN; in the context of the firm whose demande is granted."""
    account = partner_firm(demande.partner_id) if demande.partner_id else None
    if account is None:
        return
    with as_firm(account):
        rows = FicheParametrage.objects.filter(siren=demande.etablissement.siren, is_current=True)
        contents = [(row.file_name, read_file(row.file)) for row in rows.select_related("file").order_by("pk")]
    for name, content in contents:
        deliver_to([demande], content, file_name=name, now=now)


def deliver_to(demandes: list[DemandeAmorcage], content: bytes, *, file_name: str, now: datetime) -> bool:
    """One fiche to the firm of those granted demandes, for the establishments it is for; whether there is any."""
    for fiche in neodes.read_fiches(content).fiches:
        mine = [each for each in demandes if not fiche.nic or each.etablissement.siret == fiche.siret]
        if not mine:
            continue
        firm_id, partner_id = mine[0].firm_id, mine[0].partner_id
        kept = keep(fiche, content, Brought(firm_id, Source.PARTENAIRE, now, None, partner_id, file_name))
        _cover_granted(kept, mine)
        for demande in mine:
            mark_available(demande=demande, reason="Une fiche de paramétrage est arrivée.", now=now)
        return True
    return False


def _cover_granted(kept: Kept, demandes: list[DemandeAmorcage]) -> None:
    """The establishments of the demandes, beside those that it covers already."""
    covered = set(kept.fiche.covered.values_list("etablissement_id", flat=True))
    wanted = covered | {demande.etablissement_id for demande in demandes}
    if wanted != covered:
        cover(kept.fiche, sorted(wanted), told=True)
    if kept.is_new:
        tell(None, kept.fiche, "fiche.livree", etablissements=len(wanted))
