"""A checklist with every kind of question and block in it, for the page that fills it; made of text files as any other."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from monitor.checklists.rules import Library, load
from monitor.sheets.actions import choose_questionnaire
from monitor.visits.rules import VisitState
from tests.checklists.small import FILES
from tests.makers_facilities import make_facility
from tests.makers_sheets import make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast

ASKED = "theme: population.capacity, source: observation"
SHARED = {name: FILES[name] for name in ("themes.yaml", "provisions.yaml", "texts/en.yaml")}
YARD = {
    **SHARED,
    "yard/manifest.yaml": """\
id: yard
kind: checklist
version: 1
serves: [police_station]
modules:
  - {name: cells, when: always}
  - {name: talks, when: always}
  - {name: vans, when: chosen}
sections: [01-first, 02-more]
""",
    "yard/sections/01-first.yaml": f"""\
letter: B
theme: population
items:
  - {{key: held_today, kind: integer, unit: persons, {ASKED}, follows_from: visit.held_today}}
  - {{key: apart, kind: yes_no, {ASKED}, core: yes}}
  - {{key: why_apart, kind: choice_one, options: [illness, wish, order], {ASKED}, relevant: "${{apart}} = 'yes'"}}
  - {{key: counted, kind: integer, unit: persons, {ASKED}, core: yes, constraint: . <= 500, confirm: . <= 50}}
  - {{key: worst, kind: decimal, unit: m2, {ASKED}, calculate: "min(${{each}})"}}
""",
    "yard/sections/02-more.yaml": f"""\
letter: C
theme: material
items:
  - {{key: noise, kind: scale, min: 1, max: 5, {ASKED}}}
  - {{key: rung, kind: tally, unit: persons, {ASKED}}}
  - {{key: walked, kind: duration, {ASKED}}}
  - {{key: last_walk, kind: moment, {ASKED}}}
  - {{key: opened_on, kind: date, {ASKED}}}
  - {{key: lights_out, kind: time, {ASKED}}}
  - {{key: things, kind: choice_many, options: [soap, towel, water], {ASKED}}}
  - {{key: view, kind: photo, {ASKED}}}
  - {{key: width, kind: decimal, unit: m2, {ASKED}}}
  - {{key: bed, kind: yes_no, {ASKED}}}
  - {{key: air, kind: choice_one, options: [good, weak, none], {ASKED}}}
""",
    "yard/texts/en.yaml": """\
status: confirmed
title: Yard
about: For tests
sections: {01-first: Who is here, 02-more: What else}
items:
  held_today: {question: "How many are held today?"}
  apart: {question: "Is anybody held apart?", help: Look at the end of the corridor.}
  why_apart: {question: "Why apart?", options: {illness: Illness, wish: Own wish, order: Order}}
  counted: {question: "How many were counted?", constraint: "Count 500 at most.", confirm: "More than fifty?"}
  worst: {question: Least space for one}
  noise: {question: "How loud is it?"}
  rung: {question: "How many rang?"}
  walked: {question: "How long was the walk?"}
  last_walk: {question: "When was the last walk?"}
  opened_on: {question: "When was the yard opened?"}
  lights_out: {question: "When do the lights go out?"}
  things: {question: "What is there?", options: {soap: Soap, towel: Towel, water: Water}}
  view: {question: A photo of the yard}
  width: {question: "How wide is it?"}
  bed: {question: "Is there a bench?"}
  air: {question: "How is the air?", options: {good: Good, weak: Weak, none: None}}
""",
    "modules/cells/manifest.yaml": "id: cells\nkind: module\nversion: 1\nsections: [01-cells]\n",
    "modules/cells/sections/01-cells.yaml": f"""\
letter: V
theme: material
block: {{name: cells, label: cell, most: 60, sums: [{{column: in_it, equals: counted}}]}}
items:
  - {{key: cell, kind: text, {ASKED}}}
  - {{key: in_it, kind: integer, unit: persons, {ASKED}, constraint: . <= 99}}
  - {{key: floor, kind: decimal, unit: m2, {ASKED}, relevant: "${{in_it}} > 0"}}
  - {{key: each, kind: decimal, unit: m2, {ASKED}, calculate: "round(${{floor}} div ${{in_it}}, 2)"}}
  - {{key: damp, kind: yes_no, {ASKED}}}
""",
    "modules/cells/texts/en.yaml": """\
status: confirmed
title: Cells
about: For tests
sections: {01-cells: Cells}
blocks: {cells: {row: Cell, add: Add a cell}}
items:
  cell: {question: Cell}
  in_it: {question: People in it, constraint: "Count 99 at most."}
  floor: {question: Floor space}
  each: {question: Space for each}
  damp: {question: "Is it damp?"}
""",
    "modules/talks/manifest.yaml": "id: talks\nkind: module\nversion: 1\nsections: [01-talks]\n",
    "modules/talks/sections/01-talks.yaml": f"""\
letter: X
theme: population
block: {{name: talks, label: talk, private: yes}}
items:
  - {{key: talk, kind: text, {ASKED}}}
  - {{key: interview_privacy, kind: choice_one, options: [alone, others_held_present], {ASKED}}}
  - {{key: hurt, kind: yes_no, {ASKED}, private_only: yes}}
  - {{key: taken_at, kind: moment, {ASKED}, sealed: yes}}
""",
    "modules/talks/texts/en.yaml": """\
status: confirmed
title: Talks
about: For tests
sections: {01-talks: Talks}
blocks: {talks: {row: Talk, add: Add a talk}}
items:
  talk: {question: Code}
  interview_privacy: {question: "Who was there?", options: {alone: Nobody else, others_held_present: Others held}}
  hurt: {question: "Was anybody hurt?"}
  taken_at: {question: The hour of being taken}
""",
    "modules/vans/manifest.yaml": "id: vans\nkind: module\nversion: 1\nsections: [01-vans]\n",
    "modules/vans/sections/01-vans.yaml": f"letter: T\ntheme: material\nitems:\n  - {{key: belts, kind: yes_no, {ASKED}}}\n",
    "modules/vans/texts/en.yaml": """\
status: confirmed
title: Vans
about: For tests
sections: {01-vans: Vans}
items: {belts: {question: "Are there belts?"}}
""",
}


def yard() -> Library:
    """The checklist with its two blocks and a module to choose."""
    return load(YARD)


def long_library(closed: int, measured: int) -> Library:
    """A checklist of so many questions answered by one key and so many typed, mixed as on paper."""
    every = (closed + measured) // measured if measured else 0
    items, words, left = "", "", measured
    for place in range(1, closed + measured + 1):
        typed = left > 0 and place % every == 0
        left -= typed
        kind = "kind: integer, unit: persons" if typed else "kind: yes_no"
        items += f"  - {{key: q{place}, {kind}, {ASKED}}}\n"
        words += f"  q{place}: {{question: Question {place}}}\n"
    return load(
        {
            **SHARED,
            "long/manifest.yaml": "id: long\nkind: checklist\nversion: 1\nserves: [police_station]\nsections: [01-all]\n",
            "long/sections/01-all.yaml": f"letter: B\ntheme: material\nitems:\n{items}",
            "long/texts/en.yaml": f"status: confirmed\ntitle: Long\nabout: For tests\nsections: {{01-all: All}}\nitems:\n{words}",
        }
    )


async def make_form(cast: Cast, library: Library, *, now: datetime) -> tuple[UUID, UUID]:
    """Open the lead's sheet of the library's first checklist and its modules, on a visit under way; gives visit, sheet."""
    await load_editions(actor=cast.coordinator, library=library, now=now)
    facility = await make_facility(cast.coordinator, capacity=20, now=now)
    visit = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, state=VisitState.UNDER_WAY, now=now
    )
    known = {filed.edition.name: filed.id for filed in await editions(cast.coordinator)}
    (checklist,) = [entry for entry in library.entries if entry.edition.role == "checklist"]
    wanted = [checklist.edition.name, *(each.module for each in checklist.use.modules if each.when == "always")]
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=[known[name] for name in wanted], now=now)
    return visit, await make_sheet(cast.lead, visit, now=now)
