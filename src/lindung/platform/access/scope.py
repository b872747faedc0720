"""The one choke point of scope: a query over a village's data passes ``Scoped``, which asks what scope is in force.

A query without a scope raises, also by ``exists()``, through a related object or a prefetch, because the same manager
is the model's base manager. Out of scope is filtered in SQL, so it can't be told from what does not exist.
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator

from django.db import models

from lindung.kernel import values
from lindung.platform.access import facts


class ScopeMissing(values.Refusal):
    code = "tanpa-lingkup"
    sentence = "{what} tidak dibaca: belum dikatakan untuk wilayah siapa. Masuk melalui kantor yang berwenang."


_in_force: contextvars.ContextVar[facts.Scope | None] = contextvars.ContextVar("scope", default=None)


@contextlib.contextmanager
def within(scope: facts.Scope) -> Iterator[None]:
    """Everything read inside is limited to ``scope``."""
    token = _in_force.set(scope)
    try:
        yield
    finally:
        _in_force.reset(token)


@contextlib.contextmanager
def everything(why: str) -> Iterator[None]:
    """For work that has to weigh all regions: taking files, deriving figures. What is shown of it is narrowed after."""
    with within(facts.Scope(frozenset(), everything=why)):
        yield


def asked() -> facts.Scope | None:
    """The scope in force, or None."""
    return _in_force.get()


def in_force(what: str = "Data") -> facts.Scope:
    """The scope in force. Raises ScopeMissing."""
    scope = _in_force.get()
    if scope is None:
        raise ScopeMissing(what=what)
    return scope


class Scoped(models.Manager):
    """The manager of a model whose rows are about a region, at ``path``; None: rows of no region, for all or nobody."""

    def __init__(self, path: str | None = "region__code") -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> models.QuerySet:
        scope = in_force(self.model.__name__ if self.model else "Data")
        rows = super().get_queryset()
        if scope.everything:
            return rows
        if self.path is None:
            return rows.none()
        return rows.filter(_of(self.path, scope))

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        super().contribute_to_class(cls, name)
        cls._meta.base_manager_name = name


def _of(path: str, scope: facts.Scope) -> models.Q:
    asked = models.Q(pk__in=[])
    for code in sorted(scope.regions):
        asked |= models.Q(**{f"{path}__within": code})
    return asked
