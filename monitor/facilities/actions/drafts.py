"""An import step by step: a file is brought, a mapping chosen or made, tried, looked at, then made or forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from uuid import UUID

import msgspec

from monitor.facilities.actions.carrying import Brought, make_import, try_import
from monitor.facilities.actions.importing import Report
from monitor.facilities.actions.reading import Cancelled, Stage, sheets_of
from monitor.facilities.rules.judging import Counts, Outcome, Verdict
from monitor.facilities.rules.mapping import FileRule, Kind, Mapping
from monitor.facilities.rules.mapping_text import check_speaks_of, mapping_of, mapping_text
from monitor.facilities.rules.pointing import to_translate
from monitor.kit.actor import Actor, check_need
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say
from monitor.outside.drafts import Draft, begin_draft, forget_draft, open_draft
from monitor.outside.frames import append_frames, frames
from monitor.people.rules import Need

FOLDER = "drafts"
FILE, MAPPING, FACTS, SHEET = "file", "mapping.yaml", "facts.json", "sheet"
RESULT, PROGRESS, VERDICTS, CANCEL = "result.json", "progress.json", "verdicts", "cancel"
CHUNK = 1 << 20


class Step(StrEnum):
    """What an import waits for."""

    SHEET = "sheet"
    COLUMNS = "columns"
    VALUES = "values"
    READY = "ready"
    RUNNING = "running"
    TRIED = "tried"
    MADE = "made"
    FAILED = "failed"


class AtWork(Problem):
    status = 409
    sentence = N_("This import is at work already. Wait for it, or stop it.")


class NotTried(Problem):
    status = 409
    sentence = N_("Try the import first and look at what it would do.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file that was brought."""

    kind: Kind
    file_name: str
    as_of: date
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """How a trial or an import ended."""

    step: Step
    counts: Counts = field(default_factory=Counts)
    warned: int = 0
    said: Sentence | None = None


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """An import on its way, as its owner sees it."""

    draft: Draft
    facts: Facts
    mapping: Mapping | None
    step: Step
    result: Result | None
    progress: Progress | None

    @property
    def id(self) -> UUID:
        return self.draft.id

    @property
    def file(self) -> Path:
        return self.draft.path(FILE)

    @property
    def rule(self) -> FileRule:
        """Give how the file is read so far: the sheet that was chosen."""
        return FileRule(sheet=self.draft.read(SHEET).decode() or None)

    @property
    def mapping_file(self) -> bytes:
        return self.draft.read(MAPPING)


class Watching:
    """Writes progress where every server process can read it, and looks there whether to stop."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def note(self, stage: Stage, done: int, total: int) -> None:
        """Note how far the work is. Raises Cancelled if its owner stopped it."""
        if self.draft.has(CANCEL):
            raise Cancelled()
        self.draft.write(PROGRESS, msgspec.json.encode(Progress(stage, done, total)))


async def begin_import(
    *,
    actor: Actor,
    data: Path,
    kind: Kind,
    file_name: str,
    content: Callable[[int], Awaitable[bytes]],
    as_of: date,
    mapping: str,
    now: datetime,
) -> UUID:
    """Take a file and, unless it is to be made by pointing, a mapping's text. Raises what is wrong with either."""
    check_need(actor, Need.FACILITY_IMPORT)
    if mapping:
        check_speaks_of(mapping_of(mapping), kind)
    draft = begin_draft(data / FOLDER, actor.account, now)
    try:
        with draft.path(FILE).open("wb") as out:
            while chunk := await content(CHUNK):
                out.write(chunk)
        sheets = await asyncio.to_thread(sheets_of, draft.path(FILE))
    except BaseException:
        forget_draft(draft)
        raise
    draft.write(FACTS, msgspec.json.encode(Facts(kind, file_name, as_of, sheets)))
    if mapping:
        draft.write(MAPPING, mapping.encode())
    return draft.id


async def import_open_to(actor: Actor, data: Path, draft_id: UUID) -> ImportDraft:
    """Give an import on its way to its owner. Raises NotHere for everybody else."""
    check_need(actor, Need.FACILITY_IMPORT)
    draft = open_draft(data / FOLDER, actor.account, draft_id)
    facts = msgspec.json.decode(draft.read(FACTS), type=Facts)
    text, told, going = draft.read(MAPPING), draft.read(RESULT), draft.read(PROGRESS)
    mapping = mapping_of(text.decode("utf-8-sig", "replace")) if text else None
    result = msgspec.json.decode(told, type=Result) if told else None
    progress = msgspec.json.decode(going, type=Progress) if going else None
    return ImportDraft(draft, facts, mapping, _step(draft, facts, mapping, result), result, progress)


def _step(draft: Draft, facts: Facts, mapping: Mapping | None, result: Result | None) -> Step:
    if draft.is_worked_on():
        return Step.RUNNING
    if mapping is None:
        return Step.SHEET if len(facts.sheets) > 1 and not draft.has(SHEET) else Step.COLUMNS
    if result is not None:
        return result.step
    return Step.VALUES if facts.kind is Kind.REGISTER and to_translate(mapping) else Step.READY


def choose_sheet(brought: ImportDraft, sheet: str) -> None:
    """Say which sheet of a workbook is meant."""
    brought.draft.write(SHEET, sheet.encode())


def keep_mapping(brought: ImportDraft, mapping: Mapping) -> None:
    """Keep a mapping for the import; what was tried with another is forgotten."""
    check_speaks_of(mapping, brought.facts.kind)
    brought.draft.drop(RESULT, PROGRESS, CANCEL)
    brought.draft.write(MAPPING, mapping_text(mapping).encode())


def point_again(brought: ImportDraft) -> None:
    """Go back to choosing columns."""
    if brought.step is Step.RUNNING:
        raise AtWork()
    brought.draft.drop(RESULT, PROGRESS, CANCEL, MAPPING, SHEET)


def stop_import(brought: ImportDraft) -> None:
    """Ask the process at work to stop; nothing it wrote stays."""
    if brought.step is Step.RUNNING:
        brought.draft.write(CANCEL, b"stop")


async def run_trial(*, actor: Actor, brought: ImportDraft) -> None:
    """Try the import and keep what it would do, or what is wrong; takes as long as the file is."""
    check_need(actor, Need.FACILITY_IMPORT)

    async def work(what: Brought, report: Report) -> Counts:
        return await try_import(actor=actor, brought=what, watch=Watching(brought.draft), report=report)

    await _carry(brought, Step.TRIED, work)


async def run_import(*, actor: Actor, brought: ImportDraft, now: datetime) -> None:
    """Make the import that was tried; the draft's id is the import's, so that it is made once."""
    check_need(actor, Need.FACILITY_IMPORT)
    run_id = brought.id

    async def work(what: Brought, report: Report) -> Counts:
        watch = Watching(brought.draft)
        return await make_import(actor=actor, run_id=run_id, brought=what, watch=watch, report=report, now=now)

    await _carry(brought, Step.MADE, work)


def take_up(brought: ImportDraft, step: Step) -> None:
    """Mark the draft as worked on, before work begins. Raises AtWork, NotTried."""
    if step is Step.MADE and (brought.result is None or brought.result.step is not Step.TRIED):
        raise NotTried()
    if not brought.draft.take_up():
        raise AtWork()
    brought.draft.drop(CANCEL, PROGRESS)


async def _carry(brought: ImportDraft, end: Step, work: Callable[[Brought, Report], Awaitable[Counts]]) -> None:
    """Do work on a draft that was taken up, and write down how it ended."""
    draft, facts = brought.draft, brought.facts
    draft.drop(VERDICTS)
    warned = 0

    def report(verdicts: Sequence[Verdict]) -> None:
        nonlocal warned
        warned += sum(1 for verdict in verdicts if verdict.warnings)
        plain = (replace(verdict, said=None, before=None, figures=()) for verdict in verdicts)
        append_frames(draft.path(VERDICTS), plain)

    text = draft.read(MAPPING).decode("utf-8-sig", "replace")
    what = Brought(facts.kind, draft.path(FILE), facts.file_name, text, facts.as_of, draft.folder)
    result = Result(Step.FAILED, said=say(N_("Something went wrong on our side. Nothing was saved by this import.")))
    try:
        result = Result(end, await work(what, report), warned)
    except Problem as problem:
        result = Result(Step.FAILED, said=problem.said)
    finally:
        draft.write(RESULT, msgspec.json.encode(result))
        draft.put_down()


def verdicts_of(brought: ImportDraft, outcome: Outcome | None, *, skip: int, most: int) -> list[Verdict]:
    """Read what was decided about rows: those with an outcome, or, without one, those that were warned about."""
    if not brought.draft.has(VERDICTS):
        return []
    found = frames(brought.draft.path(VERDICTS), Verdict)
    chosen = (v for v in found if (v.outcome is outcome if outcome else v.warnings))
    return list(islice(chosen, skip, skip + most))


def all_verdicts(brought: ImportDraft) -> list[Verdict]:
    """Read what was decided about every row."""
    return list(frames(brought.draft.path(VERDICTS), Verdict)) if brought.draft.has(VERDICTS) else []
