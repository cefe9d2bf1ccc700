"""Free or not: what others learn of a person's days is the same whatever takes them."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.kit.periods import closed
from monitor.visits.queries import busy_days, free_of
from monitor.visits.rules import Notice
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.visits.plans import DAY, a_plan, planned
from tests.visits.test_secrecy import away


async def test_a_secret_visit_on_days_that_are_taken_anyway_changes_nothing_for_others(
    cast: Cast, now: datetime
) -> None:
    facility, asker, asked = await make_facility(cast.coordinator, now=now), cast.coordinator_ngo, [cast.lead.account]
    open_plan = a_plan(facility, cast.monitor_ngo, cast.lead, notice=Notice.ANNOUNCED)
    joint = await planned(asker, open_plan, joint=frozenset({cast.lead.organisation}), now=now)
    await away(cast.lead, now)
    month = closed(DAY, DAY + timedelta(days=30))

    async def told() -> tuple[object, ...]:
        return tuple([await ask(asker, asked, month, joint) for ask in (busy_days, free_of)])

    without = await told()
    assert without[0] != []
    await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    assert await told() == without
