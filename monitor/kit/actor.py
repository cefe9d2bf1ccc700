"""Who acts: a plain value that carries what its roles allow, so that every room can ask without knowing roles.

A need names a thing that may be done or seen ("visit.plan"); a scope says over which rows. The policy table in
people/ turns an account's roles into grants once per request; here they are only looked up.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from uuid import UUID

from monitor.kit.problems import NotYours

P = ParamSpec("P")
T = TypeVar("T")


class Scope(StrEnum):
    """Over which rows a need holds; each room turns its scopes into one visibility fragment (D18)."""

    SELF = "self"
    OWN_VISITS = "own_visits"
    TEAM = "team"
    ORGANISATION = "organisation"
    JOINT = "joint"
    UPCOMING = "upcoming"
    RELEASED = "released"
    ALL = "all"


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at work, or the system itself; `grants` maps a need to the scopes it holds over.

    `today` is the day of the request, by which dated rights are judged; left out, every dated right is over.
    """

    account: UUID
    organisation: UUID
    name: str = ""
    language: str = "en"
    grants: Mapping[str, frozenset[Scope]] = field(default_factory=dict)
    today: date = date.max

    def may(self, need: str) -> bool:
        """Say whether any scope is granted for the need."""
        return bool(self.grants.get(need))

    def scopes(self, need: str) -> frozenset[Scope]:
        """Give the scopes granted for the need, empty if none."""
        return self.grants.get(need, frozenset())

    def has(self, need: str, scope: Scope) -> bool:
        """Say whether this very scope is granted for the need, or all rows are."""
        granted = self.scopes(need)
        return scope in granted or Scope.ALL in granted


def check_need(actor: Actor, need: str) -> None:
    """Raise NotYours unless the actor holds the need in some scope."""
    if not actor.may(need):
        raise NotYours()


class Needing(Protocol):
    """A function that names the need it asks for; the route test walks from pages to these."""

    need: str


def query(
    need: StrEnum,
) -> Callable[[Callable[Concatenate[Actor, P], Awaitable[T]]], Callable[Concatenate[Actor, P], Awaitable[T]]]:
    """Guard a reading function whose first argument is the actor, and write its need on it."""

    def guard(read: Callable[Concatenate[Actor, P], Awaitable[T]]) -> Callable[Concatenate[Actor, P], Awaitable[T]]:
        @wraps(read)
        async def guarded(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> T:
            check_need(actor, need)
            return await read(actor, *args, **kwargs)

        cast(Any, guarded).need = need
        return guarded

    return guard
