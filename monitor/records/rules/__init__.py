"""How sheets become one record, what stands in the way of closing it, and what is measured in it."""

from __future__ import annotations

from monitor.records.rules.closing import (
    AgreedAnswer,
    BlankCount,
    Draft,
    NotOverYet,
    NoWayToTell,
    RecordClosed,
    RecordHead,
    StillDiffer,
    Unconfirmed,
    WithoutDenial,
    agree,
    check_ready,
    record_text,
)
from monitor.records.rules.matching import (
    AgreedRow,
    Pair,
    Proposal,
    RowsToMatch,
    TwoOfOneSheet,
    alike,
    check_match,
    name_of,
    pair_of,
    private_blocks,
    propose,
    rows_agreed,
)
from monitor.records.rules.measuring import (
    RENAMED,
    THEME,
    Facts,
    Measurement,
    Settled,
    Tally,
    core_of,
    figures,
    judge,
    measure,
    theme_of,
)
from monitor.records.rules.merging import Candidate, Decision, Merged, Origin, first_of, merge, merge_item

__all__ = [
    "RENAMED", "THEME", "AgreedAnswer", "AgreedRow", "BlankCount", "Candidate", "Decision", "Draft", "Facts", "Measurement",
    "Merged", "NoWayToTell", "NotOverYet", "Origin", "Pair", "Proposal", "RecordClosed", "RecordHead",
    "RowsToMatch", "Settled", "StillDiffer", "Tally", "TwoOfOneSheet", "Unconfirmed", "WithoutDenial", "agree", "alike",
    "check_match", "check_ready", "core_of", "figures", "first_of", "judge", "measure", "merge", "merge_item", "name_of", "pair_of",
    "private_blocks", "propose", "record_text", "rows_agreed", "theme_of",
]  # fmt: skip
