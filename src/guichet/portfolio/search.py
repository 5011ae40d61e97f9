"""Looking for establishments by what a person types."""

from __future__ import annotations

from django.db.models import Q, Value

from guichet.portfolio.models import Fold

SEARCH_MAX = 100


def cleaned(text: str) -> str:
    """What can be looked for: no NUL, no blanks around, not too long."""
    return text.replace("\x00", "").strip()[:SEARCH_MAX]


def search_condition(text: str) -> Q:
    """SIRET or SIREN (blanks or not), dénomination or locality holds every word, whatever the accents and case.

    No trigram index: under row-level security PostgreSQL asks LIKE, which is not leakproof, only of rows already known
    to be of the firm. It reads them in the index of the list instead, which holds the text.
    """
    digits = "".join(text.split())
    found = Q()
    for word in [digits] if digits.isdigit() else text.split():
        found &= Q(search_text__contains=Fold(Value(word)))
    return found
