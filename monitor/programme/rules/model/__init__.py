"""The planner's question and answer as plain values."""

from __future__ import annotations

from monitor.programme.rules.model.plans import Figures, Plan, Planned, Progress, Result, plan_of
from monitor.programme.rules.model.reading import (
    BadSnapshot,
    check_snapshot,
    plan_text,
    read_plan,
    read_snapshot,
    seed_hash,
    snapshot_hash,
    snapshot_text,
)
from monitor.programme.rules.model.snapshot import (
    AWAY,
    FREE,
    LONGEST_VISIT,
    UNKNOWN,
    Job,
    Lock,
    Monitor,
    Needs,
    Pin,
    Rhythm,
    Road,
    Snapshot,
    Wanted,
    Weights,
)

__all__ = [
    "AWAY",
    "FREE",
    "LONGEST_VISIT",
    "UNKNOWN",
    "BadSnapshot",
    "Figures",
    "Job",
    "Lock",
    "Monitor",
    "Needs",
    "Pin",
    "Plan",
    "Planned",
    "Progress",
    "Result",
    "Rhythm",
    "Road",
    "Snapshot",
    "Wanted",
    "Weights",
    "check_snapshot",
    "plan_of",
    "plan_text",
    "read_plan",
    "read_snapshot",
    "seed_hash",
    "snapshot_hash",
    "snapshot_text",
]
