"""What is asked of a password, said before the mistake."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.functional import lazy


def _rules() -> str:
    shortest = max(getattr(validator, "min_length", 0) for validator in get_default_password_validators())
    return (
        f"{shortest} caractères au moins, pas seulement des chiffres. Évitez votre nom, votre adresse et les mots de "
        "passe courants. Une phrase de quatre ou cinq mots convient très bien."
    )


password_rules: Any = lazy(_rules, str)
"""The rules in French, with the length that the settings ask for."""
