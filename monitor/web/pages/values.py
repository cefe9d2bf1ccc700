"""How a value is worded wherever answers are read: its options, its decimals, its days by the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from babel.dates import format_datetime
from babel.numbers import format_decimal, get_decimal_symbol

from monitor.checklists.rules import Kind
from monitor.checklists.rules.model import NUMBERS
from monitor.kit.words import N_, count, word

YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}


def value_words(value: str, *, kind: Kind, options: Mapping[str, str], unit: str, language: str) -> str:
    """Word an answer of a kind: the words of its options, a number with its unit, a day without ambiguity."""
    match kind:
        case Kind.YES_NO | Kind.CHOICE_ONE | Kind.CHOICE_MANY:
            return ", ".join(options.get(part) or word(YES_NO.get(part, part), language) for part in value.split(","))
        case Kind.DATE | Kind.MOMENT:
            return _when(value, language)
        case Kind.PHOTO:
            return word(count("%(n)s photo", "%(n)s photos", len(value.split(","))), language)
    said = value.replace(".", get_decimal_symbol(language)) if kind in NUMBERS else value
    return f"{said} {unit}".strip()


def _when(value: str, language: str) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:  # answered when the question was of another kind
        return value
    return format_datetime(at, "d MMM y, HH:mm" if "T" in value else "d MMM y", locale=language)


def figure_words(figure: Decimal, language: str) -> str:
    """Write a figure that was worked out: with two decimals at most, and none where it is whole."""
    return format_decimal(figure, "#,##0.##", locale=language)
