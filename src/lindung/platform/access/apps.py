"""Django's accounts and content types, without the permission rows that nothing here asks; the walls of scope."""

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth import apps as auth
from django.contrib.contenttypes import apps as contenttypes
from django.db.backends import signals
from django.db.models.signals import post_migrate

from lindung.platform.access import walls


def _wall(sender: object, using: str, **kwargs: object) -> None:
    walls.install(using, installed)


class AccessConfig(AppConfig):
    name = "lindung.platform.access"

    def ready(self) -> None:
        signals.connection_created.connect(walls.keep_told, dispatch_uid="lindung-scope")
        post_migrate.connect(_wall, sender=self, dispatch_uid="lindung-walls")


class AuthConfig(auth.AuthConfig):
    default = False

    def ready(self) -> None:
        """No permission per model: who may do what is declared at each door."""


class ContentTypesConfig(contenttypes.ContentTypesConfig):
    default = False

    def ready(self) -> None:
        """No row per model."""
