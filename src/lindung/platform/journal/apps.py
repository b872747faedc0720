"""Installs the guards after each migration, and gives every connection what they ask."""

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.backends import signals
from django.db.models.signals import post_migrate

from lindung.platform.journal import acting, guards


def _guard(sender: object, using: str, **kwargs: object) -> None:
    guards.install(using, installed)


class JournalConfig(AppConfig):
    name = "lindung.platform.journal"

    def ready(self) -> None:
        signals.connection_created.connect(acting.make_known, dispatch_uid="lindung-actor")
        post_migrate.connect(_guard, sender=self, dispatch_uid="lindung-guards")
