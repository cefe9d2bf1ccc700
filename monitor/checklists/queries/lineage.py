"""The editions of one checklist in the order in which they came into use, and what became of each key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.queries.editions import Filed, filed
from monitor.checklists.rules import Role, Step, Texts, Use, Version, fates, use_of, with_rewording
from monitor.kit.actor import Actor, query
from monitor.kit.words import DEFAULT_LANGUAGE
from monitor.outside.database import any_of, read, sql
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class _Used:
    name: str
    edition: UUID
    since: datetime
    body: str


_USES = "select name, edition, since, body from edition_use where name in {} order by name, revision"


@query(Need.CHECKLIST_VIEW)
async def editions_called(actor: Actor, name: str) -> list[Filed]:
    """List all editions of a checklist or module, the earlier loaded first."""
    return sorted(await filed(sql("e.name = {}", name)), key=lambda each: each.loaded_at)


@query(Need.CHECKLIST_VIEW)
async def lineage(actor: Actor, name: str) -> list[Step]:
    """Give a checklist's or module's editions in the order of their use, with what became of the keys before.

    Empty when nothing of that name was ever in use. Feed it to `runs_through` with a key.
    """
    uses = await _uses([name])
    modules = sorted({each.module for use in uses for each in use_of(use.body).modules})
    around = await _uses(modules)
    wanted = any_of({use.edition for use in (*uses, *around)})
    known = {each.id: each for each in await filed(sql("e.id in {}", wanted))}
    steps: list[Step] = []
    before: tuple[Version, Texts] | None = None
    for use in uses:
        body, current = use_of(use.body), known[use.edition]
        after = Version(current.edition, body, _elsewhere_at(body, around, known, use.since))
        became = fates(before=before[0], after=after) if before else ()
        english = current.worded(DEFAULT_LANGUAGE)
        became = with_rewording(became, before[1] if before else None, english)
        before = after, english
        if steps and steps[-1].edition == use.edition:
            continue
        steps.append(Step(use.edition, current.hash, use.since, after.keys, became))
    return steps


async def _uses(names: list[str]) -> list[_Used]:
    return await read(_Used, _USES, any_of(names))


@query(Need.CHECKLIST_VIEW)
async def elsewhere(actor: Actor, each: Filed) -> frozenset[str]:
    """Name the keys that the modules of an edition ask, in their editions in use."""
    modules = [attached.module for attached in each.use.modules]
    found = await filed(sql("e.name in {}", any_of(modules)))
    return frozenset(item.key for module in found if module.in_use for item in module.edition.items)


def _elsewhere_at(use: Use, around: list[_Used], known: dict[UUID, Filed], since: datetime) -> frozenset[str]:
    """Name the keys that the modules of a checklist asked when it came into use."""
    keys: set[str] = set()
    for attached in use.modules:
        of_module = [each for each in around if each.name == attached.module]
        then = [each for each in of_module if each.since <= since] or of_module[:1]
        if then and known[then[-1].edition].edition.role is Role.MODULE:
            keys |= {item.key for item in known[then[-1].edition].edition.items}
    return frozenset(keys)
