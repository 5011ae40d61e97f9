"""The fiche of an establishment, as a person fills it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html

from guichet.portfolio.enums import Echeance
from guichet.portfolio.errors import InvalidSiret
from guichet.portfolio.facts import APET, CODE_POSTAL, IDCC, TEXT_FACTS
from guichet.portfolio.models import Etablissement, Partner
from guichet.portfolio.siret import read_siret

NO_PARTNER = "aucun"
DAYS = [
    (Echeance.CINQ.value, "le 5 du mois suivant, à midi"),
    (Echeance.QUINZE.value, "le 15 du mois suivant, à midi"),
]
SHAPES = {
    "apet": (APET, "Un code APET compte quatre chiffres puis une lettre, par exemple 4120B."),
    "idcc": (IDCC, "Un IDCC compte quatre chiffres, par exemple 1597."),
    "code_postal": (CODE_POSTAL, "Un code postal compte cinq chiffres, par exemple 69003."),
}


class FicheForm(forms.Form):
    """What only a person knows: dénomination, échéance, partner."""

    raison_sociale = forms.CharField(
        label="Dénomination",
        max_length=200,
        help_text="La raison sociale, telle que vous voulez la voir dans vos listes.",
        error_messages={
            "required": "La dénomination manque. Écrivez la raison sociale de l'établissement.",
            "max_length": "La dénomination compte %(show_value)d caractères ; raccourcissez-la à %(limit_value)d.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    echeance = forms.TypedChoiceField(
        label="Échéance mensuelle",
        help_text="Le 5 à partir de 50 personnes dans l'entreprise, sauf paie décalée ; sinon le 15 "
        "(article R. 133-14 du code de la sécurité sociale).",
        choices=DAYS,
        coerce=lambda value: Echeance(int(value)),
        widget=forms.RadioSelect,
        error_messages={
            "required": "L'échéance manque. Choisissez le 5 ou le 15.",
            "invalid_choice": "Choisissez le 5 ou le 15.",
        },
    )
    partner = forms.ChoiceField(
        label="Groupe de protection sociale",
        help_text="Le partenaire choisi apporte les contrôles propres à son secteur.",
        error_messages={
            "required": "Le groupe de protection sociale manque. Choisissez « Aucun, ou un autre organisme » "
            "s'il n'est pas dans la liste.",
            "invalid_choice": "Ce groupe n'est plus proposé. Choisissez-en un dans la liste.",
        },
    )

    def offer(self, *, present: int | None, choose: bool) -> None:
        """Fill the list of partners; `present` stays on offer, `choose` puts an empty answer first."""
        offered = Partner.objects.filter(Q(active=True) | Q(pk=present))
        self.partners = {str(partner.pk): partner for partner in offered}
        first = [("", "Choisissez")] if choose else []
        names = [(key, _with_trades(partner)) for key, partner in self.partners.items()]
        field = self.fields["partner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [*first, *names, (NO_PARTNER, "Aucun, ou un autre organisme")]

    @property
    def chosen_partner(self) -> Partner | None:
        """The partner chosen; None for « aucun, ou un autre organisme »."""
        return self.partners.get(self.cleaned_data["partner"])


class AddForm(FicheForm):
    """An establishment added by hand."""

    siret = forms.CharField(
        label="SIRET",
        max_length=40,
        help_text="14 chiffres ; les espaces sont acceptés.",
        error_messages={
            "required": "Le SIRET manque. Écrivez ses 14 chiffres.",
            "max_length": str(InvalidSiret()),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    field_order = ("siret", "raison_sociale", "partner", "echeance")

    def clean_siret(self) -> str:
        """Without its blanks."""
        try:
            return read_siret(self.cleaned_data["siret"])
        except InvalidSiret as error:
            raise forms.ValidationError(str(error)) from error


class CompleteForm(FicheForm):
    """The fiche of one that is there, with the facts that can be corrected.

    Each field keeps beside it, hidden, what it held when the page was drawn: a fact that the person did not touch is
    not written, and a change that someone else saved meanwhile is shown instead of being lost.
    """

    apet = forms.CharField(label="Code APET", max_length=10, required=False)
    idcc = forms.CharField(label="IDCC (convention collective)", max_length=10, required=False)
    voie = forms.CharField(label="Adresse", max_length=200, required=False)
    code_postal = forms.CharField(label="Code postal", max_length=10, required=False)
    localite = forms.CharField(label="Localité", max_length=100, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, etablissement: Etablissement) -> None:
        # A copy, for what is hidden beside the fields is brought up to date when someone else was faster.
        self._sent = dict(data.items()) if data is not None else {}
        super().__init__(None if data is None else self._sent, initial=initial_of(etablissement))
        self.offer(present=etablissement.partner_id, choose=not self.initial["partner"])
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if name in TEXT_FACTS:
                field.widget.attrs["autocomplete"] = "off"
        if etablissement.denomination_proposee and not etablissement.raison_sociale:
            self._explain("raison_sociale", etablissement.denomination_proposee, "D'après le répertoire Sirene.")
        self._explain("echeance", etablissement.get_echeance_proposee_display(), etablissement.echeance_motif)
        self._explain("partner", etablissement.partner_propose, etablissement.partner_motif)

    def clean(self) -> dict[str, Any]:
        """The facts have a shape, written with or without blanks and dots."""
        for name, (shape, sentence) in SHAPES.items():
            value = "".join(filter(str.isalnum, self.cleaned_data.get(name, ""))).upper()
            if value and not shape.fullmatch(value):
                self.add_error(name, sentence)
            elif name in self.cleaned_data:
                self.cleaned_data[name] = value
        return self.cleaned_data

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What is asked first."""
        return [self[name] for name in ("raison_sociale", "echeance", "partner")]

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """What can be corrected."""
        return [self[name] for name in TEXT_FACTS]

    @property
    def has_wrong_facts(self) -> bool:
        """True when the part that is folded must be opened."""
        return any(field.errors for field in self.fact_fields)

    def corrections(self) -> dict[str, str]:
        """The facts that the person changed on the page."""
        return {name: self.cleaned_data[name] for name in TEXT_FACTS if name in self.changed_data}

    def overtaken(self) -> bool:
        """True when someone saved other answers since the page was drawn, and the form now says which."""
        names = [name for name in self.fields if self._is_overtaken(name)]
        for name in names:
            self.add_error(name, f"Quelqu'un a enregistré « {self._words(name)} » pendant que vous écriviez.")
            self._sent[self.add_initial_prefix(name)] = str(self.initial[name])
        if names:
            self.add_error(
                None,
                "La fiche a changé pendant que vous la remplissiez. Votre saisie est toujours là : "
                "vérifiez-la, puis enregistrez de nouveau pour la garder.",
            )
        return bool(names)

    def _explain(self, name: str, proposed: object, reason: str) -> None:
        """« Proposé : le 5. Why »; the reason holds pieces of a file, hence escaped."""
        if reason:
            said = format_html("Proposé : {}. {}", proposed, reason) if proposed else format_html("{}", reason)
            self.fields[name].help_text = said

    def _is_overtaken(self, name: str) -> bool:
        drawn, now = self._sent.get(self.add_initial_prefix(name)), str(self.initial[name])
        written = str(self.cleaned_data[name].value if name == "echeance" else self.cleaned_data[name])
        concerned = name in self.changed_data or name not in TEXT_FACTS
        return concerned and drawn is not None and now not in {drawn, written}

    def _words(self, name: str) -> str:
        field, value = self.fields[name], self.initial[name]
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        return choices.get(str(value), str(value)) or "rien"


def initial_of(etablissement: Etablissement) -> dict[str, Any]:
    """What was confirmed, else what is proposed."""
    partner = NO_PARTNER if etablissement.without_partner else etablissement.partner_id
    return {
        "raison_sociale": etablissement.raison_sociale or etablissement.denomination_proposee,
        "echeance": etablissement.echeance or etablissement.echeance_proposee or "",
        "partner": partner or etablissement.partner_propose_id or "",
        **{name: getattr(etablissement, name) for name in TEXT_FACTS},
    }


def _with_trades(partner: Partner) -> str:
    return f"{partner.name} ({partner.trades})" if partner.trades else partner.name
