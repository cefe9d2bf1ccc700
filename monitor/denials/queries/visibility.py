"""THE rule of which denials an actor may see; every reader of denials, in this room and above, begins from it."""

from __future__ import annotations

from collections.abc import Set

from monitor.kit.actor import Actor, Scope
from monitor.outside.database import Sql, joined, sql
from monitor.people.rules import Need
from monitor.visits.queries import about_to_visit, visible_visits

# The place of denial `d`: as logged, or the facility that an unlisted place was matched to last.
FACILITY = (
    "coalesce(d.facility, (select m.facility from denial_match m where m.denial = d.id order by m.seq desc limit 1))"
)


def visible_denials(actor: Actor) -> Sql:
    """Restrict denials, aliased `d`, to those whose whole story the actor may read.

    A denial on a secret visit is as hidden as the visit, from those too who were released it. A released visit opens
    the denials of the organisation that keeps it; what another one logged on it is that one's to release.
    """
    return _guarded(actor, actor.scopes(Need.DENIAL_VIEW))


def counted_denials(actor: Actor) -> Sql:
    """Restrict denials, aliased `d`, to those the actor may count: kind, ground, day and place, no words."""
    return _guarded(actor, actor.scopes(Need.DENIAL_FIGURES))


def exported_denials(actor: Actor) -> Sql:
    """Restrict denials, aliased `d`, to those the actor may take along: counted ones, in the scopes of exports.

    Never one on a visit that is still secret: nobody knows into whose hands a file comes (law 4).
    """
    counted = _guarded(actor, actor.scopes(Need.DENIAL_FIGURES) & actor.scopes(Need.EXPORT_MAKE))
    return sql("({} and (d.visit is null or {}))", counted, _on_visit(sql("not t.secret")))


def told_denials(actor: Actor) -> Sql:
    """Restrict denials, aliased `d`, to those the actor may add to: own, of an own visit, of the own organisation."""
    return _guarded(actor, actor.scopes(Need.DENIAL_LOG))


def _guarded(actor: Actor, scopes: Set[Scope]) -> Sql:
    open_visit = _on_visit(sql("(not t.secret or {})", visible_visits(actor)))
    return sql("({} and (d.visit is null or {}))", _within(actor, scopes), open_visit)


def _within(actor: Actor, scopes: Set[Scope]) -> Sql:
    if Scope.ALL in scopes:
        return sql("true")
    parts = [part for scope, part in _parts(actor) if scope in scopes]
    return sql("({})", joined(parts, " or ")) if parts else sql("false")


def _parts(actor: Actor) -> tuple[tuple[Scope, Sql], ...]:
    house = actor.organisation
    return (
        (Scope.SELF, sql("(d.entered_by = {} or d.reported_by = {})", actor.account, actor.account)),
        (
            Scope.OWN_VISITS,
            sql("exists (select 1 from team_member tm where tm.visit = d.visit and tm.account = {})", actor.account),
        ),
        (Scope.ORGANISATION, sql("d.organisation = {}", house)),
        (
            Scope.JOINT,
            _on_visit(
                sql(
                    "(t.organisation = {} or exists (select 1 from trip_organisation jo "
                    "where jo.trip = t.id and jo.organisation = {}))",
                    house,
                    house,
                )
            ),
        ),
        (Scope.UPCOMING, sql("(d.organisation = {} and {} in {})", house, sql(FACILITY), about_to_visit(actor))),
        (
            Scope.RELEASED,
            sql(
                "exists (select 1 from release r where r.receiver = {} and r.revoked_at is null "
                "and (r.until_day is null or r.until_day >= {}) "
                "and ((r.kind = 'denial' and r.subject = d.id and r.giver = d.organisation) or (r.kind = 'visit' "
                "and r.subject = d.visit and r.giver = d.organisation and r.giver = (select rt.organisation from visit rv "
                "join trip rt on rt.id = rv.trip where rv.id = d.visit))))",
                house,
                actor.today,
            ),
        ),
    )


def _on_visit(condition: Sql) -> Sql:
    return sql("exists (select 1 from visit v join trip t on t.id = v.trip where v.id = d.visit and {})", condition)
