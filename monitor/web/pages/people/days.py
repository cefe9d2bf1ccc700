"""On which days a person can go on a visit: a month to touch, the usual week, longer periods, one's own calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID, uuid4

from anyio import to_thread
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.periods import Days, each_day
from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.outside.calendars import LARGEST_CALENDAR, read_calendar
from monitor.people import actions, queries
from monitor.people.rules import WEEK, DaysWord, Mark, Need, Voice
from monitor.visits.queries import busy_days, candidates, free_of
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.days import month_after, month_asked, month_before, weeks_of
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.render import page

KEEP = {"need": Need.READINESS_KEEP}
# How far a calendar is read, and how far the overview looks.
CALENDAR_AHEAD, OVERVIEW = timedelta(days=366), timedelta(weeks=13)


class Touch(StrEnum):
    """What touching a day does to it."""

    FREE = "free"
    NOT_AVAILABLE = "not_available"
    AS_WEEK = "as_week"


class Least(StrEnum):
    """How much of a day has to be taken for the whole day to count as taken."""

    ANYTHING = "anything"
    HALF = "half"
    WHOLE = "whole"


MARK_LABELS: Mapping[Mark, str] = {
    Mark.FREE: N_("free"),
    Mark.NOT_AVAILABLE: N_("not available"),
    Mark.UNKNOWN: N_("not known"),
}
TOUCH_LABELS: Mapping[Touch, str] = {
    Touch.FREE: N_("free"),
    Touch.NOT_AVAILABLE: N_("not available"),
    Touch.AS_WEEK: N_("as the week says"),
}
LEAST_LABELS: Mapping[Least, str] = {
    Least.HALF: N_("four hours or more"),
    Least.ANYTHING: N_("anything at all"),
    Least.WHOLE: N_("eight hours or more"),
}
LEAST: Mapping[Least, timedelta] = {
    Least.ANYTHING: timedelta(),
    Least.HALF: timedelta(hours=4),
    Least.WHOLE: timedelta(hours=8),
}
SHAPES: Mapping[Mark, str] = {Mark.FREE: "good", Mark.NOT_AVAILABLE: "not_assessed", Mark.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the month: what is known of it, and whether it can be touched."""

    day: date
    outside: bool
    past: bool
    today: bool
    touched: bool
    visit: bool
    mark: Mark
    label: str
    shape: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Some days as somebody said them; `by` is empty if the person did."""

    id: UUID
    first: date
    last: date
    label: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """A person of the overview with numbers of days."""

    href: str
    name: str
    free: int
    away: int
    unknown: int


@dataclass(slots=True)
class Forms:
    """The forms of the page; the one that failed replaces a fresh one."""

    touch: Form | None = None
    period: Form | None = None
    week: Form | None = None
    calendar: Form | None = None
    status: int = 200


@get("/people/availability", opt={"need": Need.VISIT_PLAN})
async def overview(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Show of how many days ahead is known whether each of the own people is free."""
    days = Days(now.date(), now.date() + OVERVIEW)
    found = await candidates(actor, [actor.organisation], now.date())
    marks = await free_of(actor, [who.account for who in found], days)
    lines = [_counts(who.account, who.name, marks[who.account]) for who in found if who.account in marks]
    return page(request, "people/availability.html", lines=lines, until=now.date() + OVERVIEW - timedelta(days=1))


def _counts(account: UUID, name: str, marks: Sequence[Mark]) -> Counts:
    return Counts(
        f"/people/{account}/days", name, *(marks.count(m) for m in (Mark.FREE, Mark.NOT_AVAILABLE, Mark.UNKNOWN))
    )


@get("/people/{account:uuid}/days", opt=KEEP)
async def days_page(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str]:
    return await _show(request, actor, now, account, Forms())


@post("/people/{account:uuid}/days", opt=KEEP)
async def touch_day(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    day, touch = form.needed_day("day"), form.needed_of("touch", Touch)
    try:
        form.check()
        await _touch(actor, account, day, touch, now)
    except Problem as problem:
        return await _show(request, actor, now, account, Forms(touch=form.failed(problem), status=problem.status))
    asked = {"month": f"{day:%Y-%m}", "touch": touch.value, "on": day.isoformat()}
    return see(f"/people/{account}/days?{urlencode(asked)}")


async def _touch(actor: Actor, account: UUID, day: date, touch: Touch, now: datetime) -> None:
    if touch is Touch.AS_WEEK:
        await actions.leave_to_week(actor=actor, account=account, day=day, now=now)
        return
    mark = Mark(touch.value)
    await actions.say_days(actor=actor, said_id=uuid4(), account=account, from_day=day, to_day=day, mark=mark, now=now)


@post("/people/{account:uuid}/days/period", opt=KEEP)
async def say_period(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    first, last, key = form.needed_day("away_from"), form.day("away_to"), form.needed_id("id")
    mark = form.needed_of("mark", Mark)
    try:
        form.check()
        await actions.say_days(
            actor=actor, said_id=key, account=account, from_day=first, to_day=last or first, mark=mark, now=now
        )
    except Problem as problem:
        return await _show(request, actor, now, account, Forms(period=form.failed(problem), status=problem.status))
    return see(f"/people/{account}/days?{urlencode({'month': f'{first:%Y-%m}'})}#said")


@post("/people/{account:uuid}/days/week", opt=KEEP)
async def say_usual(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    week = [form.needed_of(f"weekday{number}", Mark) for number in range(WEEK)]
    first = form.day("week_from") or now.date()
    try:
        form.check()
        await actions.say_week(actor=actor, account=account, week=week, from_day=first, now=now)
    except Problem as problem:
        return await _show(request, actor, now, account, Forms(week=form.failed(problem), status=problem.status))
    return see(f"/people/{account}/days?{urlencode({'month': f'{first:%Y-%m}'})}#month")


@post("/people/{account:uuid}/days/calendar", opt=KEEP, request_max_body_size=LARGEST_CALENDAR + 1024 * 1024)
async def bring_calendar(request: Asking, actor: Who, now: Now, account: FromPath[UUID]) -> Response[str] | Redirect:
    """Keep which days are taken in the calendar that is sent; nothing else of it is read out or kept."""
    form = await form_of(request)
    file, least = form.files.get("file"), form.needed_of("least", Least)
    if file is None or not file.filename:
        form.wrong("file", N_("Choose the ICS file of your calendar."))
    within = Days(now.date(), now.date() + CALENDAR_AHEAD)
    try:
        form.check()
        assert file is not None
        await queries.check_kept(actor, account)
        read = await to_thread.run_sync(read_calendar, await file.read(), within)
        taken = read.at_least(LEAST[least])
        await actions.take_calendar(actor=actor, account=account, taken=taken, within=within, now=now)
    except Problem as problem:
        return await _show(request, actor, now, account, Forms(calendar=form.failed(problem), status=problem.status))
    asked = {"taken": len(taken), "unread": read.unread}
    return see(f"/people/{account}/days?{urlencode(asked)}")


@post("/people/{account:uuid}/days/calendar/withdraw", opt=KEEP)
async def take_calendar_back(actor: Who, now: Now, account: FromPath[UUID]) -> Redirect:
    await actions.take_calendar(actor=actor, account=account, taken=(), within=Days(now.date(), date.max), now=now)
    return see(f"/people/{account}/days#said")


@post("/people/{account:uuid}/days/{away:uuid}/withdraw", opt=KEEP)
async def take_back(actor: Who, now: Now, account: FromPath[UUID], away: FromPath[UUID]) -> Redirect:
    await actions.take_back_days(actor=actor, account=account, said=away, now=now)
    return see(f"/people/{account}/days#said")


async def _show(request: Asking, actor: Actor, now: datetime, account: UUID, forms: Forms) -> Response[str]:
    """Show the page, with the form that failed if one did."""
    person, today = await queries.account_open_to(actor, account), now.date()
    first = month_asked(request.query_params.get("month", ""), today)
    days = weeks_of(first)
    held = await queries.availability_open_to(actor, account, days)
    busy = [entry.days for entry in await busy_days(actor, [account], days) if entry.visit is not None]
    touched = request.query_params.get("on", "")
    cells = [
        _cell(day, mark, first, today, touched, any(day in period for period in busy))
        for day, mark in zip(each_day(days), held.marks, strict=True)
    ]
    language: str = request.scope["state"]["language"]
    return page(
        request,
        "people/days.html",
        status=forms.status,
        person=person,
        own=account == actor.account,
        first=first,
        before=month_before(first) if first > today.replace(day=1) else None,
        after=month_after(first),
        weeks=[cells[at : at + WEEK] for at in range(0, len(cells), WEEK)],
        lines=[_line(word, account) for word in held.words if word.voice is Voice.HAND],
        brought=[_line(word, account) for word in held.words if word.voice is Voice.CALENDAR],
        read=_read(request),
        labels=[(SHAPES[mark], label) for mark, label in MARK_LABELS.items()],
        touch=forms.touch or _fresh(language, touch=request.query_params.get("touch", Touch.NOT_AVAILABLE.value)),
        period=forms.period or _fresh(language, id=uuid4(), mark=Mark.NOT_AVAILABLE.value),
        week=forms.week or _fresh(language, **{f"weekday{n}": mark.value for n, mark in enumerate(held.week)}),
        calendar=forms.calendar or _fresh(language, least=Least.HALF.value),
        touches=choices_of(Touch, TOUCH_LABELS, language),
        mark_choices=choices_of(Mark, MARK_LABELS, language),
        least=choices_of(Least, LEAST_LABELS, language),
        monday=days.start,
        one_day=timedelta(days=1),
    )


def _fresh(language: str, **values: object) -> Form:
    return Form(language=language).fill(**values)


def _read(request: Asking) -> tuple[int, int] | None:
    """Give how many days a calendar that was just brought takes, and how many of its entries could not be read."""
    asked = Form({name: [request.query_params.get(name, "")] for name in ("taken", "unread")})
    taken = asked.whole("taken")
    return None if taken is None else (taken, asked.whole("unread") or 0)


def _cell(day: date, mark: Mark, first: date, today: date, touched: str, visit: bool) -> DayCell:
    return DayCell(
        day=day,
        outside=(day.year, day.month) != (first.year, first.month),
        past=day < today,
        today=day == today,
        touched=day.isoformat() == touched,
        visit=visit,
        mark=mark,
        label=MARK_LABELS[mark],
        shape=SHAPES[mark],
    )


def _line(word: DaysWord, account: UUID) -> SaidLine:
    assert word.days.start is not None
    assert word.days.end is not None
    return SaidLine(
        id=word.id,
        first=word.days.start,
        last=word.days.end - timedelta(days=1),
        label=MARK_LABELS[word.mark],
        by="" if word.said_by in {None, account} else word.said_by_name,
        at=word.said_at,
    )


HANDLERS = [overview, days_page, touch_day, say_period, say_usual, bring_calendar, take_calendar_back, take_back]
