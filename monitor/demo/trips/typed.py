"""What came of a visit: sheets typed up, what could not be seen, notes, differences settled, the record closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from monitor.checklists.rules import Absence, Question, Source
from monitor.demo.agenda import Agenda
from monitor.demo.phrases import DISSENT, NOTES, REMARKS
from monitor.demo.register import held_on
from monitor.demo.trips.answering import Said, doubted, seen, told_by
from monitor.demo.trips.gate import check_promises, follow_denial
from monitor.demo.trips.itinerary import Fate
from monitor.demo.trips.planned import Attempt
from monitor.demo.trips.rows import Scene, acceptable, written_by
from monitor.records.actions import choose_answer, close_record
from monitor.records.queries import draft_of
from monitor.sheets.actions import finish_sheet, give_answers, mark_absent, open_sheet, write_note
from monitor.sheets.queries import questionnaire_of
from monitor.sheets.rules import NewAnswer
from monitor.visits.queries import visit_open_to

_ROOMS = frozenset({"material_conditions", "hygiene", "regime"})
_PAPERS = frozenset({"registration", "safeguards"})
_MOST_SHEETS = 3
_NO_ROWS = {
    Fate.AREA: frozenset({"rooms"}),
    Fate.PAPERS: frozenset({"custody_files"}),
    Fate.TALKS: frozenset({"interviews"}),
}


def write_up(agenda: Agenda, attempt: Attempt, gate: datetime) -> None:
    """Put on the agenda what is written after a visit: the evening, the days after, the closing."""
    dice, fate = attempt.world.dice, attempt.stop.fate
    evening = gate + timedelta(hours=8, minutes=dice.randrange(50))
    if fate is Fate.NOW:
        agenda.at(gate + timedelta(minutes=150), partial(_half_filled, attempt))
        return
    agenda.at(evening, partial(_evening, attempt))
    if fate is Fate.OPEN:
        return
    agenda.at(evening + timedelta(days=1), partial(follow_denial, attempt))
    agenda.at(evening + timedelta(days=dice.randrange(2, 13)), partial(_close, attempt))


async def _evening(attempt: Attempt, at: datetime) -> None:
    if attempt.inside:
        await check_promises(attempt, at)
        await _sheets(attempt, at)
    if attempt.world.dice.random() < 0.35:
        await write_note(
            actor=attempt.world.actor(attempt.lead, at),
            note=attempt.world.new(),
            visit=attempt.id,
            body=attempt.world.deal("notes", NOTES),
            now=at,
        )


async def _opened(attempt: Attempt, key: str, at: datetime) -> UUID:
    world = attempt.world
    by = world.actor(key, at)
    return await open_sheet(actor=by, sheet=world.new(), visit=attempt.id, observed_by=world.account(key), now=at)


async def _sheets(attempt: Attempt, at: datetime) -> None:
    """Type up what each of up to three people saw."""
    world = attempt.world
    people = [attempt.lead, *(key for key in attempt.inside if key != attempt.lead)][:_MOST_SHEETS]
    first = await _opened(attempt, people[0], at)
    asked = await questionnaire_of(world.actor(people[0], at), attempt.id)
    if len(asked.questions) < 40:
        people = people[:1]
    scene = _scene(attempt)
    found = seen(asked.questions, scene.place, scene.years, scene.held, world.dice)
    shut = _shut(attempt, asked.questions)
    for number, key in enumerate(people):
        sheet = first if number == 0 else await _opened(attempt, key, at)
        own = _share(attempt, asked.questions, found, number, len(people), without=frozenset(shut))
        rows, said = written_by(scene, asked, number, len(people), _NO_ROWS.get(attempt.stop.fate, frozenset()))
        said = acceptable(scene, asked, rows, [*own, *said])
        await give_answers(actor=world.actor(key, at), sheet=sheet, answers=said, rows=rows, now=at)
        if number == 0 and shut:
            await mark_absent(
                actor=world.actor(key, at),
                sheet=sheet,
                keys=shut,
                absence=Absence.NOT_ALLOWED,
                denial=attempt.denial,
                now=at,
            )
        await finish_sheet(actor=world.actor(key, at), sheet=sheet, now=at + timedelta(minutes=40))


def _scene(attempt: Attempt) -> Scene:
    world, stop = attempt.world, attempt.stop
    held = held_on(world.described[stop.place], world.years(stop.day))
    return Scene(stop.place, stop.day, world.years(stop.day), held, world.dice, world.new)


def _shut(attempt: Attempt, questions: Sequence[Question]) -> list[str]:
    """Give what one closed door, one withheld book or one forbidden talk kept from the team."""
    match attempt.stop.fate:
        case Fate.AREA:
            return [q.item.key for q in questions if q.item.theme.partition(".")[0] in _ROOMS and not _followed(q)]
        case Fate.PAPERS:
            return [q.item.key for q in questions if q.item.theme.partition(".")[0] in _PAPERS and _written(q)]
        case Fate.TALKS:
            return [q.item.key for q in questions if q.item.source is Source.PERSON_HELD and not _followed(q)]
        case _:
            return []


def _followed(question: Question) -> bool:
    return question.item.computed


def _written(question: Question) -> bool:
    return question.item.source is Source.DOCUMENT and not _followed(question)


def _share(
    attempt: Attempt,
    questions: Sequence[Question],
    found: dict[str, Said],
    number: int,
    persons: int,
    *,
    without: frozenset[str],
) -> list[NewAnswer]:
    """Give what one person writes: the own part, and now and then a second look at somebody else's."""
    dice = attempt.world.dice
    answers = []
    for question in questions:
        said = found.get(question.item.key)
        if said is None or question.item.key in without:
            continue
        if told_by(question, persons) == number:
            answers.append(_answer(attempt, question, said))
        elif dice.random() < 0.1:
            answers.append(_answer(attempt, question, doubted(question.item, said, dice)))
    return answers


def _answer(attempt: Attempt, question: Question, said: Said) -> NewAnswer:
    world = attempt.world
    sources = {question.item.source} if said.value is not None else set()
    if sources and world.dice.random() < 0.15:
        sources.add(Source.STAFF)
    return NewAnswer(
        id=world.new(),
        key=question.item.key,
        value=said.value,
        absence=said.absence,
        sources=tuple(sorted(sources)),
        remark=world.deal("remarks", REMARKS) if world.dice.random() < 0.05 else "",
    )


async def _half_filled(attempt: Attempt, at: datetime) -> None:
    """During the visit: the cells are done, the papers not yet."""
    world, key = attempt.world, attempt.outing.team[1]
    sheet = await _opened(attempt, key, at)
    asked = await questionnaire_of(world.actor(key, at), attempt.id)
    scene = _scene(attempt)
    found = seen(asked.questions, scene.place, scene.years, scene.held, world.dice)
    looked = [question for question in asked.questions if question.item.source is Source.OBSERVATION]
    answers = [_answer(attempt, q, found[q.item.key]) for q in looked if q.item.key in found]
    rows, said = written_by(scene, asked, 1, 3, frozenset())
    said = acceptable(scene, asked, rows, [*answers, *said])
    await give_answers(actor=world.actor(key, at), sheet=sheet, answers=said, rows=rows, now=at)


async def _close(attempt: Attempt, at: datetime) -> None:
    """Settle what differs, agree to count blanks as not assessed, close. What is chosen may open other questions."""
    world = attempt.world
    by = world.actor(attempt.lead, at)
    visit = await visit_open_to(by, attempt.id)
    drafted = await draft_of(by, visit)
    while drafted.draft is not None and drafted.draft.differing:
        for place in drafted.draft.differing:
            voice = world.dice.choice(drafted.items[place].voices)
            dissent = world.deal("dissent", DISSENT) if world.dice.random() < 0.2 else ""
            await choose_answer(actor=by, visit=attempt.id, answer=voice.answer.id, dissent=dissent, now=at)
        drafted = await draft_of(by, visit)
    blanks, gap = 0, ""
    if drafted.draft is not None:
        blanks = drafted.draft.blank
        gap = "Отказ устный, оформлен отдельно." if drafted.draft.without_denial else ""
    await close_record(
        actor=by, record_id=world.new(), visit=attempt.id, confirmed_blanks=blanks, gap_reason=gap, now=at
    )
