"""Editions in the database: loaded once, revised when words change, found for a visit."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from monitor.checklists.actions import Taken, load_editions
from monitor.checklists.queries import (
    edition_by_hash,
    edition_open_to,
    editions,
    editions_for,
    editions_named,
    questionnaire,
    questionnaire_for,
)
from monitor.checklists.rules import edition_hash, load
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number
from tests.checklists.small import FILES, ROOMS, WORDS, planted
from tests.checklists.test_content import shipped
from tests.people import Cast

pytestmark = pytest.mark.anyio
IVS = "temporary_detention_facility"


async def test_loading_again_changes_nothing(cast: Cast, now: datetime) -> None:
    first = await load_editions(actor=cast.admin, library=shipped(), now=now)
    entries = await number("select count(*) from ledger")
    again = await load_editions(actor=cast.admin, library=shipped(), now=now)
    assert (first, again) == (Taken(3, 6, 3), Taken())
    assert await number("select count(*) from ledger") == entries == 3


async def test_a_monitor_does_not_load(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotYours):
        await load_editions(actor=cast.lead, library=shipped(), now=now)


async def test_better_words_are_a_revision_of_the_same_edition(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FILES), now=now)
    better = load(planted(WORDS, "Floor space", "Floor space per person"))
    assert await load_editions(actor=cast.admin, library=better, now=now) == Taken(0, 1, 0)
    cells = next(filed for filed in await editions(cast.lead) if filed.edition.name == "cells")
    assert cells.worded("ru").items["space"].question == "Floor space per person"


async def test_an_older_edition_stays_and_can_come_back_into_use(cast: Cast, now: datetime) -> None:
    old, new = load(FILES), load(planted(ROOMS, "value: 4", "value: 5"))
    for library in (old, new, old):
        await load_editions(actor=cast.admin, library=library, now=now)
    first, second = (library.entries[0].edition for library in (old, new))
    assert (await edition_by_hash(cast.lead, edition_hash(first))).in_use is True
    assert (await edition_by_hash(cast.lead, edition_hash(second))).in_use is False
    assert [filed.edition for filed in await editions(cast.lead)] == [first, old.entries[1].edition]


@pytest.mark.parametrize(
    ("facility_type", "earlier", "names"),
    [
        (IVS, 0, ["temporary_detention", "access"]),
        (IVS, 3, ["temporary_detention", "access", "follow_up"]),
        ("colony", 0, ["access"]),
        ("colony", 1, ["access", "follow_up"]),
    ],
)
async def test_a_visit_gets_what_serves_its_place(
    cast: Cast, now: datetime, facility_type: str, earlier: int, names: list[str]
) -> None:
    await load_editions(actor=cast.admin, library=shipped(), now=now)
    chosen = await editions_for(cast.lead, facility_type=facility_type, earlier_visits=earlier)
    assert [(await edition_open_to(cast.lead, each)).edition.name for each in chosen] == names


async def test_the_questionnaire_is_the_same_by_place_by_hand_and_by_id(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=shipped(), now=now)
    by_place = await questionnaire_for(cast.lead, facility_type=IVS, earlier_visits=1)
    checklist = (await edition_by_hash(cast.lead, by_place.editions[0])).id
    by_hand = await questionnaire(cast.lead, await editions_named(cast.lead, checklist=checklist, earlier_visits=1))
    assert by_place == by_hand
    assert len(by_place.questions) == 87


async def test_an_unknown_edition_is_not_here(cast: Cast) -> None:
    with pytest.raises(NotHere):
        await edition_open_to(cast.lead, uuid4())
    with pytest.raises(NotHere):
        await questionnaire(cast.lead, [uuid4()])
    with pytest.raises(NotHere):
        await questionnaire_for(cast.lead, facility_type=IVS, earlier_visits=0)
