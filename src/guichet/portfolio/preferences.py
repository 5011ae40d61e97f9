"""How a member likes his list: the columns he chose, the views he kept or shares with the firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from guichet.accounts.models import Member
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.filters import PortfolioFilter
from guichet.portfolio.models import ListPreference, SavedView

NAME_LENGTH = 60
VIEWS_MAX = 50
SORT = "tri"
"""The order of a view, as the address says it; read by the pages alone."""


class ViewRefused(PortfolioError):
    """The view cannot be kept or removed; the message says why."""


def columns_of(actor: Actor) -> list[str] | None:
    """The names of those he chose; None before any choice."""
    kept = ListPreference.objects.filter(firm_id=actor.firm_id, member_id=actor.member_id)
    return kept.values_list("columns", flat=True).first()


def choose_columns(*, actor: Actor, names: Iterable[str] | None) -> None:
    """Keep them for the next time; None goes back to the usual ones. His own taste: the journal does not tell."""
    if names is None:
        ListPreference.objects.filter(firm_id=actor.firm_id, member_id=actor.member_id).delete()
        return
    kept = [name[:20] for name in names][:40]
    ListPreference.objects.update_or_create(
        firm_id=actor.firm_id, member_id=actor.member_id, defaults={"columns": kept}
    )


def views_visible_to(actor: Actor) -> QuerySet[SavedView]:
    """His own, and those shared with the firm."""
    views = SavedView.objects.filter(Q(member_id=actor.member_id) | Q(shared=True), firm_id=actor.firm_id)
    return views.select_related("member__user")


def may_remove(actor: Actor, view: SavedView) -> bool:
    """His own; an administrator, those shared with the firm too."""
    return view.member_id == actor.member_id or (actor.is_administrator and view.shared)


def save_view(*, actor: Actor, name: str, asked: Mapping[str, str], shared: bool) -> SavedView:
    """Keep what narrows the list, and its order; the same name again replaces it. Raises `ViewRefused`."""
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise ViewRefused("La vue n'a pas de nom. Écrivez-le, puis enregistrez.")
    if len(name) > NAME_LENGTH:
        raise ViewRefused(f"Le nom compte {len(name)} caractères ; raccourcissez-le à {NAME_LENGTH}.")
    mine = SavedView.objects.filter(firm_id=actor.firm_id, member_id=actor.member_id)
    if mine.exclude(name=name).count() >= VIEWS_MAX:
        raise ViewRefused(f"Vous avez déjà {VIEWS_MAX} vues. Supprimez-en une avant d'en enregistrer une autre.")
    kept = PortfolioFilter.of(asked).as_mapping()
    if asked.get(SORT):
        kept[SORT] = asked[SORT][:30]
    view, _ = SavedView.objects.update_or_create(
        firm_id=actor.firm_id, member_id=actor.member_id, name=name, defaults={"asked": kept, "shared": shared}
    )
    if shared:
        journal.record(actor=actor, firm_id=actor.firm_id, verb="vue.partagee", subject=name)
    return view


def remove_view(*, actor: Actor, view: SavedView) -> None:
    """Raises `ViewRefused` for that of someone else."""
    if not may_remove(actor, view):
        raise ViewRefused("Cette vue est celle d'un collègue : lui seul, ou un administrateur, peut la supprimer.")
    if view.shared:
        journal.record(actor=actor, firm_id=actor.firm_id, verb="vue.supprimee", subject=view.name)
    view.delete()


def hand_over_views(*, member: Member, successor: Member) -> int:
    """Give to a colleague the shared views of a member who leaves, but those whose name he uses; gives how many."""
    names = SavedView.objects.filter(member=successor).values("name")
    return SavedView.objects.filter(member=member, shared=True).exclude(name__in=names).update(member=successor)
