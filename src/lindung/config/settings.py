"""Settings. ``LINDUNG_DATABASE`` says which database: a SQLite file, the address of a PostgreSQL database
(``postgresql://user@host/name``), or ``:memory:`` where nothing is kept."""

import importlib.resources
import os

from lindung.config import engine

engine.swap_driver()

import sqlite3  # noqa: E402  after the swap: the driver that Django loads for a file

DATABASE_OF = engine.database  # for whoever opens another one than this
try:
    DATABASES = {"default": engine.database(os.environ.get("LINDUNG_DATABASE", ":memory:"))}
except engine.NotAnAddress:  # said again, in words, by whoever opens it
    DATABASES = {"default": engine.database(":memory:")}
WAL_IS_SAFE = engine.wal_is_safe(sqlite3.sqlite_version_info)
INSTALLED_APPS = [
    "lindung.platform.access.apps.AuthConfig",
    "lindung.platform.access.apps.ContentTypesConfig",
    "lindung.platform.journal",
    "lindung.platform.regions",
    "lindung.platform.access.apps.AccessConfig",
    "lindung.platform.rulebook",
    "lindung.registers.programmes",
    "lindung.registers.workers",
    "lindung.registers.letters",
    "lindung.registers.enrolment",
    "lindung.registers.funding",
    "lindung.registers.coverage",
    "lindung.registers.audit",
    "lindung.registers.outreach",
    "lindung.registers.claims",
    "lindung.registers.claims.grievances",
    "lindung.registers.followup",
    "lindung.registers.followup.meetings",
    "lindung.registers.followup.support",
    "lindung.registers.reporting",
    "lindung.interfaces.disclosure",
    "lindung.interfaces.intake",
    "lindung.interfaces.web",
]
AUTH_USER_MODEL = "access.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"  # moments are kept in UTC and shown in the regency's own zone
LANGUAGE_CODE = "id"
SECRET_KEY = "replaced by one derived from the key file when the site opens"  # noqa: S105
PASSWORD_HASHERS = ["lindung.platform.access.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"lindung.platform.access.passwords.{rule}"}
    for rule in ("Length", "NotLeaked", "NotOfThePlace", "KindsOfCharacters")
]
BSSN = os.environ.get("LINDUNG_BSSN", "") == "1"  # the national checklist's column of platform.access.limits
PROXIES = int(os.environ.get("LINDUNG_PROXIES", "0"))  # how many proxies of our own stand before the site
LAYOUTS = os.environ.get("LINDUNG_LAYOUTS", "")  # a folder with the layouts of a branch of BPJS, as TOML
ROOT_URLCONF = "lindung.interfaces.web.urls"
ALLOWED_HOSTS = [host for host in os.environ.get("LINDUNG_HOSTS", "127.0.0.1,localhost").split(",") if host]
MIDDLEWARE = [
    "lindung.interfaces.web.doors.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lindung.interfaces.web.doors.Language",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lindung.interfaces.web.doors.Doorkeeper",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["django.templatetags.i18n", "lindung.interfaces.web.tags"]},
    }
]
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [str(importlib.resources.files("lindung.interfaces.web") / "locale")]
LANGUAGE_COOKIE_NAME = "bahasa"
SECURE = os.environ.get("LINDUNG_HTTPS", "") == "1"  # behind a proxy that speaks https; on 127.0.0.1 there is none
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # else a form's origin does not match the address
SESSION_ENGINE = "lindung.interfaces.web.sessions"
SESSION_COOKIE_NAME = "__Host-sesi" if SECURE else "sesi"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 3600  # a working day; a village's PC is shared
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "lindung.interfaces.web.pages.instead.forged"
FILE_UPLOAD_HANDLERS = ["lindung.interfaces.web.uploads.Spool"]
DATA_UPLOAD_MAX_NUMBER_FILES = None  # counted by the handler, which says so in a sentence
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
