"""Editions: the same content has the same hash however it was written, and other content another."""

from __future__ import annotations

import random
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.checklists.rules import Edition, Loaded, edition_hash, edition_of, load, structure_of, texts_hash
from tests.checklists.small import FILES, PEOPLE, ROOMS, WORDS, planted


def cells(files: dict[str, str]) -> Loaded:
    entry = load(files).named("cells")
    assert entry is not None
    return entry


def held_first() -> list[str]:
    return FILES[PEOPLE].splitlines()[3:]


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_fields_does_not_name_an_edition(chance: random.Random) -> None:
    lines = [line.strip().removeprefix("- ") for line in held_first()]
    chance.shuffle(lines)
    item = "\n".join(("  - " if n == 0 else "    ") + line for n, line in enumerate(lines))
    files = {**FILES, PEOPLE: f"items:\n{item}\ntheme: population\nletter: B\n"}
    assert edition_hash(cells(files).edition) == edition_hash(cells(FILES).edition)


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="aéйёҷӣñ", min_size=1))
def test_composed_and_decomposed_letters_are_one_text(title: str) -> None:
    first = cells(planted(WORDS, "title: Cells", f"title: '{normalize('NFC', title)}'")).texts[0]
    second = cells(planted(WORDS, "title: Cells", f"title: '{normalize('NFD', title)}'")).texts[0]
    assert texts_hash(first) == texts_hash(second)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PEOPLE, "    core: yes\n", ""),
        (ROOMS, "unit: m2", "unit: persons"),
        (ROOMS, "options: [good, none]", "options: [none, good]"),
        (ROOMS, "value: 4", "value: 5"),
        (ROOMS, "max: 100", "max: 90"),
    ],
)
def test_another_structure_is_another_edition(file: str, old: str, new: str) -> None:
    assert edition_hash(cells(planted(file, old, new)).edition) != edition_hash(cells(FILES).edition)


def test_a_better_wording_or_a_wider_use_keeps_the_edition() -> None:
    reworded = cells(planted(WORDS, "Floor space", "Floor space per person"))
    wider = cells(planted("cells/manifest.yaml", "[police_station]", "[police_station, court_cells]"))
    assert edition_hash(reworded.edition) == edition_hash(wider.edition) == edition_hash(cells(FILES).edition)
    assert texts_hash(reworded.texts[0]) != texts_hash(cells(FILES).texts[0])


def test_an_edition_is_read_back_as_it_was() -> None:
    edition: Edition = cells(FILES).edition
    assert edition_of(structure_of(edition)) == edition
