"""The forms by which a person proves who he is once more, or with a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from struct import error as StructError  # noqa: N812  # its name says nothing
from typing import Any

from allauth.account import forms as allauth
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.core.cache import cache

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20", "spellcheck": "false"}


class PasswordAgainForm(allauth.ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The password of who is logged in already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = "Votre mot de passe", ""
        field.widget.attrs.pop("placeholder", None)


class OnceMixin(forms.Form):
    """A code serves once, for as long as it could be good."""

    user: Any
    authenticator: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self, "Code à six chiffres, ou code de secours", "L'application de codes l'affiche.")

    def clean_code(self) -> str:
        """Allauth forgets a code after one period; with the tolerance it would be good for three."""
        code: str = super().clean_code()  # type: ignore[misc]  # comes from the form of allauth
        if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.user.pk, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceMixin, factor.AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """At the login."""


class CodeAgainForm(OnceMixin, factor.ReauthenticateForm):  # type: ignore[misc]
    """Before a sensitive change."""


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """The first code of an application, which proves that it was set right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self, "Code affiché par l'application", "Six chiffres, qui changent toutes les 30 secondes.")


@contextmanager
def well_formed() -> Iterator[None]:
    """What a browser answers is written by anybody: a part that is missing is a refusal, not a fault of ours."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, StructError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class WellFormedMixin(forms.Form):
    """A passkey that was shown."""

    def clean_credential(self) -> Authenticator:
        """The authenticator, when the answer is whole and right."""
        with well_formed():
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # comes from the form of allauth
        return found


class PasskeyLoginForm(WellFormedMixin, passkey.LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of the password."""


class PasskeyForm(WellFormedMixin, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""


class PasskeyAgainForm(WellFormedMixin, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before a sensitive change."""


def _describe_code(form: forms.Form, label: str, help_text: str) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(CODE)


def _first_use(user_id: int, code: str) -> bool:
    digits = "".join(character for character in code if character.isdigit())
    lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    return bool(cache.add(f"guichet.totp.used:{user_id}:{digits}", True, timeout=lasts))
