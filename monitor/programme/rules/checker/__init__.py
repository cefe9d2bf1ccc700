"""The independent checker: sets and dates, no code shared with the planner; every plan passes it before it is saved."""

from __future__ import annotations

from collections import Counter

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.programme.rules.checker.alone import alone
from monitor.programme.rules.checker.together import stands, together
from monitor.programme.rules.checker.violations import SAID, Rule, Violation
from monitor.programme.rules.checker.worth import worth
from monitor.programme.rules.model import Figures, Plan, Snapshot

__all__ = ["SAID", "PlanRefused", "Rule", "Violation", "check_sound", "violations_of", "worth"]


class PlanRefused(Problem):
    status = 422
    sentence = N_("This plan breaks a rule and was not kept. %(what)s")

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        super().__init__(what=violations[0].said)
        self.violations = violations


def violations_of(snapshot: Snapshot, plan: Plan, figures: Figures | None = None) -> tuple[Violation, ...]:
    """Give every rule a plan breaks, in the order of its visits; with `figures`, whether those are true as well."""
    jobs = {job.id: job for job in snapshot.jobs}
    people = {person.id: person for person in snapshot.monitors}
    found = [Violation(Rule.NO_SUCH_JOB, visit.job) for visit in plan.visits if visit.job not in jobs]
    found += [Violation(Rule.TWICE, job) for job, n in Counter(each.job for each in plan.visits).items() if n > 1]
    visits = [(jobs[visit.job], visit) for visit in plan.visits if visit.job in jobs]
    for job, visit in visits:
        if not stands(job, visit):
            found += alone(snapshot, job, visit, people)
    found += together(snapshot, visits, people)
    broken = {Rule.NO_SUCH_JOB, Rule.NO_SUCH_PERSON, Rule.HORIZON, Rule.TWICE}
    if figures is not None and not broken & {each.rule for each in found} and worth(snapshot, plan) != figures:
        found.append(Violation(Rule.FIGURES, ""))
    return tuple(found)


def check_sound(snapshot: Snapshot, plan: Plan, figures: Figures) -> None:
    """Check that a plan breaks no rule by anything but visits that stand. Raises PlanRefused."""
    wrong = tuple(each for each in violations_of(snapshot, plan, figures) if not each.settled)
    if wrong:
        raise PlanRefused(wrong)
