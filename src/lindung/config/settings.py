"""Settings. The database is one SQLite file; ``LINDUNG_DATABASE`` says which, ``:memory:`` where nothing is kept."""

import os

from lindung.config import engine

engine.swap_driver()

import sqlite3  # noqa: E402  after the swap: this must be the driver that Django will load

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("LINDUNG_DATABASE", ":memory:"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": engine.pragmas(sqlite3.sqlite_version_info),
        },
    }
}
INSTALLED_APPS = [
    "lindung.platform.access.apps.AuthConfig",
    "lindung.platform.access.apps.ContentTypesConfig",
    "django.contrib.sessions",
    "lindung.platform.journal",
    "lindung.platform.regions",
    "lindung.platform.access.apps.AccessConfig",
    "lindung.registers.programmes",
    "lindung.registers.workers",
    "lindung.registers.enrolment",
    "lindung.registers.funding",
    "lindung.registers.coverage",
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
