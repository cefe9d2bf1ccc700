"""What must be known about people before a visit: what they can do, their passes, conflicts of interest, days away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from monitor.demo.agenda import Agenda
from monitor.demo.country import PEOPLE, Monitor
from monitor.demo.world import World, clock
from monitor.people.actions import add_credential, declare_conflict, keep_profile, say_days, say_week
from monitor.people.rules import Expertise, Mark, Sex

_MONITORS = tuple(person for person in PEOPLE if "monitor" in person.roles or person.key == "coordinator")
# Whose pass runs out before the trips that are planned, and who never got one.
_RUNS_OUT, _WITHOUT = "office-5", "dast-2"
_CONFLICTS = (
    ("office-4", "SIZO-01", "My brother works there as a guard."),
    ("ngo", "IVS-06", "Представляю интересы человека, который там содержится."),
    ("doctor", "PB-01", "Worked in this hospital until three years ago."),
)
# Who is away: first day counted from today, and for how many days.
_AWAY = (
    ("office-3", -400, 21),
    ("deputy", -230, 14),
    ("ngo-3", -150, 10),
    ("lead", -75, 12),
    ("office-6", 10, 9),
    ("doctor-2", 22, 14),
    ("office-3", 18, 4),
)
# Who said which days of the week are free, from Monday; of the others it is not known.
_FREE, _NEVER = Mark.FREE, Mark.NOT_AVAILABLE
_WEEKS = {
    "lead": (*[_FREE] * 5, _NEVER, _NEVER),
    "deputy": (*[_FREE] * 6, _NEVER),
    "office-3": (_NEVER, *[_FREE] * 4, _NEVER, _NEVER),
    "office-6": (*[_FREE] * 5, Mark.UNKNOWN, _NEVER),
    "doctor": (_FREE, _FREE, _NEVER, _FREE, _FREE, _NEVER, _NEVER),
    "ngo-3": (_FREE, _NEVER, *[_FREE] * 3, _NEVER, _NEVER),
    "ngo": (*[_FREE] * 5, Mark.UNKNOWN, _NEVER),
}


async def keep_profiles(world: World, at: datetime) -> None:
    """Write down what each person can do, and the first passes."""
    for person in PEOPLE:
        if person.roles in {("analyst",), ("administrator",)}:
            continue
        await keep_profile(
            actor=world.actor(person.key, at),
            account=world.account(person.key),
            sex=Sex(person.sex),
            languages=set(person.languages),
            expertise={Expertise(word) for word in person.expertise},
            now=at,
        )
    for person in _MONITORS:
        if person.key != _WITHOUT:
            await _pass(world, person, at.date() - timedelta(days=60), 365, at)


async def _pass(world: World, person: Monitor, first: date, days: int, at: datetime) -> None:
    number = f"{person.house[:1].upper()}-{first.year}/{world.dice.randrange(100, 999)}"
    await add_credential(
        actor=world.actor(person.key, at),
        credential_id=world.new(),
        account=world.account(person.key),
        paper=number,
        from_day=first,
        to_day=first + timedelta(days=days - 1),
        now=at,
    )


def renew_papers(agenda: Agenda, world: World, began: date) -> None:
    """Put on the agenda new passes each year, and what people declare about themselves."""
    first = began - timedelta(days=60) + timedelta(days=365)
    while first < world.today:
        agenda.at(clock(first - timedelta(days=9), 11), partial(_renew, world, first))
        first += timedelta(days=365)
    for number, (key, place, reason) in enumerate(_CONFLICTS):
        day = world.today - timedelta(days=600 - 190 * number)
        agenda.at(clock(day, 12), partial(_declare, world, key, place, reason))
    for key in _WEEKS:
        agenda.at(clock(world.today - timedelta(days=90), 10), partial(_say_week, world, key))
    for key, start, days in _AWAY:
        from_day = world.today + timedelta(days=start)
        written = clock(min(from_day, world.today) - timedelta(days=6), 16)
        agenda.at(written, partial(_be_away, world, key, from_day, days))


async def _renew(world: World, first: date, at: datetime) -> None:
    for person in _MONITORS:
        if person.key != _WITHOUT:
            days = (world.today - first).days + 6 if person.key == _RUNS_OUT else 365
            await _pass(world, person, first, min(365, days), at)


async def _declare(world: World, key: str, place: str, reason: str, at: datetime) -> None:
    await declare_conflict(
        actor=world.actor(key, at),
        conflict_id=world.new(),
        account=world.account(key),
        facility=world.places[place],
        reason=reason,
        now=at,
    )


async def _be_away(world: World, key: str, from_day: date, days: int, at: datetime) -> None:
    await say_days(
        actor=world.actor(key, at),
        said_id=world.new(),
        account=world.account(key),
        from_day=from_day,
        to_day=from_day + timedelta(days=days - 1),
        mark=Mark.NOT_AVAILABLE,
        now=at,
    )


async def _say_week(world: World, key: str, at: datetime) -> None:
    await say_week(actor=world.actor(key, at), account=world.account(key), week=_WEEKS[key], from_day=at.date(), now=at)
