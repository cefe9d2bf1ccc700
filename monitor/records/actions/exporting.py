"""Taking answers out of the house: read many at a time, written as tables or as JSON lines, noted in the ledger."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from uuid import uuid4

from anyio import to_thread

from monitor.kit.actor import Actor, check_need
from monitor.kit.words import N_, direction, word
from monitor.ledger.actions import action, record
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need, narrowed
from monitor.press.handing import LINES, WORKBOOK, ZIP, Exported, zipped
from monitor.press.spreadsheets import Direction, Value, about, csv, xlsx
from monitor.records.queries.exporting import (
    forms_asked,
    records_to_take,
    said_in_records,
    said_on_sheets,
    sheets_to_take,
    sources_in_records,
)
from monitor.records.rules.exporting import (
    BothOfThem,
    Format,
    JsonLines,
    Lines,
    NothingToTake,
    Rows,
    SaidIn,
    Taken,
    Wanted,
    What,
    about_answers,
    tables,
)

Told = tuple[tuple[str, Value], ...]
W = TypeVar("W", JsonLines, Lines, Rows)
AT_ONCE = 500


async def export_answers(*, actor: Actor, wanted: Wanted, now: datetime) -> Exported:
    """Write the answers that the actor may take out, and note in the ledger that it was done before they are handed over.

    Nothing is read inside the writing transaction, so that a long export holds nobody up. Raises NotYours,
    NothingToTake, BothOfThem, TooManyRows.
    """
    check_need(actor, Need.EXPORT_MAKE)
    if wanted.checklist and wanted.edition is not None:
        raise BothOfThem()
    taken = await _found(narrowed(actor), wanted)
    told = about_answers(actor, taken, (await ledger_head()).hash, now)
    made = await _WRITTEN[wanted.format](taken, told, now)
    await _note(actor=actor, wanted=wanted, rows=len(taken.heads), content=made.content, now=now)
    return made


@action(Need.EXPORT_MAKE)
async def _note(*, actor: Actor, wanted: Wanted, rows: int, content: bytes, now: datetime) -> None:
    told = {name: str(value) for name, value in asdict(wanted).items() if value}
    body = {"answers": told, "rows": rows, "hash": sha256(content).hexdigest()}
    record(Need.EXPORT_MAKE, actor=actor, subject=uuid4(), at=now, content=body)


async def _found(narrow: Actor, wanted: Wanted) -> Taken:
    need = Need.RECORD_VIEW if wanted.what is What.RECORDS else Need.SHEET_VIEW
    if not narrow.may(need):
        raise NothingToTake()
    heads = await (records_to_take if wanted.what is What.RECORDS else sheets_to_take)(narrow, wanted)
    if not heads:
        raise NothingToTake()
    forms = await forms_asked(narrow, (head.editions for head in heads))
    # Who reads no filled checklists reads figures: no free words leave for them.
    free = narrow.may(Need.SHEET_VIEW)
    return Taken(narrow, wanted, heads, forms, tables(tuple(forms.values()), wanted, free=free), free)


async def _filled(writer: W, taken: Taken) -> W:
    for begin in range(0, len(taken.heads), AT_ONCE):
        heads = taken.heads[begin : begin + AT_ONCE]
        ids = [head.id for head in heads]
        if taken.wanted.what is What.SHEETS:
            said = await said_on_sheets(taken.actor, ids)
        else:
            said = await said_in_records(taken.actor, ids)
            if taken.wanted.format is Format.JSON_LINES:
                sources = await sources_in_records(taken.actor, ids)
                said = {each: replace(found, sources=sources.get(each, {})) for each, found in said.items()}
        for head in heads:
            writer.add(head, said.get(head.id, SaidIn()))
    return writer


async def _csv(taken: Taken, told: Told, now: datetime) -> Exported:
    lines = await _filled(Lines(taken), taken)
    itself = about(name=word(N_("About"), taken.wanted.language), rows=told)

    def press() -> bytes:
        return zipped((*lines.files(), (f"{itself.name}.csv", csv(itself, taken.wanted.separator))), made=now)

    return Exported(await to_thread.run_sync(press), f"answers-{now:%Y-%m-%d}.zip", ZIP)


async def _xlsx(taken: Taken, told: Told, now: datetime) -> Exported:
    rows = await _filled(Rows(taken), taken)
    itself = about(name=word(N_("About"), taken.wanted.language), rows=told)
    way = Direction(direction(taken.wanted.language))

    def press() -> bytes:
        return xlsx((*rows.sheets(), itself), made=now, direction=way)

    return Exported(await to_thread.run_sync(press), f"answers-{now:%Y-%m-%d}.xlsx", WORKBOOK)


async def _json_lines(taken: Taken, told: Told, now: datetime) -> Exported:
    lines = await _filled(JsonLines(taken), taken)
    return Exported(lines.content(told), f"answers-{now:%Y-%m-%d}.jsonl", LINES)


_WRITTEN = {Format.CSV: _csv, Format.XLSX: _xlsx, Format.JSON_LINES: _json_lines}
