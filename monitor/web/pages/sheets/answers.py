"""Answers as a page sends them one by one, or a device many at once; sending again changes nothing (D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from litestar import post, put
from litestar.params import FromPath

from monitor.checklists.rules import Absence, Source
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.text import legible
from monitor.kit.words import N_
from monitor.people.rules import Need
from monitor.records.queries import last_answers
from monitor.sheets.actions import give_answers
from monitor.sheets.queries import questionnaire_of, sheet_open_to
from monitor.sheets.rules import Dot, Given, Late, NewAnswer, NewRow, dot_of
from monitor.web.floor.answers import TooLong
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import LONGEST_TEXT
from monitor.web.pages.sheets.words import before_words, worded

T = TypeVar("T")
MOST_AT_ONCE = 500
EARLIEST, LATEST = 2000, 2200


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer as it comes from a page; the id is in the address, or beside it in a batch."""

    key: str
    value: str | None = None
    absence: Absence | None = None
    sources: tuple[Source, ...] = ()
    remark: str = ""
    area: str = ""
    denial: UUID | None = None
    observed_at: datetime | None = None
    id: UUID | None = None
    row: UUID | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row to be added, before the answers in it."""

    id: UUID
    block: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers and the rows they are in; `edition` is the hash of the questionnaire they were asked by."""

    answers: tuple[Sent, ...] = ()
    rows: tuple[SentRow, ...] = ()
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What the page shows once an answer is durable; the last record's answer only now, after one's own."""

    id: UUID
    key: str
    saved: bool
    denial_missing: bool
    before: str
    dot: Dot
    late: Late | None = None


@dataclass(frozen=True, slots=True)
class SavedBatch:
    saved: int
    denials_missing: tuple[str, ...]
    late: int = 0


class Unreadable(Problem):
    status = 400
    sentence = N_("The page sent something that cannot be read. Load it again; what was saved is kept.")


class TooMany(Problem):
    status = 413
    sentence = N_("These are more answers than the server takes at once. Send at most %(most)s.")


@put("/sheets/{sheet:uuid}/answers/{answer:uuid}", opt={"need": Need.SHEET_FILL})
async def give(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID], answer: FromPath[UUID]) -> Saved:
    sent = read_body(await request.body(), Sent)
    (kept,) = await give_answers(actor=actor, sheet=sheet, answers=[_new(sent, answer)], edition=sent.edition, now=now)
    given = Given(None if sent.absence else (sent.value or "").strip() or None, sent.absence)
    alone = given.blank or kept.row is not None or kept.late is Late.RIGHT_WITHDRAWN
    return Saved(
        answer,
        kept.key,
        saved=True,
        denial_missing=kept.denial_missing,
        before="" if alone else await _before(request, actor, sheet, kept.key),
        dot=dot_of(given),
        late=kept.late,
    )


@post("/sheets/{sheet:uuid}/answers", status_code=200, opt={"need": Need.SHEET_FILL})
async def give_many(request: Asking, actor: Who, now: Now, sheet: FromPath[UUID]) -> SavedBatch:
    """Keep many answers and the rows they are in, in one transaction: all of them or none."""
    batch = read_body(await request.body(), Batch)
    if len(batch.answers) + len(batch.rows) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE)
    new = [_new(sent, sent.id) for sent in batch.answers]
    rows = [NewRow(sent.id, sent.block) for sent in batch.rows]
    kept = await give_answers(actor=actor, sheet=sheet, answers=new, rows=rows, edition=batch.edition, now=now)
    missing = tuple(each.key for each in kept if each.denial_missing)
    return SavedBatch(len(kept), missing, sum(each.late is not None for each in kept))


async def _before(request: Asking, actor: Actor, sheet: UUID, key: str) -> str:
    """Word what the last record says on an item, empty where there is none."""
    visit = (await sheet_open_to(actor, sheet)).visit
    last = (await last_answers(actor, visit)).get(key)
    if last is None:
        return ""
    asked, language = await questionnaire_of(actor, visit.id), request.scope["state"]["language"]
    return before_words(asked.by_key(key), worded(asked, key, language), last, language)


def read_body(body: bytes, kind: type[T]) -> T:
    """Read a page's JSON. Raises Unreadable."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise Unreadable() from fault


def _new(sent: Sent, answer: UUID | None) -> NewAnswer:
    if answer is None:
        raise Unreadable()
    return NewAnswer(
        id=answer,
        key=sent.key,
        value=None if sent.value is None else _typed(sent.value),
        absence=sent.absence,
        sources=sent.sources,
        remark=_typed(sent.remark),
        area=_typed(sent.area),
        observed_at=_instant(sent.observed_at),
        denial=sent.denial,
        row=sent.row,
    )


def _typed(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise TooLong()
    return legible(text).strip()


def _instant(at: datetime | None) -> datetime | None:
    """Take a time that says of which zone it is. Raises Unreadable."""
    if at is not None and (at.tzinfo is None or not EARLIEST < at.year < LATEST):
        raise Unreadable()
    return at


HANDLERS = [give, give_many]
