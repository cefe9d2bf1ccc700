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
    indicators,
    questionnaire,
    questionnaire_for,
)
from monitor.checklists.rules import Indicators, Kind, edition_hash, load
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number
from tests.checklists.content.test_shipped import shipped
from tests.checklists.full import FULL, INDICATORS, MANIFEST, ROOM_WORDS, WING, planted_in_full
from tests.checklists.full import ROOMS as ROOMS_OF_WING
from tests.checklists.small import FILES, ROOMS, WORDS, planted
from tests.people import Cast

pytestmark = pytest.mark.anyio
IVS = "temporary_detention_facility"


async def test_loading_again_changes_nothing(cast: Cast, now: datetime) -> None:
    first = await load_editions(actor=cast.admin, library=shipped(), now=now)
    entries = await number("select count(*) from ledger")
    again = await load_editions(actor=cast.admin, library=shipped(), now=now)
    kept, words = len(shipped().entries), sum(len(entry.texts) for entry in shipped().entries)
    assert (first, again) == (Taken(kept, words, kept, 1), Taken())
    assert await number("select count(*) from ledger") == entries == kept + 1


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


EVERYWHERE = planted("modules/entry/manifest.yaml", "version: 1\n", "version: 1\neverywhere: later_visits\n")


@pytest.mark.parametrize(
    ("facility_type", "earlier", "names"),
    [
        ("police_station", 0, ["cells", "entry"]),
        ("police_station", 3, ["cells", "entry"]),
        ("colony", 0, []),
        ("colony", 1, ["entry"]),
    ],
)
async def test_a_visit_gets_what_serves_its_place(
    cast: Cast, now: datetime, facility_type: str, earlier: int, names: list[str]
) -> None:
    await load_editions(actor=cast.admin, library=load(EVERYWHERE), now=now)
    chosen = await editions_for(cast.lead, facility_type=facility_type, earlier_visits=earlier)
    assert [(await edition_open_to(cast.lead, each)).edition.name for each in chosen] == names


async def test_modules_for_people_held_and_those_to_choose_do_not_come_by_themselves(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FULL), now=now)
    chosen = await editions_for(cast.lead, facility_type="prison", earlier_visits=5)
    assert [(await edition_open_to(cast.lead, each)).edition.name for each in chosen] == ["wing", "rooms"]


async def test_the_questionnaire_is_the_same_by_place_by_hand_and_by_id(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=shipped(), now=now)
    by_place = await questionnaire_for(cast.lead, facility_type=IVS, earlier_visits=1)
    checklist = (await edition_by_hash(cast.lead, by_place.editions[0])).id
    by_hand = await questionnaire(cast.lead, await editions_named(cast.lead, checklist=checklist, earlier_visits=1))
    assert by_place == by_hand
    assert by_place.name == "temporary_detention"


async def test_where_photos_are_forbidden_none_is_asked(cast: Cast, now: datetime) -> None:
    with_photo = "  - key: picture\n    kind: photo\n    theme: material.space\n    source: observation\n"
    files = planted_in_full(MANIFEST, "photos: allowed", "photos: forbidden")
    files[WING] = FULL[WING].replace("    kind: photo\n", "    kind: text\n")
    files[ROOMS_OF_WING] += with_photo
    files[ROOM_WORDS] += "  picture: {question: A photo}\n"
    await load_editions(actor=cast.admin, library=load(files), now=now)
    asked = await questionnaire_for(cast.lead, facility_type="prison", earlier_visits=0)
    assert [q.item.key for q in asked.everything if q.item.kind is Kind.PHOTO] == []
    assert asked.by_key("space_each").code == "V4"


async def test_the_indicators_are_kept_and_renewed(cast: Cast, now: datetime) -> None:
    assert await indicators(cast.lead) == Indicators()
    await load_editions(actor=cast.admin, library=load(FULL), now=now)
    better = load(planted_in_full(INDICATORS, "per: 100", "per: 1000"))
    assert await load_editions(actor=cast.admin, library=better, now=now) == Taken(indicators=1)
    assert await indicators(cast.partner) == better.indicators


async def test_an_unknown_edition_is_not_here(cast: Cast) -> None:
    with pytest.raises(NotHere):
        await edition_open_to(cast.lead, uuid4())
    with pytest.raises(NotHere):
        await questionnaire(cast.lead, [uuid4()])
    with pytest.raises(NotHere):
        await questionnaire_for(cast.lead, facility_type=IVS, earlier_visits=0)


def test_shared_labels_in_part_leave_the_others_in_english() -> None:
    words = planted(WORDS, "status: confirmed", "status: draft")[WORDS]
    tajik = {**FILES, "cells/texts/tg.yaml": words, "texts/tg.yaml": "partly: yes\nunits: {persons: нафар}\n"}
    library = load(tajik)
    texts = next(each for entry in library.entries for each in entry.texts if each.language == "tg")
    english = next(each for entry in library.entries for each in entry.texts if each.language == "en")
    assert texts.units == {**english.units, **{unit: "нафар" for unit in english.units if unit == "persons"}}
    assert texts.themes == english.themes
