"""What an answer on a sheet is, what follows from elsewhere, and how far a sheet has come."""

from __future__ import annotations

from monitor.sheets.rules.answers import (
    AlreadyAnswered,
    Answer,
    FollowsElsewhere,
    Given,
    Kept,
    NewAnswer,
    NoChecklist,
    NotAsked,
    Sheet,
    check_given,
    content_of,
    digest_of,
    same_answer,
)
from monitor.sheets.rules.following import (
    FOLLOWED_CAPACITY,
    FOLLOWED_DENIALS,
    FOLLOWED_GATE,
    FOLLOWED_HEADS,
    FOLLOWED_NOTICE,
    HINDERED_BY,
    Facts,
    Followed,
    Hindered,
    follow,
)
from monitor.sheets.rules.tally import Dot, SectionTally, dot_of, tally, unanswered

__all__ = [
    "FOLLOWED_CAPACITY", "FOLLOWED_DENIALS", "FOLLOWED_GATE", "FOLLOWED_HEADS", "FOLLOWED_NOTICE", "HINDERED_BY", "AlreadyAnswered",
    "Answer", "Dot", "Facts", "Followed", "FollowsElsewhere", "Given", "Hindered", "Kept", "NewAnswer", "NoChecklist",
    "NotAsked", "SectionTally", "Sheet", "check_given", "content_of", "digest_of", "dot_of", "follow", "same_answer", "tally", "unanswered",
]  # fmt: skip
