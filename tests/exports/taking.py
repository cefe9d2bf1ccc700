"""A visit whose answers say one thing of each kind, and exports read back."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from python_calamine import load_workbook

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import Edition, Kind, Library, Loaded, Role, Section
from monitor.kit.actor import Actor
from monitor.records.actions import Chosen, export_answers, settle
from monitor.records.queries import draft_of
from monitor.records.rules.exporting import Format, Wanted
from monitor.sheets.actions import choose_questionnaire
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_history import close
from tests.makers_sheets import answer, make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast
from tests.sheets.small import THEME, add_row, item, load_small, named_edition

KINDS = ("not_assessed", "not_allowed", "not_applicable", "unknown")
HOUSE = Edition(
    "small_house",
    Role.CHECKLIST,
    (
        Section(
            "people",
            "B",
            THEME,
            (
                item("plain"),
                item("zero", Kind.INTEGER),
                *(item(f"is_{kind}") for kind in KINDS),
                item("empty"),
                item("open"),
                item("many", Kind.CHOICE_MANY, options=("beds", "light", "air")),
                item("weight", Kind.DECIMAL, maximum="900"),
                item("words", Kind.TEXT),
                item("held", Kind.INTEGER),
                item("day", Kind.DATE),
            ),
        ),
    ),
)
SAID = {
    "plain": "no",
    "zero": "0",
    **{f"is_{kind}": kind for kind in KINDS},
    "many": "beds,air",
    "weight": "2.5",
    "words": "=HYPERLINK(1)",
    "day": "2026-11-20",
}


async def make_asked(cast: Cast, *, version: Loaded | None = None, trip: UUID | None = None, now: datetime) -> UUID:
    """A visit under way that is asked the small checklist of this folder, or a version of it, with rooms and talks."""
    if version is None:
        await load_small(cast.coordinator, house=HOUSE, now=now)
    else:
        await load_editions(actor=cast.coordinator, library=Library((version,)), now=now)
    visit = await make_visit(
        cast.coordinator,
        facility=await make_facility(cast.coordinator, name="Prison no 4", capacity=20, now=now),
        lead=cast.lead,
        team=[cast.monitor_ngo],
        trip=trip,
        state=VisitState.UNDER_WAY,
        now=now,
    )
    chosen = [await named_edition(cast.lead, name) for name in ("small_house", "small_rooms", "small_talks")]
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=chosen, now=now)
    return visit


async def make_taken(
    cast: Cast,
    *,
    version: Loaded | None = None,
    trip: UUID | None = None,
    said: Mapping[str, str] = SAID,
    now: datetime,
) -> UUID:
    """A visit with its record closed: one answer of each kind, two people who differ on one, a room."""
    visit = await make_asked(cast, version=version, trip=trip, now=now)
    sheet, other = [await make_sheet(each, visit, now=now) for each in (cast.lead, cast.monitor_ngo)]
    await answer(cast.lead, sheet, now=now, open="yes", **said)
    await answer(cast.monitor_ngo, other, now=now, open="no")
    await add_row(cast.lead, sheet, "rooms", room="Cell 4", sleepers="6", area="21", window="no", now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await leave_open(cast.lead, visit, now=now)
    await close(cast.lead, visit, now=now)
    return visit


async def leave_open(actor: Actor, visit: UUID, *, now: datetime) -> None:
    """Leave open whatever two people differ on."""
    drafted = await draft_of(actor, await visit_open_to(actor, visit))
    assert drafted.draft is not None
    differing = [drafted.items[place].voices[0].answer.id for place in drafted.draft.differing]
    await settle(actor=actor, visit=visit, chosen=[Chosen(each, left_open=True) for each in differing], now=now)


async def take(actor: Actor, *, now: datetime, **wanted: Any) -> bytes:
    """Export with these choices."""
    return (await export_answers(actor=actor, wanted=Wanted(**wanted), now=now)).content


def files(content: bytes, separator: str = ",") -> dict[str, list[dict[str, str]]]:
    """The tables of a ZIP by name."""
    with ZipFile(BytesIO(content)) as folder:
        texts = {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}
    return {name: list(csv.DictReader(StringIO(text), delimiter=separator)) for name, text in texts.items()}


def sheets(content: bytes) -> dict[str, list[dict[str, object]]]:
    """The sheets of a workbook by name; an empty cell is an empty text."""
    book = load_workbook(BytesIO(content))
    found: dict[str, list[dict[str, object]]] = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def lines(content: bytes) -> list[dict[str, Any]]:
    """The objects of JSON lines, the first about the export itself."""
    return [json.loads(line) for line in content.decode().splitlines()]


def shown(content: bytes, format: Format, key: str) -> tuple[object, object]:
    """What stands in an export on one key: the answer and why there is none, empty as None."""
    if format is Format.JSON_LINES:
        told: Mapping[str, Any] = max(lines(content)[1:], key=_filled)["answers"][key]
        return told["value"], told["absence"]
    rows: Sequence[Mapping[str, object]] = (
        files(content)["answers.csv"] if format is Format.CSV else sheets(content)["answers"]
    )
    row = max(rows, key=lambda row: sum(each != "" for each in row.values()))
    section, why = ("People", ": why there is no answer") if " " in key else ("people", ".absence")
    found = row[f"{section}/{key}"], row[f"{section}/{key}{why}"]
    return found[0] if found[0] != "" else None, found[1] or None


def _filled(line: Mapping[str, Any]) -> int:
    return sum(each["value"] is not None for each in line["answers"].values())
