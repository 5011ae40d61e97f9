"""Addresses of the accounts, in French; the names without a namespace are allauth's, which reverses them."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import include, path, register_converter

from guichet.core.access import ANY_MEMBER
from guichet.web.access import access, public
from guichet.web.accounts.confirming import resend_confirmation
from guichet.web.accounts.converters import Base36Converter
from guichet.web.accounts.firms import firms
from guichet.web.accounts.profile import profile
from guichet.web.accounts.views import SignUp

register_converter(Base36Converter, "base36")

ours = [
    path("compte/", profile, name="profile"),
    path("compte/cabinets/", firms, name="firms"),
    path("courriel/nouveau-lien/", resend_confirmation, name="resend_confirmation"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("inscription/", public(SignUp.as_view()), name="account_signup"),
    path("connexion/", public(allauth.login), name="account_login"),
    path("deconnexion/", public(allauth.logout), name="account_logout"),
    path("compte-inactif/", public(allauth.account_inactive), name="account_inactive"),
    path("courriel/envoye/", public(allauth.email_verification_sent), name="account_email_verification_sent"),
    path("courriel/confirmer/<str:key>/", public(allauth.confirm_email), name="account_confirm_email"),
    path("mot-de-passe/changer/", access(ANY_MEMBER)(allauth.password_change), name="account_change_password"),
    path("mot-de-passe/oublie/", public(allauth.password_reset), name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", public(allauth.password_reset_done), name="account_reset_password_done"),
    path(
        "mot-de-passe/nouveau/fait/",
        public(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "mot-de-passe/nouveau/<base36:uidb36>-<str:key>/",
        public(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
