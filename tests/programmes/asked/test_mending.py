"""Mending: what no longer holds is found, one visit is changed by one press, and nothing else is touched."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.facilities.actions import set_status
from monitor.facilities.rules import Status, Told
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours
from monitor.people.actions import say_days
from monitor.people.rules import Mark
from monitor.programme.actions import accept_version, begin_version, drop_visit, mend_visit, put_entry, set_mark
from monitor.programme.queries import board_of, compare_versions, entries_on, options_of, to_mend, versions_of
from monitor.programme.rules.accepting import trips_on
from monitor.programme.rules.by_hand import NoteKind, notes_of
from monitor.programme.rules.programmes import MarkKind, NewEntry, NewMark, Seat, VersionSettled, VersionState
from monitor.programme.rules.repair import Tier
from monitor.visits.actions import change_plan, move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import Notice, Plan, Teammate, VisitState, VisitType
from tests.makers_facilities import make_facility, make_region
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_entry, make_programme


async def arrange(cast: Cast, now: datetime, *, accepted: bool = True) -> tuple[Made, list[UUID], list[UUID]]:
    """Two places, each with a visit of two people in a week of its own; give the places and the entries."""
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(2)]
    made = await make_programme(cast.coordinator, days=28, now=now)
    team = [cast.lead, cast.deputy]
    entries = [
        await make_entry(cast.coordinator, made, place, day=7 * week, team=team, now=now)
        for week, place in enumerate(places)
    ]
    if accepted:
        await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    return made, places, entries


async def fall_ill(cast: Cast, who: Actor, made: Made, now: datetime) -> None:
    """Somebody telephones: not available in the second week."""
    first = made.first_day + timedelta(days=7)
    await say_days(
        actor=cast.coordinator, said_id=uuid4(), account=who.account, from_day=first,
        to_day=first + timedelta(days=3), mark=Mark.NOT_AVAILABLE, now=now,
    )  # fmt: skip


async def test_one_press_changes_the_real_visit_and_no_other(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    await fall_ill(cast, cast.lead, made, now)
    (broken,) = (await to_mend(cast.coordinator, made.version)).broken
    tiers = [offer.tier for offer in broken.offers]
    assert (broken.asked.entry, tiers[0], tiers[-1]) == (entries[1], Tier.SAME_DATES, Tier.DROP)
    assert {Tier.SAME_WEEK, Tier.SAME_MONTH} <= set(tiers)
    offered = broken.offers[0].visit
    assert offered is not None
    before = {entry.id: entry for entry in await entries_on(cast.coordinator, made.version)}
    mended = entries[1]
    kept = await visit_open_to(cast.coordinator, before[entries[0]].visit or entries[0])
    real = before[mended].visit or mended
    held = await mend_visit(
        actor=cast.coordinator, entry_id=mended, first_day=before[mended].first_day,
        team=[UUID(name) for name in offered.team], now=now,
    )  # fmt: skip
    visit = await visit_open_to(cast.coordinator, real)
    assert {str(mate.account) for mate in visit.team} == set(offered.team)
    assert (visit.lead, visit.first_day, visit.secret) == (cast.deputy.account, before[mended].first_day, True)
    assert await visit_open_to(cast.coordinator, kept.id) == kept
    assert (await to_mend(cast.coordinator, held)).broken == ()
    states = [(version.id == held, version.state) for version in await versions_of(cast.coordinator, made.programme)]
    assert states == [(True, VersionState.ACCEPTED), (False, VersionState.SET_ASIDE)]


async def test_whoever_can_still_go_goes(cast: Cast, now: datetime) -> None:
    region = await make_region(cast.coordinator, now=now)
    made, _, entries = await arrange(cast, now, accepted=False)
    for week in (2, 3):
        place = await make_facility(cast.coordinator, region=region, name=f"Far {week}", now=now)
        await make_entry(cast.coordinator, made, place, day=7 * week, team=[cast.lead, cast.deputy], now=now)
    await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    await fall_ill(cast, cast.lead, made, now)
    (broken,) = (await to_mend(cast.coordinator, made.version)).broken
    same = [offer.leaving for offer in broken.offers if offer.tier is Tier.SAME_DATES]
    assert (broken.asked.entry, same[0]) == (entries[1], (str(cast.lead.account),))
    assert {offer.leaving for offer in broken.offers if offer.tier is Tier.SAME_WEEK} <= {(), same[0]}


async def test_a_visit_is_called_off_without_another_version(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    first, second = await entries_on(cast.coordinator, made.version)
    assert await drop_visit(actor=cast.coordinator, entry_id=entries[1], now=now) == made.version
    states = [(await visit_open_to(cast.coordinator, each.visit or each.id)).state for each in (first, second)]
    assert states == [VisitState.PLANNED, VisitState.CANCELLED]
    assert (await to_mend(cast.coordinator, made.version)).broken == ()


async def test_what_was_called_off_is_shown_and_counts_for_nothing(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    made, places, entries = await arrange(cast, now)
    await drop_visit(actor=cast.coordinator, entry_id=entries[1], now=now)
    board = await board_of(cast.coordinator, made.version)
    assert ([entry.is_off for entry in board.entries], board.person_days) == ([False, True], 2)
    assert [(line.visited, line.visits) for line in board.by_type] == [(1, 1)]
    assert [len(trip) for trip in trips_on(board)] == [1]
    assert [note.kind for note in notes_of(board, now.date())[entries[1]]] == [NoteKind.CALLED_OFF]
    client, base = await client_as(cast.coordinator), f"/programmes/board/{made.version}"
    shown = (await client.get(base)).text
    assert ("1 visit · 1 of 2 places · 2 person-days" in shown, f"/programmes/visits/{entries[1]}" in shown) == (
        True,
        True,
    )
    assert "Place 1" not in (await client.get(f"{base}/plan.csv")).text
    assert "Not in this version" in (await client.get(f"{base}/places/{places[1]}")).text
    assert "/options" not in (await client.get(f"/programmes/visits/{entries[1]}")).text
    later = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    accepting = (await client.get(f"/programmes/board/{later}/accept")).text
    assert ("called off" in accepting, "1 visit planned before stays as it is." in accepting) == (False, True)
    assert (await compare_versions(cast.coordinator, made.version, later)).differences == ()


async def test_on_a_draft_only_the_draft_changes(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now, accepted=False)
    day = made.first_day + timedelta(days=15)
    team = [cast.deputy.account, cast.monitor_ombudsman.account]
    assert made.version == await mend_visit(
        actor=cast.coordinator, entry_id=entries[0], first_day=day, team=team, now=now
    )
    await drop_visit(actor=cast.coordinator, entry_id=entries[1], now=now)
    (entry,) = await entries_on(cast.coordinator, made.version)
    assert (entry.first_day, {seat.account for seat in entry.team}, entry.lead) == (day, {*team}, cast.deputy.account)
    assert len(await versions_of(cast.coordinator, made.programme)) == 1


async def test_days_closed_since_and_places_gone_are_found(cast: Cast, now: datetime) -> None:
    made, places, entries = await arrange(cast, now)
    mark = NewMark(MarkKind.CLOSED, places[0], made.first_day, made.first_day)
    await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    await set_status(actor=cast.coordinator, facility=places[1], status=Status.CLOSED, since=Told(now.date()), now=now)
    shut, gone = (await to_mend(cast.coordinator, made.version)).broken
    assert [offer.tier for offer in gone.offers] == [Tier.DROP]
    assert (shut.asked.entry, gone.asked.entry, gone.place) == (*entries, "Place 1")
    days = {offer.visit.day for offer in shut.offers if offer.visit is not None}
    assert (0 in days, days != set()) == (False, True)


async def test_what_the_authority_knows_keeps_its_days(cast: Cast, now: datetime) -> None:
    made, places, entries = await arrange(cast, now)
    entry = next(each for each in await entries_on(cast.coordinator, made.version) if each.id == entries[1])
    assert entry.visit is not None
    plan = Plan(
        places[1], entry.first_day, entry.last_day, entry.type, Notice.ANNOUNCED,
        tuple(Teammate(mate.account, mate.role) for mate in (await visit_open_to(cast.coordinator, entry.visit)).team),
        notice_given_at=now, notice_to="The prison service", notice_how="letter",
    )  # fmt: skip
    await change_plan(actor=cast.coordinator, visit_id=entry.visit, plan=plan, now=now)
    await fall_ill(cast, cast.lead, made, now)
    (broken,) = (await to_mend(cast.coordinator, made.version)).broken
    assert {offer.tier for offer in broken.offers} == {Tier.SAME_DATES, Tier.DROP}
    options = await options_of(cast.coordinator, entries[1])
    assert (options.free, options.days, options.people != {}) == (False, (), True)


async def test_a_visit_mended_on_its_own_page_is_not_mended_again(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    await fall_ill(cast, cast.lead, made, now)
    (broken,) = (await to_mend(cast.coordinator, made.version)).broken
    assert broken.asked.visit is not None
    visit = await visit_open_to(cast.coordinator, broken.asked.visit)
    day = visit.first_day + timedelta(days=7)
    team = tuple(Teammate(mate.account, mate.role) for mate in visit.team)
    plan = Plan(visit.facility, day, day, visit.type, visit.notice, team)
    await change_plan(actor=cast.coordinator, visit_id=visit.id, plan=plan, now=now)
    assert (await to_mend(cast.coordinator, made.version)).broken == ()
    options = await options_of(cast.coordinator, entries[1])
    planned = options.question.plan.of(options.job)
    assert planned is not None
    assert options.question.snapshot.date_of(planned.day) == day


async def test_what_has_begun_is_past_mending(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    second = (await entries_on(cast.coordinator, made.version))[1]
    assert second.visit is not None
    await fall_ill(cast, cast.deputy, made, now)
    await move_on(actor=cast.lead, visit_id=second.visit, to=VisitState.UNDER_WAY, now=now)
    assert (await to_mend(cast.coordinator, made.version)).broken == ()
    assert (await options_of(cast.coordinator, entries[1])).people == {}


async def test_other_days_and_people_are_told_with_their_price(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    await fall_ill(cast, cast.monitor_ombudsman, made, now)
    options = await options_of(cast.coordinator, entries[1])
    assert len(options.days) == 28
    assert {name: set(found) for name, found in options.people.items()}.keys() == {
        str(cast.lead.account),
        str(cast.deputy.account),
    }
    instead = {option.person for option in options.people[str(cast.lead.account)]}
    assert instead == {str(cast.coordinator.account)}


async def test_only_the_own_coordinator_mends(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    day = made.first_day + timedelta(days=1)
    for outsider, problem in ((cast.stranger, NotHere), (cast.coordinator_ngo, NotHere), (cast.lead, NotYours)):
        with pytest.raises(problem):
            await mend_visit(actor=outsider, entry_id=entries[0], first_day=day, team=[cast.lead.account], now=now)
        with pytest.raises(problem):
            await drop_visit(actor=outsider, entry_id=entries[0], now=now)
        with pytest.raises(problem):
            await options_of(outsider, entries[0])


async def test_a_version_set_aside_is_left_as_it_is(cast: Cast, now: datetime) -> None:
    made, _, entries = await arrange(cast, now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    await accept_version(actor=cast.coordinator, version_id=copy, now=now)
    with pytest.raises(VersionSettled):
        await mend_visit(
            actor=cast.coordinator, entry_id=entries[0], first_day=made.first_day, team=[cast.lead.account], now=now
        )
    with pytest.raises(VersionSettled):
        await drop_visit(actor=cast.coordinator, entry_id=entries[0], now=now)


async def test_mending_while_another_version_is_accepted_calls_nothing_of_it_off(cast: Cast, now: datetime) -> None:
    made, places, entries = await arrange(cast, now)
    other = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    days = [made.first_day + timedelta(days=14 + n) for n in range(2)]
    new = NewEntry(places[0], days[0], 1, VisitType.IN_DEPTH, (Seat(cast.lead.account, True),))
    await put_entry(actor=cast.coordinator, entry_id=uuid4(), version_id=other, entry=new, now=now)
    mending = mend_visit(
        actor=cast.coordinator, entry_id=entries[1], first_day=days[1], team=[cast.lead.account], now=now
    )
    accepting = accept_version(actor=cast.coordinator, version_id=other, now=now)
    planned, _ = await asyncio.gather(accepting, mending, return_exceptions=True)
    assert isinstance(planned, tuple)
    states = {each.id: each.state for each in await versions_of(cast.coordinator, made.programme)}
    assert (states[other], states[made.version]) == (VersionState.ACCEPTED, VersionState.SET_ASIDE)
    assert [(await visit_open_to(cast.coordinator, each)).state for each in planned] == [VisitState.PLANNED]
