"""The whole story in order: founding, register, two years of trips and denials, and what lies ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from monitor.demo.agenda import Agenda
from monitor.demo.apart import keep_out
from monitor.demo.founding import found_houses, hand_over, load_checklists
from monitor.demo.papers import keep_profiles, renew_papers
from monitor.demo.programme import plan_ahead
from monitor.demo.register import (
    close_colony,
    draw_map,
    enlarge,
    move_prison,
    publish_figures,
    rename_centre,
    set_mandates,
    shut_for_repair,
)
from monitor.demo.trips.gate import ask_after, gate_at, go_there
from monitor.demo.trips.itinerary import Fate, closing_day, itinerary
from monitor.demo.trips.planned import Attempt, attempts_of, plan_trip
from monitor.demo.trips.shared import release_some
from monitor.demo.trips.typed import write_up
from monitor.demo.world import SignIn, World, clock
from monitor.kit.words import DEFAULT_LANGUAGE
from monitor.ledger.actions import one_transaction

BEGAN, QUARTER = 765, 91
Tell = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


async def fill_demo(
    *, now: datetime, passwords: Callable[[], str], language: str = DEFAULT_LANGUAGE, tell: Tell = _silent
) -> list[SignIn]:
    """Fill an empty house, marked as a demo already, with two years up to `now`; gives a sign-in for each role.

    Everything goes through the rooms' own actions, by the persons who would do it. `passwords` makes one at a time;
    who can sign in reads in `language`; `tell` hears how many acts of how many are done.
    """
    world, agenda = World(now), Agenda()
    began = clock(world.today - timedelta(days=BEGAN), 9)
    await one_transaction(partial(_founded, world, began))
    sign_ins = await hand_over(world, passwords, language, began + timedelta(hours=1))
    _register(agenda, world)
    renew_papers(agenda, world, began.date())
    _trips(agenda, world)
    keep_out(agenda, world)
    await agenda.play(tell)
    await plan_ahead(world)
    return sign_ins


async def _founded(world: World, at: datetime) -> None:
    await found_houses(world, at)
    await keep_profiles(world, at + timedelta(minutes=10))
    await load_checklists(world, at + timedelta(minutes=20))
    await draw_map(world, at + timedelta(minutes=30))
    await set_mandates(world, at + timedelta(minutes=50))


def _register(agenda: Agenda, world: World) -> None:
    """Put on the agenda what changed about places, and the figures published each half-year."""
    today = world.today
    for days, change in ((730, move_prison), (380, rename_centre), (215, shut_for_repair), (300, enlarge)):
        agenda.at(clock(today - timedelta(days=days), 10), partial(change, world))
    agenda.at(clock(closing_day(today), 10), partial(close_colony, world))
    for days in (700, 520, 335, 155):
        day = today - timedelta(days=days)
        agenda.at(clock(day + timedelta(days=20), 14), partial(publish_figures, world, day))


def _trips(agenda: Agenda, world: World) -> None:
    every: list[Attempt] = []
    for outing in itinerary(world.dice, world.today):
        attempts = attempts_of(world, outing)
        every += attempts
        plan_trip(agenda, attempts)
        for attempt in attempts:
            if attempt.stop.fate not in {Fate.AHEAD, Fate.OFF}:
                gate = gate_at(attempt)
                go_there(agenda, attempt, gate)
                write_up(agenda, attempt, gate)
    for days in range(BEGAN - QUARTER, 0, -QUARTER):
        agenda.at(clock(world.today - timedelta(days=days), 16), partial(ask_after, world))
    release_some(agenda, world, every)
