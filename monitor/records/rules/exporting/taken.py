"""What was read to be taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from monitor.kit.actor import Actor
from monitor.records.rules.exporting.choosing import Wanted
from monitor.records.rules.exporting.columns import Asked, Table
from monitor.records.rules.exporting.heading import Head


@dataclass(frozen=True, slots=True)
class SaidIn:
    """The answers of one record or sheet by key, as `reading` takes them; `rows` by id with the block they belong to.

    `sources` says by row (the record's own id for what is asked once) and key how an answer came into the record.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[UUID, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    sources: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody takes out: for whom, which rows, what they were asked, which tables that makes.

    `forms` go by `Head.editions`; `free` says whether free words may leave.
    """

    actor: Actor
    wanted: Wanted
    heads: Sequence[Head]
    forms: Mapping[str, Asked]
    tables: tuple[Table, ...]
    free: bool
