"""What stands in the cells of one question: the answer, why there is none, and each option of several by itself.

An answer comes from the database as one short text: its first letter says what it is. No cell of an answer is empty
without the cell beside it saying why: a blank, each kind of absence, an open disagreement and a question that this
version does not ask are told apart, and none of them is a no or a zero (law 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from monitor.checklists.rules import Absence, Kind
from monitor.checklists.rules.model import NUMBERS
from monitor.checklists.rules.values import YES_NO
from monitor.codes import label_of
from monitor.kit.words import N_, word
from monitor.press.spreadsheets import Value
from monitor.records.rules.exporting.choosing import Wanted, Words
from monitor.records.rules.exporting.columns import Column

VALUE, ABSENT, OPEN, BLANK = "v", "a", "u", "b"
NOT_ASKED = "n"
WHY = {
    OPEN: ("unresolved", N_("Left open: people differed")),
    BLANK: ("blank", N_("Blank: not answered")),
    NOT_ASKED: ("not_asked", N_("Not asked by this version")),
}
REASONS = (*(kind.value for kind in Absence), *(code for code, _ in WHY.values()))


def reading(raw: str) -> tuple[str | None, str | None]:
    """Read an answer as the database gave it: its canonical text, or the code of why there is none."""
    if raw[0] == VALUE:
        return raw[1:], None
    return None, raw[1:] if raw[0] == ABSENT else WHY[raw[0]][0]


def cells(column: Column, raw: str, wanted: Wanted) -> tuple[Value, ...]:
    """Give the cells of one answer: as many as `headings` has for the column."""
    value, why = reading(raw)
    if value is None:
        return None, _reason(raw, why or "", wanted), *(None for _ in _split(column))
    chosen = value.split(",")
    return _said(column, value, wanted), None, *(int(option in chosen) for option, _ in _split(column))


def photos_in(raw: str) -> int:
    """Count the photos that an answer names."""
    return raw.count(",") + 1 if raw[0] == VALUE else 0


def _split(column: Column) -> tuple[tuple[str, str], ...]:
    return column.options if column.item.kind is Kind.CHOICE_MANY else ()


def _reason(raw: str, code: str, wanted: Wanted) -> str:
    if wanted.words is Words.CODES:
        return code
    said = label_of("absences", code) if raw[0] == ABSENT else WHY[raw[0]][1]
    return word(said, wanted.language)


def _said(column: Column, value: str, wanted: Wanted) -> Value:
    kind = column.item.kind
    if kind in NUMBERS:
        return Decimal(value) if "." in value else int(value)
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    if kind is Kind.PHOTO:
        return " ".join(f"{each}.jpg" for each in value.split(","))
    if kind is Kind.CHOICE_MANY and wanted.words is Words.CODES:
        return value.replace(",", " ")
    return value if wanted.words is Words.CODES else _in_words(column, value, wanted.language)


def _in_words(column: Column, value: str, language: str) -> str:
    words: Mapping[str, str] = dict(column.options)
    if column.item.kind is Kind.YES_NO:
        return word(YES_NO[value], language)
    if column.item.kind is Kind.CHOICE_MANY:
        return "; ".join(words.get(each, each) for each in value.split(","))
    return words.get(value, value) if column.item.kind is Kind.CHOICE_ONE else value
