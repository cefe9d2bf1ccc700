"""The board: what is put on it, who may look at it, what it tells and does not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from monitor.facilities.rules import NoticeTerm
from monitor.kit.problems import BadForm, Conflict, NotHere, NotYours
from monitor.programme.actions import (
    begin_version,
    change_programme,
    move_entry,
    put_entries,
    put_entry,
    remove_entry,
    set_mark,
    set_team,
    set_version_aside,
)
from monitor.programme.queries import board_of, priorities, programme_open_to, programmes
from monitor.programme.rules.programmes import (
    Frame,
    MarkKind,
    NewEntry,
    NewMark,
    NotOnBoard,
    Seat,
    VersionSettled,
    check_frame,
)
from tests.makers_facilities import make_facility, make_mandate, make_region
from tests.makers_visits import make_visit
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme
from tests.visits.counting import Counter


async def test_a_visit_put_on_the_board_stands_there(cast: Cast, now: datetime) -> None:
    region = await make_region(cast.coordinator, now=now)
    place = await make_facility(cast.coordinator, region=region, now=now)
    made = await make_programme(cast.coordinator, now=now)
    entry = await make_entry(cast.coordinator, made, place, day=8, days=2, team=[cast.lead, cast.deputy], now=now)
    board = await board_of(cast.coordinator, made.version)
    assert [(e.id, e.facility, e.first_day, e.last_day, e.lead) for e in board.entries] == [
        (entry, place, made.first_day + timedelta(days=8), made.first_day + timedelta(days=9), cast.lead.account)
    ]
    assert [(p.id, p.region_name, p.never, p.covered) for p in board.places] == [(place, "Sughd", True, True)]
    assert [(line.places, line.visited, line.missed) for line in board.by_region] == [(1, 1, 0)]
    assert (board.person_days, len(board.weeks)) == (4, 13)


async def test_only_the_own_coordinators_see_a_programme(cast: Cast, now: datetime) -> None:
    made = await make_programme(cast.coordinator, partners=[cast.monitor_ngo.organisation], now=now)
    for name in ("monitor_ombudsman", "lead", "partner", "analyst", "admin", "monitor_ngo"):
        with pytest.raises(NotYours):
            await board_of(cast.everybody[name], made.version)
    for stranger in (cast.coordinator_ngo, cast.stranger):
        assert await programmes(stranger) == []
        for asked in (made.version, uuid4()):
            with pytest.raises(NotHere):
                await board_of(stranger, asked)
        with pytest.raises(NotHere):
            await programme_open_to(stranger, made.programme)


async def test_a_stranger_changes_nothing(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    entry = await make_entry(cast.coordinator, made, place, now=now)
    before = await board_of(cast.coordinator, made.version)
    for act in (
        move_entry(actor=cast.stranger, entry_id=entry, first_day=made.first_day, now=now),
        remove_entry(actor=cast.stranger, entry_id=entry, now=now),
        set_team(actor=cast.stranger, entry_id=entry, team=[], now=now),
        begin_version(actor=cast.stranger, version_id=uuid4(), parent=made.version, now=now),
        set_version_aside(actor=cast.stranger, version_id=made.version, now=now),
        set_mark(
            actor=cast.stranger,
            mark_id=uuid4(),
            programme_id=made.programme,
            mark=NewMark(MarkKind.PIN, place),
            now=now,
        ),
    ):
        with pytest.raises(NotHere):
            await act
    assert await board_of(cast.coordinator, made.version) == before


async def test_putting_the_same_visit_twice_is_once(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    entry, said = uuid4(), NewEntry(place, made.first_day, team=(Seat(cast.lead.account, True),))
    for _ in range(2):
        await put_entry(actor=cast.coordinator, entry_id=entry, version_id=made.version, entry=said, now=now)
    with pytest.raises(Conflict):
        await put_entry(
            actor=cast.coordinator, entry_id=entry, version_id=made.version, entry=replace(said, days=2), now=now
        )
    assert len((await board_of(cast.coordinator, made.version)).entries) == 1


async def test_one_that_cannot_be_put_leaves_none(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    good = (uuid4(), NewEntry(place, made.first_day, team=(Seat(cast.lead.account, True),)))
    put = partial(put_entries, actor=cast.coordinator, version_id=made.version, now=now)
    for wrong, problem in (
        (replace(good[1], days=99), BadForm),
        (replace(good[1], facility=uuid4()), NotHere),
        (replace(good[1], team=(Seat(cast.stranger.account),)), NotOnBoard),
    ):
        with pytest.raises(problem):
            await put(entries=[good, (uuid4(), wrong)])
        assert (await board_of(cast.coordinator, made.version)).entries == ()


async def test_many_are_put_by_as_many_statements_as_two(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    count, asked = Counter(monkeypatch), []
    for few in (2, 9):
        days = [made.first_day + timedelta(days=n) for n in range(few)]
        new = [(uuid4(), NewEntry(place, day, team=(Seat(cast.lead.account, True),))) for day in days]
        put = partial(put_entries, actor=cast.coordinator, version_id=made.version, entries=new, now=now)
        asked.append((await count.during(put), await count.during(put)))
    assert asked[0] == asked[1]
    assert len((await board_of(cast.coordinator, made.version)).entries) == 11


async def test_a_visit_moves_within_the_period_only(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    entry = await make_entry(cast.coordinator, made, place, now=now)
    later = made.first_day + timedelta(days=30)
    await move_entry(actor=cast.coordinator, entry_id=entry, first_day=later, days=3, now=now)
    with pytest.raises(BadForm):
        await move_entry(actor=cast.coordinator, entry_id=entry, first_day=made.first_day + timedelta(days=90), now=now)
    board = await board_of(cast.coordinator, made.version)
    assert [(each.first_day, each.days) for each in board.entries] == [(later, 3)]
    await remove_entry(actor=cast.coordinator, entry_id=entry, now=now)
    assert (await board_of(cast.coordinator, made.version)).entries == ()


async def test_a_team_is_of_the_programmes_organisations(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, partners=[cast.monitor_ngo.organisation], now=now)
    entry = await make_entry(cast.coordinator, made, place, now=now)
    await set_team(
        actor=cast.coordinator,
        entry_id=entry,
        team=[Seat(cast.lead.account, True), Seat(cast.monitor_ngo.account)],
        now=now,
    )
    with pytest.raises(NotOnBoard):
        await set_team(actor=cast.coordinator, entry_id=entry, team=[Seat(cast.stranger.account)], now=now)
    board = await board_of(cast.coordinator, made.version)
    assert [seat.name for seat in board.entries[0].team] == ["Lena Lead", "Nina Ngo"]
    known = {person.name: (person.known, person.woman, person.doctor) for person in board.people}
    assert known["Nina Ngo"] == (False, False, False)
    assert (known["Lena Lead"], known["Dilshod Deputy"]) == ((True, True, False), (True, False, True))


async def test_the_partners_of_a_programme_are_those_last_said(cast: Cast, now: datetime) -> None:
    made, ngo = await make_programme(cast.coordinator, now=now), cast.monitor_ngo.organisation
    change = partial(change_programme, actor=cast.coordinator, programme_id=made.programme, now=now)
    frame = Frame("Again", made.first_day, made.first_day, partners=frozenset({ngo, cast.coordinator.organisation}))
    await change(frame=frame)
    assert (await programme_open_to(cast.coordinator, made.programme)).partners == (ngo,)
    with pytest.raises(NotHere):
        await change(frame=replace(frame, title="Once more", partners=frozenset({uuid4()})))
    held = await programme_open_to(cast.coordinator, made.programme)
    assert (held.title, held.partners) == ("Again", (ngo,))
    await change(frame=replace(frame, partners=frozenset()))
    assert (await programme_open_to(cast.coordinator, made.programme)).partners == ()


async def test_a_hidden_visit_looks_like_a_leave(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    day = made.first_day + timedelta(days=2)
    seen = await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=True, first_day=day, now=now)
    await make_visit(cast.stranger, facility=place, lead=cast.deputy, secret=True, first_day=day, now=now)
    board = await board_of(cast.coordinator, made.version)
    calendars = {person.account: person.calendar for person in board.people}
    assert [(visit.visit, visit.team[0].account) for visit in board.fixed] == [(seen, cast.lead.account)]
    assert (calendars[cast.lead.account][2], calendars[cast.deputy.account][1:4]) == ("?", "?-?")


async def test_a_settled_version_stands_still(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    entry = await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    await set_version_aside(actor=cast.coordinator, version_id=made.version, now=now)
    with pytest.raises(VersionSettled):
        await move_entry(actor=cast.coordinator, entry_id=entry, first_day=made.first_day, now=now)
    copy = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    board = await board_of(cast.coordinator, copy)
    assert [(v.number, v.is_draft) for v in board.versions] == [(2, True), (1, False)]
    assert [(e.facility, e.lead) for e in board.entries] == [(place, cast.lead.account)]


async def test_a_ban_ends_a_pin(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, facility=place, notice_days=3, now=now)
    made = await make_programme(cast.coordinator, now=now)
    for kind in (MarkKind.PIN, MarkKind.FORBID):
        mark = NewMark(kind, place)
        await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    (shown,) = (await board_of(cast.coordinator, made.version)).places
    assert (shown.pinned, shown.forbidden, shown.covered, shown.notices) == (False, True, True, (NoticeTerm(3),))


async def test_nobody_was_ever_there_gives_the_most_for_time(cast: Cast, now: datetime) -> None:
    await make_facility(cast.coordinator, now=now)
    (score,) = await priorities(cast.coordinator)
    assert [(point.reason, point.points) for point in score.reasons] == [("time", 60), ("type", 10)]
    with pytest.raises(NotYours):
        await priorities(cast.analyst)


def test_a_frame_has_a_name_and_two_days_in_order(now: datetime) -> None:
    day = now.date()
    with pytest.raises(BadForm) as told:
        check_frame(Frame(" ", day, day - timedelta(days=1), budget=-1))
    assert [error.field for error in told.value.errors] == ["title", "last_day", "budget"]
