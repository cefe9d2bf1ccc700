"""What is due when, whom to write to at which hour, and what becomes of a letter that does not arrive."""

from __future__ import annotations

from monitor.notices.rules.dues import (
    DUE_WORDS,
    Changes,
    Due,
    DueKind,
    Noted,
    VisitFacts,
    changes,
    due_of_visit,
)
from monitor.notices.rules.letters import (
    FAULT_WORDS,
    Body,
    Fault,
    Letter,
    LetterKind,
    Undelivered,
    lines_of,
    next_attempt,
    subject_of,
)
from monitor.notices.rules.rhythm import (
    RHYTHM_WORDS,
    WAY_WORDS,
    Choice,
    Rhythm,
    Way,
    is_quiet,
    latest_turn,
    told_now,
    wakes_at,
)

__all__ = [
    "DUE_WORDS",
    "FAULT_WORDS",
    "RHYTHM_WORDS",
    "WAY_WORDS",
    "Body",
    "Changes",
    "Choice",
    "Due",
    "DueKind",
    "Fault",
    "Letter",
    "LetterKind",
    "Noted",
    "Rhythm",
    "Undelivered",
    "VisitFacts",
    "Way",
    "changes",
    "due_of_visit",
    "is_quiet",
    "latest_turn",
    "lines_of",
    "next_attempt",
    "subject_of",
    "told_now",
    "wakes_at",
]
