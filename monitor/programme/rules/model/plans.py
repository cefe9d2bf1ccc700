"""What a planner answers: visits with their days and people, and how it stands while it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """One job with its first day and its team, in the order of their ids."""

    job: str
    day: int
    team: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Visits in the order of their days."""

    visits: tuple[Planned, ...] = ()

    def of(self, job: str) -> Planned | None:
        """Give the visit planned for a job, None where there is none."""
        return next((visit for visit in self.visits if visit.job == job), None)


def plan_of(visits: list[Planned]) -> Plan:
    """Put visits in order."""
    return Plan(tuple(sorted(visits, key=lambda visit: (visit.day, visit.job))))


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan is worth: `cost` in thousandths of a point, `covered` in hundredths of a percent of all points."""

    cost: int
    covered: int
    visits: int
    km: int
    person_days: int
    mandatory_missed: int

    @property
    def points(self) -> float:
        """The cost in risk points."""
        return self.cost / 1000

    @property
    def covered_pct(self) -> float:
        return self.covered / 100


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far after so many iterations; 0 is the first one, of the greedy start."""

    iteration: int
    figures: Figures
    plan: Plan


@dataclass(frozen=True, slots=True)
class Result:
    """The best plan found, the iterations taken, and the jobs drawn by lot."""

    plan: Plan
    figures: Figures
    iterations: int
    drawn: tuple[str, ...] = ()
