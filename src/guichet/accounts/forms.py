"""The form by which a firm signs up."""

from __future__ import annotations

from allauth.account.forms import SignupForm
from django import forms
from django.http import HttpRequest
from stdnum.fr import siret as siret_number

from guichet.accounts.enums import FirmKind
from guichet.accounts.models import User
from guichet.accounts.services import SiretAlreadyRegistered, register_firm, require_free_siret

KINDS = (
    (FirmKind.TIERS_DECLARANT.value, "Tiers déclarant : vous déclarez pour d'autres entreprises."),
    (FirmKind.ENTREPRISE.value, "Entreprise : vous déclarez pour votre seul établissement."),
)


class RegistrationForm(SignupForm):  # type: ignore[misc]  # allauth is not typed
    """The person (e-mail, name, password) and the firm (kind, SIRET, name)."""

    kind = forms.ChoiceField(label="Type de compte", choices=KINDS, widget=forms.RadioSelect)
    siret = forms.CharField(
        label="SIRET", max_length=30, help_text="14 chiffres ; les espaces sont acceptés.", strip=True
    )
    firm_name = forms.CharField(label="Raison sociale", max_length=200)
    name = forms.CharField(label="Vos prénom et nom", max_length=150)

    field_order = ("kind", "siret", "firm_name", "name", "email", "password1", "password2")

    def clean_siret(self) -> str:
        """14 digits with a right key (or the exception of La Poste), that have no account yet."""
        siret = "".join(self.cleaned_data["siret"].split())
        if not siret_number.is_valid(siret) or not (siret.isascii() and siret.isdigit()):
            raise forms.ValidationError(
                "Ce numéro n'est pas un SIRET : il compte 14 chiffres, dont une clé. Vérifiez votre saisie."
            )
        try:
            require_free_siret(siret)
        except SiretAlreadyRegistered as error:
            raise forms.ValidationError(str(error)) from error
        return siret

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the person is saved, in the transaction of the request."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        register_firm(
            user=user,
            kind=FirmKind(self.cleaned_data["kind"]),
            siret=self.cleaned_data["siret"],
            name=self.cleaned_data["firm_name"],
        )
