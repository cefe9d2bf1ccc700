"""The trips hold together on whatever day the demo is begun."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.demo.country import PEOPLE, UNOFFICIAL, places
from monitor.demo.dice import Dice
from monitor.demo.register import CLOSED, PLANNED
from monitor.demo.trips.itinerary import Fate, Outing, closing_day, itinerary

DAYS = st.dates(date(2025, 1, 1), date(2045, 12, 31))
AHEAD = {Fate.AHEAD}
TODAY = date(2026, 11, 22)


def told(today: date) -> tuple[Outing, ...]:
    return itinerary(Dice("a country"), today)


def test_the_country_has_sixty_one_places_under_codes_of_their_own() -> None:
    listed = places()
    assert len(listed) == len({place.code for place in listed}) == 61
    assert sum(place.kind == UNOFFICIAL for place in listed) == 1


def test_the_same_seed_tells_the_same_story() -> None:
    assert told(TODAY) == told(TODAY)


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_what_is_over_lies_behind_and_what_is_planned_ahead(today: date) -> None:
    for outing in told(today):
        for stop in outing.stops:
            if stop.fate is Fate.NOW:
                assert stop.day == today
            else:
                assert (stop.day > today) == (stop.fate in AHEAD)


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_nobody_is_on_two_trips_on_one_day(today: date) -> None:
    booked = Counter(
        (key, day)
        for trip in told(today)
        for day in {stop.day for stop in trip.stops if stop.fate is not Fate.OFF}
        for key in trip.team
    )
    assert [both for both, number in booked.items() if number > 1] == []


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_no_visit_goes_where_nobody_is_held(today: date) -> None:
    stops = [stop for outing in told(today) for stop in outing.stops]
    assert PLANNED not in {stop.place for stop in stops}
    assert all(stop.day < closing_day(today) for stop in stops if stop.place == CLOSED)


def test_fates_are_dealt_in_full() -> None:
    dealt = Counter(stop.fate for outing in told(TODAY) for stop in outing.stops)
    assert [dealt[fate] for fate in (Fate.REFUSED, Fate.PARTLY, Fate.CUT, Fate.AREA)] == [5, 7, 3, 5]


def test_every_team_is_of_known_people_and_led() -> None:
    known = {person.key for person in PEOPLE}
    for outing in told(TODAY):
        assert set(outing.team) <= known
        assert len(outing.team) == len(set(outing.team)) >= 3


def test_a_trip_takes_a_few_days_at_most() -> None:
    for outing in told(TODAY):
        assert outing.stops[-1].day - outing.stops[0].day <= timedelta(days=4)
