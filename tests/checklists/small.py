"""A checklist of three sections and a module, as small as the grammar allows; tests plant mistakes in it."""

from __future__ import annotations

import pytest

from monitor.checklists.rules import ChecklistFaults, load
from monitor.kit.words import word

FILES = {
    "themes.yaml": "population: [capacity, composition]\nmaterial: [space]\n",
    "provisions.yaml": """\
nmr.10: {instrument: nmr, number: rule 10, mark: from_knowledge}
cpt.space: {instrument: cpt, number: para. 9, mark: seen}
""",
    "texts/en.yaml": """\
themes:
  population: People
  population.capacity: Capacity
  population.composition: Who
  material: Living
  material.space: Space
units: {persons: people, m2: m²}
parameters: {judge_h: hours to a judge}
instruments: {nmr: Mandela Rules, cpt: CPT}
provisions: {nmr.10: numbers, cpt.space: space}
""",
    "cells/manifest.yaml": """\
id: cells
kind: checklist
version: 1
serves: [police_station]
modules:
  - {name: entry, when: always}
sections:
  - 01-people
  - 02-rooms
""",
    "cells/sections/01-people.yaml": """\
letter: B
theme: population
items:
  - key: held
    kind: integer
    unit: persons
    theme: population.capacity
    source: document
    core: yes
    follows_from: visit.held_today
    provisions: [nmr.10]
""",
    "cells/sections/02-rooms.yaml": """\
letter: C
theme: material
items:
  - key: space
    kind: decimal
    unit: m2
    min: 0
    max: 100
    theme: material.space
    source: observation
    provisions: [cpt.space, nmr.10]
    noncompliant: {op: lt, value: 4, basis: standard, from: cpt.space}
  - key: air
    kind: choice_one
    options: [good, none]
    theme: material.space
    source: observation
    noncompliant: {op: in, value: [none]}
""",
    "cells/texts/en.yaml": """\
status: confirmed
title: Cells
about: For tests
sections: {01-people: People, 02-rooms: Rooms}
items:
  held: {question: Number held}
  space: {question: Floor space, help: Measure.}
  air:
    question: How is the air?
    options: {good: Good, none: None}
""",
    "modules/entry/manifest.yaml": "id: entry\nkind: module\nversion: 1\nsections: [01-gate]\n",
    "modules/entry/sections/01-gate.yaml": """\
letter: A
theme: population
items:
  - key: let_in
    kind: yes_no
    theme: population.composition
    source: observation
    noncompliant: {op: eq, value: no}
  - key: held
    kind: integer
    unit: persons
    theme: population.capacity
    source: staff
""",
    "modules/entry/texts/en.yaml": """\
status: draft
title: Entry
about: For tests
sections: {01-gate: Gate}
items:
  let_in: {question: Let in or not}
  held: {question: Number held}
""",
}

PEOPLE, ROOMS, GATE = (
    "cells/sections/01-people.yaml",
    "cells/sections/02-rooms.yaml",
    "modules/entry/sections/01-gate.yaml",
)
MANIFEST, WORDS = "cells/manifest.yaml", "cells/texts/en.yaml"


def planted(file: str, old: str, new: str, files: dict[str, str] = FILES) -> dict[str, str]:
    """Give a checklist with one mistake planted; the text to replace stands in the file exactly once."""
    assert files[file].count(old) == 1, f"{old!r} stands {files[file].count(old)} times in {file}"
    return {**files, file: files[file].replace(old, new)}


def refusals(files: dict[str, str]) -> set[tuple[str, int, str]]:
    """Load what holds mistakes, and give what is told: file, line, what to do."""
    with pytest.raises(ChecklistFaults) as refused:
        load(files)
    return {(fault.file, fault.line, word(fault.remedy, "en")) for fault in refused.value.faults}
