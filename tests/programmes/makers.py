"""Makers of programmes: one line each, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.programme.actions import begin_programme, put_entry
from monitor.programme.rules.programmes import Frame, NewEntry, Seat
from monitor.visits.rules import VisitType

QUARTER = 91


@dataclass(frozen=True, slots=True)
class Made:
    """A programme with its first draft."""

    programme: UUID
    version: UUID
    first_day: date


async def make_programme(
    actor: Actor,
    *,
    title: str = "First quarter",
    budget: int | None = None,
    partners: Sequence[UUID] = (),
    days: int = QUARTER,
    first_day: date | None = None,
    now: datetime,
) -> Made:
    """Begin a programme of a quarter, from the Monday after next unless another day is given."""
    first = first_day or now.date() + timedelta(days=14 - now.date().weekday())
    frame = Frame(title, first, first + timedelta(days=days - 1), budget=budget, partners=frozenset(partners))
    made = Made(uuid4(), uuid4(), first)
    await begin_programme(actor=actor, programme_id=made.programme, version_id=made.version, frame=frame, now=now)
    return made


async def make_entry(
    actor: Actor,
    made: Made,
    facility: UUID,
    *,
    day: int = 0,
    days: int = 1,
    type: VisitType = VisitType.IN_DEPTH,
    team: Sequence[Actor] = (),
    now: datetime,
) -> UUID:
    """Put a visit on the first draft so many days after its first day; the first of the team leads."""
    seats = tuple(Seat(mate.account, place == 0) for place, mate in enumerate(team))
    entry = NewEntry(facility, made.first_day + timedelta(days=day), days, type, seats)
    return await put_entry(actor=actor, entry_id=uuid4(), version_id=made.version, entry=entry, now=now)
