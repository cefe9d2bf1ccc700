"""What a calendar shows first: conflicts of people on the days that it shows."""

from __future__ import annotations

from monitor.kit.actor import Actor, query
from monitor.kit.periods import Days, closed
from monitor.outside.database import read
from monitor.people.rules import Need
from monitor.visits.queries.planning import busy_days
from monitor.visits.queries.visibility import visible_visits
from monitor.visits.queries.visits import PLACE
from monitor.visits.rules import Conflict, Planned, conflicts_of


@query(Need.VISIT_VIEW)
async def conflicts_between(actor: Actor, days: Days) -> tuple[Conflict, ...]:
    """Give the conflicts on these days among the visits ahead or under way that the actor may see.

    Whether somebody is available is told of those only of whom the actor may ask it; a visit that the actor may not see
    and a leave are told alike.
    """
    seats = await read(
        Planned,
        f"select v.id as visit, {PLACE} as place, m.account, a.name, v.first_day, v.last_day, v.state from visit v "
        "join trip t on t.id = v.trip join team_member m on m.visit = v.id join account a on a.id = m.account "
        "where {} and v.last_day >= {} and v.first_day < {} "
        "and v.state in ('proposed', 'planned', 'ready', 'under_way')",
        visible_visits(actor),
        days.start,
        days.end,
    )
    asks = actor.may(Need.AVAILABILITY_VIEW)
    busy = await busy_days(actor, {seat.account for seat in seats}, days) if asks else []
    found = conflicts_of(seats, busy)
    return tuple(each for each in found if closed(each.first_day, each.last_day).meets(days))
