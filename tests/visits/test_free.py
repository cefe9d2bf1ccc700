"""Free or not: what others learn of a person's days is the same whatever takes them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

from monitor.kit.periods import closed
from monitor.people.actions import say_days
from monitor.people.rules import Mark
from monitor.visits.queries import busy_days, free_of
from monitor.visits.rules import Notice
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients
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


async def test_a_plan_tells_free_not_available_and_not_known_apart(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await away(cast.lead, now)
    await say_days(
        actor=cast.deputy, said_id=uuid4(), account=cast.deputy.account, from_day=DAY, to_day=DAY, mark=Mark.FREE,
        now=now,
    )  # fmt: skip
    client = await client_as(cast.coordinator)
    form = {"facility": str(facility), "step": "people", "first_day": f"{DAY}"}
    told = {}
    for last in (f"{DAY}", f"{DAY + timedelta(days=1)}", "2199-01-01"):
        text = (await client.post("/visits", data=form | {"last_day": last})).text
        lines = [part.split("</label>")[0] for part in text.split('name="team"')[1:]]
        told[last] = [re.findall("not available|not known|free", line) for line in lines]
    assert list(told.values()) == [
        [["not known"], ["free"], ["not available"], ["not known"]],
        [["not known"], ["not known"], ["not available"], ["not known"]],
        [[], [], [], []],
    ]
