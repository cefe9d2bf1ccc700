"""The least cost of sending one person a day to single-day visits, exactly: a min-cost flow by shortest paths."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from monitor.programme.rules.checker import worth
from monitor.programme.rules.model import FREE, Plan, Planned, Snapshot


@dataclass
class Network:
    """Arcs with what still fits and what a unit costs, both ways."""

    room: dict[Hashable, dict[Hashable, int]] = field(default_factory=dict)
    cost: dict[tuple[Hashable, Hashable], int] = field(default_factory=dict)

    def arc(self, one: Hashable, other: Hashable, cost: int) -> None:
        self.room.setdefault(one, {})[other] = 1
        self.room.setdefault(other, {}).setdefault(one, 0)
        self.cost[one, other], self.cost[other, one] = cost, -cost

    def push(self) -> int | None:
        """Send one more unit by the cheapest path; give its cost, None if none fits."""
        far: dict[Hashable, int] = {"source": 0}
        before: dict[Hashable, Hashable] = {}
        queue: deque[Hashable] = deque(["source"])
        while queue:
            here = queue.popleft()
            for there, room in self.room[here].items():
                reached = far[here] + self.cost[here, there]
                if room and reached < far.get(there, 10**12):
                    far[there], before[there] = reached, here
                    queue.append(there)
        if "sink" not in far:
            return None
        there = "sink"
        while there != "source":
            here = before[there]
            self.room[here][there] -= 1
            self.room[there][here] += 1
            there = here
        return far["sink"]


def least_cost(snapshot: Snapshot) -> int:
    """Give the cost of the cheapest plan of a period of one-day visits by one person without journeys or needs."""
    total = worth(snapshot, Plan()).cost
    network = Network({"source": {}, "sink": {}})
    slots = [(m.id, day) for m in snapshot.monitors for day, mark in enumerate(m.calendar) if mark == FREE]
    for slot in slots:
        network.arc(slot, "sink", 0)
    for job in snapshot.jobs:
        network.arc("source", job.id, 0)
        added = {
            day: worth(snapshot, Plan((Planned(job.id, day, (name,)),))).cost - total
            for day, name in {day: name for name, day in slots}.items()
        }
        for name, day in slots:
            if name not in job.conflicts:
                network.arc(job.id, (name, day), added[day])
    for _ in range(snapshot.budget):
        pushed = network.push()
        if pushed is None or pushed >= 0:
            break
        total += pushed
    return total
