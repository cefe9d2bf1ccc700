"""Importing figures: what others count and whom they saw inspect, as dated rows with their source."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from monitor.facilities.actions.importing import BATCH, Report, Source, note_run
from monitor.facilities.actions.reading import Stage, Watch
from monitor.facilities.queries.imports import codes_held, figures_held, keys_known
from monitor.facilities.rules import FigureKind
from monitor.facilities.rules.judging import Counts, Seen, Verdict, judge_figures
from monitor.facilities.rules.mapping import Kind
from monitor.facilities.rules.records import FigureSaid, Record, period_of
from monitor.kit.actor import Actor, check_need
from monitor.kit.canonical import digest
from monitor.ledger.actions import action, record
from monitor.outside.database import run_many
from monitor.outside.frames import batches, frames
from monitor.people.rules import Need

_FIGURE = (
    "id", "facility", "kind", "day", "period_start", "period_end", "value", "body", "body_kind", "source",
    "import_run", "entered_at", "entered_by",
)  # fmt: skip


async def try_figures(*, actor: Actor, source: Source, watch: Watch, report: Report) -> Counts:
    """Say what importing figures would do, row by row, and write nothing."""
    check_need(actor, Need.FACILITY_IMPORT)
    counts = Counts()
    async for verdicts in judged_figures(actor, source):
        watch.note(Stage.COMPARING, counts.rows, source.rows)
        report(verdicts)
        counts = counts.and_(verdicts)
    return counts


@action(Need.FACILITY_IMPORT)
async def import_figures(
    *, actor: Actor, run_id: UUID, source: Source, watch: Watch, report: Report, now: datetime
) -> Counts:
    """Add the figures that are not here yet; a figure that the source corrected is added beside the old one.

    Raises Cancelled. Importing the same file again changes nothing.
    """
    counts, mark = Counts(), ""
    fresh: list[tuple[object, ...]] = []
    async for verdicts in judged_figures(actor, source):
        watch.note(Stage.WRITING, counts.rows, source.rows)
        report(verdicts)
        counts = counts.and_(verdicts)
        rows = [_row(actor, run_id, source, verdict, figure, now) for verdict in verdicts for figure in verdict.figures]
        mark = digest(mark, *(f"{row[1]} {row[2]} {row[7]} {row[6]}" for row in rows))
        fresh += rows
    await note_run(actor, run_id, source, Kind.FIGURES, counts, now)
    for batch in batches(fresh, BATCH * 10):
        watch.note(Stage.WRITING, counts.rows, source.rows)
        await run_many("facility_figure", _FIGURE, batch)
    record(Need.FACILITY_IMPORT, actor=actor, subject=run_id, at=now, content=[source.file_hash, mark])
    return counts


async def judged_figures(actor: Actor, source: Source) -> AsyncIterator[list[Verdict]]:
    """Judge the records of a file of figures, a batch at a time."""
    seen, until = Seen(), period_of(source.mapping, source.as_of).end
    assert until is not None
    for batch in batches(frames(source.spool, Record), BATCH):
        known = await _facilities(actor, source, batch)
        held = await figures_held(actor, source.mapping.source, set(known.values()), day=source.as_of, until=until)
        yield [_judged(row, known.get(row.key), held, seen) for row in batch]


def _judged(
    row: Record, facility: UUID | None, held: dict[tuple[UUID, FigureKind, str | None], int | None], seen: Seen
) -> Verdict:
    fresh = tuple(
        figure
        for figure in row.figures
        if facility is not None and held.get((facility, figure.kind, figure.body)) != figure.value
    )
    repeated = None if row.skipped else seen.fault(row)
    return judge_figures(row, facility=facility, fresh=fresh, repeated=repeated)


async def _facilities(actor: Actor, source: Source, batch: Sequence[Record]) -> dict[str, UUID]:
    """Find the places that rows mean: by the keys of this source's register, or by code where the key is one column."""
    keys = {row.key for row in batch}
    found = {key: known.facility for key, known in (await keys_known(actor, source.mapping.id, keys)).items()}
    if len(source.mapping.key) == 1:
        written = {row.name: row.key for row in batch if row.key not in found}
        for code, (facility, _) in (await codes_held(actor, written)).items():
            found[written[code]] = facility
    return found


def _row(
    actor: Actor, run_id: UUID, source: Source, verdict: Verdict, figure: FigureSaid, now: datetime
) -> tuple[object, ...]:
    if figure.kind is FigureKind.INSPECTED_BY:
        days = period_of(source.mapping, source.as_of)
        when: tuple[object, ...] = (None, days.start, days.end)
    else:
        when = (source.as_of, None, None)
    kind = figure.body_kind.value if figure.body_kind else None
    said = (figure.value, figure.body, kind, source.mapping.source)
    return (uuid4(), verdict.facility, figure.kind.value, *when, *said, run_id, now, actor.account)
