"""`pk__among`: the same rows as `pk__in`, by one parameter."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from guichet.portfolio.models import Etablissement
from tests.guichet.cast import Cast


def test_it_finds_what_in_finds(cast: Cast) -> None:
    one, two = cast.etablissement_one.pk, cast.etablissement_two.pk
    for keys in ([], [one], [two, one, one], {one: "a key", two: "another"}):
        found = Etablissement.objects.filter(pk__among=keys).order_by("pk")
        assert list(found) == list(Etablissement.objects.filter(pk__in=list(keys)).order_by("pk"))


def test_it_sends_one_parameter(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert not Etablissement.objects.filter(pk__among=range(10**9, 10**9 + 5000)).exists()
    (query,) = captured
    assert "= ANY(" in query["sql"]
