"""What becomes of keys from edition to edition, and through which of them a series may run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.checklists.rules import (
    Became,
    Edition,
    Fate,
    Item,
    Kind,
    Role,
    Section,
    Segment,
    Source,
    Step,
    Use,
    Version,
    fates,
    runs_through,
    untold,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def version(*items: Item, became: tuple[Became, ...] = (), elsewhere: tuple[str, ...] = ()) -> Version:
    edition = Edition("e", Role.CHECKLIST, (Section("s", "B", "t", items),))
    return Version(edition, Use("1", became=became), frozenset(elsewhere))


def item(key: str, kind: Kind = Kind.INTEGER, unit: str = "persons") -> Item:
    return Item(key, kind, "t.s", Source.DOCUMENT, unit)


def step(number: int, keys: str, *became: Became) -> Step:
    return Step(UUID(int=number), str(number), START + timedelta(days=number), frozenset(keys.split()), became)


def editions(*numbers: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number) for number in numbers)


def test_removed_and_changed_keys_must_be_told() -> None:
    before = version(item("kept"), item("gone"), item("moved"), item("other_unit"), item("other_kind"))
    after = version(item("kept"), item("other_unit", unit="m2"), item("other_kind", Kind.DECIMAL), elsewhere=("moved",))
    assert untold(before=before, after=after) == ("gone", "other_unit", "other_kind")
    told = (Became("gone", Fate.DROPPED), Became("other_unit", Fate.SAME), Became("other_kind", Fate.REPLACED, "kept"))
    silent = version(*after.edition.items, became=told, elsewhere=("moved",))
    assert untold(before=before, after=silent) == ()


def test_untold_changes_break_a_series_rather_than_run_through() -> None:
    before, after = version(item("a"), item("b")), version(item("a", unit="m2"))
    assert fates(before=before, after=after) == (Became("a", Fate.REPLACED, "a"), Became("b", Fate.DROPPED))


def test_what_was_told_of_an_earlier_version_speaks_only_once() -> None:
    told = (Became("a", Fate.REPLACED, "a"), Became("b", Fate.REWORDED))
    second, third = version(item("a"), item("b"), became=told), version(item("a"), item("b"), became=told)
    assert fates(before=version(item("a"), item("b")), after=second) == told
    assert fates(before=second, after=third) == (Became("a", Fate.SAME), Became("b", Fate.SAME))
    changed = version(item("a", unit="m2"), item("b"), became=told)
    assert fates(before=second, after=changed)[0] == told[0]


def test_a_series_runs_over_same_and_reworded_and_is_marked() -> None:
    lineage = [step(1, "a"), step(2, "a", Became("a", Fate.SAME)), step(3, "a", Became("a", Fate.REWORDED))]
    assert runs_through(lineage, "a") == (Segment("a", editions(1, 2, 3), reworded=editions(3)),)


def test_a_replaced_question_goes_on_as_a_segment_of_its_own() -> None:
    lineage = [step(1, "old"), step(2, "new", Became("old", Fate.REPLACED, "new")), step(3, "new")]
    both = (
        Segment("old", editions(1), ended=Fate.REPLACED, by="new"),
        Segment("new", editions(2, 3)),
    )
    assert runs_through(lineage, "new") == both
    assert runs_through(lineage, "old") == both


def test_the_same_name_for_another_question_begins_anew() -> None:
    lineage = [step(1, "a"), step(2, "a", Became("a", Fate.REPLACED, "a"))]
    assert runs_through(lineage, "a") == (
        Segment("a", editions(1), ended=Fate.REPLACED, by="a"),
        Segment("a", editions(2)),
    )


def test_a_dropped_question_ends_and_may_come_back_as_a_new_series() -> None:
    lineage = [step(1, "a b"), step(2, "b", Became("a", Fate.DROPPED)), step(3, "a b")]
    assert runs_through(lineage, "a") == (Segment("a", editions(1), ended=Fate.DROPPED), Segment("a", editions(3)))


def test_an_unknown_key_has_no_series() -> None:
    assert runs_through([step(1, "a")], "b") == ()


KEYS = ("a", "b", "c")


@st.composite
def lineages(draw: st.DrawFn) -> list[Step]:
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 6))):
        keys = draw(st.sets(st.sampled_from(KEYS)))
        became = []
        for key in sorted(steps[-1].keys) if steps else ():
            chosen = draw(st.sampled_from(sorted(Fate)))
            if chosen in {Fate.SAME, Fate.REWORDED} and key not in keys:
                chosen = Fate.DROPPED
            by = draw(st.sampled_from(sorted(keys))) if chosen is Fate.REPLACED and keys else None
            became.append(Became(key, chosen if by or chosen is not Fate.REPLACED else Fate.DROPPED, by))
        steps.append(step(number, " ".join(keys), *became))
    return steps


@given(lineages(), st.sampled_from(KEYS))
def test_each_edition_that_asks_a_key_stands_in_exactly_one_of_its_segments(lineage: list[Step], key: str) -> None:
    segments = runs_through(lineage, key)
    placed = [edition for segment in segments if segment.key == key for edition in segment.editions]
    assert placed == [each.edition for each in lineage if key in each.keys]


@given(lineages(), st.sampled_from(KEYS))
def test_no_series_runs_over_a_replacement_or_a_drop(lineage: list[Step], key: str) -> None:
    by_edition = {each.edition: each for each in lineage}
    for segment in runs_through(lineage, key):
        for later in segment.editions[1:]:
            assert by_edition[later].fate(segment.key).fate in {Fate.SAME, Fate.REWORDED}


@given(lineages(), st.sampled_from(KEYS))
def test_what_replaces_a_key_is_among_its_segments(lineage: list[Step], key: str) -> None:
    segments = runs_through(lineage, key)
    asked = {each.key for each in segments}
    assert {each.by for each in segments if each.key == key and each.by} <= asked


@pytest.mark.parametrize("key", KEYS)
def test_nothing_was_ever_in_use(key: str) -> None:
    assert runs_through([], key) == ()
