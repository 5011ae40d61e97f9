"""What is written to a person whose second factor has changed: allauth names the occasions, these are the words."""

from __future__ import annotations

from guichet.accounts.mail import Mail

NOT_YOU = (
    "Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié » sur la page "
    "de connexion, puis prévenez un administrateur de votre compte."
)


def _notice(subject: str, said: str) -> Mail:
    return Mail(subject, (said, "C'était vous ? Vous n'avez rien à faire.", NOT_YOU))


NOTICES: dict[str, Mail] = {
    "mfa/email/totp_activated": _notice(
        "Une application de codes protège votre compte Guichet",
        "Une application de codes vient d'être ajoutée à votre compte Guichet : un code sera demandé à la connexion.",
    ),
    "mfa/email/totp_deactivated": _notice(
        "L'application de codes de votre compte Guichet est retirée",
        "L'application de codes de votre compte Guichet vient d'être retirée : ses codes ne servent plus.",
    ),
    "mfa/email/recovery_codes_generated": _notice(
        "De nouveaux codes de secours pour votre compte Guichet",
        "De nouveaux codes de secours viennent d'être donnés pour votre compte Guichet : les anciens ne servent plus.",
    ),
    "mfa/email/webauthn_added": _notice(
        "Une clé d'accès est ajoutée à votre compte Guichet",
        "Une clé d'accès vient d'être ajoutée à votre compte Guichet : elle permet de s'y connecter.",
    ),
    "mfa/email/webauthn_removed": _notice(
        "Une clé d'accès de votre compte Guichet est retirée",
        "Une clé d'accès de votre compte Guichet vient d'être retirée : elle n'ouvre plus rien.",
    ),
}
"""Prefix of the templates of allauth → the mail in their place."""
