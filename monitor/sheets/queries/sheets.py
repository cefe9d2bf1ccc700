"""Whose sheets there are, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.queries import editions_for, questionnaire
from monitor.checklists.rules import Questionnaire
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import one, read, sql
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import visible_sheets
from monitor.sheets.rules import NoChecklist, Sheet
from monitor.visits.queries import visit_open_to, visits_at
from monitor.visits.rules import OVER, Visit, reaches


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet with the visit it belongs to."""

    sheet: Sheet
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    visit: UUID
    observed_by: UUID
    observer: str
    opened_by: UUID
    opened_at: datetime
    answered_at: datetime
    finished_at: datetime | None
    language: str


@dataclass(frozen=True, slots=True)
class _Edition:
    edition: UUID


_SHEETS = (
    "select s.id, s.visit, s.observed_by, a.name as observer, s.opened_by, s.opened_at, s.answered_at, s.finished_at, "
    "s.language from sheet s join visit v on v.id = s.visit join trip t on t.id = v.trip "
    "join account a on a.id = s.observed_by where {} and {} order by s.opened_at, s.id"
)


@query(Need.SHEET_VIEW)
async def visit_with_sheets(actor: Actor, visit: UUID) -> Visit:
    """Give a visit whose sheets the actor may see. Raises NotHere, also where only the visit itself is visible."""
    found = await visit_open_to(actor, visit)
    if not reaches(actor, Need.SHEET_VIEW, found):
        raise NotHere()
    return found


@query(Need.SHEET_VIEW)
async def sheets_of(actor: Actor, visit: UUID) -> list[Sheet]:
    """List the sheets of a visit in the order they were opened; none for whoever may not see them."""
    found = await read(_Found, _SHEETS, visible_sheets(actor), sql("s.visit = {}", visit))
    return [_sheet(row) for row in found]


@query(Need.SHEET_VIEW)
async def sheet_open_to(actor: Actor, sheet: UUID) -> OpenSheet:
    """Give one sheet and its visit. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = await one(_Found, _SHEETS, visible_sheets(actor), sql("s.id = {}", sheet))
    if found is None:
        raise NotHere()
    return OpenSheet(_sheet(found), await visit_open_to(actor, found.visit))


@query(Need.SHEET_VIEW)
async def editions_of(actor: Actor, visit: UUID) -> tuple[UUID, ...]:
    """Give the editions chosen for a visit, the checklist first; empty before one is chosen."""
    found = await read(
        _Edition,
        "select q.edition from visit_questionnaire q join visit v on v.id = q.visit join trip t on t.id = v.trip "
        "where {} and q.visit = {} order by q.position",
        visible_sheets(actor),
        visit,
    )
    return tuple(row.edition for row in found)


@query(Need.SHEET_VIEW)
async def questionnaire_of(actor: Actor, visit: UUID) -> Questionnaire:
    """Give what a visit is asked by. Raises NoChecklist before one is chosen."""
    chosen = await editions_of(actor, visit)
    if not chosen:
        raise NoChecklist()
    return await questionnaire(actor, chosen)


@query(Need.SHEET_VIEW)
async def questionnaire_offered(actor: Actor, visit: Visit) -> tuple[UUID, ...]:
    """Give the editions that fit a visit: by the facility's type, and whether anybody has been there before."""
    place = await facility_open_to(actor, visit.facility)
    return await editions_for(actor, facility_type=place.type, earlier_visits=await earlier_visits(actor, visit))


@query(Need.SHEET_VIEW)
async def earlier_visits(actor: Actor, visit: Visit) -> int:
    """Count the visits the actor knows of that were made at the facility before this one."""
    lines = await visits_at(actor, visit.facility)
    return sum(line.state in OVER and line.first_day < visit.first_day for line in lines)


def _sheet(row: _Found) -> Sheet:
    return Sheet(
        id=row.id,
        visit=row.visit,
        observed_by=row.observed_by,
        observer=row.observer,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        finished_at=row.finished_at,
        language=row.language,
    )
