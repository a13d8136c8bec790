"""Django's settings, from DESK_* variables that `main` sets, and from the files of the data folder. Writes nothing."""

import logging
import os
import secrets
from pathlib import Path

import dj_database_url

from checker.desk.data_folder import SECRET_FILE, data_folder
from checker.desk.serving.log_lines import without_trace

DESK_FOLDER = Path(__file__).parent
DATA = data_folder()
BEHIND_PROXY = os.environ.get("DESK_BEHIND_PROXY") == "1"
# How many proxies stand in front, each of which adds the sender that it sees to X-Forwarded-For.
PROXIES = int(os.environ.get("DESK_PROXIES", "1"))
ACCESS_LOG = os.environ.get("DESK_ACCESS_LOG") == "1"
# Where the server in front has the programs, internally; empty: the desk sends them itself.
ACCEL = os.environ.get("DESK_ACCEL", "")

DEBUG = False
# Nothing is built from the Host header: addresses that leave the desk come from the firm's own page.
ALLOWED_HOSTS = ["*"]
SECRET_KEY = (DATA / SECRET_FILE).read_text("ascii") if (DATA / SECRET_FILE).exists() else secrets.token_urlsafe(48)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "checker.desk.accounts",
    "checker.desk.firm",
    "checker.desk.customers",
    "checker.desk.programs",
    "checker.desk.reports.former.intake",
    "checker.desk.reports.former.inbox",
    "checker.desk.reports",
    "checker.desk.privacy",
    "checker.desk.incidents",
    "checker.desk.purchase",
    "checker.desk.results",
    "checker.desk.notify",
    "checker.desk.api",
    "checker.desk.guide",
    "checker.desk.backup",
    "checker.desk.doctor",
    "checker.desk.health",
    "checker.desk.throttle",
    "checker.desk.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "checker.desk.pages.headers.headers",
    "checker.desk.throttle.body_limit.limit_concurrent_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "checker.desk.accounts.access.AccessRules",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DESK_FOLDER / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "checker.desk.accounts.context.technician",
                "checker.desk.customers.context.warnings",
                "checker.desk.pages.context.page",
            ],
        },
    },
]
ROOT_URLCONF = "checker.desk.urls"
WSGI_APPLICATION = "checker.desk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOCK_TIMEOUT_S = 5
"""How long a writer waits for another one before the sender is told to come back."""

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DESK_DATABASE") or f"sqlite:///{DATA / 'desk.sqlite3'}", conn_max_age=0
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # FULL, because a report that was answered must outlive a power cut; IMMEDIATE, because a transaction that
    # begins by reading cannot be waited for when it turns to writing (sqlite.org/lang_transaction.html).
    # What is deleted or blanked must not be left in the file's free pages. The log is folded into the file each 32 MB:
    # a page that many reports change is then written once for all of them.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": LOCK_TIMEOUT_S,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        " PRAGMA wal_autocheckpoint=8000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Of a thread that serves. The last one that closes SQLite's file would fold its log into it, for each page anew.
DATABASES["default"]["CONN_MAX_AGE"] = 60

AUTH_USER_MODEL = "accounts.Technician"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "inbox"
LOGOUT_REDIRECT_URL = "sign-in"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name",)},
    },
]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = BEHIND_PROXY
CSRF_COOKIE_SECURE = BEHIND_PROXY
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "checker.desk.pages.views.form_expired"
LANGUAGE_COOKIE_SECURE = BEHIND_PROXY
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86400 if BEHIND_PROXY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
USE_X_FORWARDED_HOST = BEHIND_PROXY
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [DESK_FOLDER / "locale"]
FORMAT_MODULE_PATH = "checker.desk.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATICFILES_DIRS = [DESK_FOLDER / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600


def _is_worth_logging(record: logging.LogRecord) -> bool:
    """A 503 is an answer that the desk means; strangers must not be able to fill its log."""
    return getattr(record, "status_code", 0) != 503


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "worth": {"()": "django.utils.log.CallbackFilter", "callback": _is_worth_logging},
        "without-trace": {"()": "django.utils.log.CallbackFilter", "callback": without_trace},
    },
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "checker.desk.serving.log_lines.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("DESK_LOG_FORMAT") == "json" else "text",
            "filters": ["worth", "without-trace"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "checker.desk": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
