"""Django's settings. Values are those of security.md section 4; what differs between installations comes
from the environment (docs/how-to/run-it.md lists every variable)."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from oversight import capabilities
from oversight.config import environment
from oversight.config.environment import ROOT, flag, folder, var, words

PRODUCTION = flag("OVERSIGHT_PRODUCTION")
DEBUG = False
SECRET_KEY = environment.secret_key(PRODUCTION)
SECRET_KEY_FALLBACKS = words("OVERSIGHT_OLD_SECRET_KEYS")
ALLOWED_HOSTS = words("OVERSIGHT_HOSTS") or ["127.0.0.1", "localhost", "[::1]", "testserver"]
if PRODUCTION and not words("OVERSIGHT_HOSTS"):
    raise ImproperlyConfigured("OVERSIGHT_HOSTS names the hosts of this service, separated by commas")

# ---------------------------------------------------------------------------------------- the parts
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "oversight.foundation.ui",
    "oversight.foundation.authorities",
    "oversight.foundation.audit",
    "oversight.foundation.accounts",
    "oversight.foundation.policy",
    "oversight.foundation.jobs",
    "oversight.foundation.messages",
    "oversight.foundation.documents",
    "oversight.foundation.search",
    "oversight.foundation.exports",
    "oversight.foundation.tasks",
    *capabilities.installed(),
    "oversight.sites.provider",
    "oversight.sites.staff",
]
"""Capabilities are found by their ``apps.py``: see ``oversight/capabilities/__init__.py``."""
MIDDLEWARE = [
    "oversight.foundation.ui.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "oversight.foundation.accounts.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "oversight.config.urls"
WSGI_APPLICATION = "oversight.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "oversight.foundation.ui.backend.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "oversight.foundation.ui.environment.environment",
            "context_processors": [
                "oversight.sites.staff.chrome.chrome",
                "oversight.sites.provider.chrome.chrome",
            ],
        },
    },
]
ACCESS_FOLDER = folder("OVERSIGHT_ACCESS", ROOT / "content" / "access")
PACKS_FOLDER = folder("OVERSIGHT_PACKS", ROOT / "content" / "packs")

# ---------------------------------------------------------------------------------------- database
DATABASES = {
    "default": {
        **environment.database(
            os.environ.get("OVERSIGHT_DATABASE") or f"sqlite://{var() / 'oversight.sqlite3'}"
        ),
        "ATOMIC_REQUESTS": True,
    }
}
RUNTIME_ROLE = os.environ.get("OVERSIGHT_RUNTIME_ROLE", "oversight_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------------------------------- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name"), "max_similarity": 0.9},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "oversight.foundation.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "oversight.foundation.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/5m/key,20/h/ip",
    "reset_password": "2/h/key,5/d/key",
}
PASSWORD_RESET_TIMEOUT = 600
MFA_ADAPTER = "oversight.foundation.accounts.adapters.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""An administrator makes each account with its address; nobody gives an address of their own."""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Care provider oversight"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.single_sign_on()}}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCK_OUT_AT_FAILURE = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_CALLABLE = "oversight.foundation.accounts.adapters.slowed_down"
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("OVERSIGHT_TRUSTED_PROXIES", "0")) or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR") if AXES_IPWARE_PROXY_COUNT else ("REMOTE_ADDR",)
)
OPEN_ROUTES: dict[str, str] = {}
"""Routes of libraries that declare nothing themselves, with why they are safe; see ``urls``."""

# ---------------------------------------------------------------- sessions, cookies, headers, limits
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "oversight.sites.staff.errors.form_expired"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 63_072_000, True
    if AXES_IPWARE_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
"""Not ``no-referrer``: browsers then send ``Origin: null`` with our own forms (ADR 14)."""
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
REGULATOR_KEY = environment.regulator_key()
REGULATOR_ADDRESS = environment.regulator_address()
"""The regulator's API; without a key its files are uploaded, and without an address the gateway's own is asked."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# ------------------------------------------------------------------------------ files, mail, jobs
AUDIT_KEY_FILE = folder("OVERSIGHT_AUDIT_KEY_FILE", var() / "keys" / "audit_key")
AUDIT_ANCHORS = folder("OVERSIGHT_AUDIT_ANCHORS", var() / "anchors")
MEDIA_ROOT = folder("OVERSIGHT_DOCUMENTS", var() / "documents")
STATIC_URL = "/static/"
STATIC_ROOT = folder("OVERSIGHT_STATIC", var() / "static")
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = os.environ.get("OVERSIGHT_MAIL", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = var() / "mail"
SERVICE_ADDRESS = os.environ.get("OVERSIGHT_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
SCANNER = os.environ.get("OVERSIGHT_SCANNER", "none")
DEFAULT_FROM_EMAIL = os.environ.get("OVERSIGHT_MAIL_FROM", "care-quality@anyshire.example")
SCHEDULE = "oversight.config.schedule.SCHEDULE"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": var() / "cache"}
}
"""Shared by every process of this machine: counts of sign-in tries are worthless in one process only."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ------------------------------------------------------------------------------------ time and words
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOGGING_CONFIG = "oversight.config.logs.configure"
LOGGING: dict[str, object] = {"level": os.environ.get("OVERSIGHT_LOG_LEVEL", "WARNING")}
SILENCED_SYSTEM_CHECKS = ["axes.W003", "security.W002", "security.W021"]
"""``foundation.ui.middleware.Headers`` puts X-Frame-Options on every answer; being in browsers' preload lists is
for whoever owns the domain to choose (security.md 4.1)."""
