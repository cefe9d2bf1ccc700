"""Each rule broken on purpose is named by the checker, and by it alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.kit.words import word
from monitor.programme.rules.checker import SAID, PlanRefused, Rule, check_sound, violations_of, worth
from monitor.programme.rules.model import Job, Limit, Lock, Needs, Pin, Plan, Planned, Rhythm, Road, Snapshot, plan_of
from tests.programme.instances import CALM, JOB

TWIN = replace(JOB, id="k", facility="other")
AWAY = replace(JOB, id="k", facility="other", region="south")
PAIR = replace(CALM, jobs=(JOB, TWIN))
FAR = replace(CALM, jobs=(AWAY, JOB), roads=(Road("north", "south", 400),), travel=300)


def visit(day: int = 2, team: str = "ab", job: str = "j") -> Planned:
    return Planned(job, day, tuple(team))


def of(job: Job) -> Snapshot:
    return replace(CALM, jobs=(job,))


def absent(snapshot: Snapshot, name: str, mark: str = "-") -> Snapshot:
    people = (replace(each, calendar=mark * 14) if each.id == name else each for each in snapshot.monitors)
    return replace(snapshot, monitors=tuple(people))


def absent_on(snapshot: Snapshot, name: str, day: int, mark: str = "-") -> Snapshot:
    calendar = "+" * day + mark + "+" * (13 - day)
    people = (replace(each, calendar=calendar) if each.id == name else each for each in snapshot.monitors)
    return replace(snapshot, monitors=tuple(people))


def capped(snapshot: Snapshot, cap: int) -> Snapshot:
    return replace(snapshot, monitors=tuple(replace(each, month_cap=cap) for each in snapshot.monitors))


BROKEN = [
    (Rule.NO_SUCH_JOB, CALM, [visit(job="x")]),
    (Rule.NO_SUCH_PERSON, CALM, [visit(team="abx")]),
    (Rule.FORBIDDEN, of(replace(JOB, forbidden=True)), [visit()]),
    (Rule.HORIZON, replace(CALM, days=12), [visit(11)]),
    (Rule.WINDOW, of(replace(JOB, earliest=3)), [visit()]),
    (Rule.WINDOW, of(replace(JOB, latest=2)), [visit()]),
    (Rule.NOTICE, of(replace(JOB, notice=3)), [visit()]),
    (Rule.ONE_WEEK, CALM, [visit(6)]),
    (Rule.CLOSED, of(replace(JOB, closed=(3,))), [visit()]),
    (Rule.CLOSED, replace(CALM, closed=(2,)), [visit()]),
    (Rule.GAP, of(replace(JOB, rhythm=Rhythm(previous=-5, least=8))), [visit()]),
    (
        Rule.GAP,
        replace(CALM, jobs=(JOB, replace(JOB, id="k", rhythm=Rhythm(least=6)))),
        [visit(), visit(8, "cd", "k")],
    ),
    (Rule.SAME_PERSON, CALM, [visit(team="abb")]),
    (Rule.SIZE, CALM, [visit(team="a")]),
    (Rule.SIZE, CALM, [visit(team="abcd")]),
    (Rule.WOMAN, of(replace(JOB, needs=Needs(woman=True))), [visit(team="bd")]),
    (Rule.DOCTOR, of(replace(JOB, needs=Needs(doctor=True))), [visit(team="ac")]),
    (Rule.LANGUAGE, of(replace(JOB, needs=Needs(languages=("uz", "ru")))), [visit(team="ab")]),
    (Rule.ORGANISATIONS, of(replace(JOB, needs=Needs(organisations=2))), [visit(team="ab")]),
    (Rule.CONFLICT, of(replace(JOB, conflicts=("a",))), [visit()]),
    (Rule.MANDATE, of(replace(JOB, organisations=("office",))), [visit(team="ac")]),
    (Rule.MANDATE, of(replace(JOB, organisations=())), [visit()]),
    (Rule.PIN, of(replace(JOB, pin=Pin(3))), [visit()]),
    (Rule.PIN, of(replace(JOB, pin=Pin(None, ("d",)))), [visit()]),
    (Rule.AVAILABLE, absent(CALM, "a"), [visit()]),
    (Rule.AVAILABLE, absent(CALM, "a", "?"), [visit()]),
    (Rule.DOUBLE_BOOKING, PAIR, [visit(), visit(3, "bc", "k")]),
    (Rule.MONTH, capped(PAIR, 1), [visit(), visit(8, "bc", "k")]),
    (
        Rule.TWO_REGIONS,
        replace(CALM, jobs=(replace(JOB, region="east"), AWAY)),
        [visit(0), visit(2, "bc", "k")],
    ),
    (Rule.WAY, absent_on(FAR, "a", 1), [visit(job="k")]),
    (Rule.WAY, absent_on(FAR, "b", 4, "?"), [visit(job="k")]),
    (Rule.WAY, FAR, [visit(2, job="k"), visit(4, "bc")]),
    (Rule.CARS, replace(PAIR, cars=1), [visit(), visit(3, "cd", "k")]),
    (Rule.BUDGET, replace(CALM, budget=3), [visit()]),
    (Rule.LIMIT, replace(CALM, limits=(Limit(0, 6, 3), Limit(7, 13, 0))), [visit()]),
    (Rule.LOCKED, of(replace(JOB, lock=Lock(3, ("a", "b")))), [visit()]),
    (Rule.LOCKED, of(replace(JOB, lock=Lock(2, ("a", "c")))), [visit()]),
    (Rule.LOCKED, of(replace(JOB, lock=Lock(2, ("a", "c")))), []),
]


@pytest.mark.parametrize(("rule", "snapshot", "visits"), BROKEN, ids=lambda each: each if isinstance(each, str) else "")
def test_a_rule_broken_on_purpose_is_named_alone(rule: Rule, snapshot: Snapshot, visits: list[Planned]) -> None:
    found = violations_of(snapshot, plan_of(visits))
    assert {(each.rule, each.settled) for each in found} == {(rule, False)}


def test_every_rule_is_broken_once_and_has_a_sentence() -> None:
    elsewhere = {Rule.TWICE, Rule.FIGURES}
    assert {rule for rule, _, _ in BROKEN} | elsewhere == set(Rule)
    assert {rule for rule in Rule if word(SAID[rule], "en")} == set(Rule)


def test_a_visit_planned_twice_is_named() -> None:
    assert Rule.TWICE in {each.rule for each in violations_of(CALM, Plan((visit(0), visit(8))))}


def test_false_figures_are_named_and_refused() -> None:
    plan = Plan((visit(),))
    true = worth(CALM, plan)
    assert violations_of(CALM, plan, true) == ()
    with pytest.raises(PlanRefused) as refused:
        check_sound(CALM, plan, replace(true, km=true.km + 1))
    assert [each.rule for each in refused.value.violations] == [Rule.FIGURES]


def test_a_way_needs_no_day_where_it_is_short_or_begins_at_another_visit_there_or_before_the_period() -> None:
    ill = absent_on(FAR, "a", 1)
    for calm in (replace(ill, travel=None), replace(ill, travel=400), replace(ill, roads=())):
        assert violations_of(calm, Plan((visit(job="k"),))) == ()
    assert violations_of(FAR, Plan((visit(0, job="k"),))) == ()
    next_door = replace(AWAY, id="l", facility="next door", days=1)
    trip = plan_of([visit(2, job="k"), visit(1, job="l")])
    assert violations_of(replace(FAR, jobs=(AWAY, next_door)), trip) == ()


def test_it_says_which_visit_whose_and_on_which_days() -> None:
    (found,) = violations_of(PAIR, plan_of([visit(), visit(3, "bc", "k")]))
    assert (found.job, found.others, found.people, found.days) == ("j", ("k",), ("b",), (3,))


def test_what_stands_may_break_rules_since_people_decided_so() -> None:
    standing = replace(JOB, lock=Lock(2, ("a",)), closed=(3,))
    snapshot = replace(of(standing), budget=1)
    plan = Plan((visit(team="a"),))
    assert [(each.rule, each.settled) for each in violations_of(snapshot, plan)] == [(Rule.BUDGET, True)]
    check_sound(snapshot, plan, worth(snapshot, plan))


def test_unknown_days_may_be_used_where_that_is_allowed_and_cost_a_little() -> None:
    unsure = replace(absent(CALM, "a", "?"), unknown_ok=True)
    plan = Plan((visit(),))
    assert violations_of(unsure, plan) == ()
    assert worth(unsure, plan).cost - worth(CALM, plan).cost == 2 * CALM.weights.unknown
