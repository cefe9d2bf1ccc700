"""The record's page: settled by choices and one confirmation, closed, read by those who may."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

from monitor.checklists.rules import Absence
from monitor.sheets.actions import give_answers, mark_absent
from monitor.sheets.rules import NewAnswer
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import AdmissionStatus, VisitState
from tests.makers_sheets import answer, make_sheet, make_visit_under_way
from tests.makers_visits import at_gate
from tests.people import Cast, Clients
from tests.records.test_closing import blanks, close, ended
from tests.sheets.small import add_row, make_small_visit


async def test_a_record_is_settled_and_closed_on_one_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await ended(cast, now), await client_as(cast.lead)
    mine = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, mine, toilet_access="no", now=now)
    (theirs,) = await answer(cast.deputy, await make_sheet(cast.deputy, visit, now=now), toilet_access="yes", now=now)
    await mark_absent(actor=cast.lead, sheet=mine, keys=["shower_week"], absence=Absence.NOT_ALLOWED, now=now)
    path = f"/visits/{visit}/record"
    form = {"id": str(uuid4()), "blanks": str(await blanks(cast.lead, visit)), "confirmed": "yes"}
    page = (await client.get(path)).text
    assert "1 question still waits for a choice." in page
    assert f'href="/sheets/{mine}#i-F4"' in page
    assert (await client.post(path, data=form)).status_code == 409
    place = re.search(r'name="choice-([^"]+)"', page)
    assert place is not None
    decided = {f"choice-{place[1]}": str(theirs.id), "keep": "yes"}
    assert (await client.post(path, data={**form, **decided})).status_code == 303
    assert (await client.post(path, data=form)).status_code == 409
    assert (await client.post(path, data={**form, "gap_reason": "Jammed door."})).status_code == 303
    closed = (await client.get(path)).text
    assert re.search(r"Closed and signed by Lena Lead, revision 1", closed)
    assert "chosen among sheets" in closed
    assert (await visit_open_to(cast.lead, visit)).state is VisitState.CLOSED


async def test_what_lacks_its_refusal_in_a_row_leads_to_that_row(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_small_visit(cast, now=now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    _, row = [await add_row(cast.lead, sheet, "rooms", room=name, now=now) for name in ("Cell 1", "Cell 2")]
    locked = NewAnswer(uuid4(), "window", absence=Absence.NOT_ALLOWED, row=row)
    await give_answers(actor=cast.lead, sheet=sheet, answers=[locked], now=now)
    page = (await client.get(f"/visits/{visit}/record")).text
    assert f'href="/sheets/{sheet}?row={row}#i-V5@{row}"' in page
    assert f'id="i-V5@{row}"' in (await client.get(f"/sheets/{sheet}?row={row}")).text


async def test_without_the_tick_blanks_are_not_taken_for_answers(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await ended(cast, now), await client_as(cast.lead)
    await answer(cast.lead, await make_sheet(cast.lead, visit, now=now), toilet_access="no", now=now)
    form = {"id": str(uuid4()), "blanks": str(await blanks(cast.lead, visit))}
    refused = await client.post(f"/visits/{visit}/record", data=form)
    assert refused.status_code == 409
    assert "count as not assessed" in refused.text


async def test_a_refused_visit_says_so_and_closes(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    team = (cast.lead, cast.deputy, cast.monitor_ngo)
    await at_gate(visit, {each.account: AdmissionStatus.REFUSED for each in team}, by=cast.lead, now=now)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    assert "the refusal is its result" in (await client.get(f"/visits/{visit}/record")).text
    sent = await client.post(f"/visits/{visit}/record", data={"id": str(uuid4()), "blanks": "0"})
    assert sent.status_code == 303
    assert "recorded without a checklist" in (await client.get(f"/visits/{visit}/record")).text


async def test_late_answers_are_shown_outside_the_record(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await ended(cast, now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    await answer(cast.lead, sheet, toilet_access="no", now=now)
    await close(cast.lead, visit, now=now)
    await answer(cast.monitor_ngo, sheet, toilet_access="yes", now=now + timedelta(hours=1))
    assert "1 answer came too late" in (await client.get(f"/visits/{visit}/record")).text


async def test_a_record_of_a_secret_visit_is_not_there_for_others(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit = await make_visit_under_way(cast, secret=True, now=now)
    for reader, status in ((cast.monitor_ngo, 200), (cast.monitor_ombudsman, 404), (cast.stranger, 404)):
        assert (await (await client_as(reader)).get(f"/visits/{visit}/record")).status_code == status
    member = await client_as(cast.monitor_ngo)
    sent = await member.post(f"/visits/{visit}/record", data={"id": str(uuid4()), "blanks": "0"})
    assert sent.status_code == 403
