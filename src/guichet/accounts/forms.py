"""The forms of the accounts: sign-up of a firm, login, passwords, name. Labels in French, no placeholder."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from stdnum.fr import siret as siret_number

from guichet.accounts.enums import FirmKind
from guichet.accounts.models import User
from guichet.accounts.passwords import password_rules
from guichet.accounts.services import SiretAlreadyRegistered, register_firm, require_free_siret

KINDS = (
    (FirmKind.TIERS_DECLARANT.value, "Tiers déclarant : vous déclarez pour d'autres entreprises."),
    (FirmKind.ENTREPRISE.value, "Entreprise : vous déclarez pour votre seul établissement."),
)
EMAIL = "Adresse électronique"
AGAIN = "Le même mot de passe, encore une fois"


class RegistrationForm(allauth.SignupForm):  # type: ignore[misc]  # allauth is not typed
    """The person (e-mail, name, password) and the firm (kind, SIRET, name)."""

    kind = forms.ChoiceField(label="Type de compte", choices=KINDS, widget=forms.RadioSelect)
    siret = forms.CharField(
        label="SIRET",
        max_length=30,
        help_text="14 chiffres ; les espaces sont acceptés.",
        strip=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    firm_name = forms.CharField(
        label="Raison sociale", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    name = forms.CharField(
        label="Vos prénom et nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    field_order = ("kind", "siret", "firm_name", "name", "email", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "email", EMAIL, help_text="Elle servira à vous connecter ; un courriel y sera envoyé.")
        _describe(self, "password1", "Mot de passe", help_text=password_rules())
        _describe(self, "password2", AGAIN)

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

    def clean(self) -> dict[str, Any]:
        """The password must not look like the name either, which allauth does not know."""
        cleaned: dict[str, Any] = super().clean()
        password, name = cleaned.get("password1"), cleaned.get("name")
        if password and name and "password1" not in self.errors:
            try:
                validate_password(password, User(name=name, email=cleaned.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A known address takes as long as a new one, whose password is hashed: the time must not tell."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

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


class LoginForm(allauth.LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "login", EMAIL, autocomplete="username")
        _describe(self, "password", "Mot de passe")


class ResetRequestForm(allauth.ResetPasswordForm):  # type: ignore[misc]  # allauth is not typed
    """The address that receives the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "email", EMAIL, autocomplete="username")


class NewPasswordForm(allauth.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is not typed
    """A new password, after a link by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "password1", "Nouveau mot de passe", help_text=password_rules())
        _describe(self, "password2", AGAIN)


class PasswordChangeForm(allauth.ChangePasswordForm):  # type: ignore[misc]  # allauth is not typed
    """A new password, by who knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "oldpassword", "Mot de passe actuel")
        _describe(self, "password1", "Nouveau mot de passe", help_text=password_rules())
        _describe(self, "password2", AGAIN)


class ConfirmationForm(forms.Form):
    """The address that waits for another link of confirmation."""

    email = forms.EmailField(label=EMAIL, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))

    def clean_email(self) -> str:
        """In lower case, as kept."""
        return str(self.cleaned_data["email"]).lower()


class NewcomerForm(forms.Form):
    """Who accepts an invitation by creating his account; the address is the one invited."""

    name = forms.CharField(
        label="Vos prénom et nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label="Mot de passe",
        strip=False,
        help_text=password_rules(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=AGAIN, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Twice the same password, which looks like neither the name nor the address."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Les deux mots de passe ne sont pas les mêmes. Saisissez-les de nouveau.")
        if first:
            try:
                validate_password(first, User(name=cleaned.get("name", ""), email=self.email))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class NameForm(forms.Form):
    """What others read beside what the person does."""

    name = forms.CharField(
        label="Vos prénom et nom",
        max_length=150,
        help_text="Il accompagne ce que vous faites dans le journal du compte.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


def _describe(form: forms.Form, name: str, label: str, *, help_text: str = "", autocomplete: str = "") -> None:
    """Our words for a field of allauth; its placeholder goes, since it repeats the label and vanishes."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    if autocomplete:
        field.widget.attrs["autocomplete"] = autocomplete
