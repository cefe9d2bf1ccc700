"""Writing answers down: values sealed where they must be, times no finer than the day in private rows (law 6)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import local_day
from monitor.ledger.actions import record
from monitor.outside.database import run_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.sheets.queries import Assigned
from monitor.sheets.queries.answers import REMARK, VALUE
from monitor.sheets.rules import Given, Grid, Late, NewAnswer, NewRow, content_of, digest_of

_COLUMNS = (
    "id", "sheet", "row", "key", "revision", "value", "value_sealed", "absence", "sources", "remark_sealed", "area",
    "observed_by", "entered_by", "observed_at", "entered_at", "late", "digest", "salt",
)  # fmt: skip
_DROPPED = ("id", "row", "revision", "dropped", "dropped_by", "day", "reason")
_CURRENT = ("answer", "sheet", "row", "key", "author", "revision")
# Of these reasons only a closed record lets an answer stand on its sheet: it is what a new revision is made of.
_ASIDE = frozenset({Late.OLD_EDITION, Late.RIGHT_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Turn:
    """One batch being taken: who, on which sheet, what is asked there now and what the author was asked, when."""

    actor: Actor
    place: Assigned
    current: Grid
    asked: Grid
    now: datetime

    @property
    def sheet(self) -> UUID:
        return self.place.sheet.id

    @property
    def day(self) -> date:
        return local_day(self.now, self.place.zone)


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer about to be kept, at its place among the answers to its question."""

    answer: NewAnswer
    given: Given
    revision: int
    denial: UUID | None
    late: Late | None


def digest_here(turn: Turn, answer: NewAnswer, given: Given, salt: str) -> str:
    """Hash an answer with its salt; where that could be guessed at (sealed, private), with the data key besides."""
    content = content_of(turn.sheet, answer, given)
    guarded = turn.asked.questions[answer.key].item.sealed or turn.asked.is_private(answer.key)
    return keyring().fingerprint(salt + content) if guarded else digest_of(salt, content)


async def keep(turn: Turn, entries: Sequence[Entry], rows: Sequence[NewRow]) -> None:
    """Add rows and answers, point to those that stand, link denials, and note it in the ledger."""
    if not entries and not rows:
        return
    await run_many(
        "sheet_row",
        ("id", "sheet", "block", "day", "entered_by", "entered_at"),
        [(r.id, turn.sheet, r.block, turn.day, turn.actor.account, _row_at(turn, r)) for r in rows],
    )
    if turn.place.withdrawn:
        # Their answers lie aside, and so do the rows they are in; whoever leads may put a row in its place.
        aside = [(uuid4(), row.id, 1, True, turn.actor.account, turn.day, "") for row in rows]
        await run_many("sheet_row_dropped", _DROPPED, aside)
    lines = [_line(turn, entry) for entry in entries]
    await run_many("answer", _COLUMNS, lines)
    await _point_to(turn, entries)
    links = [
        (uuid4(), each.answer.id, each.denial, turn.actor.account, _at(turn, each.answer.key, turn.now))
        for each in entries
        if each.denial is not None
    ]
    await run_many("answer_denial", ("id", "answer", "denial", "linked_by", "linked_at"), links)
    content = [*sorted([str(line[0]), line[-2]] for line in lines), *sorted(str(row.id) for row in rows)]
    # Salted with the data key: without it nobody can find by trying which rows an entry is about, and so their order.
    salt = keyring().fingerprint(f"sheet.fill|{turn.sheet}")
    record(Need.SHEET_FILL, actor=turn.actor, subject=turn.sheet, at=turn.now, content=content, salt=salt)


async def _point_to(turn: Turn, entries: Sequence[Entry]) -> None:
    standing = {each.answer.place: each for each in entries if each.late not in _ASIDE}
    if not standing:
        return
    author = turn.place.sheet.observed_by
    await run_many(
        "current_answer",
        _CURRENT,
        [
            (e.answer.id, turn.sheet, e.answer.row or turn.sheet, key, author, e.revision)
            for (key, _), e in standing.items()
        ],
        instead="(sheet, row, key, author) do update set answer = excluded.answer, revision = excluded.revision",
    )


def _line(turn: Turn, entry: Entry) -> tuple[object, ...]:
    answer, given = entry.answer, entry.given
    salt = secrets.token_hex(16)
    sealed = turn.asked.questions[answer.key].item.sealed and given.value is not None
    return (
        answer.id,
        turn.sheet,
        answer.row or turn.sheet,
        answer.key,
        entry.revision,
        None if sealed else given.value,
        keyring().seal(VALUE, answer.id, given.value or "") if sealed else None,
        given.absence.value if given.absence else None,
        " ".join(sorted(set(answer.sources))),
        keyring().seal(REMARK, answer.id, answer.remark) if answer.remark else None,
        answer.area,
        turn.place.sheet.observed_by,
        turn.actor.account,
        None if answer.observed_at is None else _at(turn, answer.key, answer.observed_at),
        _at(turn, answer.key, turn.now),
        entry.late.value if entry.late else None,
        digest_here(turn, answer, given, salt),
        salt,
    )


def _at(turn: Turn, key: str, instant: datetime) -> datetime:
    return day_only(instant, turn.place.zone) if turn.asked.is_private(key) else instant


def _row_at(turn: Turn, row: NewRow) -> datetime | None:
    return None if turn.asked.blocks[row.block].private else turn.now


def day_only(instant: datetime, zone: str) -> datetime:
    """Keep of an instant only its day at the facility, written as midnight UTC (law 6)."""
    return datetime.combine(local_day(instant, zone), time(), UTC)
