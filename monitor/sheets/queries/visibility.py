"""Which visits a need reaches beyond seeing that they took place: their sheets, their notes, their record."""

from __future__ import annotations

from collections.abc import Set

from monitor.kit.actor import Actor, Scope
from monitor.outside.database import Sql, joined, sql
from monitor.people.rules import Need
from monitor.visits.queries import about_to_visit, released_visits, visible_visits


def visible_sheets(actor: Actor) -> Sql:
    """Restrict sheets, by their visit `v` and its trip `t`, to those the actor may see: the one rule for every reader."""
    return reached_visits(actor, Need.SHEET_VIEW)


def visible_notes(actor: Actor) -> Sql:
    """Restrict notes, by their visit `v` and its trip `t`, to those of the actor's teams and office."""
    return reached_visits(actor, Need.NOTE_WRITE)


def reached_visits(actor: Actor, need: Need, without: Set[Scope] = frozenset()) -> Sql:
    """Restrict visits `v` of trips `t` to those that are visible and over which the need holds.

    Upcoming reaches the own organisation's visits to places one is about to visit; no wall between organisations
    opens by it. Scopes in `without` do not count.
    """
    scopes = actor.scopes(need) - without
    if Scope.ALL in scopes:
        return visible_visits(actor)
    parts = [part for scope, part in _parts(actor) if scope in scopes]
    return sql("({} and ({}))", visible_visits(actor), joined(parts, " or ")) if parts else sql("false")


def _parts(actor: Actor) -> tuple[tuple[Scope, Sql], ...]:
    on_team = "exists (select 1 from team_member tm where tm.visit = v.id and tm.account = {}"
    return (
        (Scope.OWN_VISITS, sql(on_team + ")", actor.account)),
        (Scope.TEAM, sql(on_team + " and tm.role <> 'member')", actor.account)),
        (Scope.ORGANISATION, sql("t.organisation = {}", actor.organisation)),
        (
            Scope.JOINT,
            sql(
                "exists (select 1 from trip_organisation jo where jo.trip = t.id and jo.organisation = {})",
                actor.organisation,
            ),
        ),
        (Scope.RELEASED, released_visits(actor)),
        (
            Scope.UPCOMING,
            sql("(t.organisation = {} and v.facility in {})", actor.organisation, about_to_visit(actor)),
        ),
    )
