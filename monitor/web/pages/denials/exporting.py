"""The list of denials as a table to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from litestar import Response, get

from monitor.codes import label_of
from monitor.denials.actions import export_denials
from monitor.denials.rules import DenialLine, class_of
from monitor.kit.actor import Actor
from monitor.kit.words import N_, direction, word
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need
from monitor.press.spreadsheets import Column, Direction, Sheet, Value, about, csv, xlsx
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.pages.denials.filtering import asked_of, chosen, filters_of

COLUMNS = (
    (N_("Reference"), 14),
    (N_("Day"), 12),
    (N_("Place"), 40),
    (N_("Class"), 20),
    (N_("What was refused"), 36),
    (N_("When in the visit"), 28),
    (N_("Who"), 22),
    (N_("How many persons"), 18),
    (N_("Ground"), 30),
    (N_("Agency that decided"), 24),
    (N_("Minutes lost"), 12),
    (N_("What came of it"), 30),
)


@get("/denials/export.csv", opt={"need": Need.EXPORT_MAKE})
async def denials_csv(request: Asking, actor: Who, now: Now) -> Response[bytes]:
    """Hand the list out as CSV."""
    asked = asked_of(request)
    lines = await export_denials(actor=actor, filters=filters_of(asked), now=now)
    return _file(csv(sheet_of(lines, asked.language)), "text/csv", "denials.csv")


@get("/denials/export.xlsx", opt={"need": Need.EXPORT_MAKE})
async def denials_xlsx(request: Asking, actor: Who, now: Now) -> Response[bytes]:
    """Hand the list out as a workbook with a sheet that says what it holds."""
    asked = asked_of(request)
    lines = await export_denials(actor=actor, filters=filters_of(asked), now=now)
    told = "; ".join(words for words, _ in chosen(asked)) or word(N_("all"), asked.language)
    rows = _about(actor, lines, asked.language, told=told, head=(await ledger_head()).hash, now=now)
    sheets = (about(name=word(N_("About"), asked.language), rows=rows), sheet_of(lines, asked.language))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(xlsx(sheets, made=now, direction=Direction(direction(asked.language))), kind, "denials.xlsx")


def _about(
    actor: Actor, lines: Sequence[DenialLine], language: str, *, told: str, head: str, now: datetime
) -> tuple[tuple[str, Value], ...]:
    unit = N_("Denials, one event to a row; “persons” counts persons and groups named in it")
    return (
        (word(N_("What"), language), word(unit, language)),
        (word(N_("Filters"), language), told),
        (word(N_("Rows"), language), len(lines)),
        (word(N_("Corrections"), language), word(N_("Followed: the last value told counts"), language)),
        (word(N_("Made at (UTC)"), language), now),
        (word(N_("Made by"), language), actor.name),
        (word(N_("Empty cell"), language), word(N_("Not known. It never means no or zero."), language)),
        (word(N_("Head of the log"), language), head),
    )


def sheet_of(lines: Sequence[DenialLine], language: str) -> Sheet:
    """Make the table of denials in a language."""
    columns = tuple(Column(word(heading, language), width) for heading, width in COLUMNS)
    return Sheet(word(N_("Denials"), language), columns, (_cells(line, language) for line in lines))


def _cells(line: DenialLine, language: str) -> tuple[Value, ...]:
    return (
        line.reference,
        line.day,
        line.place,
        word(label_of("denial_classes", class_of(line.kind)), language),
        word(label_of("denial_kinds", line.kind), language),
        word(label_of("denial_stages", line.stage), language),
        word(label_of("denial_persons", line.who), language),
        line.persons,
        word(label_of("grounds", line.ground), language) if line.ground else None,
        line.agency or None,
        line.minutes_lost,
        word(label_of("denial_results", line.result), language) if line.result else None,
    )


def _file(content: bytes, kind: str, name: str) -> Response[bytes]:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


HANDLERS = [denials_csv, denials_xlsx]
