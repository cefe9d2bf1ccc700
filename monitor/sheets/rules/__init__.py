"""What an answer on a sheet is, what follows from elsewhere, and how far a sheet has come."""

from __future__ import annotations

from monitor.sheets.rules.answers import (
    AlreadyAnswered,
    Answer,
    DenialElsewhere,
    FollowsElsewhere,
    Given,
    Kept,
    Late,
    NewAnswer,
    NoChecklist,
    NotAsked,
    Note,
    NothingSaid,
    Place,
    Sheet,
    check_given,
    content_of,
    digest_of,
    same_answer,
    words_read,
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
from monitor.sheets.rules.modules import ModuleInUse, Offer
from monitor.sheets.rules.photos import MOST_ON_A_SHEET, Photo, PhotoMissing, PhotosForbidden, TooManyPhotos
from monitor.sheets.rules.rows import (
    Grid,
    NewRow,
    NotInAGroup,
    Row,
    RowNotEmpty,
    TooManyRows,
    check_room,
    grid_of,
    is_group_talk,
    may_be_asked,
)
from monitor.sheets.rules.state import Mismatch, SheetState, mismatches, rests_on, state_of, tree_of
from monitor.sheets.rules.tally import Dot, SectionTally, answered, dot_of, progress, unanswered

__all__ = [
    "FOLLOWED_CAPACITY", "FOLLOWED_DENIALS", "FOLLOWED_GATE", "FOLLOWED_HEADS", "FOLLOWED_NOTICE", "HINDERED_BY", "MOST_ON_A_SHEET",
    "AlreadyAnswered", "Answer", "DenialElsewhere", "Dot", "Facts", "Followed", "FollowsElsewhere", "Given",
    "Grid", "Hindered", "Kept", "Late", "Mismatch", "ModuleInUse", "NewAnswer", "NewRow", "NoChecklist", "NotAsked",
    "NotInAGroup", "Note", "NothingSaid", "Offer", "Photo", "PhotoMissing", "PhotosForbidden", "Place",
    "Row", "RowNotEmpty", "SectionTally", "Sheet", "SheetState", "TooManyPhotos", "TooManyRows", "answered", "check_given",
    "check_room", "content_of", "digest_of", "dot_of", "follow", "grid_of", "is_group_talk", "may_be_asked", "mismatches", "progress", "rests_on",
    "same_answer", "state_of", "tree_of", "unanswered", "words_read",
]  # fmt: skip
