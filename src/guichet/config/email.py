"""From one address to Django's e-mail settings."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def email_settings(settings: dict[str, object], url: str, sender: str) -> None:
    """Fill `settings` from `smtp://`, `smtps://`, `smtp+tls://` or `file:FOLDER`; ValueError on another scheme."""
    parts = urlsplit(url)
    settings["DEFAULT_FROM_EMAIL"] = settings["SERVER_EMAIL"] = sender
    if parts.scheme == "file":
        settings["EMAIL_BACKEND"] = "django.core.mail.backends.filebased.EmailBackend"
        settings["EMAIL_FILE_PATH"] = parts.path
        return
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ValueError(f"EMAIL_URL : « {parts.scheme} » n'est pas connu, attendu smtp, smtps, smtp+tls ou file.")
    settings["EMAIL_BACKEND"] = "django.core.mail.backends.smtp.EmailBackend"
    settings["EMAIL_HOST"] = parts.hostname or "localhost"
    settings["EMAIL_PORT"] = parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme]
    settings["EMAIL_HOST_USER"] = unquote(parts.username or "")
    settings["EMAIL_HOST_PASSWORD"] = unquote(parts.password or "")
    settings["EMAIL_USE_SSL"] = parts.scheme == "smtps"
    settings["EMAIL_USE_TLS"] = parts.scheme == "smtp+tls"
    settings["EMAIL_TIMEOUT"] = 20
