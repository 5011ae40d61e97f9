"""The columns of the list: those there are, those a member chose, and how the list is ordered by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guichet.core.actor import Actor
from guichet.core.rights import Right


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, its name, the field it sorts by (none, no sorting), the right it is shown for."""

    label: str
    name: str
    field: str = ""
    is_number: bool = False
    right: Right | None = None

    @property
    def template(self) -> str:
        """What draws its cell."""
        return f"web/portfolio/cells/{self.name}.html"


# The text that is searched begins with the dénomination, in lower case and without accents.
FIRST = Column("Établissement", "etablissement", "search_text")
CHOICES = (
    Column("État", "etat", "state"),
    Column("Échéance", "echeance", "echeance"),
    Column("Partenaire", "partenaire", "partner__name"),
    Column("Amorçage", "amorcage", right=Right.AMORCAGE),
    Column("Dernière déclaration", "anomalies", right=Right.VOIR_DECLARATIONS),
    Column("Groupe", "groupe", "sub_portfolio__name"),
    Column("Étiquettes", "etiquettes"),
    Column("Localité", "localite", "localite"),
    Column("Effectif", "effectif", "headcount", is_number=True),
    Column("IDCC", "idcc", "idcc"),
    Column("APET", "apet", "apet"),
    Column("Dernier dépôt", "depot", "last_deposit_at"),
    Column("Au portefeuille depuis", "ajout", "added_at"),
)
USUAL = ("etat", "echeance", "partenaire", "amorcage", "anomalies", "localite", "depot")
SORTED = tuple(column for column in (FIRST, *CHOICES) if column.field)


def offered(actor: Actor) -> list[Column]:
    """Those that the actor may show."""
    return [column for column in CHOICES if column.right is None or actor.can(column.right)]


def shown(actor: Actor, chosen: Iterable[str] | None) -> list[Column]:
    """Those chosen, in the order of the list; the usual ones before any choice."""
    names = set(USUAL if chosen is None else chosen)
    return [column for column in offered(actor) if column.name in names]
