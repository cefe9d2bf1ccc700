"""A checklist with a part of every kind the grammar knows; tests plant mistakes in it."""

from __future__ import annotations

from tests.checklists.small import FILES, planted

WING, ROOMS, TALKS = (
    "wing/sections/01-wing.yaml",
    "modules/rooms/sections/01-rooms.yaml",
    "modules/talks/sections/01-talks.yaml",
)
MANIFEST, WORDS = "wing/manifest.yaml", "wing/texts/en.yaml"
ROOM_WORDS, LABELS, INDICATORS = "modules/rooms/texts/en.yaml", "texts/en.yaml", "indicators.yaml"

FULL = {
    "themes.yaml": FILES["themes.yaml"],
    "provisions.yaml": FILES["provisions.yaml"],
    LABELS: FILES["texts/en.yaml"]
    + "indicators:\n  per_room: {name: People per room, caution: Rooms seen only.}\n  women: {name: Women}\n",
    INDICATORS: """\
per_room:
  value: ${people} div count(${room})
  unit: persons
  direction: lower_is_better
  theme: population
  on_page: yes
women:
  numerator: ${women}
  denominator: ${people}
  per: 100
  unit: persons
  direction: neither
  theme: population
""",
    MANIFEST: """\
id: wing
kind: checklist
version: 1
serves: [prison]
photos: allowed
modules:
  - {name: rooms, when: always}
  - {name: talks, when: held, held: women}
became:
  - {key: heads, fate: replaced, by: people}
  - {key: smell, fate: dropped}
  - {key: women, fate: reworded}
sections:
  - 01-wing
""",
    WING: """\
letter: B
theme: population
items:
  - key: people
    kind: integer
    unit: persons
    theme: population.capacity
    source: document
  - key: women
    kind: tally
    unit: persons
    theme: population.composition
    source: observation
    relevant: ${people} > 0
    constraint: . <= ${people}
    confirm: . * 2 < ${people}
  - key: mood
    kind: scale
    min: 1
    max: 5
    theme: population.composition
    source: observation
  - key: waited
    kind: duration
    theme: population.composition
    source: staff
  - key: worst
    kind: decimal
    unit: m2
    theme: material.space
    source: observation
    calculate: min(${space_each})
  - key: sight
    kind: photo
    theme: material.space
    source: observation
""",
    WORDS: """\
status: confirmed
title: Wing
about: For tests
sections: {01-wing: Wing}
items:
  people: {question: Number of people}
  women:
    question: Number of women
    constraint: No more than all people.
    confirm: Fewer than half?
  mood: {question: Mood}
  waited: {question: Wait}
  worst: {question: Least space}
  sight: {question: A photo}
""",
    "modules/rooms/manifest.yaml": "id: rooms\nkind: module\nversion: 1\nsections: [01-rooms]\n",
    ROOMS: """\
letter: V
theme: material
block:
  name: rooms
  label: room
  most: 80
  sums:
    - {column: in_room, equals: people}
items:
  - key: room
    kind: text
    theme: material.space
    source: observation
  - key: in_room
    kind: integer
    unit: persons
    theme: population.capacity
    source: observation
  - key: floor
    kind: decimal
    unit: m2
    theme: material.space
    source: observation
  - key: space_each
    kind: decimal
    unit: m2
    theme: material.space
    source: observation
    calculate: round(${floor} div ${in_room}, 2)
""",
    ROOM_WORDS: """\
status: confirmed
title: Rooms
about: For tests
sections: {01-rooms: Rooms}
blocks:
  rooms: {row: Room, add: Add a room}
items:
  room: {question: Room}
  in_room: {question: People in it}
  floor: {question: Floor space}
  space_each: {question: Space each}
""",
    "modules/talks/manifest.yaml": "id: talks\nkind: module\nversion: 1\nsections: [01-talks]\n",
    TALKS: """\
letter: X
theme: population
block: {name: talks, label: talk_code, private: yes}
items:
  - key: talk_code
    kind: text
    theme: population.composition
    source: person_held
  - key: taken_at
    kind: moment
    theme: population.composition
    source: person_held
    sealed: yes
  - key: written_at
    kind: moment
    theme: population.composition
    source: document
    sealed: yes
  - key: gap_h
    kind: decimal
    unit: persons
    theme: population.composition
    source: document
    calculate: round((decimal-date-time(${written_at}) - decimal-date-time(${taken_at})) * 24, 1)
""",
    "modules/talks/texts/en.yaml": """\
status: draft
title: Talks
about: For tests
sections: {01-talks: Talks}
blocks:
  talks: {row: Talk, add: Add a talk}
items:
  talk_code: {question: Code}
  taken_at: {question: The hour of being taken}
  written_at: {question: Entered in the register}
  gap_h: {question: Hours until entered}
""",
}


def planted_in_full(file: str, old: str, new: str) -> dict[str, str]:
    """Give the full checklist with one mistake planted."""
    return planted(file, old, new, FULL)
