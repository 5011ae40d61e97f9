"""What a report shows of the comparison with earlier deposits."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.guichet.cast import SIRET_ONE, Cast
from tests.guichet.deposits.samples import controlled, dsn


def test_the_warning_is_shown_with_its_page_and_its_lines(client: Client, cast: Cast) -> None:
    controlled(cast.admin_a, dsn(SIRET_ONE, month="2026-10", individus=6))
    done = controlled(cast.admin_a, dsn(SIRET_ONE, individus=12))
    client.force_login(cast.admin_a.user)
    page = client.get(reverse("deposits:report", args=[done.pk])).content.decode()
    assert "D'un mois à l'autre" in page
    assert "Effectif très différent du mois précédent" in page
    assert "6 en octobre 2026, 12 en novembre 2026" in page
    assert "rien de bloquant" in page
    row = done.findings.get(control="MOIS/EFFECTIF")
    assert "S20.G00.05.001" in client.get(reverse("deposits:places", args=[row.pk])).content.decode()
    control = client.get(reverse("controls:control", args=["MOIS/EFFECTIF"])).content.decode()
    assert "exécuté à chaque dépôt" in control


def test_a_report_without_comparison_does_not_speak_of_it(client: Client, cast: Cast) -> None:
    done = controlled(cast.admin_a, dsn(SIRET_ONE, faults=("bad_nir",)))
    client.force_login(cast.admin_a.user)
    assert "D'un mois à l'autre" not in client.get(reverse("deposits:report", args=[done.pk])).content.decode()
