"""What is written as a list in one field: SIRETs, SIRENs, IDCCs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from stdnum import luhn

from guichet.portfolio.errors import InvalidSiret
from guichet.portfolio.models import Etablissement
from guichet.portfolio.siret import read_siret

VALUES_MAX, SIRETS_MAX, TOLD = 500, 5_000, 5
SEPARATORS = re.compile(r"[\s,;]+")


class SiretsField(forms.CharField):
    """SIRETs, one a line, spaces inside accepted."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> list[str]:
        """Each once, in the order they were written."""
        lines = [line.strip() for line in re.split(r"[\n,;]", super().clean(value)) if line.strip()]
        if len(lines) > SIRETS_MAX:
            raise forms.ValidationError(
                f"{len(lines)} SIRET sont écrits, et {SIRETS_MAX} passent à la fois. Choisissez plutôt une règle ou un "
                "groupe, ou ajoutez-les en plusieurs fois."
            )
        sirets, wrong = [], []
        for line in lines:
            try:
                sirets.append(read_siret(line))
            except InvalidSiret:
                wrong.append(line)
        if wrong:
            raise forms.ValidationError(f"Ces lignes ne sont pas des SIRET : {_told(wrong)}. Corrigez-les.")
        return list(dict.fromkeys(sirets))


class ValuesField(forms.CharField):
    """Numbers of a fixed length, between commas, spaces or lines."""

    def __init__(self, shape: str, what: str, **options: Any) -> None:
        self.shape, self.what = re.compile(shape), what
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Each once, sorted."""
        values = sorted(set(filter(None, SEPARATORS.split(super().clean(value)))))
        wrong = [each for each in values if not self.accepts(each)]
        if wrong:
            raise forms.ValidationError(f"{self.what} Corrigez : {_told(wrong)}.")
        if len(values) > VALUES_MAX:
            raise forms.ValidationError(f"Une règle nomme au plus {VALUES_MAX} valeurs ; ici, {len(values)}.")
        return tuple(values)

    def accepts(self, value: str) -> bool:
        """By its shape; a SIREN by its key too."""
        return bool(self.shape.fullmatch(value)) and (len(value) != 9 or luhn.is_valid(value))


def check_known(form: forms.Form, name: str, chosen: QuerySet[Etablissement]) -> None:
    """The same sentence whether a SIRET is unknown to the firm or only out of reach."""
    known = set(chosen.values_list("siret", flat=True))
    unknown = [siret for siret in form.cleaned_data[name] if siret not in known]
    if unknown:
        form.add_error(
            name,
            f"Ces établissements ne sont pas parmi ceux que vous pouvez confier : {_told(unknown)}. "
            "Vérifiez leur SIRET, ou ajoutez-les d'abord au portefeuille.",
        )


def _told(values: list[str]) -> str:
    others = len(values) - TOLD
    return ", ".join(values[:TOLD]) + (f" et {others} autres" if others > 0 else "")
