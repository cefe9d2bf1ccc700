"""How a value is worded wherever answers are read: its options, its decimals, its days by the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from babel.dates import format_datetime
from babel.numbers import format_decimal, get_decimal_symbol

from monitor.checklists.rules import Kind
from monitor.checklists.rules.model import NUMBERS
from monitor.checklists.rules.values import YES_NO
from monitor.kit.words import count, form_for, without_number, word


def value_words(value: str, *, kind: Kind, options: Mapping[str, str], unit: str, language: str) -> str:
    """Word an answer of a kind: the words of its options, a number with its unit, a day without ambiguity."""
    match kind:
        case Kind.YES_NO | Kind.CHOICE_ONE | Kind.CHOICE_MANY:
            return ", ".join(options.get(part) or word(YES_NO.get(part, part), language) for part in value.split(","))
        case Kind.DATE | Kind.MOMENT:
            return _when(value, language)
        case Kind.PHOTO:
            return word(count("%(n)s photo", "%(n)s photos", len(value.split(","))), language)
    if kind not in NUMBERS:
        return value
    return with_unit(minus(value.replace(".", get_decimal_symbol(language))), value, unit, language)


def with_unit(said: str, value: str, unit: str, language: str) -> str:
    """Put the form of a unit that a value takes after what is said of it."""
    try:
        return f"{said} {form_for(unit, Decimal(value), language)}".strip()
    except InvalidOperation:  # answered when the question was of another kind
        return f"{said} {without_number(unit)}".strip()


def minus(number: str) -> str:
    """Write a number that is less than nothing with a real minus."""
    return f"−{number[1:]}" if number.startswith("-") else number


def _when(value: str, language: str) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:  # answered when the question was of another kind
        return value
    return format_datetime(at, "d MMM y, HH:mm" if "T" in value else "d MMM y", locale=language)


def figure_words(figure: Decimal, language: str) -> str:
    """Write a figure that was worked out: with two decimals at most, and none where it is whole."""
    return minus(format_decimal(figure, "#,##0.##", locale=language))
