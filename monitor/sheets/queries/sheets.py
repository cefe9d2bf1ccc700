"""Whose sheets there are, and who may see and fill them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import one, read, sql
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import reached_visits, visible_sheets
from monitor.sheets.rules import Sheet
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import Visit, VisitState, reaches


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet with the visit it belongs to."""

    sheet: Sheet
    visit: Visit


@dataclass(frozen=True, slots=True)
class Assigned:
    """A sheet that an author may answer, as far as taking the answers needs it; it tells nothing of the visit.

    `closed` says that the record of the visit is closed, `withdrawn` that the author has left the visit since.
    """

    sheet: Sheet
    zone: str
    closed: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class _Assigned(Sheet):
    state: VisitState
    zone: str
    visible: bool


AFTER_CLOSING = frozenset({VisitState.RECORDED, VisitState.CLOSED})

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
    return await read(Sheet, _SHEETS, visible_sheets(actor), sql("s.visit = {}", visit))


@query(Need.SHEET_VIEW)
async def sheet_open_to(actor: Actor, sheet: UUID) -> OpenSheet:
    """Give one sheet and its visit. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = await one(Sheet, _SHEETS, visible_sheets(actor), sql("s.id = {}", sheet))
    if found is None:
        raise NotHere()
    return OpenSheet(found, await visit_open_to(actor, found.visit))


@query(Need.SHEET_FILL)
async def sheet_assigned_to(actor: Actor, sheet: UUID) -> Assigned:
    """Give a sheet that is the actor's to answer: by a right that holds now, or because it was theirs before (D20).

    Raises NotHere for whoever neither may fill it nor ever was its observer or opened it.
    """
    found = await one(
        _Assigned,
        "select s.id, s.visit, s.observed_by, a.name as observer, s.opened_by, s.opened_at, s.answered_at, "
        "s.finished_at, s.language, v.state, f.zone, {} as visible from sheet s join visit v on v.id = s.visit "
        "join trip t on t.id = v.trip join facility f on f.id = v.facility join account a on a.id = s.observed_by "
        "where s.id = {}",
        reached_visits(actor, Need.SHEET_FILL),
        sheet,
    )
    if found is None:
        raise NotHere()
    if not found.visible and actor.account not in (found.observed_by, found.opened_by):
        raise NotHere()
    return Assigned(found, found.zone, found.state in AFTER_CLOSING, withdrawn=not found.visible)
