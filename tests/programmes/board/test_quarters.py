"""Quarters of a period: every day and every person-day in one of them, the budget spread without a rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from monitor.programme.rules.board import Board, Entry, Seated, quarters_of, weeks_of
from monitor.programme.rules.programmes import How, Programme, Version, VersionState
from monitor.visits.rules import VisitType

MADE = datetime(2026, 11, 22, tzinfo=UTC)
FIRST = date(2026, 11, 30)


def board(days: int, budget: int | None, visits: list[tuple[int, int, int]]) -> Board:
    """A board with visits of (day, length, people)."""
    last = FIRST + timedelta(days=days - 1)
    programme = Programme(
        id=uuid4(), organisation=uuid4(), title="Plan", first_day=FIRST, last_day=last, budget=budget, cars=None,
        unknown_ok=True, home=None, weekends=0, nights=0, partners=(), made_at=MADE,
    )  # fmt: skip
    version = Version(uuid4(), programme.id, None, 1, VersionState.DRAFT, How.BY_HAND, MADE, "Corinne", None)
    entries = tuple(
        Entry(
            id=uuid4(), facility=uuid4(), first_day=FIRST + timedelta(days=day % days), days=length,
            type=VisitType.IN_DEPTH, pinned=False, visit=None, state=None,
            team=tuple(Seated(uuid4(), "Lena", programme.organisation, False) for _ in range(people)),
        )
        for day, length, people in visits
    )  # fmt: skip
    return Board(programme, version, (version,), weeks_of(FIRST, last), (), entries, (), (), (), (), ())


@given(
    days=st.integers(1, 731),
    budget=st.none() | st.integers(0, 5000),
    visits=st.lists(st.tuples(st.integers(0, 730), st.integers(1, 5), st.integers(0, 4)), max_size=6),
)
def test_quarters_hold_every_week_every_visit_and_the_whole_budget(
    days: int, budget: int | None, visits: list[tuple[int, int, int]]
) -> None:
    made = board(days, budget, visits)
    quarters = quarters_of(made)
    assert [week for quarter in quarters for week in quarter.weeks] == list(made.weeks)
    assert sum(quarter.person_days for quarter in quarters) == made.person_days
    assert [quarter.share for quarter in quarters if quarter.share is None] == [None] * (budget is None) * len(quarters)
    assert sum(quarter.share or 0 for quarter in quarters) == (budget or 0)
    assert [quarter.number for quarter in quarters] == list(range(1, len(quarters) + 1))
    assert all(later.first_day == earlier.last_day + timedelta(days=1) for earlier, later in pairwise(quarters))


def test_a_year_has_what_falls_to_its_days() -> None:
    made = board(365, 365, [(0, 2, 3), (32, 1, 2)])
    assert [(q.first_day.month, len(q.weeks), q.person_days, q.share) for q in quarters_of(made)] == [
        (11, 5, 6, 32),
        (1, 13, 2, 90),
        (4, 13, 0, 91),
        (7, 13, 0, 92),
        (10, 9, 0, 60),
    ]
