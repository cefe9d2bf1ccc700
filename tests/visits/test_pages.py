"""The pages of visits, walked as people do."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from monitor.visits.queries import entry_of, promises_of, visit_open_to
from monitor.visits.rules import AdmissionStatus, StageKind, VisitState
from tests.makers_denials import make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, at_stages, make_visit
from tests.people import Cast, Clients
from tests.visits.counting import Counter


def planned_form(facility: UUID, **more: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "id": str(uuid4()),
        "new_trip": str(uuid4()),
        "facility": str(facility),
        "first_day": "2026-11-22",
        "type": "in_depth",
        "notice": "unannounced",
        "firmness": "planned",
        "objectives": "Look at the punishment cells",
        **more,
    }


async def test_a_visit_is_planned_from_the_place_to_its_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="ИВС города Худжанд", now=now)
    client = await client_as(cast.coordinator)
    found = await client.get("/visits/new", params={"q": "khujand"})
    assert f"/visits/new?facility={facility}" in found.text
    assert "Lena Lead" in (await client.get("/visits/new", params={"facility": str(facility)})).text
    form = planned_form(facility, team=[str(cast.monitor_ombudsman.account)], lead=str(cast.lead.account))
    answer = await client.post("/visits", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/visits/{form['id']}")
    shown = await client.get(answer.headers["location"])
    assert "This visit is secret" in shown.text
    assert "Look at the punishment cells" in shown.text
    assert "Lena Lead has no valid credential" in shown.text


async def test_nothing_typed_is_lost_when_a_field_is_wrong(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    form = planned_form(facility, team=[str(cast.lead.account)], type="", last_day="2026-11-01")
    answer = await client.post("/visits", data=form)
    assert answer.status_code == 422
    assert "Choose one of the answers." in answer.text
    assert "Look at the punishment cells" in answer.text
    assert re.search(rf'value="{cast.lead.account}"[^>]* checked', answer.text)


async def test_people_of_another_organisation_show_when_it_takes_part(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    client = await client_as(cast.coordinator)
    form = planned_form(facility, step="people", organisations=[str(cast.partner.organisation)])
    answer = await client.post("/visits", data=form)
    assert (answer.status_code, "Parviz Partner" in answer.text) == (200, True)
    assert "Parviz Partner" not in (await client.get("/visits/new", params={"facility": str(facility)})).text


async def test_a_plan_is_changed_on_the_same_form(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    client = await client_as(cast.coordinator)
    assert "Change the plan" in (await client.get(f"/visits/{visit}/plan")).text
    form = planned_form(facility, notice="announced", lead=str(cast.deputy.account))
    answer = await client.post(f"/visits/{visit}/plan", data=form)
    assert answer.status_code == 303
    assert (await visit_open_to(cast.coordinator, visit)).lead == cast.deputy.account
    assert (await (await client_as(cast.lead)).get(f"/visits/{visit}/plan")).status_code == 403


async def test_an_empty_day_leads_to_what_its_reader_may_do(cast: Cast, client_as: Clients) -> None:
    led = []
    for actor in (cast.coordinator, cast.partner, cast.analyst):
        shown = (await (await client_as(actor)).get("/")).text
        main = shown.partition('<main id="main"')[2]
        led.append([href for href in ("/visits/new", "/denials/new") if f'href="{href}"' in main])
    assert led == [["/visits/new"], ["/denials/new"], []]


async def gated(cast: Cast, now: datetime) -> UUID:
    facility = await make_facility(cast.coordinator, now=now)
    return await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, secret=True, now=now
    )


async def touch(client: httpx.AsyncClient, visit: UUID, who: UUID, status: str) -> httpx.Response:
    touched = {"id": str(uuid4()), "account": str(who), "status": status, "ago": "3"}
    return await client.post(f"/visits/{visit}/gate/touch", data=touched, headers={"accept": "application/json"})


async def test_each_touch_at_the_gate_is_kept(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await gated(cast, now), await client_as(cast.deputy)
    assert (await touch(client, visit, cast.lead.account, "refused")).json() == {"saved": "Saved on the server"}
    assert (await touch(client, visit, cast.deputy.account, "admitted")).is_success
    shown = (await client.get(f"/visits/{visit}/gate")).text
    assert "The deputy takes the lead" in shown
    assert "1 of 2 was refused. Record what was said." in shown
    assert f"/visits/{visit}/denials/new" in shown
    await client.post(f"/visits/{visit}/lead", data={"to": str(cast.deputy.account), "back": "/gate"})
    assert (await visit_open_to(cast.deputy, visit)).lead == cast.deputy.account


async def test_a_touch_that_cannot_be_kept_says_why(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await gated(cast, now), await client_as(cast.lead)
    answer = await touch(client, visit, cast.partner.account, "refused")
    assert (answer.status_code, answer.json()["type"]) == (422, "about:not-on-team")
    stranger = await touch(await client_as(cast.stranger), visit, cast.lead.account, "refused")
    assert stranger.status_code == 404


async def test_the_gate_works_without_script(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await gated(cast, now), await client_as(cast.lead)
    form = {f"s-{cast.lead.account}": "refused", f"s-{cast.deputy.account}": "admitted"}
    assert (await client.post(f"/visits/{visit}/gate", data=form)).status_code == 303
    await client.post(f"/visits/{visit}/gate", data=form)
    rare = {"id": str(uuid4()), f"more-{cast.lead.account}": "withdrew_protest", f"words-{cast.lead.account}": "No"}
    assert (await client.post(f"/visits/{visit}/gate/{cast.lead.account}", data=rare)).status_code == 303
    assert [a.status for a in (await entry_of(cast.lead, visit)).admissions] == [
        AdmissionStatus.ADMITTED,
        AdmissionStatus.WITHDREW_PROTEST,
    ]


async def test_the_clock_at_the_gate_runs_only_while_they_wait(cast: Cast, client_as: Clients, now: datetime) -> None:
    client, clocks = await client_as(cast.lead), []
    for kinds in ((StageKind.GATE,), (StageKind.GATE, StageKind.ADMITTED), (StageKind.GATE, StageKind.LEFT)):
        visit = await gated(cast, now)
        await at_stages(visit, *kinds, by=cast.lead, now=now)
        shown = (await client.get(f"/visits/{visit}/gate")).text
        clocks.append(("data-since" in shown, "data-stopped" in shown))
    assert clocks == [(True, False), (True, True), (True, True)]


async def test_who_left_without_entry_sees_the_whole_wait(cast: Cast, client_as: Clients, now: datetime) -> None:
    client, waits = await client_as(cast.lead), []
    for status in (AdmissionStatus.REFUSED, AdmissionStatus.ADMITTED):
        visit = await gated(cast, now)
        await at_gate(visit, {cast.lead.account: status}, by=cast.lead, now=now)
        await at_stages(visit, StageKind.GATE, by=cast.lead, now=now - timedelta(minutes=75))
        await at_stages(visit, StageKind.LEFT, by=cast.lead, now=now - timedelta(minutes=10))
        waits.append("01:05" in (await client.get(f"/visits/{visit}/gate")).text)
    assert waits == [True, False]


async def test_what_was_said_is_asked_for_until_each_refused_has_a_denial(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit, client, asked = await gated(cast, now), await client_as(cast.lead), []
    both = (cast.lead.account, cast.deputy.account)
    await at_gate(visit, dict.fromkeys(both, AdmissionStatus.REFUSED), by=cast.lead, now=now)
    for account in (None, *both):
        if account:
            await make_visit_denial(cast.lead, visit, kind="part_refused", accounts=(account,), now=now)
        asked.append("Record what was said" in (await client.get(f"/visits/{visit}/gate")).text)
    assert asked == [True, True, False]


async def test_a_closed_visit_keeps_its_lead(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, client, offered = await make_facility(cast.coordinator, now=now), await client_as(cast.lead), []
    for state in (VisitState.RECORDED, VisitState.CLOSED):
        visit = await make_visit(
            cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, state=state, now=now
        )
        await at_gate(visit, {cast.lead.account: AdmissionStatus.REFUSED}, by=cast.lead, now=now)
        pages = [(await client.get(f"/visits/{visit}{path}")).text for path in ("", "/gate")]
        offered.append(["The deputy takes the lead" in page for page in pages])
    assert offered == [[True, True], [False, False]]


async def test_the_spot_is_written_down_on_the_visits_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await gated(cast, now), await client_as(cast.lead)
    stage = {"stage_id": str(uuid4()), "stage_kind": "gate", "stage_day": "2026-11-22", "stage_time": "13:40"}
    assert (await client.post(f"/visits/{visit}/stages", data=stage)).status_code == 303
    assert (await touch(client, visit, cast.lead.account, "refused")).is_success
    await client.post(f"/visits/{visit}/heads", data={"held_today": "31", "alone": "4", "in_groups": ""})
    said = {"promise_id": str(uuid4()), "promise_what": "Repair the window", "promise_due": "2026-12-01"}
    await client.post(f"/visits/{visit}/promises", data=said)
    await client.post(f"/visits/{visit}/move", data={"to": "ended"})
    entry, opened = await entry_of(cast.lead, visit), await visit_open_to(cast.lead, visit)
    assert str(entry.at(StageKind.GATE)) == "2026-11-22 08:40:00+00:00"
    assert (opened.state, opened.secret) == (VisitState.ENDED, False)
    assert [p.what for p in await promises_of(cast.lead, visit)] == ["Repair the window"]
    shown = (await client.get(f"/visits/{visit}")).text
    assert "unknown" in shown
    assert "1 of 1 refused" in shown
    assert "Repair the window" in shown


async def test_a_wrong_number_keeps_what_was_typed(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await gated(cast, now), await client_as(cast.lead)
    answer = await client.post(f"/visits/{visit}/heads", data={"held_today": "about 30"})
    assert (answer.status_code, 'value="about 30"' in answer.text) == (422, True)


async def test_the_list_shows_how_a_visit_turned_out(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    visit = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, deputy=cast.deputy, state=VisitState.ENDED, now=now
    )
    said = {cast.lead.account: AdmissionStatus.REFUSED, cast.deputy.account: AdmissionStatus.ADMITTED}
    await at_gate(visit, said, by=cast.lead, now=now)
    shown = (await (await client_as(cast.monitor_ombudsman)).get("/visits")).text
    assert "Prison no 4" in shown
    assert "Partly refused" in shown
    assert "1 of 2 refused" in shown


@pytest.mark.parametrize("path", ["/visits", "/calendar", "/calendar/week", "/calendar/agenda", "/"])
async def test_list_pages_ask_the_same_few_questions(
    path: str, cast: Cast, client_as: Clients, now: datetime, query_count: Counter
) -> None:

    facility, client = await make_facility(cast.coordinator, now=now), await client_as(cast.coordinator)
    asked = []
    for more in (1, 2):
        for _ in range(more):
            await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
        asked.append(await query_count.during(lambda: client.get(path)))
    assert asked[0] == asked[1] > 0


async def test_today_and_calendar_show_what_is_ahead(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, now=now)
    client = await client_as(cast.lead)
    for path in ("/", "/calendar", "/calendar/agenda"):
        assert "Prison no 4" in (await client.get(path)).text
    assert "Prison no 4" not in (await client.get("/calendar?month=2026-12")).text
    assert (await (await client_as(cast.admin)).get("/")).status_code == 200
