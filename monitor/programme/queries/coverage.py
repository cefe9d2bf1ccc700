"""Reading rules of coverage and points given by hand; both belong to one organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from monitor.kit.actor import Actor, Scope, query
from monitor.outside.database import Sql, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.rules.coverage import CoverageRule, rules_on
from monitor.programme.rules.priority import ByHand, Weights


@dataclass(frozen=True, slots=True)
class _PointsRow:
    id: UUID
    facility: UUID
    points: int
    reason_sealed: str
    until_day: date
    said_by_name: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class _WeightRow:
    name: str
    points: int


def _own(actor: Actor, organisation: str) -> Sql:
    """Restrict a column of organisations to the actor's own, if its programme is theirs to see at all."""
    if Scope.ORGANISATION in actor.scopes(Need.PROGRAMME_VIEW):
        return sql(f"{organisation} = {{}}", actor.organisation)
    return sql("false")


@query(Need.PROGRAMME_VIEW)
async def coverage_rules(actor: Actor, day: date) -> Mapping[str, CoverageRule]:
    """Give the rule of each type of place that counts for the actor's organisation on a day, by type."""
    rows = await read(
        CoverageRule,
        "select r.facility_type, r.in_depth_months, r.any_months, r.visit_days, r.team_min, r.team_max, r.woman, "
        "r.doctor, r.two_organisations, r.mandatory, r.base_points, r.from_day from coverage_rule r where {} "
        "order by r.seq",
        _own(actor, "r.organisation"),
    )
    return rules_on(rows, day)


@query(Need.PROGRAMME_VIEW)
async def points_by_hand(actor: Actor, day: date) -> Mapping[UUID, ByHand]:
    """Give the points that people of the actor's organisation gave places and that hold on a day, by place."""
    rows = await read(
        _PointsRow,
        "select m.id, m.facility, m.points, m.reason_sealed, m.until_day, a.name as said_by_name, m.said_at "
        "from manual_points m join account a on a.id = m.said_by where {} order by m.seq",
        _own(actor, "m.organisation"),
    )
    latest = {row.facility: row for row in rows}
    ring = keyring()
    return {
        facility: ByHand(
            id=row.id,
            points=row.points,
            reason=ring.open("manual_points.reason", row.id, row.reason_sealed),
            until_day=row.until_day,
            said_by_name=row.said_by_name,
            said_at=row.said_at,
        )
        for facility, row in latest.items()
        if row.points and day <= row.until_day
    }


@query(Need.PROGRAMME_VIEW)
async def weights_of(actor: Actor) -> Weights:
    """Give how many points each reason is worth in the actor's organisation."""
    rows = await read(
        _WeightRow,
        "select w.name, w.points from risk_weight w where {} order by w.seq",
        _own(actor, "w.organisation"),
    )
    known = {weight.name for weight in fields(Weights)}
    return Weights(**{row.name: row.points for row in rows if row.name in known})
