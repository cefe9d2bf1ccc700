"""Who and what the story speaks of: ids from one seed, actors as of any day, places by their code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from monitor.demo.country import ZONE, Place
from monitor.demo.dice import Dice
from monitor.kit.actor import Actor
from monitor.kit.periods import instant, local_day

T = TypeVar("T")
SEED = "20261122"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One invented person who can sign in, and as what."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised on a day and by when, and who planned the visit."""

    id: UUID
    planner: str
    day: date
    due: date | None


@dataclass(slots=True)
class World:
    """The country while it is being filled; keys are those of country.py."""

    now: datetime
    dice: Dice = field(default_factory=lambda: Dice(SEED))
    houses: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    regions: dict[str, UUID] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    described: dict[str, Place] = field(default_factory=dict)
    authorities: dict[str, UUID] = field(default_factory=dict)
    promised: dict[str, list[Promised]] = field(default_factory=dict)
    dealt: Counter[str] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        return local_day(self.now, ZONE)

    def years(self, day: date) -> float:
        """Count the years of a day from the middle of the story."""
        return (day - self.today).days / 365 + 1

    def new(self) -> UUID:
        """Make the next id; the same seed makes the same ids."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def deal(self, pack: str, lines: Sequence[T]) -> T:
        """Give the next of a pack of lines, in turn."""
        self.dealt[pack] += 1
        return lines[(self.dealt[pack] - 1) % len(lines)]

    def actor(self, key: str, at: datetime) -> Actor:
        """Give a person at work on the day of an instant."""
        return replace(self.people[key], today=local_day(at, ZONE))

    def account(self, key: str) -> UUID:
        return self.people[key].account


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """Give an instant by the country's clock."""
    return instant(day, hour, minute, ZONE)
