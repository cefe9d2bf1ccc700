"""Answers: what is accepted, how it is spelt, and when it falls short."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import (
    BadValue,
    Basis,
    Item,
    Kind,
    Op,
    Source,
    Threshold,
    check_value,
    is_noncompliant,
)


def item(kind: Kind, rule: Threshold | None = None, minimum: str | None = None, maximum: str | None = None) -> Item:
    options = ("good", "weak", "none") if kind in {Kind.CHOICE_ONE, Kind.CHOICE_MANY} else ()
    return Item("k", kind, "t.s", Source.DOCUMENT, None, minimum, maximum, options, noncompliant=rule)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        (Kind.YES_NO, " Yes ", "yes"),
        (Kind.CHOICE_ONE, "weak", "weak"),
        (Kind.CHOICE_MANY, "none, good", "good,none"),
        (Kind.INTEGER, "1 204", "1204"),
        (Kind.INTEGER, "007", "7"),
        (Kind.INTEGER, "12.0", "12"),
        (Kind.INTEGER, "۱۲", "12"),
        (Kind.DECIMAL, "2,50", "2.5"),
        (Kind.DECIMAL, "10", "10"),
        (Kind.DECIMAL, "0.000", "0"),
        (Kind.TEXT, "  two\nlines ", "two\nlines"),
        (Kind.DATE, "2026-11-22", "2026-11-22"),
        (Kind.TIME, "9.05", "09:05"),
    ],
)
def test_an_answer_has_one_spelling(kind: Kind, raw: str, kept: str) -> None:
    assert check_value(item(kind), raw) == kept


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.YES_NO, "maybe"),
        (Kind.YES_NO, ""),
        (Kind.CHOICE_ONE, "Good"),
        (Kind.CHOICE_MANY, ","),
        (Kind.CHOICE_MANY, "good,fine"),
        (Kind.INTEGER, "1,5"),
        (Kind.INTEGER, "-1"),
        (Kind.INTEGER, "12 people"),
        (Kind.DECIMAL, "1.234,5"),
        (Kind.DECIMAL, "1e3"),
        (Kind.DECIMAL, "NaN"),
        (Kind.TEXT, " \n "),
        (Kind.TEXT, "x" * 4001),
        (Kind.DATE, "22.11.2026"),
        (Kind.DATE, "2026-02-30"),
        (Kind.TIME, "24:00"),
        (Kind.TIME, "noon"),
    ],
)
def test_what_is_no_answer_is_refused(kind: Kind, raw: str) -> None:
    with pytest.raises(BadValue):
        check_value(item(kind), raw)


def test_bounds_are_kept() -> None:
    hours = item(Kind.DECIMAL, minimum="-5", maximum="24")
    assert [check_value(hours, raw) for raw in ("-5", "24")] == ["-5", "24"]
    for raw in ("-5.1", "24.5"):
        with pytest.raises(BadValue):
            check_value(hours, raw)


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_kept_number_stays_as_it_is_and_keeps_its_worth(number: Decimal) -> None:
    kept = check_value(item(Kind.DECIMAL), str(number).replace(".", ","))
    assert check_value(item(Kind.DECIMAL), kept) == kept
    assert Decimal(kept) == number


@given(st.one_of(st.dates().map(date.isoformat), st.times().map(lambda t: t.isoformat("minutes"))))
def test_a_kept_day_or_time_stays_as_it_is(raw: str) -> None:
    kind = Kind.DATE if "-" in raw else Kind.TIME
    assert check_value(item(kind), raw) == raw


@given(st.sets(st.sampled_from(["good", "weak", "none"]), min_size=1).flatmap(lambda s: st.permutations(sorted(s))))
def test_several_choices_stand_in_the_order_of_the_item(chosen: list[str]) -> None:
    kept = check_value(item(Kind.CHOICE_MANY), ",".join(chosen))
    assert kept == ",".join(each for each in ("good", "weak", "none") if each in chosen)


@pytest.mark.parametrize(
    ("kind", "op", "bound", "value", "falls_short"),
    [
        (Kind.YES_NO, Op.EQ, ("no",), "no", True),
        (Kind.YES_NO, Op.EQ, ("no",), "yes", False),
        (Kind.CHOICE_ONE, Op.IN, ("weak", "none"), "weak", True),
        (Kind.CHOICE_MANY, Op.IN, ("none",), "good,none", True),
        (Kind.DECIMAL, Op.LT, ("4",), "3.99", True),
        (Kind.DECIMAL, Op.LT, ("4",), "4", False),
        (Kind.INTEGER, Op.GT, ("0",), "1", True),
        (Kind.DECIMAL, Op.LE, ("2.5",), "2.5", True),
        (Kind.DECIMAL, Op.GE, ("10",), "9.5", False),
        (Kind.INTEGER, Op.IN, ("1", "2"), "2", True),
    ],
)
def test_an_answer_is_held_against_its_threshold(
    kind: Kind, op: Op, bound: tuple[str, ...], value: str, falls_short: bool
) -> None:
    assert is_noncompliant(item(kind, Threshold(op, bound)), value) is falls_short


def test_what_has_no_threshold_or_no_known_limit_is_not_judged() -> None:
    national = item(Kind.DECIMAL, Threshold(Op.GT, basis=Basis.NATIONAL_PARAMETER, parameter="judge_h"))
    assert is_noncompliant(item(Kind.INTEGER), "5") is None
    assert is_noncompliant(national, "60") is None
    assert is_noncompliant(national, "60", {"judge_h": Decimal(48)}) is True
    assert is_noncompliant(national, "48", {"judge_h": Decimal(48)}) is False
