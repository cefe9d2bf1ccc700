"""What may be taken out of the house: never more than may be seen, and never what is still secret (law 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.kit.actor import Actor, Scope
from monitor.people.rules.needs import Need


def narrowed(actor: Actor) -> Actor:
    """Keep of what the actor may see what the actor may also take out: never a visit that is still secret (law 4)."""
    exported = actor.scopes(Need.EXPORT_MAKE)
    grants: Mapping[str, frozenset[Scope]] = {
        need: scopes if Scope.ALL in scopes or Scope.ALL in exported else scopes & exported
        for need, scopes in actor.grants.items()
        if need != Need.SECRET_VIEW
    }
    return replace(actor, grants=grants)
