"""Addresses of the accounts, in French; the names without a namespace are allauth's, which reverses them."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.mfa.base.views import authenticate
from django.urls import include, path, register_converter

from guichet.core.access import ANY_MEMBER
from guichet.web.access import access, public
from guichet.web.accounts import addresses, factors, passkeys, proving, sessions
from guichet.web.accounts.confirming import resend_confirmation
from guichet.web.accounts.converters import Base36Converter
from guichet.web.accounts.firms import firms
from guichet.web.accounts.invitation import invitation
from guichet.web.accounts.profile import profile
from guichet.web.accounts.security import security
from guichet.web.accounts.views import SignUp

register_converter(Base36Converter, "base36")

ours = [
    path("compte/", profile, name="profile"),
    path("compte/cabinets/", firms, name="firms"),
    path("compte/appareils/", sessions.sessions, name="sessions"),
    path("compte/appareils/autres/", sessions.end_other_sessions, name="end_other_sessions"),
    path("compte/appareils/<int:session_id>/", sessions.end_session, name="end_session"),
    path("compte/securite/cles/<int:key_id>/", passkeys.rename_passkey, name="rename_passkey"),
    path("compte/securite/cles/<int:key_id>/retirer/", passkeys.remove_passkey, name="remove_passkey"),
    path("courriel/nouveau-lien/", resend_confirmation, name="resend_confirmation"),
    path("adresse/nouvelle/<str:key>/", addresses.email_new, name="email_new"),
    path("adresse/actuelle/<str:key>/", addresses.email_old, name="email_old"),
    path("invitation/<str:key>/", invitation, name="invitation"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("inscription/", public(SignUp.as_view()), name="account_signup"),
    path("connexion/", public(allauth.login), name="account_login"),
    path("connexion/code/", public(authenticate), name="mfa_authenticate"),
    path("connexion/cle/", passkeys.log_in, name="mfa_login_webauthn"),
    path("deconnexion/", public(allauth.logout), name="account_logout"),
    path("compte-inactif/", public(allauth.account_inactive), name="account_inactive"),
    path("courriel/envoye/", public(allauth.email_verification_sent), name="account_email_verification_sent"),
    path("courriel/confirmer/<str:key>/", public(allauth.confirm_email), name="account_confirm_email"),
    path("compte/adresse/", addresses.change_address, name="account_email"),
    path("compte/securite/", security, name="mfa_index"),
    path("compte/securite/application/", factors.set_application, name="mfa_activate_totp"),
    path("compte/securite/application/retirer/", factors.remove_application, name="mfa_deactivate_totp"),
    path("compte/securite/codes/", factors.renew_codes, name="mfa_generate_recovery_codes"),
    path("compte/securite/cles/", passkeys.add_passkey, name="mfa_add_webauthn"),
    path("compte/identite/", proving.by_password, name="account_reauthenticate"),
    path("compte/identite/code/", proving.by_code, name="mfa_reauthenticate"),
    path("compte/identite/cle/", proving.by_passkey, name="mfa_reauthenticate_webauthn"),
    path(
        "mot-de-passe/changer/",
        access(ANY_MEMBER, before_second_factor=True)(allauth.password_change),
        name="account_change_password",
    ),
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
