"""A day or a month asked for in an address, and the neighbours of a month."""

from __future__ import annotations

from datetime import date, timedelta

from monitor.kit.periods import Days
from monitor.web.floor.forms import Form

_ANY_MONTH_AND_MORE = timedelta(days=31)
_YEARS = range(1970, 2200)


def day_asked(text: str, today: date) -> date:
    """Give a day written as 2026-11-22; today if it is not one, or far away."""
    asked = Form({"day": [text]}).day("day") if text else None
    return asked if asked is not None and asked.year in _YEARS else today


def month_asked(text: str, today: date) -> date:
    """Give the first day of a month written as 2026-11; of this month if it is not one, or far away."""
    return day_asked(f"{text}-01" if text else "", today).replace(day=1)


def month_after(first: date) -> date:
    """Give the first day of the next month."""
    return (first + _ANY_MONTH_AND_MORE).replace(day=1)


def month_before(first: date) -> date:
    """Give the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def weeks_of(first: date) -> Days:
    """Give the whole weeks, from Monday to Sunday, that a month lies in."""
    after = month_after(first)
    return Days(first - timedelta(days=first.weekday()), after + timedelta(days=-after.weekday() % 7))
