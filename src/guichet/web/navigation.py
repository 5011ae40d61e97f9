"""Where the tabs and menus lead: a place is shown when its view exists and would let the actor in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, resolve, reverse

from guichet.core.access import ANY_MEMBER, PUBLIC
from guichet.core.actor import Actor
from guichet.web.access import View, admits, is_for


@dataclass(frozen=True, slots=True)
class Place:
    """A label and the name of the address it leads to; `for_several` is for persons of several firms alone."""

    label: str
    name: str
    for_several: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A place the actor may go to; `current` when the page shown is there, `exact` when it is that very page."""

    label: str
    url: str
    current: bool
    exact: bool


TABS = (
    Place("Tableau de bord", "dashboard:home"),
    Place("Demandes reçues", "partner:list"),
    Place("Fiches publiées", "fiches:published"),
    Place("Règles", "partner:rules"),
    Place("Statistiques", "partner:statistics"),
    Place("Mon portefeuille", "portfolio:list"),
    Place("Dépôts", "deposits:list"),
    Place("Échéances", "echeances:list"),
    Place("Anomalies", "anomalies:list"),
    Place("Amorçage", "amorcage:list"),
    Place("Fiches", "fiches:list"),
    Place("Délégations", "delegations:list"),
    Place("Aide", "help:home"),
)

ACCOUNT = (
    Place("Mon compte", "accounts:profile"),
    Place("Adresse électronique", "account_email"),
    Place("Mot de passe", "account_change_password"),
    Place("Sécurité", "mfa_index"),
    Place("Appareils connectés", "accounts:sessions"),
    Place("Mes droits", "delegations:own"),
    Place("Équipe", "team:list"),
    Place("Jetons d'accès", "programs:tokens"),
    Place("Webhooks", "programs:webhooks"),
    Place("Mes opérations", "operations:list"),
    Place("Journal", "journal:list"),
    Place("Données conservées", "rgpd:home"),
    Place("Changer de cabinet", "accounts:firms", for_several=True),
)


def links(places: Iterable[Place], actor: Actor | None, path: str) -> list[Link]:
    """The places that exist and admit the actor, in order; those of a page under `path` are current."""
    found = []
    for place in places:
        target = _target(place.name)
        if place.for_several and not (actor and actor.several_firms):
            continue
        if target is None or not _admits(target[1], actor):
            continue
        found.append((place.label, target[0]))
    # Of two places one inside the other, the page shown is in the inner one.
    here = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return [Link(label, url, current=url == here, exact=path == url) for label, url in found]


def address(name: str, actor: Actor | None) -> str:
    """The address of that name when the actor may go there and has something to do there, else an empty string."""
    target = _target(name)
    return target[0] if target and _admits(target[1], actor) else ""


@cache
def _target(name: str) -> tuple[str, View] | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return url, resolve(url).func  # type: ignore[return-value]  # every view declares its access


def _admits(view: View, actor: Actor | None) -> bool:
    if actor is None and (view.portfolio_only or view.partner_only):
        return False
    if actor is not None and not is_for(view, actor):
        return False
    if view.offered_to and (actor is None or not view.offered_to(actor)):
        return False
    if view.access in {PUBLIC, ANY_MEMBER}:
        return True
    return actor is not None and admits(view.access, actor)
