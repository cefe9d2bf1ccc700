"""What a network sends twice is kept once; an id of somebody else's is answered like one that is not there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from monitor.kit.actor import Actor
from monitor.kit.problems import Conflict, NotHere
from monitor.programme.actions import (
    add_manual_points,
    begin_programme,
    begin_version,
    set_coverage_rule,
    set_mark,
    start_proposal,
)
from monitor.programme.queries import marks_on, programmes, proposals_of, versions_of
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.programmes import Frame, MarkKind, NewMark
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.programmes.makers import Made, make_programme

ID = UUID(int=7)
Write = Callable[[Actor, Made, int], Awaitable[object]]


def writes(place: UUID, now: datetime) -> dict[str, Write]:
    """Every write with an id of the caller's; the number changes what it says."""
    until = now.date() + timedelta(days=9)
    return {
        "programme": lambda actor, made, n: begin_programme(
            actor=actor,
            programme_id=ID,
            version_id=UUID(int=8),
            frame=Frame(f"Plan {n}", made.first_day, made.first_day),
            now=now,
        ),
        "rule": lambda actor, made, n: set_coverage_rule(
            actor=actor, rule_id=ID, rule=CoverageRule("colony", any_months=1 + n, from_day=until), now=now
        ),
        "points": lambda actor, made, n: add_manual_points(
            actor=actor, points_id=ID, facility=place, points=n, reason="Letters", until_day=until, now=now
        ),
        "mark": lambda actor, made, n: set_mark(
            actor=actor,
            mark_id=ID,
            programme_id=made.programme,
            mark=NewMark(MarkKind.FORBID if n else MarkKind.PIN, place),
            now=now,
        ),
    }


@pytest.mark.parametrize("name", ["programme", "rule", "points", "mark"])
async def test_twice_is_once_and_anothers_is_not_here(cast: Cast, now: datetime, name: str) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made, theirs = await make_programme(cast.coordinator, now=now), await make_programme(cast.stranger, now=now)
    write = writes(place, now)[name]
    for _ in range(2):
        await write(cast.coordinator, made, 0)
    with pytest.raises(Conflict):
        await write(cast.coordinator, made, 1)
    with pytest.raises(NotHere):
        await write(cast.stranger, theirs, 0)
    assert len(await programmes(cast.coordinator)) == (2 if name == "programme" else 1)
    assert len(await marks_on(cast.coordinator, made.programme)) == (name == "mark")


async def test_a_version_and_a_run_begin_once(cast: Cast, now: datetime) -> None:
    await make_facility(cast.coordinator, now=now)
    made, theirs = await make_programme(cast.coordinator, now=now), await make_programme(cast.stranger, now=now)
    for _ in range(2):
        await begin_version(actor=cast.coordinator, version_id=ID, parent=made.version, now=now)
        await start_proposal(actor=cast.coordinator, proposal_id=ID, version_id=made.version, now=now)
    with pytest.raises(NotHere):
        await begin_version(actor=cast.stranger, version_id=ID, parent=theirs.version, now=now)
    with pytest.raises(NotHere):
        await start_proposal(actor=cast.stranger, proposal_id=ID, version_id=theirs.version, now=now)
    assert len(await versions_of(cast.coordinator, made.programme)) == 2
    assert len(await proposals_of(cast.coordinator, made.programme)) == 1
