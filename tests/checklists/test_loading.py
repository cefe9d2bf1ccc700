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
    indicators,
    questionnaire,
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


async def test_where_photos_are_forbidden_none_is_asked(cast: Cast, now: datetime) -> None:
    with_photo = "  - key: picture\n    kind: photo\n    theme: material.space\n    source: observation\n"
    files = planted_in_full(MANIFEST, "photos: allowed", "photos: forbidden")
    files[WING] = FULL[WING].replace("    kind: photo\n", "    kind: text\n")
    files[ROOMS_OF_WING] += with_photo
    files[ROOM_WORDS] += "  picture: {question: A photo}\n"
    await load_editions(actor=cast.admin, library=load(files), now=now)
    chosen = {each.edition.name: each.id for each in await editions(cast.lead)}
    asked = await questionnaire(cast.lead, [chosen["wing"], chosen["rooms"]])
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


def test_shared_labels_in_part_leave_the_others_in_english() -> None:
    words = planted(WORDS, "status: confirmed", "status: draft")[WORDS]
    tajik = {**FILES, "cells/texts/tg.yaml": words, "texts/tg.yaml": "partly: yes\nunits: {persons: нафар}\n"}
    library = load(tajik)
    texts = next(each for entry in library.entries for each in entry.texts if each.language == "tg")
    english = next(each for entry in library.entries for each in entry.texts if each.language == "en")
    assert texts.units == {**english.units, **{unit: "нафар" for unit in english.units if unit == "persons"}}
    assert texts.themes == english.themes
