"""How the second factors of allauth behave here: our words, secrets sealed, none taken off that a firm asks for."""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from qrcode.image.svg import SvgPathFillImage

from guichet.accounts.sealing import seal, unseal
from guichet.accounts.second_factor import is_last_required


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Our texts; secrets leave for the database sealed."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "Votre cabinet ou votre entreprise exige un second facteur, et c'est le seul que vous ayez. "
            "Ajoutez-en un autre avant de retirer celui-ci."
        ),
        "cannot_generate_recovery_codes": "Activez d'abord une application de codes ou une clé d'accès.",
        "incorrect_code": (
            "Ce code ne convient pas : il a peut-être expiré ou déjà servi. Attendez le suivant et recommencez ; si "
            "cela dure, vérifiez l'heure de votre appareil."
        ),
        "unverified_email": "Confirmez d'abord votre adresse électronique.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the master key."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret in clear."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name that the application shows above the code."""
        return "Guichet"

    def build_totp_svg(self, url: str) -> str:
        """On white whatever the theme: a camera reads nothing else."""
        picture, buffer = qrcode.make(url, image_factory=SvgPathFillImage), BytesIO()
        picture.save(buffer)
        return buffer.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one, where a firm asks for it."""
        return not is_last_required(authenticator.user, authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bound to the host of the portal, which Django has checked."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Guichet"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  # named by allauth
        """« Clé 1 », « Clé 2 » …"""
        return f"Clé {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"
