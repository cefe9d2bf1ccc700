"""Three editions: a question reworded, one replaced, one dropped; the series runs only where it may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import Absence, Became, Fate, Step
from monitor.history.rules import Asked, ItemPoint, Joint, item_runs, ties

AT = datetime(2024, 1, 1, tzinfo=UTC)
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
LINEAGE = (
    Step(FIRST, "1", AT, frozenset({"same", "worded", "old", "gone"})),
    Step(
        SECOND,
        "2",
        AT,
        frozenset({"same", "worded", "new"}),
        (Became("worded", Fate.REWORDED), Became("old", Fate.REPLACED, "new"), Became("gone", Fate.DROPPED)),
    ),
    Step(THIRD, "3", AT, frozenset({"same", "worded", "new", "more"})),
)
LINEAGES = {"house": LINEAGE}
EDITIONS = (FIRST, SECOND, THIRD)


def visit(number: int) -> UUID:
    return UUID(int=100 + number)


def points(key: str, *said: str | Absence | None) -> list[ItemPoint]:
    """One point for each edition in turn; None where the key was not asked."""
    return [
        ItemPoint(visit(n), date(2024, n + 1, 1), key, "house", edition, None if isinstance(each, Absence) else each,
                  each if isinstance(each, Absence) else None, None)
        for n, (edition, each) in enumerate(zip(EDITIONS, said, strict=True))
        if each is not None
    ]  # fmt: skip


def asked(visits: Sequence[UUID] = EDITIONS) -> list[Asked]:
    keys = {step.edition: step.keys for step in LINEAGE}
    return [Asked(visit(n), {key: ("house", each) for key in keys[each]}) for n, each in enumerate(visits)]


def test_a_reworded_question_runs_through_and_is_marked() -> None:
    (run,) = item_runs(points("worded", "yes", "no", "yes"), LINEAGES, "worded")
    assert (len(run.points), run.reworded, run.ended) == (3, frozenset({visit(1)}), None)


def test_a_replaced_question_goes_on_apart_under_its_new_key() -> None:
    found = points("old", "4", None, None) + points("new", None, "3", "5")
    for key in ("old", "new"):
        old, new = item_runs(found, LINEAGES, key)
        assert (old.key, len(old.points), old.ended, old.by) == ("old", 1, Fate.REPLACED, "new")
        assert (new.key, len(new.points), new.ended) == ("new", 2, None)


def test_a_dropped_question_ends() -> None:
    (run,) = item_runs(points("gone", "yes", None, None), LINEAGES, "gone")
    assert (run.ended, run.by) == (Fate.DROPPED, None)


def test_an_absence_stays_in_its_run_as_a_gap() -> None:
    (run,) = item_runs(points("same", "yes", Absence.NOT_ALLOWED, "yes"), LINEAGES, "same")
    assert [each.value for each in run.points] == ["yes", None, "yes"]


def test_a_figure_is_cut_where_one_of_its_questions_was_replaced_or_dropped() -> None:
    assert ties(asked(), {"same"}, LINEAGES) == {visit(1): Joint.SAME, visit(2): Joint.SAME}
    assert ties(asked(), {"same", "worded"}, LINEAGES)[visit(1)] is Joint.REWORDED
    assert ties(asked(), {"same", "gone"}, LINEAGES)[visit(1)] is Joint.APART
    assert ties(asked(), {"same", "old"}, LINEAGES)[visit(1)] is Joint.APART
    assert ties(asked(), {"same", "more"}, LINEAGES)[visit(2)] is Joint.REWORDED


def test_a_module_left_out_once_cuts_nothing() -> None:
    women = Asked(visit(9), {"cot": ("women", FIRST), "same": ("house", FIRST)})
    without = Asked(visit(8), {"same": ("house", FIRST)})
    assert ties([women, without, women], {"cot", "same"}, {}) == {
        without.visit: Joint.SAME,
        women.visit: Joint.SAME,
    }


def test_the_same_key_of_another_checklist_is_the_same_question() -> None:
    other = Asked(visit(7), {"same": ("prison", THIRD)})
    assert ties([asked()[0], other], {"same"}, LINEAGES) == {other.visit: Joint.SAME}


SAID = st.one_of(st.none(), st.sampled_from(["yes", "no", *Absence]))


@given(
    st.lists(st.tuples(st.sampled_from(["same", "worded", "old", "new", "gone", "more"]), SAID, SAID, SAID)),
    st.sampled_from(["same", "worded", "old", "new", "gone", "more"]),
)
def test_every_answer_of_a_question_stands_in_one_run_and_no_run_crosses_a_cut(
    said: list[tuple[str, str | Absence | None, str | Absence | None, str | Absence | None]], key: str
) -> None:
    found = [point for name, *each in dict((line[0], line) for line in said).values() for point in points(name, *each)]
    runs = item_runs(found, LINEAGES, key)
    kin = {"old", "new"} if key in {"old", "new"} else {key}
    inside = [point for run in runs for point in run.points]
    assert sorted(inside, key=repr) == sorted((point for point in found if point.key in kin), key=repr)
    assert all(len({point.key for point in run.points}) == 1 for run in runs)
    assert all((point.value is None) == (point.absence is not None) for point in inside)
