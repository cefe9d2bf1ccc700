"""The calendar: visits by month and as an agenda, with who is not available, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from litestar import Response, get

from monitor.denials.queries import turns_of
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.periods import Days, closed
from monitor.kit.words import N_, Sentence, say
from monitor.people.queries import people
from monitor.people.rules import Need
from monitor.visits import queries
from monitor.visits.queries import VisitLine
from monitor.visits.rules import Busy, VisitState
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page

AHEAD = timedelta(days=60)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Event:
    """What stands on a day: a visit to open, or that somebody is not available."""

    href: str
    said: Sentence
    kind: str


@dataclass(frozen=True, slots=True)
class DayCell:
    day: date
    outside: bool
    rest: bool
    today: bool
    events: tuple[Event, ...]


@get("/calendar", opt={"need": Need.VISIT_VIEW})
async def calendar(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show a month, this one unless another is asked for."""
    first = _month_asked(request.query_params.get("month", ""), now.date())
    start = first - timedelta(days=first.weekday())
    after = _after(first)
    end = after + timedelta(days=(7 - after.weekday()) % 7)
    events = await _events(actor, Days(start, end))
    cells = [_cell(day, first, now.date(), events) for day in _each(Days(start, end))]
    weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
    before = (first - timedelta(days=1)).replace(day=1)
    return page(request, "calendar/month.html", first=first, weeks=weeks, before=before, after=after)


@get("/calendar/agenda", opt={"need": Need.VISIT_VIEW})
async def agenda(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show the next sixty days, those on which something is."""
    today = now.date()
    days = Days(today, today + AHEAD)
    events = await _events(actor, days)
    cells = [_cell(day, today, today, events) for day in _each(days)]
    return page(request, "calendar/agenda.html", cells=[cell for cell in cells if cell.events], until=today + AHEAD)


def _month_asked(text: str, today: date) -> date:
    asked = Form({"month": [f"{text}-01"]}).day("month") if text else None
    return asked if asked is not None and 1970 <= asked.year <= 2200 else today.replace(day=1)


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _each(days: Days) -> Iterable[date]:
    assert days.start is not None
    assert days.end is not None
    return (days.start + timedelta(days=n) for n in range((days.end - days.start).days))


async def _events(actor: Actor, days: Days) -> list[tuple[Days, Event]]:
    lines = await queries.visits_between(actor, days)
    refused = {
        turn.visit
        for turn in await turns_of(actor, [line.id for line in lines])
        if turn.outcome in {Outcome.REFUSED, Outcome.PARTLY_REFUSED}
    }
    clashes = await queries.clashes_between(actor, days)
    visits = [(closed(line.first_day, line.last_day), _visit(line, refused, clashes)) for line in lines]
    return visits + await _away(actor, days)


def _visit(line: VisitLine, refused: set[UUID], clashes: frozenset[UUID]) -> Event:
    if line.id in refused:
        kind = "refused"
    elif line.id in clashes:
        kind = "clash"
    elif line.secret:
        kind = "secret"
    else:
        kind = "proposed" if line.state is VisitState.PROPOSED else ""
    return Event(f"/visits/{line.id}", say("%(place)s", place=line.facility_name), kind)


async def _away(actor: Actor, days: Days) -> list[tuple[Days, Event]]:
    """Give the days on which the reader's own people are not available; why is nobody's business."""
    if not (actor.may(Need.AVAILABILITY_VIEW) and actor.may(Need.PEOPLE_VIEW)):
        return []
    names = {person.id: person.name for person in await people(actor)}
    busy = await queries.busy_days(actor, names, days)
    return [(entry.days, _not_available(entry, names[entry.account])) for entry in busy if entry.visit is None]


def _not_available(busy: Busy, name: str) -> Event:
    return Event("", say(N_("%(name)s: not available"), name=name), "away")


def _cell(day: date, first: date, today: date, events: Iterable[tuple[Days, Event]]) -> DayCell:
    return DayCell(
        day=day,
        outside=(day.year, day.month) != (first.year, first.month),
        rest=day.weekday() >= _SATURDAY,
        today=day == today,
        events=tuple(event for days, event in events if day in days),
    )


HANDLERS = [calendar, agenda]
