"""Points: additive, with reasons; caps and half-lives hold, and what is not known never lowers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from monitor.denials.rules import Outcome, Tally, Turn
from monitor.programme.rules.priority import (
    MOST,
    Attempt,
    Band,
    ByHand,
    Crowd,
    OpenItems,
    Past,
    PlaceFacts,
    Promised,
    Reason,
    Score,
    Shut,
    Weights,
    band_of,
    faded,
)
from monitor.programme.rules.scoring import score
from monitor.visits.rules import VisitType

TODAY = date(2026, 11, 22)
PLACE = UUID(int=1)
BARE = PlaceFacts(PLACE, "nursing_home")


def attempt(outcome: Outcome | None, ago: int, *denials: str, type: VisitType = VisitType.IN_DEPTH) -> Attempt:
    turn = Turn(uuid4(), outcome, Tally(2, 0, 0, ()), frozenset(), frozenset(denials), None)
    return Attempt(turn.visit, TODAY - timedelta(days=ago), type, turn)


def past(*attempts: Attempt) -> PlaceFacts:
    return replace(BARE, past=Past(tuple(sorted(attempts, key=lambda each: each.day, reverse=True))))


def worth(found: Score, reason: Reason) -> list[int]:
    return [point.points for point in found.reasons if point.reason is reason]


def test_time_counts_against_the_interval_asked_for() -> None:
    half = replace(past(attempt(Outcome.MADE, 183)), any_months=12)
    assert worth(score(half, TODAY), Reason.TIME) == [20]
    assert worth(score(replace(half, any_months=3), TODAY), Reason.TIME) == [60]
    assert worth(score(replace(half, in_depth_months=6), TODAY), Reason.TIME) == [40]
    assert worth(score(BARE, TODAY), Reason.TIME) == [60]


def test_a_refused_visit_is_no_visit_and_counts_as_refused() -> None:
    facts = past(attempt(Outcome.REFUSED, 0))
    found = score(facts, TODAY)
    assert (worth(found, Reason.TIME), worth(found, Reason.ACCESS)) == ([60], [20])


def test_refusals_fade_by_half_a_year_on_year_and_weigh_more_when_repeated() -> None:
    assert worth(score(past(attempt(Outcome.REFUSED, 365)), TODAY), Reason.ACCESS) == [10]
    twice = past(attempt(Outcome.REFUSED, 0), attempt(Outcome.REFUSED, 100))
    assert worth(score(twice, TODAY), Reason.ACCESS) == [30, 10]
    assert worth(score(past(attempt(Outcome.MADE, 3, "entry_delayed")), TODAY), Reason.ACCESS) == [5]


def test_only_full_access_clears_a_refusal() -> None:
    refused = attempt(Outcome.REFUSED, 40)
    part = past(attempt(Outcome.PARTLY_REFUSED, 0), refused)
    assert sum(worth(score(part, TODAY), Reason.ACCESS)) > 20
    assert worth(score(past(attempt(Outcome.MADE, 0), refused), TODAY), Reason.ACCESS) == []
    shut = replace(past(attempt(Outcome.MADE, 0)), shut=(Shut(uuid4(), TODAY - timedelta(days=9)),))
    assert worth(score(shut, TODAY), Reason.ACCESS) == []


def test_crowding_counts_from_full_to_half_as_many_again() -> None:
    def crowded(held: int, ago: int = 0) -> list[int]:
        return worth(score(replace(BARE, crowd=Crowd(held, 100, TODAY - timedelta(days=ago))), TODAY), Reason.OCCUPANCY)

    assert (crowded(80), crowded(100), crowded(125), crowded(150), crowded(300)) == ([], [], [8], [15], [15])
    assert crowded(150, 400) == [8]


def test_promises_past_their_day_weigh_more_and_ask_for_a_visit() -> None:
    late, soon = Promised(uuid4(), TODAY - timedelta(days=1), False), Promised(uuid4(), TODAY, False)
    found = score(replace(BARE, promises=(late, soon)), TODAY)
    assert (worth(found, Reason.PROMISES), worth(found, Reason.FOLLOW_UP)) == ([3, 2], [25])
    assert worth(score(replace(BARE, promises=(soon,)), TODAY), Reason.FOLLOW_UP) == [15]
    broken = Promised(uuid4(), TODAY - timedelta(days=90), True)
    assert worth(score(replace(BARE, promises=(broken,)), TODAY), Reason.FOLLOW_UP) == []


def test_points_by_hand_may_lower_but_never_below_nothing() -> None:
    given_points = ByHand(uuid4(), -20, "Closed for repair", TODAY, "Corinne", datetime(2026, 11, 1, tzinfo=UTC))
    facts = replace(past(attempt(Outcome.MADE, 0)), by_hand=given_points)
    assert (worth(score(facts, TODAY), Reason.BY_HAND), score(facts, TODAY).points) == ([-20], 0)


def test_bands_begin_at_forty_and_seventy() -> None:
    assert [band_of(points) for points in (39, 40, 69, 70)] == [Band.LOW, Band.MEDIUM, Band.MEDIUM, Band.HIGH]


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 100))
def test_points_fade_and_never_grow(days: int, more: int, points: int) -> None:
    assert faded(points, days + more, 365) <= faded(points, days, 365) <= points
    assert abs(faded(points, 365, 365) - points / 2) < 1e-9


DAYS = st.integers(0, 2000).map(lambda ago: TODAY - timedelta(days=ago))
TRIED = st.lists(st.tuples(st.sampled_from([*Outcome, None]), st.integers(0, 2000)), max_size=8)
FACTS = st.builds(
    lambda tried, items, crowd, promises, shut, moved, months: replace(
        past(*(attempt(outcome, ago) for outcome, ago in tried)),
        open_items=OpenItems(items, TODAY) if items else None,
        crowd=Crowd(crowd, 100, TODAY) if crowd else None,
        promises=tuple(Promised(UUID(int=n), day, n % 2 == 0) for n, day in enumerate(promises)),
        shut=tuple(Shut(UUID(int=n), day) for n, day in enumerate(shut)),
        changed_on=moved,
        any_months=months,
    ),
    TRIED,
    st.integers(0, 200),
    st.integers(0, 400),
    st.lists(st.none() | DAYS, max_size=40),
    st.lists(DAYS, max_size=6),
    st.none() | DAYS,
    st.none() | st.integers(1, 60),
)


@given(FACTS)
def test_sources_stay_below_their_caps_and_the_whole_below_its_most(facts: PlaceFacts) -> None:
    weights, found = Weights(), score(facts, TODAY)
    assert sum(worth(found, Reason.ACCESS)) <= weights.access_cap
    assert sum(worth(found, Reason.OPEN_ITEMS) + worth(found, Reason.PROMISES)) <= weights.open_cap
    assert 0 <= found.points <= MOST
    assert [point.points for point in found.reasons] == sorted((p.points for p in found.reasons), reverse=True)


@given(FACTS)
def test_what_is_not_known_never_lowers(facts: PlaceFacts) -> None:
    """Without a source the others give what they gave; a source that speaks adds, or says nothing."""
    whole = score(facts, TODAY).points
    for less in (
        replace(facts, open_items=None),
        replace(facts, crowd=None),
        replace(facts, promises=()),
        replace(facts, changed_on=None),
        replace(facts, shut=()),
    ):
        assert score(less, TODAY).points <= whole
    assert worth(score(replace(facts, past=Past()), TODAY), Reason.TIME) == [60]
