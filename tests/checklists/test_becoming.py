"""New versions in the database: refused while they keep silent about keys, and in order afterwards."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.checklists.actions import Taken, load_editions, load_shipped_editions
from monitor.checklists.queries import edition_by_hash, editions, editions_called, lineage
from monitor.checklists.rules import Became, Fate, Item, KeysUntold, edition_hash, load, runs_through, shape
from tests.checklists.content.test_shipped import shipped
from tests.checklists.small import FILES, MANIFEST, ROOMS, WORDS, planted
from tests.people import Cast

pytestmark = pytest.mark.anyio
RELEASED = json.loads((Path(__file__).parent / "released.json").read_text("utf-8"))
TOLD = "became:\n  - {key: space, fate: replaced, by: space}\n  - {key: air, fate: dropped}\nsections:"


def changed(*, told: str = "sections:") -> dict[str, str]:
    """Give the small checklist with the unit of one question changed and another question gone."""
    files = planted(ROOMS, "unit: m2", "unit: persons")
    files[ROOMS] = files[ROOMS][: files[ROOMS].index("  - key: air")]
    files[WORDS] = FILES[WORDS][: FILES[WORDS].index("  air:")].replace("Number held", "Persons held")
    files["modules/entry/texts/en.yaml"] = FILES["modules/entry/texts/en.yaml"]
    files[MANIFEST] = FILES[MANIFEST].replace("sections:", told)
    return files


async def test_a_version_that_keeps_silent_about_keys_is_refused_and_changes_nothing(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FILES), now=now)
    before = await editions(cast.lead)
    with pytest.raises(KeysUntold) as refused:
        await load_editions(actor=cast.admin, library=load(changed()), now=now)
    assert refused.value.keys == ("space", "air")
    assert await editions(cast.lead) == before


async def test_a_version_that_tells_is_taken_and_its_lineage_says_it(cast: Cast, now: datetime) -> None:
    old, new = load(FILES), load(changed(told=TOLD))
    await load_editions(actor=cast.admin, library=old, now=now)
    await load_editions(actor=cast.admin, library=new, now=now + timedelta(days=1))
    first, second = await editions_called(cast.lead, "cells")
    steps = await lineage(cast.partner, "cells")
    assert [step.edition for step in steps] == [first.id, second.id]
    assert steps[1].became == (
        Became("held", Fate.REWORDED),
        Became("space", Fate.REPLACED, "space"),
        Became("air", Fate.DROPPED),
    )
    assert runs_through(steps, "held")[0].reworded == (second.id,)
    assert [segment.editions for segment in runs_through(steps, "space")] == [(first.id,), (second.id,)]


async def test_a_question_that_moved_to_a_module_runs_on(cast: Cast, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FILES), now=now)
    moved = planted(ROOMS, FILES[ROOMS][FILES[ROOMS].index("  - key: air") :], "")
    gate, words = "modules/entry/sections/01-gate.yaml", "modules/entry/texts/en.yaml"
    moved[gate] = FILES[gate] + FILES[ROOMS][FILES[ROOMS].index("  - key: air") :]
    moved[words] = FILES[words] + FILES[WORDS][FILES[WORDS].index("  air:") :]
    moved[WORDS] = FILES[WORDS][: FILES[WORDS].index("  air:")]
    await load_editions(actor=cast.admin, library=load(moved), now=now + timedelta(days=1))
    assert len(runs_through(await lineage(cast.lead, "cells"), "air")[0].editions) == 2


async def test_a_start_keeps_back_what_keeps_silent_and_puts_nothing_back(cast: Cast, now: datetime) -> None:
    old, own = load(FILES), load(planted(ROOMS, "value: 4", "value: 5"))
    await load_shipped_editions(actor=cast.admin, library=old, now=now)
    await load_editions(actor=cast.admin, library=own, now=now)
    assert await load_shipped_editions(actor=cast.admin, library=old, now=now) == Taken()
    assert (await edition_by_hash(cast.lead, edition_hash(own.entries[0].edition))).in_use
    assert (await load_shipped_editions(actor=cast.admin, library=load(changed()), now=now)).kept_back == ("cells",)


def test_what_is_shipped_says_what_became_of_every_key_released_before() -> None:
    for name, released in RELEASED.items():
        entry = shipped().named(name)
        assert entry is not None
        beside = [shipped().named(each.module) for each in entry.use.modules]
        now = {i.key: i for e in (*beside, entry) if e is not None for i in e.edition.items}
        told = {each.key for each in entry.use.became}
        silent = [key for key in released if key not in told and (key not in now or plain(now[key]) != released[key])]
        assert silent == []


def plain(item: Item) -> object:
    return json.loads(json.dumps(shape(item)))
