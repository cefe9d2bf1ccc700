"""How a visit turned out: a table of cases, and what must hold whatever the order of events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.denials.rules import (
    ENTRIES,
    Attempt,
    Condition,
    Outcome,
    ThreeDates,
    outcome,
    said_of,
    tally,
    three_dates,
)
from monitor.kit.words import word
from monitor.visits.rules import Admission, AdmissionStatus, Headcount, StageKind

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
A, R, L, P = AdmissionStatus.ADMITTED, AdmissionStatus.REFUSED, AdmissionStatus.LATE, AdmissionStatus.PARTLY
OWN, PROTEST = AdmissionStatus.WITHDREW_OWN, AdmissionStatus.WITHDREW_PROTEST
WAITING = AdmissionStatus.WAITING


def admitted(status: AdmissionStatus, number: int, kind: str = "ngo", minute: int = 0) -> Admission:
    return Admission(
        account=UUID(int=number),
        name="",
        organisation=UUID(int=9),
        organisation_kind=kind,
        status=status,
        ground=None,
        decided_by="",
        at=AT + timedelta(minutes=minute),
    )


def team(*statuses: AdmissionStatus) -> list[Admission]:
    return [admitted(status, number) for number, status in enumerate(statuses)]


@pytest.mark.parametrize(
    ("statuses", "denials", "stages", "expected"),
    [
        ((), (), (), None),
        ((), ("entry_delayed",), (StageKind.GATE,), None),
        ((WAITING, WAITING), (), (StageKind.GATE,), None),
        ((R, WAITING), (), (StageKind.GATE,), None),
        ((OWN, OWN), (), (), None),
        ((), ("entry_refused",), (StageKind.GATE,), Outcome.REFUSED),
        ((), ("pass_refused",), (), Outcome.REFUSED),
        ((R, R), (), (), Outcome.REFUSED),
        ((R, PROTEST, PROTEST), (), (), Outcome.REFUSED),
        ((R, PROTEST), (), (StageKind.TOUR,), Outcome.CUT_SHORT),
        ((A, A, L, R, R), (), (), Outcome.PARTLY_REFUSED),
        ((A, PROTEST), (), (), Outcome.PARTLY_REFUSED),
        ((A, P), (), (), Outcome.PARTLY_REFUSED),
        ((A, A), ("part_refused",), (), Outcome.PARTLY_REFUSED),
        ((A, R), ("time_limited",), (), Outcome.PARTLY_REFUSED),
        ((A, A), ("time_limited",), (), Outcome.CUT_SHORT),
        ((A, A), ("area_closed", "phone_refused"), (), Outcome.MADE),
        ((A, OWN), (), (), Outcome.MADE),
        ((A, L), ("entry_delayed",), (), Outcome.MADE),
        ((), (), (StageKind.ADMITTED,), Outcome.MADE),
        ((), ("entry_refused",), (StageKind.TOUR,), Outcome.MADE),
    ],
)
def test_outcome(
    statuses: tuple[AdmissionStatus, ...],
    denials: tuple[str, ...],
    stages: tuple[StageKind, ...],
    expected: Outcome | None,
) -> None:
    assert outcome(admissions=team(*statuses), denials=denials, stages=stages) is expected


any_admissions = st.lists(
    st.builds(
        admitted,
        st.sampled_from(list(AdmissionStatus)),
        st.integers(0, 5),
        st.sampled_from(["ombudsman", "ngo", "npm"]),
        st.integers(0, 30),
    ),
    unique_by=lambda a: (a.account, a.at),
    max_size=12,
)


@given(any_admissions, st.randoms())
def test_the_order_in_which_admissions_arrive_changes_nothing(admissions: list[Admission], chance: Random) -> None:
    shuffled = sorted(admissions, key=lambda _: chance.random())
    first = outcome(admissions=admissions, denials=(), stages=())
    assert outcome(admissions=shuffled, denials=(), stages=()) is first
    assert tally(shuffled) == tally(admissions)


@given(any_admissions)
def test_a_protest_counts_like_the_refusal_it_answers(admissions: list[Admission]) -> None:
    refused = [admitted(R, a.account.int, a.organisation_kind, (a.at - AT).seconds // 60) if a.status is PROTEST else a
               for a in admissions]  # fmt: skip
    assert tally(refused) == tally(admissions)
    assert outcome(admissions=refused, denials=(), stages=()) is outcome(admissions=admissions, denials=(), stages=())


@given(any_admissions)
def test_numbers_at_the_gate_fit_each_other(admissions: list[Admission]) -> None:
    counted = tally(admissions)
    assert 0 <= counted.kept_out + counted.in_part <= counted.sought <= 6
    assert sum(number for _, number in counted.kept_out_by) == counted.kept_out


@given(any_admissions, st.sets(st.sampled_from(["entry_refused", "part_refused", "time_limited", "area_closed"])))
def test_an_entry_needs_somebody_who_entered(admissions: list[Admission], denials: set[str]) -> None:
    found = outcome(admissions=admissions, denials=denials, stages=())
    last = {a.account: a for a in sorted(admissions, key=lambda a: a.at)}.values()
    assert (found in ENTRIES) == any(a.status in {A, L, P} for a in last)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), None),
        (("ngo",), "1 of 5 refused, from civil society"),
        (("ngo", "ngo"), "2 of 5 refused, both from civil society"),
        (("ngo", "ngo", "ngo"), "3 of 5 refused, all from civil society"),
        (("ngo", "ombudsman", "ngo"), "3 of 5 refused: civil society 2, the ombudsman office 1"),
    ],
)
def test_who_was_refused_is_said_in_one_line(kinds: tuple[str, ...], expected: str | None) -> None:
    kept_out = [admitted(R, number, kind) for number, kind in enumerate(kinds)]
    inside = [admitted(A, number) for number in range(len(kinds), 5)]
    sentence = said_of(tally(kept_out + inside))
    assert (word(sentence, "en") if sentence else None) == expected


def attempt(day: int, *statuses: AdmissionStatus, stages: tuple[StageKind, ...] = (), alone: int | None = None,
            denials: tuple[str, ...] = ()) -> Attempt:  # fmt: skip
    admissions = team(*statuses)
    return Attempt(
        day=date(2026, 11, day),
        outcome=outcome(admissions=admissions, denials=denials, stages=stages),
        tally=tally(admissions),
        stages=frozenset(stages),
        denials=frozenset(denials),
        heads=Headcount(None, alone, None, AT),
    )


TOURED = (StageKind.TOUR,)


def test_three_dates_tell_entry_whole_team_and_private_talks_apart() -> None:
    attempts = [
        attempt(1, A, A, stages=TOURED, alone=3),
        attempt(2, A, A, stages=TOURED),
        attempt(3, A, R, stages=TOURED),
        attempt(4, R, R),
    ]
    assert three_dates(attempts) == ThreeDates(date(2026, 11, 3), date(2026, 11, 2), date(2026, 11, 1))


def test_talks_only_in_groups_are_no_private_talks() -> None:
    offered = (StageKind.TOUR, StageKind.PRIVATE_INTERVIEWS)
    assert three_dates([attempt(1, A, stages=offered)]).private_talks == date(2026, 11, 1)
    assert three_dates([attempt(1, A, stages=offered, denials=("group_talk_only",))]).private_talks is None


def test_what_counts_as_effective_can_be_set() -> None:
    seen_only = frozenset({Condition.AREA_SEEN})
    assert three_dates([attempt(5, A, stages=TOURED)], seen_only).private_talks == date(2026, 11, 5)


@given(
    st.lists(st.builds(attempt, st.integers(1, 28), st.sampled_from([A, R, P]), st.sampled_from([A, R])), max_size=6)
)
def test_a_refused_attempt_moves_no_date(attempts: list[Attempt]) -> None:
    refused = attempt(29, R, PROTEST)
    assert three_dates([*attempts, refused]) == three_dates(attempts)
