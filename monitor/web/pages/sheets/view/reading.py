"""The plain form of a sheet, where no script runs: what it says of each question, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence, Kind, Question, Questionnaire, Source
from monitor.kit.problems import NotHere, Problem
from monitor.sheets.rules import Answer, Given, NewAnswer, NewRow, Place, Sheet, check_given, same_answer
from monitor.web.floor.forms import Form
from monitor.web.pages.sheets.view.items import place_of
from monitor.web.pages.sheets.words import MEASURED

ABSENCES = {kind.value: kind for kind in Absence}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a plain form says that does not stand yet: answers, and the rows they begin."""

    answers: tuple[NewAnswer, ...]
    rows: tuple[NewRow, ...]


def changes_in(form: Form, asked: Questionnaire, standing: Mapping[Place, Answer], rows: frozenset[UUID]) -> Changes:
    """Read what was changed on the page; `rows` are those kept already."""
    answers = tuple(
        new
        for question, row in _on_page(form, asked)
        if (new := typed(form, question, row, standing.get((question.item.key, row))))
    )
    blocks = {q.item.key: part.block.name for part in asked.blocks if part.block for q in part.questions}
    begun = {new.row: NewRow(new.row, blocks[new.key]) for new in answers if new.row and new.row not in rows}
    return Changes(answers, tuple(begun.values()))


def _on_page(form: Form, asked: Questionnaire) -> list[tuple[Question, UUID | None]]:
    """List the questions that were on the page, with the row each stands in. Raises NotHere."""
    columns = {question.item.key for part in asked.blocks for question in part.questions}
    found = []
    for place in dict.fromkeys(form.lists.get("k", [])):
        key, _, row = place.partition("@")
        question = asked.by_key(key)
        if (key in columns) is not bool(row):
            raise NotHere()
        try:
            found.append((question, UUID(row) if row else None))
        except ValueError:
            raise NotHere() from None
    return found


def typed(form: Form, question: Question, row: UUID | None, standing: Answer | None) -> NewAnswer | None:
    """Read what the plain form says of an item; None where it says what stands already."""
    if question.item.computed:
        return None
    place = place_of(question.item.key, row)
    value, absence = _typed_given(form, question, place, standing.given if standing else Given())
    new = NewAnswer(
        id=uuid4(),
        key=question.item.key,
        value=value,
        absence=absence,
        sources=_sources(form.lists.get(f"s-{place}", [])),
        remark=form.words(f"r-{place}"),
        area=standing.area if standing else "",
        denial=form.id(f"d-{place}"),
        row=row,
    )
    given = _as_kept(question, value, absence)
    linked = new.denial is not None and (standing is None or standing.denial != new.denial)
    return None if same_answer(standing, new, given) and not linked else new


def as_typed(sheet: Sheet, new: NewAnswer, standing: Answer | None) -> Answer:
    """Show what was typed in place of what stands, so that nothing typed is lost (law 13)."""
    return Answer(
        id=standing.id if standing else new.id,
        sheet=sheet.id,
        key=new.key,
        given=Given(None if new.absence else new.value, new.absence),
        sources=new.sources,
        remark=new.remark,
        area=new.area,
        observed_by=sheet.observed_by,
        entered_by=sheet.observed_by,
        observed_at=None,
        entered_at=sheet.answered_at,
        denial=new.denial,
        row=new.row,
    )


def readable(question: Question, given: Given) -> Given:
    """Give an answer as rules may see it: what was typed and cannot be read is blank to them."""
    try:
        return check_given(question.item, question.code, given.value, given.absence)
    except Problem:
        return Given()


def _as_kept(question: Question, value: str | None, absence: Absence | None) -> Given:
    """Give what would be kept, or the typed text where it cannot be kept and differs from all that is."""
    try:
        return check_given(question.item, question.code, value, absence)
    except Problem:
        return Given(value=value)


def _typed_given(form: Form, question: Question, place: str, standing: Given) -> tuple[str | None, Absence | None]:
    chosen, written = form.text(f"a-{place}"), form.words(f"v-{place}")
    if question.item.kind is Kind.MOMENT:
        written = f"{written} {form.words(f'w-{place}')}".strip()
    if question.item.kind is Kind.CHOICE_MANY:
        written = ",".join(form.lists.get(f"m-{place}", []))
    elif question.item.kind not in MEASURED:
        return (chosen or None, None) if chosen not in ABSENCES else (None, ABSENCES[chosen])
    # A reason just chosen beside an old value means the reason; a value just written beside an old reason, the value.
    if chosen in ABSENCES and (not written or standing.absence != ABSENCES[chosen]):
        return None, ABSENCES[chosen]
    return written or None, None


def _sources(ticked: Sequence[str]) -> tuple[Source, ...]:
    return tuple(source for source in Source if source.value in ticked)
