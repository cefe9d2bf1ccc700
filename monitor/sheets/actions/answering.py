"""Taking answers: checked against what is asked and what stands, each kept exactly once, the late ones aside (D20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Absence, Follows, Item, Kind
from monitor.denials.queries import denials_on
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, Conflict, FieldError, NotHere, Problem
from monitor.kit.words import N_, Sentence, say
from monitor.ledger.actions import action
from monitor.outside.database import run
from monitor.people.rules import Need
from monitor.sheets.actions.keeping import Entry, Turn, digest_here, keep
from monitor.sheets.actions.rows import standing_rows, take_rows
from monitor.sheets.queries import all_answers_on, sheet_assigned_to
from monitor.sheets.queries.asked import asked_of_author, words_asked
from monitor.sheets.queries.facts import followed_among
from monitor.sheets.queries.keeping import AnswerMark, Standing, photos_named, standing_on
from monitor.sheets.rules import (
    DenialElsewhere,
    Followed,
    FollowsElsewhere,
    Given,
    Kept,
    Late,
    NewAnswer,
    NewRow,
    NotAsked,
    NotInAGroup,
    PhotoMissing,
    Place,
    SheetState,
    check_given,
    rests_on,
    state_of,
)

OUT_OF_RULE = N_("This does not fit what else is answered. Check it, and the answers it goes with.")
Pair = tuple[NewAnswer, Given]


@action(Need.SHEET_FILL)
async def give_answers(
    *,
    actor: Actor,
    sheet: UUID,
    answers: Sequence[NewAnswer],
    rows: Sequence[NewRow] = (),
    edition: str | None = None,
    now: datetime,
) -> tuple[Kept, ...]:
    """Keep answers on a sheet, and the rows they are in; what was sent before is told as kept and not added again.

    `edition` is the hash of the questionnaire they were asked by, where that may be an older one. What comes late is
    kept with why (D20). Raises BadForm with every answer that cannot be kept, under its key or `key@row`;
    FollowsElsewhere, TooManyRows, DenialElsewhere; Conflict when an id came before with other
    content; NotHere for a sheet never assigned to the actor, and for a row or question that is not on it.
    """
    place = await sheet_assigned_to(actor, sheet)
    current, asked = await asked_of_author(actor, place.sheet.visit, edition)
    turn = Turn(actor, place, current, asked, now)
    pairs = _checked(turn, answers)
    await _check_denials(turn, answers)
    # Taking the sheet's row first puts writers of one sheet in a line, also where rows are locked one by one.
    await run("update sheet set answered_at = {} where id = {}", now, sheet)
    blocks, added = await take_rows(turn, answers, rows)
    standing, known = await standing_on(sheet, {answer.key for answer in answers})
    for pair in pairs:
        _check_known(turn, pair, known.get(pair[0].id))
    new = [pair for pair in pairs if pair[0].id not in known]
    await _check_photos(turn, new)
    await _check_beside_the_rest(turn, new, blocks)
    entries = _placed(turn, new, standing)
    await keep(turn, entries, added)
    told = {entry.answer.id: entry for entry in entries}
    return tuple(_kept(pair, told.get(pair[0].id), known.get(pair[0].id), standing) for pair in pairs)


def _checked(turn: Turn, answers: Sequence[NewAnswer]) -> list[Pair]:
    pairs: list[Pair] = []
    faults: list[FieldError] = []
    for answer in answers:
        question = turn.asked.questions.get(answer.key)
        if question is None or (answer.row is None) is (answer.key in turn.asked.block_of):
            raise NotAsked()
        try:
            pairs.append((answer, check_given(question.item, question.code, answer.value, answer.absence)))
        except FollowsElsewhere:
            raise
        except Problem as problem:
            faults.append(_fault(answer, problem.said))
    if faults:
        raise BadForm(tuple(faults))
    return pairs


def _fault(answer: NewAnswer, said: Sentence) -> FieldError:
    return FieldError(answer.key if answer.row is None else f"{answer.key}@{answer.row}", said)


async def _check_denials(turn: Turn, answers: Sequence[NewAnswer]) -> None:
    wanted = {answer.denial for answer in answers if answer.denial is not None}
    if wanted and wanted - {denial.id for denial in await denials_on(turn.actor, turn.place.sheet.visit)}:
        raise DenialElsewhere()


def _check_known(turn: Turn, pair: Pair, mark: AnswerMark | None) -> None:
    # An id that came before for another question or sheet is met by the database: it is told as a Conflict.
    if mark is None:
        return
    if mark.entered_by != turn.actor.account:
        raise NotHere()
    answer, given = pair
    if mark.digest != digest_here(turn, answer, given, mark.salt):
        raise Conflict()


async def _check_photos(turn: Turn, new: Sequence[Pair]) -> None:
    named = {
        UUID(photo): answer
        for answer, given in new
        if turn.asked.questions[answer.key].item.kind is Kind.PHOTO
        for photo in (given.value or "").split(",")
        if photo
    }
    if not named:
        return
    found = await photos_named(turn.sheet, named)
    faults = [
        _fault(answer, PhotoMissing().said) for photo, answer in named.items() if found.get(photo) != answer.place
    ]
    if faults:
        raise BadForm(tuple(faults))


async def _check_beside_the_rest(turn: Turn, new: Sequence[Pair], rows: Mapping[UUID, str]) -> None:
    """Check what can only be judged beside the sheet's other answers: hard constraints, and talks in a group."""
    judged = [(turn.asked.questions[answer.key], answer, given) for answer, given in new if given.value is not None]
    judged = [each for each in judged if each[0].item.constraint or (each[0].item.private_only and each[1].row)]
    if not judged:
        return
    rules = [question.item.constraint for question, _, _ in judged if question.item.constraint]
    company = any(question.item.private_only for question, _, _ in judged)
    if not turn.place.withdrawn and any(_sees_all_rows(turn, question.item) for question, _, _ in judged):
        rows = await standing_rows(turn, rows)
    state = await _state_after(turn, new, rows, rests_on(turn.asked, rules), beside=company)
    faults = []
    for question, answer, given in judged:
        if not state.may_be_asked(question.item, answer.row):
            raise NotInAGroup(code=question.code)
        if not state.accepts(question.item, given, answer.row):
            words = (await words_asked(turn.actor, turn.place.sheet.visit, answer.key)).constraint
            faults.append(_fault(answer, say("%(words)s", words=words) if words else say(OUT_OF_RULE)))
    if faults:
        raise BadForm(tuple(faults))


def _sees_all_rows(turn: Turn, item: Item) -> bool:
    """Say whether a hard constraint rests on a whole column, and not only on the row it is judged in."""
    own = turn.asked.block_of.get(item.key)
    seen = rests_on(turn.asked, [item.constraint] if item.constraint else [])
    outside = [f"${{{key}}}" for key in seen if own is None or turn.asked.block_of.get(key) is not own]
    return any(key in turn.asked.block_of for key in rests_on(turn.asked, outside))


async def _state_after(
    turn: Turn, new: Sequence[Pair], rows: Mapping[UUID, str], keys: frozenset[str], *, beside: bool
) -> SheetState:
    """Put together the sheet as it would be, as far as these keys go; `beside` says that its rows matter besides."""
    items = [turn.asked.questions[key].item for key in keys if key in turn.asked.questions]
    sent = {answer.key for answer, _ in new if answer.row is None}
    elsewhere = any(item.follows_from is None and item.key not in sent for item in items)
    stands: dict[Place, Given] = {}
    followed: Mapping[Follows, Followed] = {}
    # An author who has left the visit is judged by what they send: nothing of what stands there is theirs to meet.
    if not turn.place.withdrawn:
        wanted = frozenset(item.follows_from for item in items if item.follows_from)
        followed = await followed_among(turn.actor, turn.place.sheet.visit, wanted)
        if elsewhere or beside:
            stands = {p: each.given for p, each in (await all_answers_on(turn.actor, turn.sheet)).items()}
    stands |= {answer.place: given for answer, given in new}
    lines = [NewRow(row, block) for row, block in rows.items()]
    return state_of(turn.asked.asked, followed, stands, lines, turn.day)


def _placed(turn: Turn, new: Sequence[Pair], standing: Mapping[Place, Standing]) -> list[Entry]:
    entries: list[Entry] = []
    last = dict(standing)
    for answer, given in new:
        before = last.get(answer.place, Standing(0, None, None))
        refused = given.absence is Absence.NOT_ALLOWED
        # A remark added to a "not allowed" is a new row; it still stands for the same closed door.
        carried = before.denial if before.absence is Absence.NOT_ALLOWED else None
        denial = (answer.denial or carried) if refused else None
        entries.append(Entry(answer, given, before.revision + 1, denial, _late(turn, answer)))
        last[answer.place] = Standing(before.revision + 1, given.absence, denial)
    return entries


def _late(turn: Turn, answer: NewAnswer) -> Late | None:
    """Say why an answer comes too late for the record, if it does: the one rule of D20."""
    if turn.place.withdrawn:
        return Late.RIGHT_WITHDRAWN
    if turn.place.closed:
        return Late.RECORD_CLOSED
    return None if _still_asked(turn, answer.key) else Late.OLD_EDITION


def _still_asked(turn: Turn, key: str) -> bool:
    now = turn.current.questions.get(key)
    return (
        now is not None
        and now.item == turn.asked.questions[key].item
        and turn.current.block_of.get(key) == turn.asked.block_of.get(key)
    )


def _kept(pair: Pair, entry: Entry | None, mark: AnswerMark | None, standing: Mapping[Place, Standing]) -> Kept:
    answer, given = pair
    before = standing.get(answer.place)
    denial = entry.denial if entry else before.denial if before else None
    late = entry.late if entry else mark.late if mark else None
    missing = given.absence is Absence.NOT_ALLOWED and denial is None
    return Kept(answer.id, answer.key, denial_missing=missing, row=answer.row, late=late)
