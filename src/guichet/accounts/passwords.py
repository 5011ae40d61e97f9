"""What is asked of a password, said before the mistake."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

USUAL = frozenset({
    "administrateur", "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "bienvenue", "bonjour", "bonjouratous", "cabinet",
    "chouchou", "comptabilite", "comptable", "declaration", "doudou", "gestionnaire", "guichet", "jetaime", "loulou",
    "monmotdepasse", "motdepasse", "nouveaumotdepasse", "paie", "portefeuille", "qsdfghjklm", "soleil",
})  # fmt: skip
"""Letters of the words that people here take first; the list that Django brings is English."""


class UsualFrenchWords:
    """Refuses a usual word dressed with digits and signs, as « MotDePasse123! »."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise when the letters of the password are a usual word, once or repeated."""
        letters = "".join(character for character in password.lower() if character.isalpha())
        if any(letters and not letters.replace(word, "") for word in USUAL):
            raise ValidationError("Ce mot de passe est trop courant.", code="password_too_common")

    def get_help_text(self) -> str:
        """For whoever lists the rules one by one."""
        return "Votre mot de passe ne peut pas être un mot courant suivi de chiffres."


def _rules() -> str:
    shortest = max(getattr(validator, "min_length", 0) for validator in get_default_password_validators())
    return (
        f"{shortest} caractères au moins, pas seulement des chiffres. Évitez votre nom, votre adresse et les mots de "
        "passe courants. Une phrase de quatre ou cinq mots convient très bien."
    )


password_rules: Any = lazy(_rules, str)
"""The rules in French, with the length that the settings ask for."""
