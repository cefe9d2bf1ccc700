"""Initials, the day of a week, what to look at twice: the rules of planning by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.facilities.rules import NoticeTerm
from monitor.kit.problems import BadForm
from monitor.kit.text import fold
from monitor.people.actions import say_days
from monitor.people.rules import Mark
from monitor.programme.actions import set_mark
from monitor.programme.queries import board_of
from monitor.programme.rules.board import BoardPerson
from monitor.programme.rules.by_hand import (
    NoteKind,
    day_in_week,
    initials,
    initials_of,
    notes_of,
    pasting,
    read_rows,
    read_typed,
    roster_of,
)
from monitor.programme.rules.programmes import MarkKind, NewMark
from tests.makers_facilities import make_facility
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme


def person(name: str) -> BoardPerson:
    return BoardPerson(uuid4(), name, UUID(int=1), "Office", True, False, False, (), "")


@given(st.lists(st.text(min_size=1, max_size=12), max_size=30))
def test_everybody_has_initials_of_their_own(names: list[str]) -> None:
    people = [person(name) for name in names]
    found = [fold(text) or text for text in initials_of(people).values()]
    assert len(found) == len(people)
    assert len(set(found)) == len(people)


def test_two_of_the_same_initials_are_told_apart() -> None:
    people = [
        person("Lena Lead"),
        person("Lola Lugova"),
        person("Oleg Office"),
        person("Anna Ames"),
        person("Anna Ames"),
    ]
    assert list(initials_of(people).values()) == ["OO", "LLe", "LLu", "AA1", "AA2"]


def test_a_team_is_read_by_initials_or_names_in_any_script() -> None:
    people = [person("Лола Лугова"), person("Oleg Office")]
    lola, oleg = (each.account for each in people)
    for text in ("ЛЛ, OO 3", "ll oo 3", "lugova + office 3", "OO 3 ЛЛ"):
        typed = read_typed(text, roster_of(people))
        assert ({seat.account for seat in typed.team}, typed.days) == ({lola, oleg}, 3)
    assert [seat.lead for seat in read_typed("ЛЛ OO ЛЛ", roster_of(people)).team] == [True, False]
    with pytest.raises(BadForm) as told:
        read_typed("XX 99 O", roster_of(people))
    assert len(told.value.errors) == 3


async def test_the_day_chosen_is_one_on_which_the_people_are_free(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    for who, day, mark in ((cast.lead, 0, Mark.NOT_AVAILABLE), (cast.lead, 2, Mark.FREE), (cast.deputy, 2, Mark.FREE)):
        on = made.first_day + timedelta(days=day)
        await say_days(actor=who, said_id=uuid4(), account=who.account, from_day=on, to_day=on, mark=mark, now=now)
    await make_entry(cast.coordinator, made, place, day=1, team=[cast.deputy], now=now)
    board = await board_of(cast.coordinator, made.version)
    team = [cast.lead.account, cast.deputy.account]
    week = board.weeks[0]
    assert day_in_week(board, week, 1, team, place) == made.first_day + timedelta(days=2)
    assert day_in_week(board, week, 1, (), place) == made.first_day
    assert day_in_week(board, week, 5, [cast.monitor_ombudsman.account], place) == made.first_day


async def test_notes_name_what_to_look_at_twice(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    made = await make_programme(cast.coordinator, now=now)
    for kind, day in ((MarkKind.CLOSED, made.first_day), (MarkKind.FORBID, None)):
        mark = NewMark(kind, place, day, day)
        await set_mark(actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=mark, now=now)
    first = await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    second = await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now)
    third = await make_entry(cast.coordinator, made, place, day=3, now=now)
    board = await board_of(cast.coordinator, made.version)
    notes = {entry: {note.kind for note in found} for entry, found in notes_of(board, now.date()).items()}
    both = {NoteKind.TWICE, NoteKind.CLOSED, NoteKind.FORBIDDEN, NoteKind.UNKNOWN}
    assert notes == {first: both, second: both, third: {NoteKind.FORBIDDEN, NoteKind.NO_LEAD}}
    pair = frozenset({cast.lead.account, cast.deputy.account})
    long = (NoticeTerm(99),)
    again = replace(board, places=tuple(replace(each, last_team=pair, notices=long) for each in board.places))
    told = {note.kind for note in notes_of(again, now.date())[first]}
    assert told == both | {NoteKind.NOTICE}


async def test_rows_do_not_take_the_same_people_on_one_day(cast: Cast, now: datetime) -> None:
    for number in (1, 2):
        await make_facility(cast.coordinator, name=f"Place {number}", now=now)
    made = await make_programme(cast.coordinator, now=now)
    board = await board_of(cast.coordinator, made.version)
    rows = read_rows(board, "Place 1;1;LL\nPlace 2;1;LL")
    days = [row.entry.first_day for row in rows if row.entry]
    assert days == [made.first_day, made.first_day + timedelta(days=1)]


async def test_names_are_folded_once_however_many_rows_there_are(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_facility(cast.coordinator, name="Place 1", now=now)
    board = await board_of(cast.coordinator, (await make_programme(cast.coordinator, now=now)).version)
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(text)
        return fold(text)

    for module in (initials, pasting):
        monkeypatch.setattr(module, "fold", counted)
    told = []
    for number in (1, 101):
        folded.clear()
        assert len(read_rows(board, "Place 1;1;LL\n" * number)) == number
        told.append(len(folded))
    assert told[1] - told[0] == 2 * 100
