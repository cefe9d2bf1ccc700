"""The plan on paper to be signed, and as a table; or only how many visits, by month and type of place.

Neither says why a place is visited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from babel.dates import format_date
from litestar import Response, get
from litestar.params import FromPath

from monitor.codes import label_of
from monitor.kit.words import N_, direction, say
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need
from monitor.press.pdf import Paper, typeset_aside
from monitor.press.spreadsheets import Column, Direction, Sheet, Value, about, csv, xlsx
from monitor.programme.actions import take_plan
from monitor.programme.rules.board import Board, Place
from monitor.programme.rules.programmes import STATE_LABELS
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.shown import BoardWords
from monitor.web.papers import source

TAKE = {"need": Need.EXPORT_MAKE}
_FULL = (
    (N_("First day"), 14),
    (N_("Last day"), 14),
    (N_("Place"), 40),
    (N_("Type of place"), 26),
    (N_("Region"), 18),
    (N_("Type of visit"), 20),
    (N_("Lead"), 26),
    (N_("Team"), 40),
)
_COUNTS = ((N_("Month"), 16), (N_("Type of place"), 40), (N_("Visits"), 10), (N_("Person-days"), 14))


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the paper; a width of nothing is as wide as its words."""

    title: str
    widths: tuple[int, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    title: str
    programme: str
    frame: str
    summary: str
    note: str
    parts: tuple[Part, ...]
    approved: str
    signs: tuple[str, ...]


@get("/programmes/board/{version:uuid}/plan.pdf", opt=TAKE)
async def plan_pdf(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[bytes]:
    board, pen = await take_plan(actor=actor, version_id=version, now=now), Pen(actor.language)
    only = "counts" in request.query_params
    footer = N_("Made %(day)s. It tells where unannounced visits are made: keep it locked away.")
    made = await typeset_aside(
        source=source("plan"),
        data=_paper(BoardWords(board, pen, actor.today), only),
        paper=Paper(
            title=pen(N_("Plan of visits")),
            language=actor.language,
            footer=pen(say(N_("Made %(day)s.") if only else footer, day=pen.day(actor.today))),
            page_of=pen(N_("page %(page)s of %(pages)s")),
            made=now,
        ),
    )
    return _file(made, "application/pdf", "plan.pdf", "inline")


@get("/programmes/board/{version:uuid}/plan.csv", opt=TAKE)
async def plan_csv(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[bytes]:
    board = await take_plan(actor=actor, version_id=version, now=now)
    sheet = _sheet(BoardWords(board, Pen(actor.language), actor.today), "counts" in request.query_params)
    return _file(csv(sheet), "text/csv", "plan.csv")


@get("/programmes/board/{version:uuid}/plan.xlsx", opt=TAKE)
async def plan_xlsx(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[bytes]:
    board, pen = await take_plan(actor=actor, version_id=version, now=now), Pen(actor.language)
    sheet = _sheet(BoardWords(board, pen, actor.today), "counts" in request.query_params)
    rows = _about(board, pen, actor.name, (await ledger_head()).hash, now)
    sheets = (about(name=pen(N_("About")), rows=rows), sheet)
    made = xlsx(sheets, made=now, direction=Direction(direction(actor.language)))
    return _file(made, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "plan.xlsx")


def _about(board: Board, pen: Pen, name: str, head: str, now: datetime) -> tuple[tuple[str, Value], ...]:
    return (
        (pen(N_("What")), pen(N_("Visits of one version of a programme, one visit or one count to a row"))),
        (pen(N_("Programme")), board.programme.title),
        (pen(N_("Version")), f"{board.version.number}: {pen(STATE_LABELS[board.version.state])}"),
        (pen(N_("Made at (UTC)")), now),
        (pen(N_("Made by")), name),
        (pen(N_("Empty cell")), pen(N_("Not known. It never means no or zero."))),
        (pen(N_("Head of the log")), head),
    )


def _sheet(words: BoardWords, only_counts: bool) -> Sheet:
    pen = words.pen
    columns = tuple(Column(pen(heading), width) for heading, width in (_COUNTS if only_counts else _FULL))
    return Sheet(pen(N_("Plan of visits")), columns, _counts(words) if only_counts else _visits(words))


def _visits(words: BoardWords) -> list[tuple[Value, ...]]:
    """Give a row for each visit, in the order of days."""
    pen, places = words.pen, _places(words.board)
    return [
        (
            entry.first_day,
            entry.last_day,
            words.names.get(entry.facility),
            pen(label_of("facility_types", places[entry.facility].type)) if entry.facility in places else None,
            (places[entry.facility].region_name or None) if entry.facility in places else None,
            pen(label_of("visit_types", entry.type)),
            next((seat.name for seat in entry.team if seat.lead), None),
            ", ".join(seat.name for seat in entry.team if not seat.lead) or None,
        )
        for entry in words.board.standing
    ]


def _counts(words: BoardWords) -> list[tuple[Value, ...]]:
    """Count visits and days of people by month and type of place; nothing tells which place or which day."""
    places = _places(words.board)
    visits: Counter[tuple[date, str]] = Counter()
    person_days: Counter[tuple[date, str]] = Counter()
    for entry in words.board.standing:
        place = places.get(entry.facility)
        kind = words.pen(label_of("facility_types", place.type)) if place else "–"
        visits[entry.first_day.replace(day=1), kind] += 1
        person_days[entry.first_day.replace(day=1), kind] += entry.days * len(entry.team)
    return [
        (format_date(month, "LLLL y", locale=words.pen.language), kind, visits[month, kind], person_days[month, kind])
        for month, kind in sorted(visits)
    ]


def _places(board: Board) -> dict[UUID, Place]:
    return {place.id: place for place in board.places}


def _paper(words: BoardWords, only_counts: bool) -> PlanPaper:
    board, pen = words.board, words.pen
    programme, version = board.programme, board.version
    frame = say(
        N_("%(first)s – %(last)s · version %(number)s, %(state)s"),
        first=pen.day(programme.first_day),
        last=pen.day(programme.last_day),
        number=version.number,
        state=pen(STATE_LABELS[version.state]).lower(),
    )
    note = N_("Only counts: places, days and people are left out.")
    return PlanPaper(
        title=pen(N_("Plan of visits")),
        programme=programme.title,
        frame=pen(frame),
        summary=words.summary(),
        note=pen(note) if only_counts else "",
        parts=_count_parts(words) if only_counts else _visit_parts(words),
        approved=pen(N_("Approved")),
        signs=(pen(N_("Name and post")), pen(N_("Signature")), pen(N_("Day"))),
    )


def _visit_parts(words: BoardWords) -> tuple[Part, ...]:
    pen = words.pen
    headings = tuple(pen(each) for each in (N_("Days"), N_("Place"), N_("Type of visit"), N_("Team, the lead first")))
    rows = tuple(
        (
            pen.day(entry.first_day) + (f" – {pen.day(entry.last_day)}" if entry.days > 1 else ""),
            words.names.get(entry.facility, "?"),
            pen(label_of("visit_types", entry.type)),
            words.people(entry.team),
        )
        for entry in words.board.standing
    )
    return (Part("", (3, 4, 3, 4), headings, rows), _coverage(words))


def _coverage(words: BoardWords) -> Part:
    pen, lines = words.pen, words.shown(()).by_type
    headings = (N_("Type of place"), N_("Places"), N_("Get a visit"), N_("Visits"), N_("Due, without a visit"))
    rows = tuple(
        (each.label, *_texts((each.line.places, each.line.visited, each.line.visits, each.line.missed)))
        for each in lines
    )
    return Part(pen(N_("What the plan covers")), (4, 2, 2, 2, 3), tuple(pen(each) for each in headings), rows)


def _count_parts(words: BoardWords) -> tuple[Part, ...]:
    headings = tuple(words.pen(heading) for heading, _ in _COUNTS)
    rows = tuple(tuple(str(value) for value in row) for row in _counts(words))
    return (Part("", (2, 4, 2, 2), headings, rows),)


def _texts(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(number) for number in numbers)


def _file(content: bytes, kind: str, name: str, how: str = "attachment") -> Response[bytes]:
    return Response(content, media_type=kind, headers={"content-disposition": f'{how}; filename="{name}"'})


HANDLERS = [plan_pdf, plan_csv, plan_xlsx]
