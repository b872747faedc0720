"""Installs the guards after each migration."""

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate

from lindung.platform.journal import guards


def _guard(sender: object, using: str, **kwargs: object) -> None:
    guards.install(using, installed)


class JournalConfig(AppConfig):
    name = "lindung.platform.journal"

    def ready(self) -> None:
        post_migrate.connect(_guard, dispatch_uid="lindung-guards")
