"""`python -m tests.browser.gallery`: prints one page with every component, in its states."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path

import django

django.setup()

from django import forms  # noqa: E402  # after django.setup()
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from guichet.core.actor import Actor  # noqa: E402
from guichet.core.rights import Right  # noqa: E402

STATES = (("a_completer", "À compléter"), ("actif", "Actif"), ("retire", "Retiré"), ("controle", "Contrôle"))


class Fiche(forms.Form):
    """One field of each kind."""

    siret = forms.CharField(label="SIRET", help_text="14 chiffres ; les espaces sont acceptés.")
    name = forms.CharField(label="Dénomination", required=False)
    echeance = forms.ChoiceField(label="Échéance", choices=[(5, "le 5"), (15, "le 15")], widget=forms.RadioSelect)
    partner = forms.ChoiceField(label="Partenaire", choices=[("", "—"), ("a", "PRO BTP")])
    sure = forms.BooleanField(label="J'ai vérifié ces informations")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))


def main() -> None:
    """The page, as HTML."""
    request = RequestFactory().get("/portefeuille/", {"page": "2"})
    request.user = AnonymousUser()
    request._messages = []
    request.actor = Actor(uuid.uuid4(), "Cabinet Arnaud", True, 1, 1, "Claire Arnaud", True, dict.fromkeys(Right, Q()))
    template = engines["django"].from_string((Path(__file__).parent / "gallery.html").read_text())
    sys.stdout.write(template.render(_values(), request))


def _values() -> dict[str, object]:
    rows = [
        {
            "siret": f"9900001190001{n}",
            "name": f"Boulangerie {n}",
            "state": state,
            "label": label,
            "headcount": 1234 * n,
        }
        for n, (state, label) in enumerate(STATES)
    ]
    return {
        "rows": rows,
        "page": Paginator(range(1234), 50).page(2),
        "form": Fiche({"siret": "", "echeance": "7"}),
        "stats": [{"label": "Établissements", "value": 312}, {"label": "À compléter", "value": 3, "tone": "warning"}],
        "steps": [
            {"label": "Lecture", "state": "done"},
            {"label": "Contrôle", "state": "current"},
            {"label": "Mise au portefeuille", "state": ""},
        ],
        "chips": [{"label": "échéance le 5", "url": "/a"}, {"label": "à compléter", "url": "/b"}],
    }


if __name__ == "__main__":
    main()
