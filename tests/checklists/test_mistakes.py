"""Planted mistakes: each is refused with its file, its line and what to do."""

from __future__ import annotations

import pytest

from monitor.checklists.rules import load
from tests.checklists.small import FILES, GATE, MANIFEST, PEOPLE, ROOMS, WORDS, planted, refusals

OTHER = "    noncompliant: {op: lt, value: 4, basis: standard, from: cpt.space}"
STANDARD = "{op: lt, value: 4, basis: standard, from: cpt.space}"
MISTAKES = [
    ("no yaml", ROOMS, "letter: C", "letter: 'C", 1, "Check indentation, colons and quotes here and one line above."),
    ("unknown field", ROOMS, "    min: 0", "    mni: 0", 7, "Did you mean “min”?"),
    ("missing field", PEOPLE, "    source: document\n", "", 4, "Add a line “source: …” to this block."),
    ("field twice", PEOPLE, "letter: B\n", "letter: B\nletter: D\n", 2, "Keep one of the two."),
    ("unknown kind", ROOMS, "kind: decimal", "kind: decimals", 5, "Did you mean “decimal”?"),
    ("unknown theme", PEOPLE, "theme: population\n", "theme: populace\n", 2, "Did you mean “population”?"),
    ("unknown sub-theme", PEOPLE, "population.capacity", "population.capcity", 7, "Did you mean “population.capacity”?"),
    ("unknown provision", PEOPLE, "[nmr.10]", "[nmr.100]", 11, "Did you mean “nmr.10”?"),
    ("key twice", ROOMS, "key: air", "key: held", 13,
     "One question is asked once: remove one, or give it a key of its own."),
    ("odd key", ROOMS, "key: space", "key: Space m2", 4,
     "Use small Latin letters, digits and _, beginning with a letter."),
    ("letter clash", GATE, "letter: A", "letter: C", 1, "Short codes must differ on one sheet: choose a free letter."),
    ("letter O", GATE, "letter: A", "letter: O", 1,
     "Use one capital letter A to Z; I and O look like digits and are left out."),
    ("letters not rising", ROOMS, "letter: C", "letter: A", 1,
     "Letters go up in the order of the manifest, so that a code is found at once."),
    ("choice without options", ROOMS, "    options: [good, none]\n", "", 13,
     "List them: “options: [good, weak, none]”."),
    ("options without choice", PEOPLE, "    core: yes", "    options: [a, b]", 9,
     "Remove them, or make the kind choice_one or choice_many."),
    ("option twice", ROOMS, "options: [good, none]", "options: [good, none, good]", 15, "Keep one of the two."),
    ("threshold off the options", ROOMS, "value: [none]", "value: [nine]", 18, "Did you mean “none”?"),
    ("threshold no number", ROOMS, "value: 4", "value: four", 12, "Write the threshold as 4 or 2.5."),
    ("comparison of words", GATE, "op: eq", "op: lt", 8,
     "Use eq or in for yes_no and choices; lt, gt, le, ge for numbers; nothing for text, date and time."),
    ("standard without reference", ROOMS, STANDARD, "{op: lt, value: 4, basis: standard}", 12,
     "Add “from:” with the provision, or make the basis working_proposal."),
    ("proposal dressed as law", ROOMS, "basis: standard", "basis: working_proposal", 12,
     "Remove “from”: our own alarm level must not look like law."),
    ("reference not cited", ROOMS, "provisions: [cpt.space, nmr.10]", "provisions: [nmr.10]", 12,
     "Add it under “provisions”, or correct it."),
    ("threshold without basis", ROOMS, STANDARD, "{op: lt, value: 4}", 12,
     "Say what it rests on: “basis: standard”, “any_case”, “working_proposal”…"),
    ("national limit as number", ROOMS, STANDARD, "{op: gt, value: 4, basis: national_parameter, parameter: judge_h}", 12,
     "Remove “value” and name the limit under “parameter”."),
    ("national limit unknown", ROOMS, STANDARD, "{op: gt, basis: national_parameter, parameter: juge_h}", 12,
     "Did you mean “judge_h”?"),
    ("bounds crossed", ROOMS, "max: 100", "max: -1", 8, "Swap min and max; without min the lowest is 0."),
    ("number without unit", PEOPLE, "    unit: persons\n", "", 4,
     "Add “unit: persons”, “unit: hours” or another."),
    ("unit without word", ROOMS, "unit: m2", "unit: m3", 6, "Use one of: m2, persons."),
    ("odd flag", PEOPLE, "core: yes", "core: true", 9, "Write “yes”, or leave the line out."),
    ("follows nothing", PEOPLE, "visit.held_today", "visit.held_tody", 10, "Did you mean “visit.held_today”?"),
    ("follows the wrong kind", PEOPLE, "visit.held_today", "visit.full_team", 10,
     "Make the item that kind, or let it follow from something else."),
    ("section without file", MANIFEST, "  - 02-rooms", "  - 02-rooms\n  - 03-yard", 10,
     "Add the file, or take this line out."),
    ("module unknown", MANIFEST, "name: entry", "name: entri", 6, "Did you mean “entry”?"),
    ("id not the folder", MANIFEST, "id: cells", "id: cell", 1, "Give both the same name."),
    ("question without words", WORDS, "  space: {question: Floor space, help: Measure.}\n", "", 6,
     "Add a line “space: …” here."),
    ("words without question", WORDS, "  held: {question", "  hold: {question", 6, "Did you mean “held”?"),
    ("empty question", WORDS, "{question: Number held}", "{question: ''}", 6,
     "Write it after the colon, on one line."),
    ("option without words", WORDS, "{good: Good, none: None}", "{good: Good}", 10, "Add a line “none: …” here."),
    ("status unknown", WORDS, "status: confirmed", "status: final", 1, "Use one of: draft, confirmed."),
    ("another question under the same key", GATE, "    unit: persons", "    unit: m2", 9,
     "The same key means the same question: make them equal, or give this one a key of its own."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "remedy"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_planted_mistake_is_refused_by_line(file: str, old: str, new: str, line: int, remedy: str) -> None:
    assert (file, line, remedy) in refusals(planted(file, old, new))


def test_the_small_checklist_itself_is_sound() -> None:
    assert [entry.edition.name for entry in load(FILES).entries] == ["cells", "entry"]


def test_a_section_left_out_of_the_manifest_is_refused() -> None:
    told = {remedy for file, _, remedy in refusals(planted(MANIFEST, "  - 02-rooms\n", "")) if file == ROOMS}
    assert told == {"Name it under “sections” in manifest.yaml, or remove the file."}


def test_all_mistakes_are_told_at_once() -> None:
    files = planted(ROOMS, "kind: decimal", "kind: decimals") | {"cells/notes.yaml": "\ufffd", "lost/x.yaml": "a: b"}
    assert {file for file, _, _ in refusals(files)} >= {ROOMS, "lost/x.yaml"}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a: " + "[" * 100_000, "Write the file as the guide shows."),
        ("- " * 100_000, "Write the file as the guide shows."),
        ("a: &x [1]\nb: *x\n", "Check indentation, colons and quotes here and one line above."),
        ("a: 1\n---\nb: 2\n", "Check indentation, colons and quotes here and one line above."),
    ],
    ids=["brackets", "dashes", "reference", "two documents"],
)
def test_what_is_no_plain_yaml_is_refused_and_stops_nothing(text: str, remedy: str) -> None:
    assert (MANIFEST, remedy) in {(file, told) for file, _, told in refusals({**FILES, MANIFEST: text})}
