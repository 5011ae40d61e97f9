"""What the lines of one page are about, by name and with a link: one query for each kind, however many lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from guichet.accounts.models import Invitation, Member
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.delegations.models import DelegationProfile
from guichet.deposits.queries import deposits_visible_to
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.templatetags.guichet import siret

SIRET = 14
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAMES = {"conservation": "Durées de conservation"}


@dataclass(frozen=True, slots=True)
class Subject:
    """How it is named; `url` is empty where the reader may not go, `detail` is the SIRET under a name."""

    label: str
    url: str = ""
    detail: str = ""


def subjects_of(actor: Actor, entries: Iterable[JournalEntry]) -> dict[str, Subject]:
    """Subject as written → how it reads, for that reader."""
    written = {entry.subject for entry in entries if entry.subject}
    sirets = {subject for subject in written if subject.isdigit() and len(subject) == SIRET}
    named = {
        subject: Subject(siret(subject) if subject in sirets else NAMES.get(subject, subject)) for subject in written
    }
    people = _members(actor, written - sirets) | _invitations(actor, written)
    return named | _etablissements(actor, sirets) | _deposits(actor, written) | _profiles(actor, written) | people


def _etablissements(actor: Actor, sirets: set[str]) -> dict[str, Subject]:
    if not sirets or not actor.has_portfolio:
        return {}
    rows = etablissements_visible_to(actor, Right.VOIR_PORTEFEUILLE).filter(siret__in=sirets)
    return {
        each.siret: Subject(
            each.raison_sociale or siret(each.siret),
            reverse("portfolio:etablissement", args=[each.siret]),
            siret(each.siret) if each.raison_sociale else "",
        )
        for each in rows.only("siret", "raison_sociale")
    }


def _deposits(actor: Actor, written: set[str]) -> dict[str, Subject]:
    keys = _after("depot:", written)
    known = {UUID(key) for key in keys if _UUID.fullmatch(key)}
    rows = deposits_visible_to(actor).filter(pk__in=known).only("file_name") if known else []
    found = {f"depot:{each.pk}": Subject(each.file_name, reverse("deposits:report", args=[each.pk])) for each in rows}
    return {f"depot:{key}": Subject(f"Dépôt {key[:8]}") for key in keys} | found


def _members(actor: Actor, written: set[str]) -> dict[str, Subject]:
    """Written as their number."""
    keys = {int(subject) for subject in written if subject.isascii() and subject.isdigit() and len(subject) < SIRET}
    rows = Member.objects.filter(firm_id=actor.firm_id, pk__in=keys).select_related("user") if keys else []
    return {str(member.pk): Subject(member.user.get_full_name()) for member in rows}


def _invitations(actor: Actor, written: set[str]) -> dict[str, Subject]:
    keys = {key for key in _after("invitation:", written) if _UUID.fullmatch(key)}
    rows = Invitation.objects.filter(firm_id=actor.firm_id, pk__in=keys) if keys else []
    return {f"invitation:{each.pk}": Subject(f"Invitation de {each.email}") for each in rows}


def _profiles(actor: Actor, written: set[str]) -> dict[str, Subject]:
    """And operations, which their own page tells of."""
    keys = {int(key) for key in _after("profil:", written) if key.isascii() and key.isdigit()}
    rows = DelegationProfile.objects.filter(firm_id=actor.firm_id, pk__in=keys) if keys else []
    operations = {key: Subject("Une opération") for key in written if key.startswith("operation:")}
    operations |= {key: Subject("Un jeton d'accès") for key in written if key.startswith("jeton:")}
    operations |= {key: Subject("Un webhook") for key in written if key.startswith("webhook:")}
    return operations | {f"profil:{each.pk}": Subject(f"Profil « {each.name} »") for each in rows}


def _after(prefix: str, written: set[str]) -> list[str]:
    return [subject.removeprefix(prefix) for subject in written if subject.startswith(prefix)]
