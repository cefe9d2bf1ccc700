"""Answers: their canonical text, and whether they fall short of the threshold of their item."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from unicodedata import normalize
from uuid import UUID

from monitor.checklists.rules.model import NUMBERS, Item, Kind, Op, Threshold
from monitor.checklists.rules.problems import BadValue
from monitor.checklists.rules.values import number_text, plain_number
from monitor.kit.words import N_, Sentence, say

LONGEST_TEXT = 4000
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)
LASTING = re.compile(r"(\d{1,4})[:.](\d{2})", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]+(\S+)", re.ASCII)
MOST_PHOTOS = 12
NO_LIMITS: Mapping[str, Decimal] = {}


def check_value(item: Item, raw: str) -> str:
    """Give the canonical text of an answer as typed or chosen; raise `BadValue` saying what is accepted.

    Numbers take a comma or a point and any script's digits; choices go by option id, several joined by commas in the
    item's order; dates are 2026-11-22, times 09:05, moments 2026-11-22T09:05 as the facility's clocks show them,
    durations whole minutes (typed 90 or 1:30), photos the ids of their files joined by commas.
    """
    return _READ[item.kind](item, normalize("NFC", raw).strip())


def is_noncompliant(item: Item, value: str, limits: Mapping[str, Decimal] = NO_LIMITS) -> bool | None:
    """Judge a canonical answer: True falls short, False does not, None is not judged.

    An item without a threshold is never judged; one that rests on a national limit only when that limit is among
    `limits` (parameter name to number, in the item's unit).
    """
    rule = item.noncompliant
    if rule is None:
        return None
    if item.kind in NUMBERS:
        bound = limits.get(rule.parameter) if rule.parameter is not None else Decimal(rule.value[0])
        return None if bound is None else _compare(rule, Decimal(value), bound)
    return bool(set(value.split(",")) & set(rule.value))


def _compare(rule: Threshold, value: Decimal, bound: Decimal) -> bool:
    match rule.op:
        case Op.LT:
            return value < bound
        case Op.GT:
            return value > bound
        case Op.LE:
            return value <= bound
        case Op.GE:
            return value >= bound
        case Op.EQ:
            return value == bound
        case Op.IN:
            return value in {Decimal(each) for each in rule.value}


def _one_of(said: str, accepted: tuple[str, ...], sentence: Sentence) -> str:
    if said not in accepted:
        raise BadValue(accepted=sentence)
    return said


def _several(item: Item, said: str) -> str:
    chosen = {part.strip() for part in said.split(",") if part.strip()}
    if not chosen or chosen - set(item.options):
        raise BadValue(accepted=say(N_("Choose at least one of the listed answers.")))
    return ",".join(option for option in item.options if option in chosen)


def _number(item: Item, said: str) -> str:
    value = plain_number(said)
    whole = item.kind is not Kind.DECIMAL
    if value is None or (whole and value != value.to_integral_value()):
        accepted = N_("Type a whole number, such as 12.") if whole else N_("Type a number, such as 2.5 or 2,5.")
        raise BadValue(accepted=say(accepted))
    lowest, highest = item.minimum or "0", item.maximum
    if value < Decimal(lowest):
        raise BadValue(accepted=say(N_("The number must be %(lowest)s or more."), lowest=lowest))
    if highest is not None and value > Decimal(highest):
        raise BadValue(accepted=say(N_("The number must be %(highest)s or less."), highest=highest))
    return number_text(value)


def _text(said: str) -> str:
    if not said:
        raise BadValue(accepted=say(N_("Write a few words, or mark why there is no answer.")))
    if len(said) > LONGEST_TEXT:
        raise BadValue(accepted=say(N_("Keep it under %(longest)s characters."), longest=LONGEST_TEXT))
    return said


def _date(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise BadValue(accepted=say(N_("Give the date as year-month-day, such as 2026-11-22."))) from None


def _time(said: str) -> str:
    parts = CLOCK.fullmatch(said)
    try:
        return time(int(parts[1]), int(parts[2])).isoformat("minutes") if parts else _no_time()
    except ValueError:
        return _no_time()


def _minutes(said: str) -> str:
    parts = LASTING.fullmatch(said)
    if parts is None or int(parts[2]) > 59:
        return said
    return str(int(parts[1]) * 60 + int(parts[2]))


def _moment(said: str) -> str:
    parts = MOMENT.fullmatch(said)
    if parts is None:
        raise BadValue(accepted=say(N_("Give day and time, such as 2026-11-22 09:05.")))
    return f"{_date(parts[1])}T{_time(parts[2])}"


def _photos(said: str) -> str:
    try:
        named = [str(UUID(part)) for part in said.split(",")]
    except ValueError:
        raise BadValue(accepted=say(N_("Take or choose a photo."))) from None
    if len(named) > MOST_PHOTOS:
        raise BadValue(accepted=say(N_("Keep it to %(most)s photos."), most=MOST_PHOTOS))
    return ",".join(dict.fromkeys(named))


def _no_time() -> str:
    raise BadValue(accepted=say(N_("Give the time as hours and minutes, such as 09:05.")))


_READ: Mapping[Kind, Callable[[Item, str], str]] = {
    Kind.YES_NO: lambda _, said: _one_of(said.casefold(), ("yes", "no"), say(N_("Answer yes or no."))),
    Kind.CHOICE_ONE: lambda item, said: _one_of(said, item.options, say(N_("Choose one of the listed answers."))),
    Kind.CHOICE_MANY: _several,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.TEXT: lambda _, said: _text(said),
    Kind.DATE: lambda _, said: _date(said),
    Kind.TIME: lambda _, said: _time(said),
    Kind.MOMENT: lambda _, said: _moment(said),
    Kind.DURATION: lambda item, said: _number(item, _minutes(said)),
    Kind.SCALE: _number,
    Kind.TALLY: _number,
    Kind.PHOTO: lambda _, said: _photos(said),
}
