"""Why a visit is in the plan: its points, the journey it shares, and what each member brings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.kit.problems import NotHere
from monitor.kit.words import word
from monitor.programme.rules.explain.why import Brings, Role, why
from monitor.programme.rules.explain.why_not import Asked
from monitor.programme.rules.faults import SAID, Lack, faults
from monitor.programme.rules.model import Limit, Needs, Pin, Plan, Planned, Rhythm, Snapshot, Wanted, plan_of
from tests.programme.instances import CALM, JOB, any_period

HERE = replace(JOB, due=-3, needs=Needs(woman=True, doctor=True), rhythm=Rhythm(previous=-90, usual=80))
FAR = replace(JOB, id="k", facility="k", region="south", score=70)
NEXT = replace(FAR, id="l", facility="l", score=20)


def test_it_tells_points_lateness_and_how_far_from_the_usual_day() -> None:
    period = replace(CALM, jobs=(HERE, FAR, NEXT))
    found = why(Asked(period, Plan((Planned("j", 2, ("a", "b")),))), "j", drawn=("j",))
    assert (found.here.score, found.here.place, found.here.of, found.here.drawn) == (50, 2, 3, True)
    assert (found.now.due, found.now.late, found.now.usual_kept_apart) == (-3, 5, 12)


def test_it_tells_of_a_weekend_or_night_that_was_drawn() -> None:
    drawn = replace(CALM, jobs=(replace(JOB, weekend=Wanted.YES, night=True),))
    now = [why(Asked(drawn, Plan((Planned("j", day, ("a", "b")),))), "j").now for day in (2, 5)]
    assert [(each.on_weekend, each.night) for each in now] == [(False, True), (True, True)]


def test_it_tells_of_the_journey_shared_and_what_that_saves() -> None:
    period = replace(CALM, jobs=(FAR, NEXT), far=200)
    plan = plan_of([Planned("k", 0, ("a", "b")), Planned("l", 3, ("a", "b"))])
    now = why(Asked(period, plan), "k").now
    assert (now.together, now.km_saved) == (("l",), 2 * 2 * 200)


def test_it_tells_what_each_brings_and_who_came_next() -> None:
    plan = Plan((Planned("j", 2, ("a", "b")),))
    found = why(Asked(replace(CALM, jobs=(replace(HERE, conflicts=("d",)),)), plan), "j")
    assert found.them.members == (
        Brings("a", (Role.WOMAN, Role.LIVES_THERE), 0, "c", 0),
        Brings("b", (Role.DOCTOR, Role.LIVES_THERE), 0, None, 0),
    )
    assert (found.them.in_conflict, found.them.without_mandate, found.them.not_available) == (("d",), 0, 0)


def test_nobody_is_there_for_a_second_organisation_that_the_team_lacks() -> None:
    def brought(*team: str) -> list[bool]:
        period = replace(CALM, jobs=(replace(JOB, needs=Needs(organisations=2)),))
        members = why(Asked(period, Plan((Planned("j", 2, team),))), "j").them.members
        return [Role.ORGANISATION in each.roles for each in members]

    assert (brought("a", "b"), brought("a", "c")) == ([False, False], [True, True])


def test_asking_changes_nothing_and_what_is_not_planned_is_not_here() -> None:
    asked = Asked(CALM, Plan((Planned("j", 2, ("a", "b")),)))
    before = (dict(asked.state.plan), asked.state.cost, list(asked.state.free))
    why(asked, "j")
    assert (asked.state.plan, asked.state.cost, asked.state.free) == before
    with pytest.raises(NotHere):
        why(Asked(CALM, Plan()), "j")


@pytest.mark.parametrize(
    ("period", "lack", "about"),
    [
        (replace(CALM, jobs=()), Lack.NO_JOBS, ""),
        (replace(CALM, monitors=()), Lack.NO_MONITORS, ""),
        (replace(CALM, budget=0), Lack.NO_BUDGET, ""),
        (
            replace(CALM, monitors=(*CALM.monitors, replace(CALM.monitors[0], id="e", calendar="-" * 14))),
            "no_days",
            "e",
        ),
        (replace(CALM, jobs=(JOB, FAR)), Lack.NO_ROAD, "south"),
        (replace(CALM, jobs=(replace(JOB, forbidden=True, mandatory=True),)), Lack.FORBIDDEN, "j"),
        (replace(CALM, jobs=(replace(JOB, organisations=()),)), Lack.MANDATE, "j"),
        (replace(CALM, jobs=(replace(JOB, earliest=5, latest=2),)), Lack.WINDOW, "j"),
        (replace(CALM, jobs=(replace(JOB, pin=Pin(6)),)), Lack.PIN, "j"),
        (replace(CALM, jobs=(replace(JOB, needs=Needs(doctor=True), conflicts=("b",)),)), Lack.DOCTOR, "j"),
        (replace(CALM, budget=3), Lack.BUDGET, "j"),
        (replace(CALM, limits=(Limit(0, 6, 3), Limit(7, 13, 3))), Lack.BUDGET, "j"),
        (replace(CALM, jobs=(replace(JOB, region="?"), replace(JOB, id="k", region="north"))), Lack.NO_REGION, ""),
    ],
)
def test_what_is_to_be_put_right_is_named(period: Snapshot, lack: Lack, about: str) -> None:
    assert [(each.lack, each.about) for each in faults(period)] == [(lack, about)]


def test_what_can_be_planned_has_no_fault_and_every_fault_a_sentence() -> None:
    assert faults(CALM) == ()
    assert faults(replace(CALM, jobs=(replace(JOB, forbidden=True),))) == ()
    assert {lack for lack in Lack if word(SAID[lack], "en")} == set(Lack)
    assert [each.said.text for each in faults(replace(CALM, budget=0))] == [SAID[Lack.NO_BUDGET]]


def test_faults_of_any_period_are_found_without_a_crash() -> None:
    assert all(isinstance(faults(any_period(number)), tuple) for number in range(40))
