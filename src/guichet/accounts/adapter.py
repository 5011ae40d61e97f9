"""How allauth behaves here: our words, our mails, and limits that cannot be walked around."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from guichet.accounts.notices import NOTICES

logger = logging.getLogger(__name__)

HOUR = 3600
UNSENT = (SMTPException, OSError)
"""What sending raises when the mail server refuses, is away or does not answer."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Our texts, our templates, links made from the public address of the portal."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Cet accès est fermé. Demandez à l'administrateur de votre compte de le rouvrir.",
        "email_password_mismatch": (
            "L'adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux, ou demandez un nouveau mot de passe."
        ),
        "enter_current_password": "Ce n'est pas votre mot de passe actuel. Saisissez celui de votre connexion.",
        "incorrect_password": "Ce mot de passe ne convient pas. Vérifiez votre saisie.",
        "invalid_password_reset": "Ce lien n'est plus valable. Demandez-en un nouveau.",
        "too_many_login_attempts": (
            "Trop d'essais ont échoué : pour protéger le compte, la connexion est suspendue pendant cinq minutes. "
            "Patientez, ou demandez un nouveau mot de passe."
        ),
        "rate_limited": "Trop de demandes en peu de temps. Patientez quelques minutes, puis recommencez.",
    }

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Made from the setting, never from the Host of the request, which anybody may write."""
        return _public(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Same; `key` is `<uidb36>-<token>`."""
        uidb36, _, token = key.partition("-")
        return _public(reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token}))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just logged in has just proved who he is."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(allauth.request, allauth.request.user)
        return not any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return reverse("accounts:profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that the person waits for; when it cannot leave, nothing is kept and the answer says so."""
        message = self._compose(template_prefix, email, context)
        try:
            message.send()
        except UNSENT as error:
            logger.error("mail not sent: %s", type(error).__name__)
            page = render_to_string("web/errors/mail.html", request=self.request)
            transaction.set_rollback(True)
            raise ImmediateHttpResponse(HttpResponse(page, status=503)) from error

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell of what is done already: it stays done when the mail cannot leave."""
        if template_prefix in NOTICES:
            template_prefix, context = "account/email/notice", {**(context or {}), **asdict(NOTICES[template_prefix])}
        told = {**(context or {}), "user": user, "recipient": getattr(user, "name", "")}
        message = self._compose(template_prefix, email or user.get_username(), told)
        try:
            message.send()
        except UNSENT as error:
            logger.error("notice not sent: %s", type(error).__name__)

    def _compose(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        told = {
            **context,
            "email": email,
            "portal_url": settings.GUICHET_BASE_URL,
            "contact": settings.GUICHET_CONTACT,
            "confirm_days": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
            "reset_hours": settings.PASSWORD_RESET_TIMEOUT // HOUR,
        }
        # So that no absence notice answers it (RFC 3834).
        message: EmailMessage = self.render_mail(template_prefix, email, told, {"Auto-Submitted": "auto-generated"})
        return message

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted by account alone: with the Host in the key, another port was another count."""
        return f"login:{credentials.get('email', '').lower()}"


def _public(path: str) -> str:
    return f"{settings.GUICHET_BASE_URL}{path}"
