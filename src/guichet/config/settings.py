"""Django settings, the same for the demonstration, the tests and production: the environment tells them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from guichet.config.email import email_settings
from guichet.config.environment import environment

ENV = environment()
PACKAGE = Path(__file__).resolve().parent.parent
GUICHET_DATA = ENV.GUICHET_DATA.resolve()
GUICHET_MODE = ENV.GUICHET_MODE
GUICHET_BASE_URL = ENV.GUICHET_BASE_URL.rstrip("/")
GUICHET_CONTACT = ENV.GUICHET_CONTACT
GUICHET_MASTER_KEYS = ENV.master_keys()

SECRET_KEY = ENV.SECRET_KEY
DEBUG = False
ALLOWED_HOSTS = [urlsplit(GUICHET_BASE_URL).hostname or "localhost"]
if not ENV.is_production:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "procrastinate.contrib.django",
    "django_htmx",
    "js_lib_bootstrap5",
    "guichet.core",
    "guichet.accounts",
    "guichet.programs",
    "guichet.portfolio",
    "guichet.delegations",
    "guichet.deposits",
    "guichet.amorcage",
    "guichet.fiches",
    "guichet.rgpd",
    "guichet.api",
    "guichet.web",
    # After ours, so that our templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guichet.web.middleware.ContentSecurityPolicyMiddleware",
    "guichet.web.middleware.ProvenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guichet.web.middleware.DeclaredAccessMiddleware",
]

ROOT_URLCONF = "guichet.config.urls"
WSGI_APPLICATION = "guichet.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guichet.web.context.house",
            ],
            "builtins": ["guichet.web.templatetags.guichet"],
        },
    }
]
FORM_RENDERER = "guichet.web.forms.GuichetFormRenderer"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(ENV.DATABASE_URL, conn_max_age=60, conn_health_checks=True),
        "ATOMIC_REQUESTS": True,
    },
    # Only `guichet migrate` uses this one: the owner of the tables never serves a page.
    "owner": {**dj_database_url.parse(ENV.DATABASE_OWNER_URL or ENV.DATABASE_URL), "ATOMIC_REQUESTS": False},
}
# On solid-state disks a page read by an index costs little more than the next one of the table: with PostgreSQL's own
# figure, made for turning disks, the list of 100,000 establishments is read whole for each search. Short queries gain
# nothing from code compiled for each.
PLANNER = "-c random_page_cost=1.1 -c jit=off"
for _database in DATABASES.values():
    # Added to what the address says (host, sslmode …), never in its place.
    _database["OPTIONS"] = {"application_name": "guichet", "options": PLANNER, **_database.get("OPTIONS", {})}
DATABASE_ROUTERS = ["guichet.core.routing.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
] + [{"NAME": "guichet.accounts.passwords.UsualFrenchWords"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENV.is_production else "http"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_FORMS = {
    "signup": "guichet.accounts.forms.RegistrationForm",
    "login": "guichet.accounts.forms.LoginForm",
    "reset_password": "guichet.accounts.forms.ResetRequestForm",
    "reset_password_from_key": "guichet.accounts.forms.NewPasswordForm",
    "change_password": "guichet.accounts.forms.PasswordChangeForm",
    "reauthenticate": "guichet.accounts.proof_forms.PasswordAgainForm",
}
# Narrow by account and by mail, wide by address of the network, which a whole cabinet may share. By account first: who
# is refused there does not use up what the others have left.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/5m/key,20/m/ip",
    "signup": "30/h/ip",
    "reset_password": "3/15m/key,30/h/ip",
    "reset_password_from_key": "20/m/ip",
    "confirm_email": "1/3m/key",
    "resend_confirmation": "30/h/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    # Of a member (who invites, who asks to change his address) and of what he writes to.
    "invite": "100/h/user,3/h/key",
    "invitation": "30/h/ip",
    "link_failed": "20/m/ip",
    "change_email": "5/h/user,3/h/key",
    # Of a token, and of whoever tries texts that are none.
    "api": "120/m/key",
    "api_failed": "30/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# The address of the network is the last one that our own HTTPS server wrote; without it, the one that connects.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.is_production else 0
ACCOUNT_ADAPTER = "guichet.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "guichet.accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code that was read in time is not refused because it was typed slowly
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "guichet.accounts.proof_forms.CodeForm",
    "reauthenticate": "guichet.accounts.proof_forms.CodeAgainForm",
    "login_webauthn": "guichet.accounts.proof_forms.PasskeyLoginForm",
    "authenticate_webauthn": "guichet.accounts.proof_forms.PasskeyForm",
    "reauthenticate_webauthn": "guichet.accounts.proof_forms.PasskeyAgainForm",
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "guichet_cache"}}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.is_production
CSRF_TRUSTED_ORIGINS = [GUICHET_BASE_URL]
CSRF_FAILURE_VIEW = "guichet.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = ENV.is_production
SECURE_REDIRECT_EXEMPT = [r"^sante/"]  # watched from inside, without the proxy that speaks HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if ENV.is_production else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
GUICHET_MAX_UPLOAD = ENV.GUICHET_MAX_UPLOAD_MB * 1024 * 1024
GUICHET_WEBHOOK_NETWORKS = ENV.webhook_networks()
GUICHET_SIRENE = ENV.GUICHET_SIRENE
GUICHET_SIRENE_URL = ENV.GUICHET_SIRENE_URL
GUICHET_SIRENE_TOKEN = ENV.GUICHET_SIRENE_TOKEN
# No file in clear on the disk: those of a deposit are encrypted while they come in (guichet.web.deposits.receiving);
# elsewhere nothing takes files, and the small ones that come all the same stay in memory.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = GUICHET_DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "guichet.core.storage.PrivateFolder",
        "OPTIONS": {"location": GUICHET_DATA / "fichiers"},
    },
    "staticfiles": {"BACKEND": "guichet.web.staticfiles.ManifestStorage"},
}

email_settings(globals(), ENV.EMAIL_URL, ENV.EMAIL_FROM)

LOGGING_CONFIG = "guichet.config.logs.configure"
LOGGING = {"json": ENV.is_production}
