"""The functions of expressions: those that are read, and why others are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.words import N_


class Shape(StrEnum):
    """What an expression is about; `ANY` is what cannot be told before it is computed."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DATE = "date"
    TIME = "time"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes, of what shape (the last one repeats), and what it gives."""

    least: int
    most: int
    takes: tuple[Shape, ...]
    gives: Shape


MANY = 60
NUMBER, TEXT, TRUTH, DATE, TIME, ANY = Shape.NUMBER, Shape.TEXT, Shape.TRUTH, Shape.DATE, Shape.TIME, Shape.ANY
FUNCTIONS: Mapping[str, Function] = {
    "selected": Function(2, 2, (TEXT,), TRUTH),
    "count-selected": Function(1, 1, (TEXT,), NUMBER),
    "count": Function(1, 1, (ANY,), NUMBER),
    "count-non-empty": Function(1, 1, (ANY,), NUMBER),
    "sum": Function(1, 1, (NUMBER,), NUMBER),
    "min": Function(1, MANY, (ANY,), NUMBER),
    "max": Function(1, MANY, (ANY,), NUMBER),
    "median": Function(1, 1, (NUMBER,), NUMBER),
    "if": Function(3, 3, (TRUTH, ANY, ANY), ANY),
    "coalesce": Function(2, MANY, (ANY,), ANY),
    "round": Function(1, 2, (NUMBER,), NUMBER),
    "int": Function(1, 1, (NUMBER,), NUMBER),
    "number": Function(1, 1, (ANY,), NUMBER),
    "not": Function(1, 1, (TRUTH,), TRUTH),
    "true": Function(0, 0, (), TRUTH),
    "false": Function(0, 0, (), TRUTH),
    "string-length": Function(1, 1, (TEXT,), NUMBER),
    "concat": Function(1, MANY, (ANY,), TEXT),
    "substr": Function(2, 3, (TEXT, NUMBER), TEXT),
    "contains": Function(2, 2, (TEXT,), TRUTH),
    "regex": Function(2, 2, (TEXT,), TRUTH),
    "today": Function(0, 0, (), DATE),
    "date": Function(1, 1, (ANY,), DATE),
    "decimal-date-time": Function(1, 1, (ANY,), NUMBER),
    "decimal-time": Function(1, 1, (ANY,), NUMBER),
}
AGGREGATES = frozenset({"count", "count-non-empty", "sum", "min", "max", "median", "count-selected"})

REFUSED: Mapping[str, str] = {
    "current": N_("A row knows itself: write ${key} for the same row, and an aggregate such as sum(${key}) outside."),
    "position": N_("The order of rows says who was spoken to when; ask for a number as an item of its own."),
    "index": N_("The order of rows says who was spoken to when; ask for a number as an item of its own."),
    "indexed-repeat": N_("Single rows are not looked up; use an aggregate such as sum(${key})."),
    "pulldata": N_("Nothing is looked up in other files; ask it, or let it follow from the visit record."),
    "instance": N_("Nothing is looked up in other files; ask it, or let it follow from the visit record."),
    "jr:choice-name": N_("Compare the option's id; words differ from language to language."),
    "jr:itext": N_("Compare the option's id; words differ from language to language."),
    "once": N_("Values are computed anew each time; ask it as an item of its own."),
    "uuid": N_("Ids are given by the program."),
    "random": N_("The same answers must always give the same result."),
    "now": N_("Write today(); ask for a moment as an item of its own."),
    "format-date": N_("Dates are written in the reader's language; keep the date itself."),
    "format-date-time": N_("Dates are written in the reader's language; keep the date itself."),
    "join": N_("Rows are not strung together; use an aggregate such as count(${key})."),
    "string": N_("Write concat(…)."),
    "boolean": N_("Compare: ${key} = 'yes'."),
    "boolean-from-string": N_("Compare: ${key} = 'yes'."),
    "selected-at": N_("Ask for each option with selected(${key}, 'option')."),
    "count-if": N_("Compute 1 or 0 in each row and add them up with sum(${key})."),
    "date-time": N_("Write decimal-date-time(…), which counts days."),
    "substring": N_("Write substr(text, start, end); letters count from 0 and the end is left out."),
    "ceiling": N_("Write -int(-…) or round(…)."),
    "floor": N_("Write int(…) or round(…)."),
    "avg": N_("Write sum(${key}) div count-non-empty(${key}), or median(${key})."),
    "mean": N_("Write sum(${key}) div count-non-empty(${key}), or median(${key})."),
    "checklist": N_("Add up what holds: if(…, 1, 0) + if(…, 1, 0)."),
}
