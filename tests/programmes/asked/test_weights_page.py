"""The points of each reason: what other numbers would change is shown before they are kept."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.kit.problems import BadForm
from monitor.programme.actions import set_weights
from monitor.programme.queries import priorities, weigh, weights_of
from monitor.programme.rules.priority import MOST_WEIGHT, Weights, moved_across
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients

POINTS = st.integers(0, 150)


@settings(deadline=None)
@given(st.lists(st.tuples(POINTS, POINTS), max_size=12), st.integers(0, 14))
def test_who_enters_and_who_leaves_are_as_many(points: list[tuple[int, int]], first: int) -> None:
    before = {UUID(int=n): old for n, (old, _) in enumerate(points)}
    after = {UUID(int=n): new for n, (_, new) in enumerate(points)}
    entering, leaving = moved_across(before, after, first)
    assert len(entering) == len(leaving)
    assert all(each.rank_after <= first < each.rank_before for each in entering)
    assert all(min(e.after for e in entering) >= each.after for each in leaving)
    assert moved_across(before, before, first) == ([], [])


async def test_the_first_places_change_before_anything_is_kept(cast: Cast, client_as: Clients, now: datetime) -> None:
    young = await make_facility(cast.coordinator, name="Colony for minors", kind="juvenile_colony", now=now)
    await make_facility(cast.coordinator, name="Police station no 1", kind="police_station", now=now)
    assert (await priorities(cast.coordinator))[0].facility != young
    client = await client_as(cast.coordinator)
    form = {**asdict(await weights_of(cast.coordinator)), "first": 1}
    assert "To begin with: 40" in (await client.get("/programmes/weights")).text
    looked = await client.post("/programmes/weights", data={**form, "group": 60, "groups_cap": 60})
    told = ("Would come among the first 1", "Colony for minors", "Police station no 1", "Nothing is kept yet.", "60")
    assert [words for words in told if words not in looked.text] == []
    assert await weights_of(cast.coordinator) == Weights()
    kept = await client.post("/programmes/weights", data={**form, "group": 60, "groups_cap": 60, "keep": "yes"})
    assert (kept.status_code, kept.headers["location"]) == (303, "/programmes/weights")
    assert await weights_of(cast.coordinator) == Weights(group=60, groups_cap=60)
    assert (await priorities(cast.coordinator))[0].facility == young
    assert await weights_of(cast.stranger) == Weights()


async def test_wrong_numbers_are_named(cast: Cast, client_as: Clients) -> None:
    client = await client_as(cast.coordinator)
    form = {**asdict(Weights()), "time": "", "refused": "many", "change": 101}
    wrong = await client.post("/programmes/weights", data={**form, "keep": "yes"})
    assert (wrong.status_code, "Give a number; 0 where" in wrong.text, 'value="many"' in wrong.text) == (
        422,
        True,
        True,
    )
    beyond = await client.post("/programmes/weights", data={**asdict(Weights()), "change": 101})
    assert (beyond.status_code, "Give 0 to 100 points." in beyond.text) == (422, True)
    assert await weights_of(cast.coordinator) == Weights()


async def test_only_what_changed_is_said_again(cast: Cast, now: datetime) -> None:
    await set_weights(actor=cast.coordinator, weights=Weights(time=50), now=now)
    await set_weights(actor=cast.coordinator, weights=Weights(time=50), now=now)
    assert await weights_of(cast.coordinator) == Weights(time=50)
    with pytest.raises(BadForm):
        await set_weights(actor=cast.coordinator, weights=replace(Weights(), time=MOST_WEIGHT + 1), now=now)
    assert (await weigh(cast.coordinator, Weights(), 5)).entering == ()


@pytest.mark.parametrize("name", ["lead", "partner", "analyst", "admin"])
async def test_others_may_not(cast: Cast, client_as: Clients, name: str) -> None:
    client = await client_as(cast.everybody[name])
    answers = [await client.get("/programmes/weights")]
    answers.append(await client.post("/programmes/weights", data={**asdict(Weights()), "time": 1, "keep": "yes"}))
    assert {answer.status_code for answer in answers} == {403}
    assert await weights_of(cast.coordinator) == Weights()
