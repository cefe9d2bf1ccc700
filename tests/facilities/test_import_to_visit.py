"""On real input to the end: a place out of the survey is visited, and its page adds both up (must-show 2)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from monitor.facilities.queries import figures_of, find_facilities
from monitor.facilities.rules import Body, FigureKind, Kind
from monitor.history.queries import dossier_of, history_of
from monitor.visits.actions import Seen, admit, answer_warning, move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import AdmissionStatus, Notice, VisitState, WarningKind
from tests.makers_facilities import brought, do_import, make_mandate
from tests.makers_sheets import answer, load_shipped, make_sheet
from tests.people import Cast
from tests.records.test_closing import close
from tests.visits.plans import a_plan, planned

INFOPEN = Path(__file__).parents[1] / "data" / "infopen-excerpt.xlsx"


async def bring_in(cast: Cast, folder: Path, now: datetime) -> None:
    """Import the survey's register and its figures."""
    for kind in Kind:
        what = brought(INFOPEN, "infopen", kind=kind, as_of=date(2019, 12, 31), folder=folder)
        await do_import(cast.coordinator, what, now=now)


async def visited(cast: Cast, place: UUID, now: datetime) -> UUID:
    """Plan, make and close a visit of one to a place."""
    visit = await planned(cast.coordinator, a_plan(place, cast.lead, notice=Notice.ANNOUNCED), now=now)
    await answer_warning(
        actor=cast.coordinator,
        visit_id=visit,
        kind=WarningKind.NO_CREDENTIAL,
        about={cast.lead.account},
        reason="Goes on the letter of the office",
        now=now,
    )
    await move_on(actor=cast.coordinator, visit_id=visit, to=VisitState.READY, now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.UNDER_WAY, now=now)
    seen, lead = Seen(AdmissionStatus.ADMITTED, now), cast.lead.account
    await admit(actor=cast.lead, visit_id=visit, account=lead, admission_id=uuid4(), seen=seen, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, fear_signs="no", now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    return visit


async def test_a_visit_is_planned_made_and_closed_on_an_imported_place(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    await bring_in(cast, tmp_path, now)
    await load_shipped(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, now=now)
    [line, *_] = await find_facilities(cast.lead, "Tourinho")
    visit = await visited(cast, line.id, now)
    assert (await visit_open_to(cast.lead, visit)).state is VisitState.CLOSED
    history = await history_of(cast.coordinator, await dossier_of(cast.coordinator, line.id))
    assert history.dates.entry == now.date()
    told = await figures_of(cast.coordinator, line.id)
    assert {figure.kind for figure in told} == set(FigureKind)
    assert [f.value for f in told if f.body_kind is Body.OMBUDSMAN] == [0]
