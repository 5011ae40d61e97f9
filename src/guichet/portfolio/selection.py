"""Which establishments an action is about: those ticked, all those a list shows, or those of one removal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.filters import PortfolioFilter
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

TICKED_MAX = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Exactly one of the three is there. None of them says who may act: `rows` asks that of the actor, in SQL."""

    sirets: tuple[str, ...] = ()
    filter: PortfolioFilter | None = None
    removed_at: datetime | None = None

    def rows(self, actor: Actor, right: Right, *, now: datetime) -> QuerySet[Etablissement]:
        """Those the actor may see, narrowed to where he holds that right."""
        rows = etablissements_visible_to(actor, right)
        if right is not Right.VOIR_PORTEFEUILLE:
            rows = rows.filter(actor.scope(Right.VOIR_PORTEFEUILLE))
        if self.filter is not None:
            return rows.filter(self.filter.condition(actor, now=now))
        if self.removed_at is not None:
            return rows.filter(state=EtablissementState.RETIRE, retired_at=self.removed_at)
        return rows.filter(siret__in=self.sirets)

    def as_json(self) -> dict[str, Any]:
        """As an operation keeps it."""
        if self.filter is not None:
            return {"filtre": self.filter.as_mapping()}
        return {"retrait": self.removed_at.isoformat()} if self.removed_at else {"sirets": list(self.sirets)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Selection:
        """What `as_json` gave."""
        if "filtre" in kept:
            return cls(filter=PortfolioFilter.of(kept["filtre"]))
        if "retrait" in kept:
            return cls(removed_at=datetime.fromisoformat(kept["retrait"]))
        return cls(sirets=tuple(kept["sirets"])[:TICKED_MAX])
