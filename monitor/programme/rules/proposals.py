"""Runs of the planner: how one is told to a process, how it answers, what may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.programme.rules.checker import Violation
from monitor.programme.rules.model import Figures
from monitor.programme.rules.question import Asked

# A run that says nothing for so long has lost its process.
SILENT = timedelta(minutes=2)
MOST_ITERATIONS = 100_000


class ProposalState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    REFUSED = "refused"
    KEPT = "kept"


PROPOSAL_LABELS = {
    ProposalState.RUNNING: N_("Planning"),
    ProposalState.DONE: N_("Planned"),
    ProposalState.STOPPED: N_("Stopped; the plan found so far is here"),
    ProposalState.FAILED: N_("The planner ended before it had a plan. Start it anew."),
    ProposalState.REFUSED: N_("The plan broke a rule and cannot be kept."),
    ProposalState.KEPT: N_("Kept as a version"),
}
ANSWERED = frozenset({ProposalState.DONE, ProposalState.STOPPED, ProposalState.KEPT})


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is kept of a question: the snapshot's text, and what its jobs stand for."""

    snapshot: str
    jobs: Mapping[str, Asked]


@dataclass(frozen=True, slots=True)
class Order:
    """What a planning process is given: the frozen snapshot, the seed, how long to try."""

    snapshot: str
    seed: str
    iterations: int


@dataclass(frozen=True, slots=True)
class Line:
    """What a planning process says: the figures after so many iterations; with a plan the first time and the last.

    `control` are the figures of planning the longest unseen first, told with the last line.
    """

    iteration: int
    figures: Figures
    plan: str | None = None
    last: bool = False
    control: Figures | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One point of the curve."""

    iteration: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Proposal:
    """A run of the planner for a version; its seed is opened for the planner alone."""

    id: UUID
    version: UUID
    programme: UUID
    state: ProposalState
    wanted: int
    iteration: int
    curve: tuple[Step, ...]
    control: Figures | None
    violations: tuple[Violation, ...]
    started_at: datetime
    heard_at: datetime
    kept_as: UUID | None

    @property
    def figures(self) -> Figures | None:
        """Give what the plan is worth, None before there is one."""
        return self.curve[-1].figures if self.curve else None

    def is_lost(self, now: datetime) -> bool:
        """Say whether a run that should be at work has not been heard of for too long."""
        return self.state is ProposalState.RUNNING and now - self.heard_at > SILENT


class NotPlanned(Problem):
    """There is nothing to keep."""

    status = 409
    sentence = N_("This run has no plan that can be kept. Wait until it ends, or start another one.")


class AtWork(Problem):
    """One run at a time for each programme."""

    status = 409
    sentence = N_("The planner is at work on this programme already. Stop it, or wait until it ends.")
