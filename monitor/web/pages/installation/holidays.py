"""Holidays: a country's year as a list, begun from the collection, corrected by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from babel import Locale
from litestar import Response, get, post
from litestar.response import Redirect

from monitor.facilities.actions.holidays import fill_holidays, keep_holiday
from monitor.facilities.queries.holidays import holiday_countries, holidays_of
from monitor.facilities.rules.holidays import DAY_WORDS, FIRST_YEAR, LAST_YEAR, DayKind
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.render import page

KEEP = {"need": Need.HOLIDAY_KEEP}


@get("/settings/holidays", opt=KEEP)
async def holiday_list(request: Asking, actor: Who, now: Now) -> Response[str]:
    """List a country's year; by default the country of most places, this year."""
    asked = request.query_params
    form = Form(language=request.scope["state"]["language"])
    return await _page(request, actor, now, form, asked.get("country", ""), asked.get("year", ""))


@post("/settings/holidays/fill", opt=KEEP)
async def fill(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    country, year = form.needed("country"), form.whole("year") or 0
    try:
        form.check()
        await fill_holidays(actor=actor, country=country, year=year, now=now)
    except Problem as problem:
        return await _page(request, actor, now, form.failed(problem), country, str(year), problem.status)
    return see(f"/settings/holidays?country={country}&year={year}")


@post("/settings/holidays", opt=KEEP)
async def keep(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    """Say what one day is."""
    form = await form_of(request)
    country, day = form.needed("country"), form.needed_day("day")
    kind, name = form.needed_of("kind", DayKind), form.text("name")
    try:
        form.check()
        await keep_holiday(actor=actor, country=country, day=day, name=name, kind=kind, now=now)
    except Problem as problem:
        return await _page(request, actor, now, form.failed(problem), country, str(day.year), problem.status)
    return see(f"/settings/holidays?country={country}&year={day.year}")


async def _page(
    request: Asking, actor: Actor, now: datetime, form: Form, country: str, year: str, status: int = 200
) -> Response[str]:
    language = request.scope["state"]["language"]
    codes = await holiday_countries(actor)
    chosen = country if country in codes else codes[0]
    shown = int(year) if year.isdecimal() and FIRST_YEAR <= int(year[:6]) <= LAST_YEAR else now.year
    return page(
        request,
        "settings/holidays.html",
        status=status,
        form=form.fill(country=chosen, year=shown),
        countries=_named(codes, language),
        country=chosen,
        year=shown,
        lines=await holidays_of(actor, chosen, shown),
        kinds=choices_of(DayKind, DAY_WORDS, language),
        words=DAY_WORDS,
    )


def _named(codes: Sequence[str], language: str) -> list[tuple[str, str]]:
    names = Locale.parse(language).territories
    return [(code, names.get(code, code)) for code in codes]


HANDLERS = [holiday_list, fill, keep]
