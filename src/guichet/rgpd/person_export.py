"""What the portal keeps of a member of the firm, in a zip: JSON for machines, CSV for people (RGPD, art. 15 and 20).

The member asks for himself, or an administrator for him. What he did for other firms is theirs: he asks for it there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core import files, journal, operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import JournalEntry, Operation
from guichet.core.operations import Refused
from guichet.core.tenancy import firm_transaction
from guichet.delegations.models import Delegation
from guichet.deposits.models import Deposit
from guichet.rgpd.errors import NotAdministrator
from guichet.rgpd.sentences import line_of
from guichet.rgpd.sheets import BOM, as_csv

KIND = "personne.export"
TASK = "rgpd.export_person"
SLICE = 2_000
NOT_YOURS = "Seul un administrateur peut demander les données d'un autre membre. Demandez les vôtres."
HEADER = ("date", "action", "objet", "origine", "réseau", "navigateur")


def start_person_export(*, actor: Actor, member: Member) -> Operation:
    """Gather what is kept of that member, oneself or, for an administrator, another. Raises `NotAdministrator`."""
    if member.pk != actor.member_id and not actor.is_administrator:
        raise NotAdministrator
    operation = operations.start(
        actor=actor, kind=KIND, title="Export des données d'un membre", task=TASK, asked={"membre": member.pk}
    )
    journal.record(
        actor=actor,
        firm_id=actor.firm_id,
        verb="membre.donnees_exportees",
        subject=str(member.pk),
        details={"membre": member.pk},
    )
    return operation


def may_take(actor: Actor, operation: Operation) -> bool:
    """Whether the file may still be taken away: one's own, or any for an administrator."""
    return actor.is_administrator or operation.asked.get("membre") == actor.member_id


def export_person(operation: Operation) -> None:
    """Outside any transaction: gather, write the zip, end."""
    with firm_transaction(operation.firm_id):
        member = _member(operation)
        known = _account(member) | {"profils": _profiles(member), "depots": _deposits(member)}
    lines = list(_journal(operation, member.pk))
    content = _zip(
        {
            "donnees.json": json.dumps({**known, "journal": lines}, ensure_ascii=False, indent=2),
            "compte.csv": BOM + as_csv([("donnée", "valeur"), *known["compte"].items()]),
            "profils.csv": BOM + _sheet(known["profils"]),
            "depots.csv": BOM + _sheet(known["depots"]),
            "journal.csv": BOM + as_csv([HEADER, *(tuple(line.values()) for line in lines)]),
        }
    )
    written = files.write_file(operation.firm_id, [content])
    with firm_transaction(operation.firm_id):
        result = files.register_file(written)
    name = f"donnees-membre-{member.pk}-{timezone.localdate():%Y-%m-%d}.zip"
    summary: dict[str, object] = {"lignes": len(lines), "depots": len(known["depots"])}
    operations.finish(operation, summary=summary, result=result, result_name=name)


def _member(operation: Operation) -> Member:
    """The one asked for. Raises `Refused` when its author may not any more."""
    actor, key = author_of(operation), operation.asked["membre"]
    if key != actor.member_id and not actor.is_administrator:
        raise Refused(NOT_YOURS)
    return Member.objects.select_related("user", "firm").get(pk=key)


def _account(member: Member) -> dict[str, Any]:
    user = member.user
    return {
        "compte": {
            "nom": user.name,
            "adresse électronique": user.email,
            "inscrit le": _day(user.date_joined),
            "dernière connexion": _day(user.last_login),
            "cabinet": member.firm.name,
            "rôle": member.get_role_display(),
            "membre depuis le": _day(member.joined_at),
            "accès ouvert": "oui" if member.is_active else "non",
        }
    }


def _profiles(member: Member) -> list[dict[str, str]]:
    given = Delegation.objects.filter(member=member).select_related("profile").order_by("starts_on", "pk")
    return [
        {
            "profil": each.profile.name,
            "droits": ", ".join(each.profile.rights),
            "du": each.starts_on.isoformat(),
            "au": each.ends_on.isoformat() if each.ends_on else "",
        }
        for each in given
    ]


def _deposits(member: Member) -> list[dict[str, str]]:
    rows = Deposit.objects.filter(author=member).order_by("received_at", "pk")
    return [{"dépôt": str(row.pk), "fichier": row.file_name, "reçu le": _day(row.received_at)} for row in rows]


def _journal(operation: Operation, member_id: int) -> Iterator[dict[str, str]]:
    last = 0
    while True:
        with firm_transaction(operation.firm_id):
            entries = JournalEntry.objects.filter(firm_id=operation.firm_id, member_id=member_id, pk__gt=last)
            rows = list(entries.order_by("pk")[:SLICE])
        if not rows:
            return
        yield from map(_line, rows)
        last = rows[-1].pk


def _line(entry: JournalEntry) -> dict[str, str]:
    line = line_of(entry)
    values = (_day(line.at), line.sentence, entry.subject, line.origin, line.network, line.agent)
    return dict(zip(HEADER, values, strict=True))


def _sheet(rows: list[dict[str, str]]) -> str:
    return as_csv([tuple(rows[0]), *(tuple(row.values()) for row in rows)]) if rows else ""


def _zip(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text.encode())
    return buffer.getvalue()


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else ""
