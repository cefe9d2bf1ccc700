"""What the functions of expressions compute, once no operand is absent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import trunc

from monitor.checklists.rules.expressions.values import (
    DOES_NOT_APPLY,
    PLACES,
    Absent,
    Inner,
    as_dated,
    as_number,
    as_text,
    as_truth,
    chosen,
    strongest,
)
from monitor.checklists.rules.model import Kind


def aggregate(name: str, rows: Sequence[Inner]) -> Inner:
    """Add up a column: rows without a value are left out, and none left is absent; only counts are then zero."""
    if name == "count":
        return Fraction(len(rows))
    if name == "count-non-empty":
        return Fraction(sum(not isinstance(row, Absent) and row != "" for row in rows))
    read = [row if isinstance(row, Absent) else ROW_READ.get(name, as_number)(row) for row in rows]
    numbers = [each for each in read if isinstance(each, Fraction)]
    return ADDED_UP[name](numbers) if numbers else strongest(each for each in read if isinstance(each, Absent))


def compute(name: str, values: Sequence[Inner]) -> Inner:
    """Compute a plain function; what cannot be read as it needs does not apply."""
    reads, function = COMPUTED[name]
    read = [reads[min(n, len(reads) - 1)](value) for n, value in enumerate(values)]
    absent = [each for each in read if isinstance(each, Absent)]
    return strongest(absent) if absent else function(*read)


def _median(numbers: Sequence[Fraction]) -> Fraction:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _rounded(number: Fraction, places: Fraction = Fraction(0)) -> Inner:
    if places.denominator != 1 or abs(places) > PLACES:
        return DOES_NOT_APPLY
    return Fraction(round(number, int(places)))


def _part(text: str, start: Fraction, end: Fraction | None = None) -> str:
    first = _place(text, start)
    last = len(text) if end is None else _place(text, end)
    return text[first:last]


def _place(text: str, number: Fraction) -> int:
    place = trunc(number)
    return min(max(place + len(text) if place < 0 else place, 0), len(text))


def _part_of_day(value: Inner) -> Inner:
    time = as_dated(Kind.TIME, value)
    return time if isinstance(time, Absent) else time.days


def _days(value: Inner) -> Inner:
    if isinstance(value, Fraction):
        return value
    moment = as_dated(Kind.MOMENT, value)
    return moment if isinstance(moment, Absent) else moment.days


Read = Callable[[Inner], Inner]
ROW_READ: Mapping[str, Read] = {"count-selected": lambda row: Fraction(len(chosen(as_text(row))))}
ADDED_UP: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda numbers: sum(numbers, Fraction(0)),
    "count-selected": lambda numbers: sum(numbers, Fraction(0)),
    "min": min,
    "max": max,
    "median": _median,
}
COMPUTED: Mapping[str, tuple[tuple[Read, ...], Callable[..., Inner]]] = {
    "selected": ((as_text,), lambda text, option: option.strip(" \t\r\n") in chosen(text)),
    "round": ((as_number,), _rounded),
    "int": ((as_number,), lambda number: Fraction(trunc(number))),
    "number": ((as_number,), lambda number: number),
    "not": ((as_truth,), lambda held: not held),
    "true": ((as_truth,), lambda: True),
    "false": ((as_truth,), lambda: False),
    "string-length": ((as_text,), lambda text: Fraction(len(text))),
    "concat": ((as_text,), lambda *texts: "".join(texts)),
    "substr": ((as_text, as_number), _part),
    "contains": ((as_text,), lambda text, looked_for: looked_for in text),
    "date": ((lambda value: as_dated(Kind.DATE, value),), lambda day: day),
    "decimal-date-time": ((_days,), lambda days: days),
    "decimal-time": ((_part_of_day,), lambda part: part),
}
