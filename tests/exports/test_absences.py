"""A blank, a zero, a no and each kind of absence are told apart in every export (law 2)."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.records.rules.exporting import Format, What, Words
from tests.exports.taking import HOUSE, KINDS, make_taken, shown, take
from tests.people import Cast

CODES = {each.key: f"B{place}" for place, each in enumerate(HOUSE.items, start=1)}
IN_WORDS = {
    "no": "No",
    "not_assessed": "Not assessed",
    "not_allowed": "Not allowed",
    "not_applicable": "Not applicable",
    "unknown": "Could not be established",
    "blank": "Blank: not answered",
    "unresolved": "Left open: people differed",
}
TOLD = {
    "plain": ("no", None),
    "zero": ("0", None),
    **{f"is_{kind}": (None, kind) for kind in KINDS},
}
IN = {
    What.RECORDS: {**TOLD, "empty": (None, "not_assessed"), "open": (None, "unresolved")},
    What.SHEETS: {**TOLD, "empty": (None, "blank")},
}


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("words", Words)
async def test_nothing_is_taken_for_something_else(
    what: What, format: Format, words: Words, cast: Cast, now: datetime
) -> None:
    await make_taken(cast, now=now)
    made = await take(cast.coordinator, what=what, format=format, words=words, now=now)
    found = {key: shown(made, format, heading(key, format, words)) for key in IN[what]}
    assert found == {key: expected(told, format, words) for key, told in IN[what].items()}


def heading(key: str, format: Format, words: Words) -> str:
    """How a question is called in this export."""
    if format is Format.JSON_LINES or words is Words.CODES:
        return key
    return f"{CODES[key]} {key}?"


def expected(told: tuple[str | None, str | None], format: Format, words: Words) -> tuple[object, object]:
    """How an answer stands in this export: JSON lines always go by codes, workbooks know numbers."""
    value, why = told
    if format is Format.XLSX and value == "0":
        return 0.0, why
    if format is Format.JSON_LINES or words is Words.CODES:
        return value, why
    return IN_WORDS.get(value or "", value), IN_WORDS.get(why or "")
