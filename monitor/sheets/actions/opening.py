"""Choosing what a visit is asked by, opening and finishing sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.queries import questionnaire
from monitor.checklists.rules import Questionnaire
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import any_of, number, one, run
from monitor.people.rules import Need
from monitor.sheets.queries import (
    OpenSheet,
    editions_of,
    questionnaire_of,
    questionnaire_offered,
    sheet_open_to,
    visit_with_sheets,
)
from monitor.sheets.rules import ModuleInUse, NoChecklist, words_read
from monitor.sheets.tables import AskedBeforeRow, SheetRow, VisitQuestionnaireRow
from monitor.visits.rules import NotOnTeam, Visit, reaches


@dataclass(frozen=True, slots=True)
class _Existing:
    id: UUID
    visit: UUID
    observed_by: UUID
    opened_by: UUID


async def visit_to_fill(actor: Actor, visit: UUID) -> Visit:
    """Give a visit on which the actor may fill sheets. Raises NotHere."""
    found = await visit_with_sheets(actor, visit)
    if not reaches(actor, Need.SHEET_FILL, found):
        raise NotHere()
    return found


async def sheet_to_fill(actor: Actor, sheet: UUID) -> OpenSheet:
    """Give a sheet that the actor may fill, their own or another's whose notes they type up. Raises NotHere."""
    found = await sheet_open_to(actor, sheet)
    if not reaches(actor, Need.SHEET_FILL, found.visit):
        raise NotHere()
    return found


@action(Need.SHEET_FILL)
async def choose_questionnaire(*, actor: Actor, visit: UUID, editions: Sequence[UUID], now: datetime) -> None:
    """Choose what a visit is asked by, the checklist first.

    Once a sheet is open the checklist stands and modules can be added; one goes only while nothing of it is answered.
    What was chosen before stays known, for devices that took it along. Raises ModuleInUse, NotHere.
    """
    await visit_to_fill(actor, visit)
    before = await editions_of(actor, visit)
    if tuple(editions) == before:
        return
    asked = await questionnaire(actor, editions)
    if before:
        await _check_change(actor, visit, before, asked)
        await AskedBeforeRow(
            id=uuid4(), visit=visit, editions=" ".join(str(each) for each in before), replaced_at=now
        ).save()
    await run("delete from visit_questionnaire where visit = {}", visit)
    for position, edition in enumerate(editions):
        await VisitQuestionnaireRow(
            id=uuid4(), visit=visit, edition=edition, position=position, chosen_by=actor.account, chosen_at=now
        ).save()
    record(Need.SHEET_FILL, actor=actor, subject=visit, at=now, content=list(editions))


async def _check_change(actor: Actor, visit: UUID, before: tuple[UUID, ...], asked: Questionnaire) -> None:
    if not await number("select count(*) from sheet where visit = {}", visit):
        return
    standing = await questionnaire(actor, before)
    if standing.editions[0] != asked.editions[0]:
        raise ModuleInUse()
    kept = {(question.item.key, question.item.kind) for question in asked.everything}
    lost = [q.item.key for q in standing.everything if (q.item.key, q.item.kind) not in kept]
    answered = await number(
        "select count(*) from answer where sheet in (select id from sheet where visit = {}) and key in {}",
        visit,
        any_of(lost),
    )
    if answered:
        raise ModuleInUse()


@action(Need.SHEET_FILL)
async def open_sheet(*, actor: Actor, sheet: UUID, visit: UUID, observed_by: UUID, now: datetime) -> UUID:
    """Open a team member's sheet and give its id; a member has one, so opening it again gives the same.

    Whoever opens it may be another: what one person saw, a second may type. Without a chosen checklist the one that
    fits the facility is chosen. Raises NotHere, NotOnTeam, NoChecklist.
    """
    found = await visit_to_fill(actor, visit)
    if not found.has(observed_by):
        raise NotOnTeam()
    if not await editions_of(actor, visit):
        offered = await questionnaire_offered(actor, found)
        if not offered:
            raise NoChecklist()
        await choose_questionnaire(actor=actor, visit=visit, editions=offered, now=now)
    standing = await one(
        _Existing,
        "select id, visit, observed_by, opened_by from sheet where id = {} or (visit = {} and observed_by = {})",
        sheet,
        visit,
        observed_by,
    )
    if standing is not None:
        if (standing.visit, standing.observed_by) != (visit, observed_by):
            raise NotHere()
        return standing.id
    await SheetRow(
        id=sheet,
        visit=visit,
        observed_by=observed_by,
        opened_by=actor.account,
        opened_at=now,
        answered_at=now,
        language=actor.language,
        texts=" ".join(words_read(await questionnaire_of(actor, visit), actor.language)),
    ).save()
    record(Need.SHEET_FILL, actor=actor, subject=sheet, at=now, content=[visit, observed_by])
    return sheet


@action(Need.SHEET_FILL)
async def finish_sheet(*, actor: Actor, sheet: UUID, now: datetime) -> None:
    """Note that a sheet is as full as it gets; answers may still be added."""
    await sheet_to_fill(actor, sheet)
    await run("update sheet set finished_at = {} where id = {} and finished_at is null", now, sheet)
    record(Need.SHEET_FILL, actor=actor, subject=sheet, at=now)
