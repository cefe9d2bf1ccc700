"""What the board's templates show, worded: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.programme.rules.coverage import CoverageLine


@dataclass(frozen=True, slots=True)
class Block:
    """A visit in a cell. `kind` is planned, proposed, settled (has begun), or beside (not of this version).

    `trip` is the letter its week has for a journey of several visits; `said` is `plain` and all notes in one sentence.
    """

    id: UUID
    href: str
    kind: str
    initials: str
    trip: str
    typed: str
    day: str
    type: str
    said: str
    plain: str
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    week: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    points: str
    said: str
    under: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the board with what speaks for a visit."""

    id: UUID
    name: str
    under: str
    points: int
    high: str
    band: str
    marks: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    facts: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A week above its column, and what stands at its foot; `trips` are journeys with several visits, `trips_said` which."""

    number: int
    day: str
    month: str
    said: str
    visits: int
    trips: str
    trips_said: str


@dataclass(frozen=True, slots=True)
class Mate:
    """A person under the board: initials, days known, visits already planned; `own` ones can be asked for their days."""

    account: UUID
    initials: str
    name: str
    organisation: str
    skills: str
    visits: int
    own: bool
    free: int
    unknown: int
    away: int


@dataclass(frozen=True, slots=True)
class Covered:
    """A line of the coverage; `label` is the type or the region."""

    label: str
    line: CoverageLine


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the board's templates show; `base` is the board's address, `along` what visits' addresses take along."""

    base: str
    along: str
    draft: bool
    weeks: tuple[Head, ...]
    rows: tuple[Row, ...]
    mates: tuple[Mate, ...]
    by_type: tuple[Covered, ...]
    by_region: tuple[Covered, ...]
    summary: str
    warnings: tuple[tuple[str, str], ...]
