"""Every setting of Hamn. Values come from the environment through typed readers that stop on nonsense."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC
from django.core.exceptions import ImproperlyConfigured

from hamn.web.headers import of_static_files

PACKAGE = Path(__file__).resolve().parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def yes_or_no(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"", "yes", "true", "1", "no", "false", "0"}:
        return value in {"yes", "true", "1"} if value else default
    raise ImproperlyConfigured(f"{name} should be yes or no, not {value!r}.")


def whole_number(name: str, default: int, least: int) -> int:
    value = text(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} should be a whole number of at least {least}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


# Where everything that must survive lives: databases, uploaded files, the rounds' keys.
DATA = Path(text("HAMN_DATA", "data")).resolve()
DEMO = yes_or_no("HAMN_DEMO")
DEBUG = yes_or_no("HAMN_DEBUG")
INSTALLATION_NAME = text("HAMN_NAME", "Hamn")
LAN_ADDRESS = text("HAMN_LAN_ADDRESS")
# Where the source of the running version is found: the licence gives every user the right to it.
SOURCE_ADDRESS = text("HAMN_SOURCE")


def secret_key() -> str:
    """The key from the environment, or one made once and kept beside the data."""
    if given := text("HAMN_SECRET_KEY"):
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("HAMN_HOSTS", "localhost,127.0.0.1,[::1]")
# The address that people reach us by; links in letters, feeds and QR codes start with it when it is set.
PUBLIC_ADDRESS = text("HAMN_ADDRESS").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if PUBLIC_ADDRESS else []
BEHIND_HTTPS = PUBLIC_ADDRESS.startswith("https://")
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
# Only these may say on whose behalf a request comes (X-Forwarded-For, X-Forwarded-Proto).
TRUSTED_PROXIES = words("HAMN_PROXIES", "127.0.0.1,::1")
# Pages are short; more threads than this only queue for the processor and the database.
THREADS = whole_number("HAMN_THREADS", 6, 1)
# What this process serves (`hamn serve --live-only` and `--pages-only`), and where the rooms are when it serves only pages.
SERVES = text("HAMN_SERVES", "everything")
LIVE_AT = text("HAMN_LIVE_AT") if SERVES == "pages" else ""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"

CSRF_FAILURE_VIEW = "hamn.web.views.csrf_failed"
# Scripts are let in one by one by a nonce; htmx and one policy of ours may write to the page, nobody else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, STRICT_DYNAMIC],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["htmx", "hamn"],
    }
}

INSTALLED_APPS = [
    "hamn.web",
    "hamn.people",
    "hamn.records",
    "hamn.programmes",
    "hamn.challenges",
    "hamn.expeditions",
    "hamn.dialogues",
    "hamn.dockings",
    "hamn.radar",
    "hamn.findings",
    "hamn.journey",
    "hamn.operations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before the pages' own headers: a style sheet needs few of them, and a phone in a basement loads them all.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hamn.web.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hamn.people.middleware.PersonMiddleware",
    "hamn.web.wordings.WordingMiddleware",
    "hamn.web.kept.KeptTextMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "hamn.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hamn.web.context.shell",
            ],
        },
    }
]

# Two files on SQLite, so that a page's write never holds the answers' lock; one database on PostgreSQL.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
}


def sqlite_file(name: str) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / name,
        "OPTIONS": SQLITE,
        "CONN_MAX_AGE": None,
    }


def databases() -> dict:
    address = text("DATABASE_URL")
    if not address:
        return {"default": sqlite_file("db.sqlite3"), "answers": sqlite_file("answers.sqlite3")}
    if not address.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL should start with postgres://; leave it out to use SQLite.")
    try:
        return {"default": dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)}
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error


DATABASES = databases()
ANSWERS_DATABASE = "answers" if "answers" in DATABASES else "default"
DATABASE_ROUTERS = ["hamn.dialogues.database.AnswersRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "sesame.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 14 * 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hamn.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "hamn.people.sign_in_forms.SignInForm",
    "reauthenticate": "hamn.people.sign_in_forms.ReauthenticateForm",
    "reset_password": "hamn.people.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "hamn.people.sign_in_forms.NewPasswordForm",
    "change_password": "hamn.people.sign_in_forms.ChangePasswordForm",
    "set_password": "hamn.people.sign_in_forms.FirstPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reaches nobody but the owner of the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
# Sign-in links: per place and per address; and for the whole house, so that nobody uses it to flood post offices.
ACCOUNT_RATE_LIMITS = {"sign_in_link": "20/m/ip,3/10m/key", "sign_in_link_house": "300/h/key"}
MFA_ADAPTER = "hamn.people.adapter.PasskeyAdapter"
MFA_FORMS = {
    "add_webauthn": "hamn.people.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "hamn.people.passkey_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# The sign-in link: used once, and for half an hour.
SESAME_TOKENS = ["sesame.tokens_v2"]
SESAME_ONE_TIME = True
SESAME_INVALIDATE_ON_EMAIL_CHANGE = True
SESAME_MAX_AGE = 30 * 60

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = text("HAMN_TIME_ZONE", "Europe/Stockholm")
USE_TZ = True

# A reason is a sentence, not a code.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

STATIC_URL = "/static/"
# Collected, hashed and compressed at start when the program is newer (operations/collected.py).
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hamn.web.stylesheets.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Nobody else's pages use our files (their Cross-Origin-Resource-Policy says so too), and every phone carries the line.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = of_static_files
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "hamn.web.stylesheets.StylesheetFinder",
]
MEDIA_ROOT = DATA / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_HOST = text("HAMN_EMAIL_HOST")
EMAIL_PORT = whole_number("HAMN_EMAIL_PORT", 25, 1)
EMAIL_HOST_USER = text("HAMN_EMAIL_USER")
EMAIL_HOST_PASSWORD = text("HAMN_EMAIL_PASSWORD")
EMAIL_USE_TLS = yes_or_no("HAMN_EMAIL_TLS")
DEFAULT_FROM_EMAIL = text("HAMN_EMAIL_FROM", "hamn@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"

# The smallest group that any figure may describe. Never under three, whatever the environment says.
SMALLEST_GROUP = whole_number("HAMN_SMALLEST_GROUP", 5, 3)
