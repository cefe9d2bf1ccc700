"""Figures of a record: numerator, denominator, every kind of absence; and that they come out again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Direction, Indicator
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.people.queries import system_actor
from monitor.records.queries import faults_in_measurements, measurements_at
from monitor.records.rules import Facts, Measurement, Settled, measure
from monitor.sheets.rules import Given, Place
from tests.makers_history import make_recorded
from tests.makers_sheets import shipped
from tests.people import Cast
from tests.records.test_series import place, recorded
from tests.sheets.small import small_questionnaire

SMALL = small_questionnaire()
DAY, NO_FACTS = date(2026, 11, 22), Facts()
ROWS = {UUID(int=number): "rooms" for number in (1, 2, 3)}
CLOSED, NO_TIME = Given(absence=Absence.NOT_ALLOWED), Given(absence=Absence.NOT_ASSESSED)


def share(numerator: str, denominator: str, per: int = 100) -> Indicator:
    return Indicator("x", "percent", Direction.NEITHER, "t", numerator=numerator, denominator=denominator, per=per)


def value(text: str) -> Indicator:
    return Indicator("x", "hours", Direction.NEITHER, "t", value=text)


def worked_out(
    indicator: Indicator, answers: Mapping[Place, Given], *left_open: Place, facts: Facts = NO_FACTS
) -> Measurement | None:
    settled = Settled(SMALL, answers, DAY, ROWS, frozenset(left_open), facts)
    return next((each for each in measure(settled, [indicator]) if each.key == "x"), None)


def rooms(*sleepers: Given) -> dict[Place, Given]:
    return {("sleepers", row): each for row, each in zip(ROWS, sleepers, strict=True)}


def figure(found: Measurement | None) -> tuple[str | None, Absence | None, int | None, int | None]:
    assert found is not None
    return found.value, found.absence, found.numerator, found.denominator


def said(number: str) -> Given:
    return Given(value=number)


@pytest.mark.parametrize(
    ("women", "held", "expected"),
    [
        ("2", "8", ("25.0", None, 2, 8)),
        ("0", "8", ("0.0", None, 0, 8)),
        ("1", "16", ("6.2", None, 1, 16)),
        ("3", "0", (None, Absence.NOT_APPLICABLE, 3, 0)),
        ("not_allowed", "8", (None, Absence.NOT_ALLOWED, None, 8)),
        ("not_allowed", "unknown", (None, Absence.NOT_ALLOWED, None, None)),
        ("2", "not_assessed", (None, Absence.NOT_ASSESSED, 2, None)),
    ],
)
def test_a_share_has_its_parts_or_the_reason_there_is_none(women: str, held: str, expected: object) -> None:
    kinds = {kind.value: Given(absence=kind) for kind in Absence}
    answers: dict[Place, Given] = {
        ("women", None): kinds.get(women) or said(women),
        ("held", None): kinds.get(held) or said(held),
    }
    assert figure(worked_out(share("${women}", "${held}"), answers)) == expected


def test_a_median_says_from_how_many_rows_and_what_they_lacked() -> None:
    found = worked_out(value("median(${sleepers})"), rooms(said("4"), said("7"), CLOSED))
    assert figure(found) == ("5.5", None, None, 2)
    assert found is not None
    assert (found.absences[Absence.NOT_ALLOWED], found.unresolved) == (1, 0)


def test_rows_that_could_not_be_seen_give_no_zero() -> None:
    assert figure(worked_out(value("median(${sleepers})"), rooms(CLOSED, CLOSED, NO_TIME)))[:2] == (
        None,
        Absence.NOT_ALLOWED,
    )
    assert figure(worked_out(value("median(${sleepers})"), {}))[:2] == (None, Absence.NOT_ASSESSED)


def test_what_was_left_open_is_not_known_and_counted_apart() -> None:
    answers = rooms(said("4"), said("6"), Given()) | {("held", None): Given()}
    found = worked_out(share("sum(${sleepers})", "${held}"), answers, ("held", None))
    assert figure(found) == (None, Absence.UNKNOWN, 10, None)
    assert found is not None
    assert found.unresolved == 1


def test_an_indicator_of_what_is_not_asked_is_not_there() -> None:
    assert worked_out(value("${bathtubs}"), {}) is None
    assert worked_out(share("${bathtubs}", "${held}"), {("held", None): said("3")}) is None


def test_facts_of_the_visit_count_like_answers() -> None:
    refused = share("${visit.members_refused}", "${visit.members}")
    assert figure(worked_out(refused, {}, facts=Facts(5, 2))) == ("40.0", None, 2, 5)
    assert worked_out(refused, {}) is None


def test_figures_from_private_rows_are_private() -> None:
    found = worked_out(value("median(${hours})"), {})
    assert found is not None
    assert found.private


GIVEN = st.one_of(st.integers(0, 9).map(lambda n: said(str(n))), st.sampled_from([Given(absence=k) for k in Absence]))


@given(st.lists(GIVEN, min_size=3, max_size=3))
def test_no_absence_ever_enters_a_denominator(sleepers: list[Given]) -> None:
    found = worked_out(share("sum(${sleepers})", "count-non-empty(${sleepers})", per=1), rooms(*sleepers))
    known = [int(each.value) for each in sleepers if each.value is not None]
    assert found is not None
    assert found.denominator == len(known)
    assert sum(found.absences.values()) == 3 - len(known)
    assert (found.value is None) == (not known)
    assert found.numerator == (sum(known) if known else None)


async def test_all_indicators_of_the_shipped_checklists_are_measured_where_asked(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, now.date(), toilet_access="yes", now=now)
    found = {each.key for each in await measurements_at(cast.lead, facility)}
    ids = {each.id for each in shipped().indicators.all}
    assert len(ids) == 40
    assert {"occupancy_rate", "core_noncompliance_share", "refused_member_share", "access_rate"} <= found & ids
    assert "psy_restraint_max_h" not in found


async def test_figures_come_out_again_and_one_slipped_in_is_found(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await make_recorded(cast, facility, now.date(), {"toilet_access": "no"}, now=now)
    system = system_actor(now.date())
    assert await faults_in_measurements(system) == 0

    async def add_one() -> None:
        await run(
            "insert into measurement (id, record, facility, key, day, edition, numerator, denominator, unjudged, "
            "not_assessed, not_allowed, not_applicable, unknown) select {}, record, facility, {}, day, edition, 7, 9, 0, "
            "0, 0, 0, 0 from measurement where key = {}",
            uuid4(),
            "theme:invented",
            "theme:hygiene",
        )

    await one_transaction(add_one)
    assert await faults_in_measurements(system) == 1
