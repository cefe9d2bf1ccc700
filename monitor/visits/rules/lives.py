"""The life of a visit: which move may follow which, and when a trip's secrecy ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from monitor.codes import label_of
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say


class VisitState(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    READY = "ready"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    RECORDED = "recorded"
    CLOSED = "closed"
    CANCELLED = "cancelled"


NEXT: Mapping[VisitState, frozenset[VisitState]] = {
    VisitState.PROPOSED: frozenset({VisitState.PLANNED, VisitState.CANCELLED}),
    VisitState.PLANNED: frozenset({VisitState.READY, VisitState.UNDER_WAY, VisitState.CANCELLED}),
    VisitState.READY: frozenset({VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.CANCELLED}),
    VisitState.UNDER_WAY: frozenset({VisitState.ENDED}),
    VisitState.ENDED: frozenset({VisitState.RECORDED}),
    VisitState.RECORDED: frozenset({VisitState.CLOSED}),
    VisitState.CLOSED: frozenset(),
    VisitState.CANCELLED: frozenset(),
}
NEEDS_REASON = frozenset({VisitState.CANCELLED})
BEFORE_GATE = frozenset({VisitState.PROPOSED, VisitState.PLANNED, VisitState.READY})
OVER = frozenset({VisitState.ENDED, VisitState.RECORDED, VisitState.CLOSED})
HAPPENED = OVER | {VisitState.UNDER_WAY}


class WrongMove(Problem):
    """The visit is not where this step begins."""

    status = 409
    sentence = N_("This step does not follow: the visit is now “%(state)s”. Open it again to see what can come next.")


class ReasonNeeded(Problem):
    status = 422
    sentence = N_("A reason is needed here. Write in one line why, then save again.")


def check_move(state: VisitState, to: VisitState, reason: str) -> None:
    """Check that a visit may move on. Raises WrongMove, ReasonNeeded."""
    if to not in NEXT[state]:
        raise WrongMove(state=say(label_of("visit_states", state)))
    if to in NEEDS_REASON and not reason.strip():
        raise ReasonNeeded()


def check_before_gate(state: VisitState) -> None:
    """Check that the plan may still change. Raises WrongMove."""
    if state not in BEFORE_GATE:
        raise WrongMove(state=say(label_of("visit_states", state)))


def check_under_way(state: VisitState) -> None:
    """Check that what happens on the spot may be written: from the gate on, corrections included. Raises WrongMove."""
    if state not in HAPPENED:
        raise WrongMove(state=say(label_of("visit_states", state)))


def is_over(states: Iterable[VisitState]) -> bool:
    """Say whether a trip is over: every visit ended or cancelled, and at least one took place."""
    known = list(states)
    return any(state in OVER for state in known) and all(
        state in OVER or state is VisitState.CANCELLED for state in known
    )
