"""Importing a register: every row is judged, then all that is new or changed is written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from monitor.facilities.actions.filling import Filling
from monitor.facilities.actions.reading import Stage, Watch
from monitor.facilities.queries.imports import codes_held, keys_known, last_as_of, names_by_region
from monitor.facilities.rules.judging import Counts, Known, Outcome, Seen, Verdict, judge_place, look_alike
from monitor.facilities.rules.mapping import Kind, Mapping
from monitor.facilities.rules.records import Record, said_text
from monitor.kit.actor import Actor, check_need
from monitor.kit.canonical import digest
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import N_
from monitor.ledger.actions import action, record
from monitor.outside.database import run_many
from monitor.outside.frames import batches, frames
from monitor.people.rules import Need

BATCH = 500
Report = Callable[[Sequence[Verdict]], None]


class OlderThanTheLast(Problem):
    status = 422
    sentence = N_(
        "A later register of this source, of %(day)s, is here already; an older one would undo it. "
        "Older files may be imported as figures."
    )


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its records lie in the spool, `rows` of them."""

    mapping: Mapping
    mapping_text: str
    as_of: date
    file_name: str
    file_hash: str
    spool: Path
    rows: int


async def try_register(*, actor: Actor, source: Source, watch: Watch, report: Report) -> Counts:
    """Say what importing a register would do, row by row, and write nothing."""
    check_need(actor, Need.FACILITY_IMPORT)
    counts = Counts()
    async for verdicts in judged_places(actor, source):
        watch.note(Stage.COMPARING, counts.rows, source.rows)
        report(verdicts)
        counts = counts.and_(verdicts)
    return counts


@action(Need.FACILITY_IMPORT)
async def import_register(
    *, actor: Actor, run_id: UUID, source: Source, watch: Watch, report: Report, now: datetime
) -> Counts:
    """Add what is new and change what the source says otherwise than last time. Raises Cancelled, OlderThanTheLast.

    The same file again changes nothing; what people corrected by hand stays until the source changes that very fact.
    """
    filling = await Filling.begin(actor, run_id, source.mapping.source, source.as_of, now)
    counts, mark = Counts(), ""
    async for verdicts in judged_places(actor, source):
        watch.note(Stage.WRITING, counts.rows, source.rows)
        report(verdicts)
        counts = counts.and_(verdicts)
        mark = digest(mark, *(said_text(v.said) for v in verdicts if v.said))
        await filling.add(source.mapping.id, [v for v in verdicts if v.outcome is Outcome.CREATED])
        await filling.change(source.mapping.id, [v for v in verdicts if v.outcome is Outcome.CHANGED])
    await note_run(actor, run_id, source, Kind.REGISTER, counts, now)
    await filling.remember()
    record(Need.FACILITY_IMPORT, actor=actor, subject=run_id, at=now, content=[source.file_hash, mark])
    return counts


async def judged_places(actor: Actor, source: Source) -> AsyncIterator[list[Verdict]]:
    """Judge the records of a register, a batch at a time."""
    last = await last_as_of(actor, source.mapping.id)
    if last is not None and last > source.as_of:
        raise OlderThanTheLast(day=last.isoformat())
    names, seen = await names_by_region(actor), Seen()
    for batch in batches(frames(source.spool, Record), BATCH):
        known = await keys_known(actor, source.mapping.id, {row.key for row in batch})
        held = await codes_held(actor, {row.said.code for row in batch if row.said and row.said.code})
        yield [_judged(row, known.get(row.key), held, names, seen) for row in batch]


def _judged(
    row: Record, known: Known | None, held: dict[str, tuple[UUID, str]], names: dict[str, dict[str, str]], seen: Seen
) -> Verdict:
    if row.skipped is not None or row.said is None:
        return judge_place(row, known=known, holder=None, alike=None, repeated=None)
    holder = held.get(row.said.code) if row.said.code else None
    around = names.get(fold(row.said.regions[-1]) if row.said.regions else "", {})
    alike = look_alike(row.said.name, around) if known is None and around else None
    return judge_place(row, known=known, holder=holder, alike=alike, repeated=seen.fault(row))


async def note_run(actor: Actor, run_id: UUID, source: Source, kind: Kind, counts: Counts, now: datetime) -> None:
    """Write the row of an import that is about to commit."""
    row = {
        "id": run_id,
        "kind": kind.value,
        "origin": source.mapping.id,
        "file_name": source.file_name,
        "file_hash": source.file_hash,
        "mapping": source.mapping_text,
        "as_of": source.as_of,
        "rows": counts.rows,
        **{outcome.value: getattr(counts, outcome.value) for outcome in Outcome},
        "at": now,
        "by": actor.account,
    }
    await run_many("import_run", tuple(row), [tuple(row.values())])
