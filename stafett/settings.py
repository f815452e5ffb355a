"""Settings, all from the environment; `docs/operations.md` lists them.

The database logins (owner, web, worker) see different databases: see `docs/house.md`,
"The second wall". A process uses the one that `STAFETT_LOGIN` names.
"""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .database_address import as_django

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("STAFETT_VAR", ROOT / "var"))


def _flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


DEBUG = _flag("STAFETT_DEBUG")
SECRET_KEY = os.environ.get("STAFETT_SECRET_KEY", "only-for-checks")
BOOK_KEY = os.environ.get("STAFETT_BOOK_KEY", "only-for-checks")
NUMBER_KEY = os.environ.get("STAFETT_NUMBER_KEY", "only-for-checks")
# The first seals, all open.
NUMBER_SEALS = os.environ.get(
    "STAFETT_NUMBER_SEALS", "only-for-checks-only-for-checks-only-for-ch="
).split(",")
ALLOWED_HOSTS = os.environ.get("STAFETT_HOSTS", "localhost,127.0.0.1").split(",")
HTTPS = _flag("STAFETT_HTTPS")
# Fictional people whom anybody may sign in as. Without it this is a place for real people, and
# `stafett.web.readiness` refuses to start what is not safe for them.
TRAINING = _flag("STAFETT_TRAINING")
STAFETT_PROXIES = int(os.environ.get("STAFETT_PROXIES", "0"))
# Addresses that were not there, by one person within five minutes, before a rest.
STAFETT_MISSES = 100

INSTALLED_APPS = [
    "stafett.web",
    "stafett.training",
    "stafett.worker",
    "stafett.archive",
    "stafett.notices",
    "stafett.overview",
    "stafett.deletion",
    "stafett.guide",
    "stafett.telling",
    "stafett.voice",
    "stafett.meetings",
    "stafett.consent",
    "stafett.plan",
    "stafett.messages",
    "stafett.unfinished",
    "stafett.logs",
    "stafett.identity",
    "stafett.municipality",
    "stafett.people",
    "stafett.book",
    "procrastinate.contrib.django",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "stafett.web.middleware.security_headers",
    "stafett.web.compression.compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "stafett.web.middleware.not_too_large",
    "stafett.identity.middleware.sound_session_cookie",
    "stafett.overview.unchanged.unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stafett.training.middleware.made_anew",
    "stafett.identity.middleware.PersonWall",
    "stafett.logs.looking.access_records",
    "stafett.unfinished.middleware.unfinished_writing",
    "stafett.web.middleware.municipality",
    "stafett.web.middleware.language",
    "stafett.web.slow.slow_guessers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "stafett.web.middleware.no_nul",
]

ROOT_URLCONF = "stafett.urls"
WSGI_APPLICATION = "stafett.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "stafett.web.templatetags.stafett"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "stafett.web.context.base",
                "stafett.unfinished.context.writing",
            ],
        },
    }
]
FORM_RENDERER = "stafett.web.rendering.Renderer"


LOGINS = {
    "owner": os.environ.get("STAFETT_DATABASE_URL", ""),
    "web": os.environ.get("STAFETT_WEB_DATABASE_URL", ""),
    "worker": os.environ.get("STAFETT_WORKER_DATABASE_URL", ""),
}
DATABASES = {"default": as_django(LOGINS[os.environ.get("STAFETT_LOGIN", "owner")])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk")), ("en", _("English"))]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "front"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Not in a cookie: what is said to a person may name a child.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # what was kept before
]
SESSION_ENGINE = "stafett.identity.session_store"
# The limits themselves are in `identity.session`; this one only clears away.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A browser takes `__Host-` only over HTTPS, for this very host and for all of it.
STAFETT_COOKIE_PREFIX = _HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST}sessionid"
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stafett.web.errors.stale_form"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # without files
# Five files of 10 MB (`logs.sniffing`), and the form around them.
STAFETT_LARGEST_BODY = 52 * 1024 * 1024

# Each process's own small memory; see `identity.throttle.missed` and `overview.kept`.
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _MEMORY, "OPTIONS": {"MAX_ENTRIES": 5000}},
    "pages": {
        "BACKEND": _MEMORY,
        "LOCATION": "pages",
        "TIMEOUT": 300,
        "OPTIONS": {"MAX_ENTRIES": 300},  # of some 40 kB
    },
}

# The contact and reservation register; empty: nobody is looked up there.
STAFETT_CONTACT_REGISTER = os.environ.get(
    "STAFETT_CONTACT_REGISTER", "stafett.training.register.TrainingContacts" if TRAINING else ""
)
STAFETT_REGISTER = os.environ.get("STAFETT_REGISTER", "stafett.training.register.TrainingRegister")

# What is done for somebody who has signed in with a user name of the training's.
STAFETT_WELCOME = "stafett.training.practice.preparing.welcome"

# What has changed in the fictional register since it was made: a JSON file.
STAFETT_REGISTER_CHANGES = os.environ.get("STAFETT_REGISTER_CHANGES", "")

STAFETT_UNIT_CHILDREN = os.environ.get(
    "STAFETT_UNIT_CHILDREN", "stafett.training.register.TrainingUnitChildren"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "careful": {
            "()": "stafett.web.careful_log.CarefulFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"log": {"class": "logging.StreamHandler", "formatter": "careful"}},
    "root": {"handlers": ["log"], "level": "WARNING"},
    # Django's own handlers would send local variables by e-mail; what was not found is no fault.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
# Where mails go, and the site's own address as it stands in them.
STAFETT_MAIL = os.environ.get("STAFETT_MAIL", "stafett.notices.port.TrainingPost")
# Where text messages go; empty: none are sent.
STAFETT_TEXTS = os.environ.get("STAFETT_TEXTS", "")
STAFETT_TEXTS_URL = os.environ.get("STAFETT_TEXTS_URL", "")
STAFETT_TEXTS_TOKEN = os.environ.get("STAFETT_TEXTS_TOKEN", "")
STAFETT_TEXTS_FROM = os.environ.get("STAFETT_TEXTS_FROM", "Stafett")
# Where deposits go; the folder is for the receiver that is one.
STAFETT_ARCHIVE = os.environ.get("STAFETT_ARCHIVE", "stafett.archive.folder_archive.FolderArchive")
STAFETT_ARCHIVE_FOLDER = Path(os.environ.get("STAFETT_ARCHIVE_FOLDER") or VAR / "archive")
STAFETT_ADDRESS = os.environ.get("STAFETT_ADDRESS", "http://127.0.0.1:8000")
# Who may ask how Stafett fares (`web.operating`); empty: nobody.
STAFETT_FIGURES_TOKEN = os.environ.get("STAFETT_FIGURES_TOKEN", "")
# Signing in with ID-porten: who it is, who Stafett is there, and with what Stafett shows it: a key
# (a private RSA key as JWK) or, without one, a secret. All empty: nobody signs in with it.
STAFETT_IDPORTEN_ISSUER = os.environ.get("STAFETT_IDPORTEN_ISSUER", "")
STAFETT_IDPORTEN_CLIENT = os.environ.get("STAFETT_IDPORTEN_CLIENT", "")
STAFETT_IDPORTEN_KEY = os.environ.get("STAFETT_IDPORTEN_KEY", "")
STAFETT_IDPORTEN_SECRET = os.environ.get("STAFETT_IDPORTEN_SECRET", "")
# Where open pages hear that there is something new (`stafett.live`); empty: nowhere.
STAFETT_LIVE_ADDRESS = os.environ.get("STAFETT_LIVE_ADDRESS", "").rstrip("/")
EMAIL_HOST = os.environ.get("STAFETT_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("STAFETT_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("STAFETT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("STAFETT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("STAFETT_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("STAFETT_MAIL_FROM", "stafett@localhost")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# What went well need not be kept; a job at work gets seconds to end when the worker stops.
# One at a time: `worker.jobs` knows by it what was left over. More workers do more.
PROCRASTINATE_WORKER_DEFAULTS = {
    "delete_jobs": "successful",
    "shutdown_graceful_timeout": 10,
    "concurrency": 1,
}
