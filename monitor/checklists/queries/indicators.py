"""The indicators that came with the checklists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from monitor.checklists.rules import Indicators
from monitor.kit.actor import Actor, query
from monitor.outside.database import one, read
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Body:
    body: str


@dataclass(frozen=True, slots=True)
class _Set:
    revision: int
    body: str


@query(Need.CHECKLIST_VIEW)
async def indicators(actor: Actor) -> Indicators:
    """Give the indicators in force with their words; none when none were loaded."""
    found = await one(_Body, "select body from indicator_set order by revision desc limit 1")
    return _indicators(found.body) if found else Indicators()


@lru_cache(maxsize=8)
def _indicators(body: str) -> Indicators:
    return msgspec.json.decode(body, type=Indicators)


@query(Need.CHECKLIST_VIEW)
async def indicator_sets(actor: Actor) -> Mapping[int, Indicators]:
    """Give every set of indicators ever in force by its revision: records keep which one they were measured by."""
    return {
        each.revision: _indicators(each.body) for each in await read(_Set, "select revision, body from indicator_set")
    }
