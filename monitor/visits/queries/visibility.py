"""THE rule of which visits an actor may see; every reader of visits, in this room and above, begins from it."""

from __future__ import annotations

from collections.abc import Set

from monitor.kit.actor import Actor, Scope
from monitor.outside.database import Sql, joined, sql
from monitor.people.rules import Need


def visible_visits(actor: Actor) -> Sql:
    """Restrict visits, aliased `v` and joined to their trip `t`, to those the actor may see.

    A secret visit is seen by its own team and by the coordinators of the organisations that take part, and released to
    nobody; for everyone else it does not exist (law 4).
    """
    seen = _within(actor, actor.scopes(Need.VISIT_VIEW))
    secret = _within(actor, actor.scopes(Need.SECRET_VIEW) - {Scope.RELEASED})
    return sql("({} and (not t.secret or {}))", seen, secret)


def about_to_visit(actor: Actor) -> Sql:
    """Give the bracketed list of facilities that the actor is about to visit, for `in {}`; see Scope.UPCOMING."""
    return sql(
        "(select uv.facility from visit uv join team_member um on um.visit = uv.id "
        "where um.account = {} and uv.state in ('planned', 'ready', 'under_way'))",
        actor.account,
    )


def _within(actor: Actor, scopes: Set[Scope]) -> Sql:
    if Scope.ALL in scopes:
        return sql("true")
    parts = [part for scope, part in _parts(actor) if scope in scopes]
    return sql("({})", joined(parts, " or ")) if parts else sql("false")


def _parts(actor: Actor) -> tuple[tuple[Scope, Sql], ...]:
    return (
        (
            Scope.OWN_VISITS,
            sql("exists (select 1 from team_member tm where tm.visit = v.id and tm.account = {})", actor.account),
        ),
        (Scope.ORGANISATION, sql("t.organisation = {}", actor.organisation)),
        (
            Scope.JOINT,
            sql(
                "exists (select 1 from trip_organisation jo where jo.trip = t.id and jo.organisation = {})",
                actor.organisation,
            ),
        ),
        (Scope.RELEASED, released_visits(actor)),
    )


def released_visits(actor: Actor) -> Sql:
    """Restrict visits `v` of trips `t` to those that the organisation which keeps them lets the actor's see today."""
    return sql(
        "exists (select 1 from release r where r.kind = 'visit' and r.subject = v.id and r.giver = t.organisation "
        "and r.receiver = {} and r.revoked_at is null and (r.until_day is null or r.until_day >= {}))",
        actor.organisation,
        actor.today,
    )
