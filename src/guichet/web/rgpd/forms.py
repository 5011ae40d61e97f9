"""The forms about kept data: lengths of time, and whom one looks for."""

from __future__ import annotations

from typing import Any

from django import forms

from guichet.rgpd.enums import BOUNDS, Kept
from guichet.rgpd.models import RetentionPolicy
from guichet.web.rgpd.kept import REASONS, typeset, usual_in_words


class RetentionForm(forms.Form):
    """Months for each of `Kept`, within its bounds."""

    def __init__(self, *args: Any, policy: RetentionPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kept in Kept:
            bounds = BOUNDS[kept]
            self.fields[kept.value] = forms.IntegerField(
                label=f"{kept.label}, en mois",
                min_value=bounds.shortest,
                max_value=bounds.longest,
                initial=policy.months(kept),
                help_text=typeset(f"{usual_in_words(kept)} {REASONS[kept]}"),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "months"}),
            )

    def months(self) -> dict[Kept, int]:
        """What was chosen."""
        return {kept: self.cleaned_data[kept.value] for kept in Kept}


class UnechoedInput(forms.TextInput):
    """What was typed is not drawn back."""

    def format_value(self, value: Any) -> None:
        """Nothing, whatever the value."""


class SearchForm(forms.Form):
    """A NIR, sent by POST alone and drawn back empty: it never stands in an address nor in a page."""

    nir = forms.CharField(
        label="NIR de la personne",
        max_length=40,
        help_text="13 caractères, ou 15 avec la clé ; les espaces sont acceptés. Il n'est gardé nulle part.",
        widget=UnechoedInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
