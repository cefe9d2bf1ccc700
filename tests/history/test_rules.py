"""What a history adds up to, for any order of events and any kind of absence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence
from monitor.denials.rules import EFFECTIVE, DenialLine, Outcome, Tally, Turn, outcome, tally
from monitor.facilities.rules import Body, Figure, FigureKind
from monitor.history.rules import (
    CountedBy,
    Gap,
    Judged,
    Measured,
    OpenItem,
    Places,
    Visited,
    at_gate,
    dates_of,
    held_over_time,
    inspections,
    last_said,
    never_assessed,
    open_items,
    patterns,
    theme_series,
)
from monitor.kit.periods import Days
from monitor.visits.rules import Admission, AdmissionStatus, Entry, Headcount, Notice, StageKind, VisitState, VisitType

START, AT = date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)
DAYS = st.dates(START, date(2026, 1, 1))
ABSENCES = st.dictionaries(st.sampled_from(Absence), st.integers(0, 20))
NOBODY = Tally(0, 0, 0, ())


def visited(day: date, *, how: Outcome | None = Outcome.MADE, heads: Headcount | None = None) -> Visited:
    """An attempt on a day that turned out so."""
    visit = uuid4()
    turn = Turn(visit, how, NOBODY, frozenset({StageKind.TOUR}), frozenset(), heads)
    return Visited(
        visit, day, day, "Prison no 4", "Office", VisitType.IN_DEPTH, Notice.ANNOUNCED, VisitState.ENDED, False, None,
        turn, None, None,
    )  # fmt: skip


def measured(visit: UUID, short: int, judged: int, absences: Mapping[Absence, int], unjudged: int = 0) -> Measured:
    return Measured(visit, "health", short, judged, unjudged, absences)


def seen(key: str, *judgements: bool | Absence) -> list[Judged]:
    """One item over several visits: fell short, was in order, or why there is no answer."""
    return [
        Judged(uuid4(), START + timedelta(days=n), key, each if isinstance(each, bool) else None, _why(each))
        for n, each in enumerate(judgements)
    ]


def _why(said: bool | Absence) -> Absence | None:
    return said if isinstance(said, Absence) else None


@given(judged=st.integers(0, 30), data=st.data(), absences=ABSENCES)
def test_absence_never_becomes_a_no_or_a_zero(judged: int, data: st.DataObject, absences: dict[Absence, int]) -> None:
    short = data.draw(st.integers(0, judged))
    attempt = visited(START)
    (series,) = theme_series([attempt], [measured(attempt.visit, short, judged, absences)])
    (point,) = series.points
    assert (point.share is None) == (point.gap is Gap.NOT_JUDGED) == (judged == 0)
    assert point.absences == absences
    if judged:
        assert point.share == (Decimal(100 * (judged - short)) / judged).quantize(Decimal("0.1"))


@given(days=st.lists(DAYS, min_size=1, max_size=12, unique=True), refused=st.sets(st.integers(0, 11)))
def test_every_attempt_is_a_point_or_a_gap(days: list[date], refused: set[int]) -> None:
    attempts = [
        visited(day, how=Outcome.REFUSED if n in refused else Outcome.MADE) for n, day in enumerate(sorted(days))
    ]
    found = [measured(a.visit, 1, 2, {}) for a in attempts if a.outcome is Outcome.MADE]
    for series in theme_series(attempts, found):
        assert [point.day for point in series.points] == sorted(days)
        assert all((p.share is None) == (p.gap is Gap.REFUSED) for p in series.points)


def test_a_theme_not_asked_at_one_visit_is_a_gap_there() -> None:
    first, second, third = visited(START), visited(date(2021, 1, 1)), visited(date(2022, 1, 1))
    found = [measured(first.visit, 0, 3, {}), Measured(second.visit, "food", 0, 1, 0, {})]
    health, food = theme_series([first, second, third], found)
    assert [point.gap for point in health.points] == [None, Gap.NOT_ASKED, Gap.NO_RECORD]
    assert [point.gap for point in food.points] == [Gap.NOT_ASKED, None, Gap.NO_RECORD]


def test_an_open_item_counts_its_unbroken_run() -> None:
    said = seen("bed", True, False, True, Absence.NOT_ASSESSED, True, Absence.NOT_ALLOWED)
    assert open_items(said) == (
        OpenItem("bed", said[2].day, said[4].day, said[4].visit, None, 2, {Absence.NOT_ALLOWED: 1}),
    )


def test_an_item_found_in_order_is_not_open() -> None:
    assert open_items(seen("bed", True, False, Absence.UNKNOWN)) == ()


@given(st.lists(st.sampled_from([True, False, *Absence]), min_size=1, max_size=8))
def test_absence_neither_opens_nor_closes_an_item(judgements: list[bool | Absence]) -> None:
    known = [each for each in judgements if isinstance(each, bool)]
    found = open_items(seen("bed", *judgements))
    assert bool(found) == bool(known and known[-1])
    assert [item.seen for item in found] == [item.seen for item in open_items(seen("bed", *known))]


@given(st.lists(st.sampled_from(Absence), min_size=1, max_size=8))
def test_what_never_had_an_answer_is_listed_unless_it_never_applied(kinds: list[Absence]) -> None:
    found = never_assessed(seen("bed", *kinds))
    assert bool(found) == (set(kinds) != {Absence.NOT_APPLICABLE})
    assert all(sum(item.absences.values()) == item.asked == len(kinds) for item in found)
    assert never_assessed([*seen("bed", *kinds), *seen("bed", False)]) == ()


@given(st.lists(st.tuples(DAYS, st.sampled_from([None, *Outcome])), max_size=10))
def test_only_entries_move_the_dates(attempts: list[tuple[date, Outcome | None]]) -> None:
    dates = dates_of((visited(day, how=how) for day, how in attempts), EFFECTIVE)
    entered = [day for day, how in attempts if how not in (None, Outcome.REFUSED)]
    assert dates.entry == max(entered, default=None)
    assert dates.whole_team is None or dates.entry is not None
    assert dates.whole_team is None or dates.whole_team <= (dates.entry or START)


KINDS = st.sampled_from(["ngo", "ombudsman", "npm"])


@given(st.lists(st.tuples(KINDS, st.sampled_from(AdmissionStatus)), max_size=12))
def test_the_parts_at_the_gate_add_up(said: list[tuple[str, AdmissionStatus]]) -> None:
    admissions = tuple(Admission(uuid4(), "", uuid4(), kind, status, None, "", AT) for kind, status in said)
    found = at_gate([Entry(uuid4(), admissions, (), None)])
    whole = tally(admissions)
    assert sum(each.sought for each in found) == whole.sought
    assert tuple((g.kind, g.kept_out) for g in found if g.kept_out) == whole.kept_out_by
    assert all(each.sought == each.let_in + each.in_part + each.kept_out for each in found)
    assert outcome(admissions=admissions, denials=(), stages=()) is not Outcome.MADE or whole.kept_out == 0


def test_our_counts_and_published_figures_stay_apart() -> None:
    heads = Headcount(None, 2, 0, AT)
    figure = Figure(FigureKind.POPULATION, date(2021, 6, 1), Days(), 30, None, None, "Yearbook")
    places = [Places(START, 20, "Order no 5"), Places(date(2022, 1, 1), 40, "Order no 9")]
    unknown, published = held_over_time([visited(START, heads=heads)], [figure], places)
    assert (unknown.counted_by, unknown.held, unknown.occupancy, unknown.places) == (CountedBy.OURS, None, None, 20)
    assert (published.counted_by, published.occupancy, published.source) == (
        CountedBy.PUBLISHED,
        Decimal("150.0"),
        "Yearbook",
    )


def test_a_source_that_says_not_inspected_makes_no_visit_of_others() -> None:
    year = Days(START, date(2021, 1, 1))
    said = [
        Figure(FigureKind.INSPECTED_BY, None, year, value, "Prosecutor", Body.PROSECUTOR, "Survey") for value in (1, 0)
    ]
    assert [(each.day, each.exact) for each in inspections(said[:1])] == [(date(2020, 12, 31), False)]
    assert inspections(last_said(said)) == ()


@given(st.lists(st.tuples(st.sampled_from(["", "Police"]), st.sampled_from([None, "access_after_call"])), max_size=9))
def test_patterns_add_up_to_the_denials(said: list[tuple[str, str | None]]) -> None:
    lines = [
        DenialLine(
            uuid4(), "D-1", START, "area_closed", "on_site", None, None, None, "", "", 1, None, agency, result, None
        )
        for agency, result in said
    ]
    found = patterns(lines)
    assert sum(each.events for each in found) == len(lines)
    assert all(sum(times for _, times in each.solved) == each.events for each in found)
