"""Visits that no longer hold, each with ways to mend it; what else one visit could be, on other days or with others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say
from monitor.programme import actions, queries
from monitor.programme.queries.mending import Broken, Options, ToMend
from monitor.programme.rules.board import Board, Entry
from monitor.programme.rules.by_hand import NoteKind
from monitor.programme.rules.checker import Rule
from monitor.programme.rules.explain.blocks import SAID
from monitor.programme.rules.explain.options import DayOption
from monitor.programme.rules.programmes import VersionState
from monitor.programme.rules.repair import Offer, Tier
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import PLAN, address
from monitor.web.pages.programme.shown import BoardWords
from monitor.web.pages.values import figure_words

TIERS = {
    Tier.SAME_DATES: N_("Same days, other people"),
    Tier.SAME_WEEK: N_("Another day of the week"),
    Tier.SAME_MONTH: N_("Another week of the month"),
    Tier.ANOTHER_TIME: N_("Another time"),
    Tier.DROP: N_("Without this visit"),
}
_ASIDE = frozenset({NoteKind.UNKNOWN, NoteKind.SAME_PAIR, NoteKind.NIGHT})
# What the notes of the board say of a visit with the names of those concerned.
_NOTED = frozenset(
    {
        Rule.AVAILABLE,
        Rule.CLOSED,
        Rule.DOCTOR,
        Rule.DOUBLE_BOOKING,
        Rule.FORBIDDEN,
        Rule.HORIZON,
        Rule.MANDATE,
        Rule.NOTICE,
        Rule.ORGANISATIONS,
        Rule.SIZE,
        Rule.WOMAN,
    }
)
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be done: what is sent when it is chosen, and how it reads. Without a day it drops the visit."""

    name: str
    when: str
    who: str
    change: str
    price: str
    day: str
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hurt:
    """A visit that no longer holds, worded."""

    entry: UUID
    visit: UUID | None
    place: str
    said: str
    wrong: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody on the team and who could go instead."""

    name: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month: `shade` from 0 (cheap) to 3, None where the visit cannot begin; outside the period no number."""

    day: date | None
    iso: str
    price: str
    shade: int | None
    planned: bool


@get("/programmes/board/{version:uuid}/mend", opt=PLAN)
async def mend_page(request: Asking, actor: Who, version: FromPath[UUID]) -> Response[str]:
    return await _mend(request, actor, version, Form(language=actor.language))


@post("/programmes/visits/{entry:uuid}/mend", opt=PLAN)
async def mend(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    """Take one offer: the visit changes, and nothing else does."""
    form = await form_of(request)
    version, _ = await queries.entry_on_board(actor, entry)
    try:
        held = await _taken(actor, entry, form, now)
    except Problem as problem:
        return await _mend(request, actor, version.id, form.failed(problem), problem.status)
    return see(f"{address(held)}/mend?done=1")


@get("/programmes/visits/{entry:uuid}/options", opt=PLAN)
async def options_page(request: Asking, actor: Who, entry: FromPath[UUID]) -> Response[str]:
    return await _options(request, actor, entry, Form(language=actor.language))


@post("/programmes/visits/{entry:uuid}/options", opt=PLAN)
async def take_option(request: Asking, actor: Who, now: Now, entry: FromPath[UUID]) -> Response[str] | Redirect:
    """Give the visit the chosen day or people."""
    form = await form_of(request)
    _, found = await queries.entry_on_board(actor, entry)
    try:
        held = await _taken(actor, entry, form, now)
    except Problem as problem:
        return await _options(request, actor, entry, form.failed(problem), problem.status)
    return see(f"{address(held)}#p-{found.facility}")


async def _taken(actor: Actor, entry: UUID, form: Form, now: Now) -> UUID:
    """Do what was chosen and give the version that holds the visit now."""
    if form.ticked("drop"):
        return await actions.drop_visit(actor=actor, entry_id=entry, now=now)
    day, team = form.needed_day("first_day"), form.ids("team")
    form.check()
    return await actions.mend_visit(actor=actor, entry_id=entry, first_day=day, team=team, now=now)


def price_words(price: int, language: str) -> str:
    """Write a price in points with its sign: what is lost is +, what is gained −."""
    points = round(Decimal(price) / 1000, 1) or Decimal(0)
    return f"+{figure_words(points, language)}" if points > 0 else figure_words(points, language)


class _Ways:
    """Words what can be done with a visit, in one language."""

    def __init__(self, board: Board, first_day: date, actor: Actor) -> None:
        self.pen, self.first_day = Pen(actor.language), first_day
        self.words = BoardWords(board, self.pen, actor.today)
        self.names = {str(person.account): person.name for person in board.people}
        self.names |= {str(seat.account): seat.name for entry in board.entries for seat in entry.team}
        self.own = {str(person.account) for person in board.people if person.known}

    def offer(self, offer: Offer, days: int) -> Way:
        """Word an offer of the repair."""
        pen, planned = self.pen, offer.visit
        tier, price = pen(TIERS[offer.tier]), price_words(offer.price, pen.language)
        if planned is None:
            return Way(tier, "", "", "", price, "", ())
        return self.way(planned.day, days, planned.team, (offer.leaving, offer.joining), price, tier)

    def way(
        self,
        day: int,
        days: int,
        team: Iterable[str],
        changed: tuple[Iterable[str], Iterable[str]],
        price: str,
        name: str = "",
    ) -> Way:
        """Word a day and a team; own people come first, so that one of them leads where nobody leads yet."""
        first = self.first_day + timedelta(days=day)
        order = sorted(team, key=lambda name: (name not in self.own, self.names.get(name, "")))
        leaving, joining = changed
        said = [
            self.pen(say(sentence, names=self.named(names)))
            for sentence, names in ((N_("Joins: %(names)s"), joining), (N_("Leaves: %(names)s"), leaving))
            if self.named(names)
        ]
        when = self.words.days(first, first + timedelta(days=days - 1))
        return Way(name, when, self.named(order), " · ".join(said), price, first.isoformat(), tuple(order))

    def named(self, names: Iterable[str]) -> str:
        return self.pen.listed([self.names.get(name, "") for name in names])


async def _mend(request: Asking, actor: Actor, version: UUID, form: Form, status: int = 200) -> Response[str]:
    found = await queries.to_mend(actor, version)
    board = found.board
    settled = board.version.state is VersionState.SET_ASIDE
    live = next((each for each in board.versions if each.state is VersionState.ACCEPTED), board.versions[0])
    return page(
        request,
        "programme/versions/mend.html",
        status=status,
        form=form,
        board=board,
        base=address(version),
        hurt=[] if settled else _hurts(found, actor),
        more=found.more,
        settled=settled,
        live=live,
        drafts=[each for each in board.versions if each.is_draft and each.id != version],
        done="done" in request.query_params,
    )


def _hurts(found: ToMend, actor: Actor) -> list[Hurt]:
    ways = _Ways(found.board, found.question.snapshot.first_day, actor)
    entries = {entry.id: entry for entry in found.board.entries}
    return [_hurt(ways, each, entries[each.asked.entry]) for each in found.broken if each.asked.entry in entries]


def _hurt(ways: _Ways, broken: Broken, entry: Entry) -> Hurt:
    words = ways.words
    return Hurt(
        entry=entry.id,
        visit=entry.visit,
        place=broken.place,
        said=f"{words.days(entry.first_day, entry.last_day)}; {words.people(entry.team)}",
        wrong=_wrong(ways, broken, entry),
        ways=tuple(ways.offer(offer, entry.days) for offer in broken.offers),
    )


def _wrong(ways: _Ways, broken: Broken, entry: Entry) -> tuple[str, ...]:
    """Say what is wrong as the board says it, by name; then the rules of which the board says nothing."""
    pen, words = ways.pen, ways.words
    noted = [pen(note.said) for note in words.notes[entry.id] if note.kind not in _ASIDE]
    if entry.facility not in words.names:
        noted.append(pen(N_("The place was closed for good.")))
    unsaid = [found for found in broken.found if not noted or found.rule not in _NOTED]
    told = [" ".join([pen(found.said), ways.named(found.people)]).rstrip() for found in unsaid]
    return tuple(dict.fromkeys([*noted, *told])) or (pen(N_("It cannot be made as it stands.")),)


async def _options(request: Asking, actor: Actor, entry: UUID, form: Form, status: int = 200) -> Response[str]:
    asked = await queries.options_of(actor, entry)
    found = next(each for each in asked.board.entries if each.id == entry)
    ways = _Ways(asked.board, asked.question.snapshot.first_day, actor)
    chosen = _chosen(request, asked)
    month = _month(request, asked, found)
    return page(
        request,
        "programme/versions/options.html",
        status=status,
        form=form,
        board=asked.board,
        entry=found,
        place=ways.words.names.get(found.facility, ""),
        said=f"{ways.words.days(found.first_day, found.last_day)}; {ways.words.people(found.team)}",
        free=asked.free,
        month=month,
        months=_months(asked),
        weeks=_weeks(asked, found, month, actor.language),
        blocked=_blocked(asked, month, ways.pen),
        chosen=asked.question.snapshot.date_of(chosen.day) if chosen is not None else None,
        way=_day_way(ways, asked, found, chosen) if chosen is not None else None,
        why=ways.pen(SAID[chosen.block]) if chosen is not None and chosen.block is not None else "",
        swaps=_swaps(ways, asked, found),
    )


def _chosen(request: Asking, asked: Options) -> DayOption | None:
    """Read which day is asked about; anything else is as if none were."""
    said = request.query_params.get("day", "")
    return next((day for day in asked.days if asked.question.snapshot.date_of(day.day).isoformat() == said), None)


def _month(request: Asking, asked: Options, entry: Entry) -> date:
    """Give the first day of the month shown: the one asked for, else that of the day asked about or of the visit."""
    months = _months(asked)
    said = request.query_params.get("month") or request.query_params.get("day", "")[:7]
    found = next((month for month in months if f"{month:%Y-%m}" == said), None)
    return found or next((m for m in months if m == entry.first_day.replace(day=1)), months[0])


def _months(asked: Options) -> list[date]:
    programme = asked.board.programme
    months = [programme.first_day.replace(day=1)]
    while (following := (months[-1] + timedelta(days=31)).replace(day=1)) <= programme.last_day:
        months.append(following)
    return months


def _weeks(asked: Options, entry: Entry, month: date, language: str) -> list[list[DayCell]]:
    """Lay the month out in weeks from Monday; shades split the prices of the whole period evenly."""
    snapshot = asked.question.snapshot
    options = {snapshot.date_of(each.day): each for each in asked.days}
    ranks = sorted({each.price for each in asked.days if each.block is None})
    shades = {price: rank * _SHADES // len(ranks) for rank, price in enumerate(ranks)}

    def cell(day: date) -> DayCell:
        option = options.get(day)
        if option is None or day.month != month.month:
            return DayCell(None, "", "", None, False)
        open_, planned = option.block is None, day == entry.first_day
        price = price_words(option.price, language) if open_ else ""
        return DayCell(day, day.isoformat(), price, shades[option.price] if open_ else None, planned)

    first = month - timedelta(days=month.weekday())
    weeks = [[cell(first + timedelta(days=7 * week + day)) for day in range(7)] for week in range(6)]
    return [week for week in weeks if any(each.day for each in week)]


def _blocked(asked: Options, month: date, pen: Pen) -> list[tuple[str, str]]:
    """Say of each thing in the way on which days of the month it is."""
    found: dict[str, list[int]] = {}
    for each in asked.days:
        day = asked.question.snapshot.date_of(each.day)
        if each.block is not None and day.replace(day=1) == month:
            found.setdefault(pen(SAID[each.block]), []).append(day.day)
    return [(said, pen.listed(_runs(days))) for said, days in found.items()]


def _runs(days: Iterable[int]) -> list[str]:
    """Write days of a month, those that follow each other as one: 1–3, 7."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def _day_way(ways: _Ways, asked: Options, entry: Entry, chosen: DayOption) -> Way | None:
    if chosen.block is not None:
        return None
    before, after = {str(seat.account) for seat in entry.team}, set(chosen.team)
    changed = (sorted(before - after), sorted(after - before))
    price = price_words(chosen.price, ways.pen.language)
    return ways.way(chosen.day, entry.days, chosen.team, changed, price)


def _swaps(ways: _Ways, asked: Options, entry: Entry) -> list[Swap]:
    day = (entry.first_day - asked.question.snapshot.first_day).days
    seats = {str(seat.account): seat.name for seat in entry.team}

    def way(member: str, person: str, price: int) -> Way:
        team = [person if each == member else each for each in seats]
        worded = price_words(price, ways.pen.language)
        return ways.way(day, entry.days, team, ((member,), (person,)), worded, ways.named((person,)))

    return [
        Swap(name, tuple(way(member, option.person, option.price) for option in asked.people[member]))
        for member, name in seats.items()
        if member in asked.people
    ]


HANDLERS = [mend_page, mend, options_page, take_option]
