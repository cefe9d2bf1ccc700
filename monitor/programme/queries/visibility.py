"""THE rule of which programmes an actor may see; every reader in this room begins from it."""

from __future__ import annotations

from monitor.kit.actor import Actor, Scope
from monitor.outside.database import Sql, sql
from monitor.people.rules import Need


def visible_programmes(actor: Actor) -> Sql:
    """Restrict programmes, aliased `p`, to those of the own organisation: a plan tells where secret visits will be."""
    if Scope.ORGANISATION in actor.scopes(Need.PROGRAMME_VIEW):
        return sql("p.organisation = {}", actor.organisation)
    return sql("false")
