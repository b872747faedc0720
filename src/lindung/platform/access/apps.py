"""Django's accounts and content types, without the permission rows that nothing here asks."""

from django.apps import AppConfig
from django.contrib.auth import apps as auth
from django.contrib.contenttypes import apps as contenttypes


class AccessConfig(AppConfig):
    name = "lindung.platform.access"


class AuthConfig(auth.AuthConfig):
    default = False

    def ready(self) -> None:
        """No permission per model: who may do what is declared at each door."""


class ContentTypesConfig(contenttypes.ContentTypesConfig):
    default = False

    def ready(self) -> None:
        """No row per model."""
