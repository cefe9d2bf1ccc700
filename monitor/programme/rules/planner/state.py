"""A plan in the making: who is free when, where everybody is, what it costs; adding and removing are exact inverses."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.programme.rules.model import Plan, Planned, plan_of
from monitor.programme.rules.planner.tasks import Ground, Task

Team = tuple[int, ...]


class State:
    """Visits placed so far with everything that follows from them.

    Of each person, `free` are the days left, `away` those of weeks spent in another region and `here` those by region;
    `crowded` are weeks in two such regions, which only visits that stand can bring about; `legs` are the visits with a
    long way there: region, days, and the days of the way. `spent` are the person-days of each limit.
    """

    __slots__ = (
        "_dirty",
        "_open",
        "_settled",
        "away",
        "cost",
        "crowded",
        "days_out",
        "free",
        "full",
        "full_months",
        "ground",
        "here",
        "km",
        "legs",
        "monthly",
        "person_days",
        "plan",
        "spent",
        "trips",
        "trips_of_week",
        "unknown_days",
    )

    def __init__(self, ground: Ground) -> None:
        people, weeks, months = len(ground.free), len(ground.week_days), len(ground.month_days)
        self.ground = ground
        self.plan: dict[int, tuple[int, Team]] = {}
        self.cost = sum(task.skip for task in ground.tasks)
        self.person_days = self.km = self.unknown_days = 0
        self.free = list(ground.free)
        self.away = [0] * people
        self.crowded = [0] * people
        self.here: list[dict[int, int]] = [{} for _ in range(people)]
        self.trips: list[dict[tuple[int, int], int]] = [{} for _ in range(people)]
        self.trips_of_week = [[0] * weeks for _ in range(people)]
        self.monthly = [[0] * months for _ in range(people)]
        self.full_months = [sum(ground.month_days) if cap <= 0 else 0 for cap in ground.caps]
        self.legs: list[dict[int, tuple[int, int, int]]] = [{} for _ in range(people)]
        self.spent = [0] * len(ground.limits)
        self.days_out = [0] * len(ground.week)
        self.full = 0 if ground.snapshot.cars is None or ground.snapshot.cars > 0 else (1 << len(ground.week)) - 1
        self._open = [[0] * (ground.longest + 1) for _ in range(people)]
        self._settled = [[0] * (ground.longest + 1) for _ in range(people)]
        self._dirty = set(range(people))

    def refresh(self) -> tuple[list[list[int]], list[list[int]]]:
        """Bring the open days up to date and give them: of each person, by length of visit; then those not away."""
        for m in self._dirty:
            free, shut, near = self.free[m], ~self.full_months[m], ~self.away[m]
            run, open_, settled = free, self._open[m], self._settled[m]
            for length in range(1, len(open_)):
                if length > 1:
                    run &= free >> (length - 1)
                open_[length] = run & shut
                settled[length] = run & shut & near
        self._dirty.clear()
        return self._open, self._settled

    def recall(self) -> None:
        """Take note that calendars were changed from outside."""
        self._dirty = set(range(len(self.free)))

    def add(self, j: int, day: int, team: Team) -> None:
        """Place a visit. Nothing is checked: what stands may break rules."""
        ground = self.ground
        task = ground.tasks[j]
        length, region = task.job.days, task.region
        span = ((1 << length) - 1) << day
        week, month = ground.week[day], ground.month[day]
        self.plan[j] = (day, team)
        self._spend(day, length * len(team))
        self.cost += task.price[day] - task.skip + self.change_cost(task, team)
        for m in team:
            self.free[m] &= ~span
            self.monthly[m][month] += 1
            if self.monthly[m][month] >= ground.caps[m]:
                self.full_months[m] |= ground.month_days[month]
            unknown = (ground.unknown[m] & span).bit_count()
            if unknown:
                self.unknown_days += unknown
                self.cost += unknown * ground.snapshot.weights.unknown
            if ground.homes[m] != region:
                self._go(m, region, week)
                if m in ground.distant[region]:
                    self.legs[m][j] = (region, span, ((span << 1) | (span >> 1)) & ~span)
        self._dirty.update(team)
        self._drive(day, length, 1)

    def remove(self, j: int) -> tuple[int, Team]:
        """Take a visit out again and give its day and team."""
        ground = self.ground
        day, team = self.plan.pop(j)
        task = ground.tasks[j]
        length, region = task.job.days, task.region
        span = ((1 << length) - 1) << day
        week, month = ground.week[day], ground.month[day]
        self._spend(day, -length * len(team))
        self.cost -= task.price[day] - task.skip + self.change_cost(task, team)
        for m in team:
            self.free[m] |= span & ground.free[m]
            if self.monthly[m][month] >= ground.caps[m] > self.monthly[m][month] - 1:
                self.full_months[m] &= ~ground.month_days[month]
            self.monthly[m][month] -= 1
            unknown = (ground.unknown[m] & span).bit_count()
            if unknown:
                self.unknown_days -= unknown
                self.cost -= unknown * ground.snapshot.weights.unknown
            if ground.homes[m] != region:
                self._come(m, region, week)
                if m in ground.distant[region]:
                    del self.legs[m][j]
        self._dirty.update(team)
        self._drive(day, length, -1)
        return day, team

    def change_cost(self, task: Task, team: Iterable[int]) -> int:
        """Give what it costs that other people go than in the plan to stay near to."""
        if not task.base:
            return 0
        now = set(team)
        return max(len(task.base - now), len(now - task.base)) * task.base_price

    def as_plan(self) -> Plan:
        """Give what is placed as a plan in ids."""
        ground = self.ground
        names = [person.id for person in ground.snapshot.monitors]
        return plan_of(
            [
                Planned(ground.tasks[j].job.id, day, tuple(sorted(names[m] for m in team)))
                for j, (day, team) in self.plan.items()
            ]
        )

    def put_back(self, plan: dict[int, tuple[int, Team]]) -> None:
        """Make the visits placed exactly those of `plan`."""
        for j in [j for j, where in self.plan.items() if plan.get(j) != where]:
            self.remove(j)
        for j, (day, team) in plan.items():
            if j not in self.plan:
                self.add(j, day, team)

    def _spend(self, day: int, person_days: int) -> None:
        self.person_days += person_days
        for n, (days, _) in enumerate(self.ground.limits):
            if days >> day & 1:
                self.spent[n] += person_days

    def _go(self, m: int, region: int, week: int) -> None:
        ground, trips = self.ground, self.trips[m]
        if (region, week) in trips:
            trips[region, week] += 1
            return
        trips[region, week] = 1
        self.trips_of_week[m][week] += 1
        if self.trips_of_week[m][week] > 1:
            self.crowded[m] |= ground.week_days[week]
        self.away[m] |= ground.week_days[week]
        self.here[m][region] = self.here[m].get(region, 0) | ground.week_days[week]
        self.km += 2 * ground.km[ground.homes[m]][region]
        self.cost += ground.toll[region][m]

    def _come(self, m: int, region: int, week: int) -> None:
        ground, trips = self.ground, self.trips[m]
        trips[region, week] -= 1
        if trips[region, week]:
            return
        del trips[region, week]
        self.trips_of_week[m][week] -= 1
        if self.trips_of_week[m][week] <= 1:
            self.crowded[m] &= ~ground.week_days[week]
        if not self.trips_of_week[m][week]:
            self.away[m] &= ~ground.week_days[week]
        left = self.here[m][region] & ~ground.week_days[week]
        if left:
            self.here[m][region] = left
        else:
            del self.here[m][region]
        self.km -= 2 * ground.km[ground.homes[m]][region]
        self.cost -= ground.toll[region][m]

    def _drive(self, day: int, length: int, change: int) -> None:
        cars = self.ground.snapshot.cars
        if cars is None:
            return
        for each in range(day, day + length):
            self.days_out[each] += change
            if self.days_out[each] >= cars:
                self.full |= 1 << each
            else:
                self.full &= ~(1 << each)


def load(state: State, plan: Plan) -> None:
    """Place the visits of a plan; jobs and people the snapshot does not know and days outside it are left out."""
    ground = state.ground
    for visit in plan.visits:
        j = ground.number.get(visit.job)
        if j is None or j in state.plan or not ground.inside(j, visit.day):
            continue
        state.add(j, visit.day, tuple(sorted({ground.person[name] for name in visit.team if name in ground.person})))


def stand(state: State) -> None:
    """Place what is locked."""
    for task in state.ground.tasks:
        if task.lock is not None and task.index not in state.plan:
            state.add(task.index, *task.lock)
