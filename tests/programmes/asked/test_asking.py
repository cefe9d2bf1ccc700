"""Asking about a version: why, why not, what to put right, what no longer holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from monitor.kit.problems import NotHere
from monitor.people.actions import say_days
from monitor.people.rules import Mark
from monitor.programme.actions import accept_version, follow_proposal, keep_proposal, set_mark, start_proposal
from monitor.programme.queries import board_of, to_mend, to_put_right, why_not_planned, why_planned
from monitor.programme.rules.explain.why_not import AlreadyPlanned, Level
from monitor.programme.rules.faults import Lack
from monitor.programme.rules.programmes import MarkKind, NewMark
from monitor.programme.rules.repair import Tier
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme


async def test_a_visit_says_why_and_a_place_why_not(cast: Cast, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(3)]
    made = await make_programme(cast.coordinator, days=28, now=now)
    entry = await make_entry(cast.coordinator, made, places[0], day=1, team=[cast.lead, cast.deputy], now=now)
    bare = await make_entry(cast.coordinator, made, places[1], day=2, now=now)
    said = (await why_planned(cast.coordinator, entry)).why
    assert (said.here.score, said.here.of, said.now.day) == (70, 3, 1)
    assert {each.person for each in said.them.members} == {str(cast.lead.account), str(cast.deputy.account)}
    assert (await why_planned(cast.coordinator, bare)).why.them.members == ()
    mark = NewMark(MarkKind.FORBID, places[2])
    assert (await why_not_planned(cast.coordinator, made.version, places[2])).why_not.level is Level.OPEN
    await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    assert (await why_not_planned(cast.coordinator, made.version, places[2])).why_not.level is Level.DATA
    with pytest.raises(AlreadyPlanned):
        await why_not_planned(cast.coordinator, made.version, places[0])
    for asked in (
        why_planned(cast.stranger, entry),
        why_not_planned(cast.stranger, made.version, places[2]),
        why_not_planned(cast.coordinator, made.version, uuid4()),
        to_put_right(cast.stranger, made.version),
        to_mend(cast.stranger, made.version),
    ):
        with pytest.raises(NotHere):
            await asked


async def test_an_empty_house_and_no_budget_are_named(cast: Cast, now: datetime) -> None:
    made = await make_programme(cast.coordinator, budget=0, now=now)
    lacks = {fault.lack for fault in (await to_put_right(cast.coordinator, made.version)).faults}
    assert {Lack.NO_JOBS, Lack.NO_BUDGET} <= lacks


async def test_a_proposed_visit_can_be_asked_about_with_its_lots(cast: Cast, now: datetime) -> None:
    for n in range(6):
        await make_facility(cast.coordinator, name=f"Place {n}", kind="nursing_home", now=now)
    made = await make_programme(cast.coordinator, days=28, budget=40, now=now)
    run = await start_proposal(
        actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, iterations=5, now=now
    )
    await follow_proposal(actor=cast.coordinator, proposal_id=run, clock=lambda: now)
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run, version_id=uuid4(), now=now)
    entries = (await board_of(cast.coordinator, kept)).entries
    drawn = [(await why_planned(cast.coordinator, entry.id)).why.here.drawn for entry in entries]
    assert any(drawn)


async def test_somebody_falls_ill_and_each_visit_gets_offers(cast: Cast, now: datetime) -> None:
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, days=28, now=now)
    for day, place in enumerate(places):
        await make_entry(cast.coordinator, made, place, day=7 * day, team=[cast.lead, cast.deputy], now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    assert (await to_mend(cast.coordinator, made.version)).broken == ()
    ill = made.first_day + timedelta(days=6)
    await say_days(
        actor=cast.coordinator,
        said_id=uuid4(),
        account=cast.lead.account,
        from_day=ill,
        to_day=ill + timedelta(days=3),
        mark=Mark.NOT_AVAILABLE,
        now=now,
    )
    (broken,) = (await to_mend(cast.coordinator, made.version)).broken
    assert broken.job == str(places[1])
    assert broken.offers[0].tier is Tier.SAME_DATES
    assert broken.offers[0].leaving == (str(cast.lead.account),)
