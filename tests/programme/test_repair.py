"""Repair after somebody telephoned: the least change first, each way with its price, all else untouched."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planning.countries import SIZES, country
from monitor.programme.rules.checker import violations_of, worth
from monitor.programme.rules.model import Lock, Needs, Plan, Planned, Snapshot, plan_of
from monitor.programme.rules.planner.making import changed, improve_around, make_plan
from monitor.programme.rules.repair import Repair, Tier, absent, kept, repair
from tests.programme.instances import CALM, JOB, any_period

PLAN = Plan((Planned("j", 0, ("a", "b")),))


def first_offer(snapshot: Snapshot, plan: Plan = PLAN) -> tuple[Tier, Planned | None]:
    offer = Repair(snapshot, plan).offers("j")[0]
    return offer.tier, offer.visit


def test_a_substitute_comes_on_the_same_day() -> None:
    offers = Repair(absent(CALM, "a", 0, 13), PLAN).offers("j")
    same = [(each.visit.team, each.leaving, each.joining) for each in offers if each.visit and each.tier is Tier(1)]
    assert same == [(("b", "c"), ("a",), ("c",)), (("b", "d"), ("a",), ("d",))]
    assert [each.tier for each in offers[2:]] == [Tier.SAME_WEEK, Tier.SAME_MONTH, Tier.DROP]


def test_each_way_has_its_price() -> None:
    snapshot = absent(CALM, "a", 0, 3)
    before = worth(CALM, PLAN).cost
    for offer in Repair(snapshot, PLAN).offers("j"):
        after = worth(snapshot, Plan(() if offer.visit is None else (offer.visit,))).cost
        assert after - before == offer.price


def test_where_no_substitute_will_do_it_moves_as_little_as_can_be() -> None:
    doctor = replace(CALM, jobs=(replace(JOB, needs=Needs(doctor=True)),))
    assert first_offer(absent(doctor, "b", 0, 2)) == (Tier.SAME_WEEK, Planned("j", 3, ("a", "b")))
    assert first_offer(absent(doctor, "b", 0, 6)) == (Tier.SAME_MONTH, Planned("j", 7, ("a", "b")))
    assert first_offer(absent(doctor, "b", 0, 13)) == (Tier.DROP, None)


def test_what_is_dropped_is_explained() -> None:
    doctor = replace(CALM, jobs=(replace(JOB, needs=Needs(doctor=True)),))
    mended = repair(absent(doctor, "b", 0, 13), PLAN)
    assert (mended.plan, [each.job for each in mended.dropped]) == (Plan(), ["j"])


def test_what_stands_keeps_its_day_and_gets_a_substitute() -> None:
    locked = replace(CALM, jobs=(replace(JOB, lock=Lock(0, ("a", "b"))),))
    mended = repair(absent(locked, "a", 0, 1), PLAN)
    assert mended.plan.visits == (Planned("j", 0, ("b", "c")),)
    assert mended.snapshot.jobs[0].lock == Lock(0, ("b", "c"))
    assert violations_of(mended.snapshot, mended.plan, mended.figures) == ()


def test_what_was_done_is_left_alone_whoever_is_absent_now() -> None:
    done = replace(CALM, jobs=(replace(JOB, lock=Lock(0, ("a", "b"))),), today=5)
    assert repair(absent(done, "a", 0, 13), PLAN).plan == PLAN


def test_somebody_who_left_is_replaced() -> None:
    left = replace(CALM, monitors=CALM.monitors[1:])
    assert first_offer(left) == (Tier.SAME_DATES, Planned("j", 0, ("b", "c")))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**9).map(any_period), st.integers(0, 10**6))
def test_repair_touches_nothing_that_holds_and_breaks_no_rule(period: Snapshot, number: int) -> None:
    rng = Random(number)
    plan = make_plan(snapshot=period, seed=1, iterations=5).plan
    first = rng.randrange(period.days)
    changed_world = absent(period, rng.choice(period.monitors).id, first, first + rng.randrange(20))
    broken = set(Repair(changed_world, plan).broken)
    mended = repair(changed_world, plan)
    assert [each for each in violations_of(mended.snapshot, mended.plan, mended.figures) if not each.settled] == []
    assert {visit for visit in plan.visits if visit.job not in broken} <= set(mended.plan.visits)
    assert {each.job for each in mended.taken} == broken
    assert {each.job for each in mended.dropped} == broken - {visit.job for visit in mended.plan.visits}


def test_eight_weeks_of_absence_in_a_year_for_sixty_people_leave_the_rest_alone() -> None:
    year = country(SIZES["M"], 1)
    plan = make_plan(snapshot=year, seed=1, iterations=0).plan
    busiest = max(year.monitors, key=lambda each: sum(each.id in visit.team for visit in plan.visits)).id
    hit = {each.job for each in plan.visits if busiest in each.team and 60 <= each.day < 116}
    mended = repair(absent(year, busiest, 60, 115), plan)
    others = plan_of([visit for visit in plan.visits if visit.job not in hit])
    assert hit
    assert kept(others, mended.plan) == others.visits
    assert {each.job for each in mended.taken} >= hit
    assert {each.job for each in mended.taken} - {visit.job for visit in mended.plan.visits} == {
        each.job for each in mended.dropped
    }


def test_improving_around_a_plan_changes_little_and_lowers_the_cost() -> None:
    year = country(SIZES["S"], 2)
    plan = make_plan(snapshot=year, seed=1, iterations=0).plan
    around = improve_around(snapshot=year, plan=plan, seed=1, iterations=200)
    anew = make_plan(snapshot=year, seed=1, iterations=200)
    assert worth(year, around.plan).cost <= worth(year, plan).cost
    assert len(changed(plan, around.plan)) < len(changed(plan, anew.plan))


def test_a_visit_outside_a_period_that_was_cut_short_finds_another_time() -> None:
    late = Plan((Planned("j", 11, ("a", "b")),))
    short = replace(CALM, days=9, monitors=tuple(replace(each, calendar="+" * 9) for each in CALM.monitors))
    assert first_offer(short, late) == (Tier.ANOTHER_TIME, Planned("j", 0, ("a", "b")))
