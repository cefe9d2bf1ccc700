"""Planted mistakes in blocks, rules, sealed items, manifests and indicators: file, line, what to do."""

from __future__ import annotations

import pytest

from monitor.checklists.rules import Became, Fate, Sum, load
from tests.checklists.full import (
    FULL,
    INDICATORS,
    LABELS,
    MANIFEST,
    ROOM_WORDS,
    ROOMS,
    TALKS,
    WING,
    WORDS,
    planted_in_full,
)
from tests.checklists.small import refusals

MISTAKES = [
    ("scale without steps", WING, "    max: 5\n", "", 17, "Add whole numbers such as “min: 1” and “max: 5”; at most 11 steps."),
    ("scale too long", WING, "    max: 5\n", "    max: 50\n", 17,
     "Add whole numbers such as “min: 1” and “max: 5”; at most 11 steps."),
    ("duration in hours", WING, "    kind: duration", "    kind: duration\n    unit: persons", 25,
     "Write “unit: minutes”, or leave the line out."),
    ("tally without unit", WING, "    kind: tally\n    unit: persons\n", "    kind: tally\n", 9,
     "Add “unit: persons”, “unit: hours” or another."),
    ("computed and followed", WING, "    calculate: min(${space_each})",
     "    calculate: min(${space_each})\n    follows_from: visit.held_today", 33, "Keep one of the two."),
    ("computed and judged by hand", WING, "    calculate: min(${space_each})",
     "    calculate: min(${space_each})\n    constraint: . > 0", 33, "Keep one of the two."),
    ("computed and asked alone", WING, "    calculate: min(${space_each})",
     "    calculate: min(${space_each})\n    private_only: yes", 33, "Keep one of the two."),
    ("a tally computed", WING, "    relevant: ${people} > 0", "    calculate: ${people}", 14,
     "Make the kind integer, decimal or another, or remove “calculate”."),
    ("sealed and judged", TALKS, "    kind: moment\n    theme: population.composition\n    source: document\n    sealed: yes",
     "    kind: integer\n    unit: persons\n    noncompliant: {op: gt, value: 1, basis: any_case}\n"
     "    theme: population.composition\n    source: document\n    sealed: yes", 17,
     "Put it on an item of its own that is computed from the sealed one."),
    ("sealed photo", WING, "    kind: photo", "    kind: photo\n    sealed: yes", 35, "Remove “sealed”."),
    ("when, in the open", TALKS, "    source: document\n    sealed: yes\n", "    source: document\n", 14,
     "Add “sealed: yes”, and let a computed duration carry what is needed outside."),
    ("a sealed value copied out", TALKS, "    kind: decimal\n    unit: persons\n", "    kind: text\n", 23,
     "Compute a number, yes or no, or a choice: a time or a text would carry the sealed value outside."),
    ("label no column", ROOMS, "label: room\n", "label: rom\n", 5, "Did you mean “room”?"),
    ("label computed", ROOMS, "label: room\n", "label: space_each\n", 5,
     "Name rows by a text, a whole number or a choice that somebody gives."),
    ("rows without end", ROOMS, "most: 80", "most: 8000", 6, "Write 1 to 200, or leave the line out for 60."),
    ("sum of no column", ROOMS, "column: in_room", "column: in_rom", 8, "Did you mean “in_room”?"),
    ("sum to nothing", ROOMS, "equals: people", "equals: peple", 8, "Did you mean “people”?"),
    ("sum to words", ROOMS, "equals: people", "equals: sight", 8, "Name an item that counts, such as held_women."),
    ("block with an odd field", ROOMS, "  most: 80", "  mots: 80", 6, "Did you mean “most”?"),
    ("block twice", TALKS, "name: talks,", "name: rooms,", 3, "Attach that module, or give this block a name of its own."),
    ("a column elsewhere", TALKS, "key: talk_code", "key: room", 5,
     "A column has its key alone on a sheet: give one of the two another."),
    ("a fact of the visit in rows", ROOMS, "    calculate: round(${floor} div ${in_room}, 2)",
     "    follows_from: visit.held_today", 24, "Ask it outside the block."),
    ("held without a key", MANIFEST, "when: held, held: women", "when: held", 8,
     "Write “when: held, held: held_women” with the key of the item that counts those people."),
    ("a key without held", MANIFEST, "{name: rooms, when: always}", "{name: rooms, when: always, held: women}", 7,
     "Write “when: held, held: held_women” with the key of the item that counts those people."),
    ("held by an unknown key", MANIFEST, "held: women}", "held: woman}", 8, "Did you mean “women”?"),
    ("held by no number", MANIFEST, "held: women}", "held: sight}", 8, "Name an item that counts, such as held_women."),
    ("replaced by nothing", MANIFEST, "fate: replaced, by: people", "fate: replaced", 10,
     "Name under “by” the key that is asked instead."),
    ("replaced by an unknown key", MANIFEST, "by: people", "by: peoples", 10, "Did you mean “people”?"),
    ("dropped and still asked", MANIFEST, "key: smell", "key: mood", 11,
     "If it asks something else now, write “fate: replaced, by: mood”."),
    ("told twice", MANIFEST, "key: smell", "key: heads", 11, "Keep one of the two."),
    ("fate unknown", MANIFEST, "fate: dropped", "fate: gone", 11, "Use one of: same, reworded, replaced, dropped."),
    ("no words for what is accepted", WORDS, "    constraint: No more than all people.\n", "", 8,
     "Add a line “constraint: …” to this block."),
    ("words for no rule", WORDS, "  mood: {question: Mood}", "  mood: {question: Mood, confirm: Sure}", 11,
     "Known here: question, help, status."),
    ("block without words", ROOM_WORDS, "blocks:\n  rooms: {row: Room, add: Add a room}\n", "", 1,
     "Add a line “rooms: …” here."),
    ("words for no block", ROOM_WORDS, "  rooms: {row", "  room: {row", 6, "Did you mean “rooms”?"),
    ("expression not readable", WING, "relevant: ${people} > 0", "relevant: ${people > 0", 14,
     "Write ${key} with letters, digits and _ only, and close it with }."),
    ("expression of an unknown key", WING, "relevant: ${people} > 0", "relevant: ${peple} > 0", 14,
     "Did you mean people?"),
    ("a column outside", WING, "calculate: min(${space_each})", "calculate: ${space_each} * 2", 32,
     "Put it in an aggregate, such as sum(…) or count(…)."),
    ("the point where nothing is judged", WING, "relevant: ${people} > 0", "relevant: . > 0", 14,
     "Write ${key} of the item you mean."),
    ("a circle", ROOMS, "    unit: persons\n", "    unit: persons\n    calculate: ${space_each}\n", 17,
     "Take one of them out of a calculate or relevant."),
    ("indicator of an unknown key", INDICATORS, "numerator: ${women}", "numerator: ${woman}", 8, "Did you mean women?"),
    ("indicator half", INDICATORS, "  denominator: ${people}\n", "", 8,
     "Write “value: …”, or both “numerator: …” and “denominator: …”."),
    ("indicator per nothing", INDICATORS, "per: 100", "per: a hundred", 10,
     "Write 100 for percent, 1000 for a rate per thousand, or leave the line out."),
    ("indicator without words", LABELS, "  women: {name: Women}\n", "", 12,
     "Add a line “women: …” under “indicators”."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "remedy"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_planted_mistake_is_refused_by_line(file: str, old: str, new: str, line: int, remedy: str) -> None:
    assert (file, line, remedy) in refusals(planted_in_full(file, old, new))


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        (
            (MANIFEST, "photos: allowed", "photos: forbidden"),
            (WING, 33, "Take it out, or allow photos in the manifest."),
        ),
        ((INDICATORS, "women:\n", "womn:\n"), (LABELS, 13, "Did you mean “womn”?")),
    ],
    ids=["photo where none is allowed", "words of no indicator"],
)
def test_a_mistake_is_told_where_it_shows(planted: tuple[str, str, str], told: tuple[str, int, str]) -> None:
    assert told in refusals(planted_in_full(*planted))


def test_the_full_checklist_is_sound_and_says_what_it_is() -> None:
    library = load(FULL)
    wing, rooms = library.named("wing"), library.named("rooms")
    assert wing is not None
    assert rooms is not None
    block = rooms.edition.sections[0].block
    assert block is not None
    assert (block.most, block.sums, rooms.texts[0].blocks["rooms"].add) == (
        80,
        (Sum("in_room", "people"),),
        "Add a room",
    )
    assert wing.use.became[0] == Became("heads", Fate.REPLACED, "people")
    assert wing.use.modules[1].held == "women"
    assert wing.texts[0].items["women"].confirm == "Fewer than half?"
    assert [(each.id, each.per, each.on_page) for each in library.indicators.all] == [
        ("per_room", 1, True),
        ("women", 100, False),
    ]
    assert library.indicators.worded("per_room", "ru").caution == "Rooms seen only."
