"""The calendar: visits by month, week and as an agenda; conflicts first, and who is not available, as one may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from litestar import Response, get

from monitor.codes import label_of
from monitor.denials.queries import turns_of
from monitor.denials.rules import Outcome
from monitor.kit.actor import Actor
from monitor.kit.periods import Days, closed, each_day
from monitor.kit.words import N_, Sentence, say
from monitor.people.queries import people
from monitor.people.rules import Need
from monitor.visits import queries
from monitor.visits.queries import VisitLine
from monitor.visits.rules import WARNING_LABELS, Busy, Conflict, VisitState, WarningKind
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.days import day_asked, month_after, month_asked, month_before, weeks_of
from monitor.web.floor.render import page

AHEAD = timedelta(days=60)
WEEK = timedelta(days=7)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Event:
    """What stands on a day: a visit to open, or that somebody is not available."""

    href: str
    said: Sentence
    kind: str
    secret: bool = False
    lead: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class DayCell:
    day: date
    outside: bool
    rest: bool
    today: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a stretch of days shows: conflicts, then the days; `at` is the first of them unless today is among them."""

    conflicts: tuple[Conflict, ...]
    labels: Mapping[WarningKind, str]
    cells: tuple[DayCell, ...]
    at: date | None


@get("/calendar", opt={"need": Need.VISIT_VIEW})
async def calendar(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show a month, this one unless another is asked for."""
    first = month_asked(request.query_params.get("month", ""), now.date())
    before, after = month_before(first), month_after(first)
    shown = await _shown(actor, weeks_of(first), Days(first, after), now.date())
    weeks = [shown.cells[at : at + 7] for at in range(0, len(shown.cells), 7)]
    return page(request, "calendar/month.html", first=first, shown=shown, weeks=weeks, before=before, after=after)


@get("/calendar/week", opt={"need": Need.VISIT_VIEW})
async def week(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show a week, this one unless the week of another day is asked for."""
    day = day_asked(request.query_params.get("day", ""), now.date())
    first = day - timedelta(days=day.weekday())
    days = Days(first, first + WEEK)
    shown = await _shown(actor, days, days, now.date())
    last = first + WEEK - timedelta(days=1)
    return page(
        request, "calendar/week.html", first=first, last=last, shown=shown, before=first - WEEK, after=first + WEEK
    )


@get("/calendar/agenda", opt={"need": Need.VISIT_VIEW})
async def agenda(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show the next sixty days, those on which something is."""
    today = now.date()
    days = Days(today, today + AHEAD)
    shown = await _shown(actor, days, days, today)
    cells = [cell for cell in shown.cells if cell.events]
    return page(request, "calendar/agenda.html", shown=shown, cells=cells, until=today + AHEAD)


async def _shown(actor: Actor, days: Days, within: Days, today: date) -> Shown:
    """Gather a stretch of days; those not `within` stand outside, as the ends of other months do."""
    conflicts = await queries.conflicts_between(actor, days)
    events = await _events(actor, days, conflicts)
    cells = tuple(_cell(day, within, today, events) for day in each_day(days))
    return Shown(conflicts, WARNING_LABELS, cells, None if today in within else within.start)


async def _events(actor: Actor, days: Days, conflicts: Iterable[Conflict]) -> list[tuple[Days, Event]]:
    lines = await queries.visits_between(actor, days)
    refused = {
        turn.visit
        for turn in await turns_of(actor, [line.id for line in lines])
        if turn.outcome in {Outcome.REFUSED, Outcome.PARTLY_REFUSED}
    }
    kinds = {seat.visit: conflict.kind for conflict in reversed(tuple(conflicts)) for seat in conflict.visits}
    visits = [(closed(line.first_day, line.last_day), _visit(line, refused, kinds.get(line.id))) for line in lines]
    return visits + await _away(actor, days)


def _visit(line: VisitLine, refused: set[UUID], conflict: WarningKind | None) -> Event:
    if line.id in refused:
        kind = "refused"
    elif conflict is not None:
        kind = conflict.value
    else:
        kind = "proposed" if line.state is VisitState.PROPOSED else ""
    said = say("%(place)s", place=line.facility_name)
    return Event(
        f"/visits/{line.id}", said, kind, line.secret, line.lead_name or "", label_of("visit_types", line.type)
    )


async def _away(actor: Actor, days: Days) -> list[tuple[Days, Event]]:
    """Give the days on which the reader's own people are not available; why is nobody's business."""
    if not (actor.may(Need.AVAILABILITY_VIEW) and actor.may(Need.PEOPLE_VIEW)):
        return []
    names = {person.id: person.name for person in await people(actor)}
    busy = await queries.away_days(actor, names, days)
    return [(entry.days, _not_available(entry, names[entry.account])) for entry in busy if entry.visit is None]


def _not_available(busy: Busy, name: str) -> Event:
    return Event("", say(N_("%(name)s: not available"), name=name), "away")


def _cell(day: date, within: Days, today: date, events: Iterable[tuple[Days, Event]]) -> DayCell:
    return DayCell(
        day=day,
        outside=day not in within,
        rest=day.weekday() >= _SATURDAY,
        today=day == today,
        events=tuple(event for days, event in events if day in days),
    )


HANDLERS = [calendar, week, agenda]
