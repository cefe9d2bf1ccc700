"""The pages of filled checklists: filled as a plain form, answer by answer, and for whom they are."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient

from monitor.checklists.rules import Absence
from monitor.outside.database import number
from monitor.sheets.queries import answers_on, denials_to_link, notes_of, rows_on, sheets_of
from monitor.sheets.rules import Given
from monitor.visits.rules import VisitState
from tests.makers_sheets import answer, make_sheet, make_visit_under_way
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.records.test_series import place, recorded
from tests.sheets.forms import make_form, yard

JSON = {"accept": "application/json"}


async def open_by_page(client: AsyncClient, visit: UUID, observed_by: UUID) -> str:
    shown = await client.get(f"/visits/{visit}/sheets")
    assert shown.status_code == 200
    sent = await client.post(f"/visits/{visit}/sheets", data={"sheet": str(uuid4()), "observed_by": str(observed_by)})
    assert sent.status_code == 303
    return sent.headers["location"]


async def test_a_sheet_is_opened_core_first_or_as_on_paper(cast: Cast, client_as: Clients, now: datetime) -> None:
    (visit, _), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    path = await open_by_page(client, visit, cast.lead.account)
    code = r'<section class="item[^"]*" id="i-([A-Z]\d+)"'
    rest = [f"C{place}" for place in range(1, 12)]
    assert re.findall(code, (await client.get(path)).text) == ["B2", "B4", "B1", "B3", "B5", *rest]
    on_paper = (await client.get(f"{path}?typing=up")).text
    assert re.findall(code, on_paper) == ["B1", "B2", "B3", "B4", "B5", *rest]


@pytest.mark.parametrize(("order", "led"), [("up", "?typing=up"), ("no", "")])
async def test_the_order_that_was_chosen_is_kept_when_a_sheet_is_saved(
    cast: Cast, client_as: Clients, now: datetime, order: str, led: str
) -> None:
    (_, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    sent = await client.post(f"/sheets/{sheet}", data={"typing": order})
    assert sent.headers["location"] == f"/sheets/{sheet}{led}"
    begun = await client.post(f"/sheets/{sheet}", data={"typing": order, "add": "cells"})
    assert begun.headers["location"].startswith(f"/sheets/{sheet}{led or '?'}")
    assert re.search(r"[?&]row=[0-9a-f-]{36}&block=cells#s-[A-Z]$", begun.headers["location"])


async def test_the_list_counts_only_what_applies_on_a_sheet(cast: Cast, client_as: Clients, now: datetime) -> None:
    (visit, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    assert "0 of 14 questions answered" in (await client.get(f"/visits/{visit}/sheets")).text
    await answer(cast.lead, sheet, apart="no", now=now)
    assert "1 of 13 questions answered" in (await client.get(f"/visits/{visit}/sheets")).text


async def test_the_plain_form_keeps_what_was_changed_and_nothing_else(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    typed = {
        "k": ["toilet_access", "shower_week", "hygiene_items", "ventilation"],
        "a-toilet_access": "no",
        "s-toilet_access": ["observation", "staff"],
        "r-toilet_access": "Two of six sleep on the floor.",
        "v-shower_week": "2,40",
        "a-hygiene_items": "not_assessed",
        "a-height_min": "unknown",
    }
    for _ in range(2):
        assert (await client.post(f"/sheets/{sheet}", data=typed)).status_code == 303
    standing = await answers_on(cast.lead, sheet)
    assert {key: each.given for key, each in standing.items()} == {
        "toilet_access": Given(value="no"),
        "shower_week": Given(value="2.4"),
        "hygiene_items": Given(absence=Absence.NOT_ASSESSED),
    }
    assert standing["toilet_access"].remark == "Two of six sleep on the floor."
    assert await number("select count(*) from answer") == 3


async def test_a_value_that_does_not_fit_is_told_beside_it_and_kept_on_the_page(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    typed = {"k": ["shower_week", "toilet_access"], "v-shower_week": "rather broad", "a-toilet_access": "no"}
    refused = await client.post(f"/sheets/{sheet}", data=typed)
    assert refused.status_code == 422
    assert "rather broad" in refused.text
    assert re.search(r'id="f-shower_week"[^>]*>[^<]*Type a number', refused.text)
    assert re.search(r'name="a-toilet_access" value="no"[^>]* checked', refused.text)


async def test_an_answer_is_kept_as_it_is_given_and_sent_again_without_harm(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    sheet, mine = await make_sheet(cast.lead, visit, now=now), uuid4()
    body = {"key": "toilet_access", "absence": "not_allowed", "sources": ["staff"]}
    for _ in range(2):
        kept = await client.put(f"/sheets/{sheet}/answers/{mine}", json=body, headers=JSON)
        assert kept.status_code == 200
        assert kept.json() == {
            "id": str(mine), "key": "toilet_access", "saved": True, "denial_missing": True, "before": "", "dot": "not_allowed",
            "late": None,
        }  # fmt: skip
    other = await client.put(f"/sheets/{sheet}/answers/{mine}", json={**body, "absence": "unknown"}, headers=JSON)
    assert other.status_code == 409
    wrong = await client.put(
        f"/sheets/{sheet}/answers/{uuid4()}", json={"key": "shower_week", "value": "x"}, headers=JSON
    )
    assert (wrong.status_code, list(wrong.json()["fields"])) == (422, ["shower_week"])
    broken = await client.put(f"/sheets/{sheet}/answers/{uuid4()}", content=b"{", headers=JSON)
    assert broken.status_code == 400


async def test_what_the_last_record_says_is_told_after_ones_own_answer(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, state=VisitState.UNDER_WAY, now=now)
    sheet, client = await make_sheet(cast.lead, visit, now=now), await client_as(cast.lead)
    assert "Last record" not in (await client.get(f"/sheets/{sheet}")).text
    kept = await client.put(
        f"/sheets/{sheet}/answers/{uuid4()}", json={"key": "toilet_access", "value": "yes"}, headers=JSON
    )
    assert kept.json()["before"] == "Last record, 1 Mar 2026: No"
    page = (await client.get(f"/sheets/{sheet}")).text
    assert page.count("Last record") == 1
    assert 'id="i-R1"' in page


async def test_many_answers_go_in_one_batch_or_none(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    batch = [{"id": str(uuid4()), "key": key, "value": "no"} for key in ("toilet_access", "hygiene_items")]
    kept = await client.post(f"/sheets/{sheet}/answers", json={"answers": batch}, headers=JSON)
    assert kept.json() == {"saved": 2, "denials_missing": [], "late": 0}
    bad = [
        {"id": str(uuid4()), "key": "toilet_access", "value": "yes"},
        {"id": str(uuid4()), "key": "shower_week", "value": "x"},
    ]
    assert (await client.post(f"/sheets/{sheet}/answers", json={"answers": bad}, headers=JSON)).status_code == 422
    assert await number("select count(*) from answer") == 2


async def test_a_locked_block_is_marked_with_one_new_denial(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    sheet = await make_sheet(cast.lead, visit, now=now)
    page = (await client.get(f"/sheets/{sheet}/absence?section=E")).text
    assert re.search(r'value="E"[^>]* checked', page)
    form = {
        "id": str(uuid4()), "sections": ["E", "F"], "absence": "not_allowed", "area": "Cell block", "denial": "new",
        "kind": "area_closed", "words": "",
    }  # fmt: skip
    refused = await client.post(f"/sheets/{sheet}/absence", data=form)
    assert refused.status_code == 422
    assert await denials_to_link(cast.lead, visit) == []
    form["words"] = "The keys are with the chief."
    assert (await client.post(f"/sheets/{sheet}/absence", data=form)).headers["location"] == f"/sheets/{sheet}#s-E"
    (denial,) = await denials_to_link(cast.lead, visit)
    assert {each.denial for each in (await answers_on(cast.lead, sheet)).values()} == {denial.id}


async def test_sheets_notes_and_paper_are_not_there_for_others(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_visit_under_way(cast, secret=True, now=now)
    sheet = await make_sheet(cast.lead, visit, now=now)
    paths = [
        f"/sheets/{sheet}",
        f"/sheets/{sheet}/absence",
        *(f"/visits/{visit}/{p}" for p in ("sheets", "notes", "paper", "paper.pdf")),
    ]
    for reader, status in ((cast.monitor_ngo, 200), (cast.coordinator, 200), (cast.stranger, 404)):
        client = await client_as(reader)
        assert [(await client.get(path)).status_code for path in paths] == [status] * len(paths)
    outsider = await client_as(cast.monitor_ombudsman)
    sent = await outsider.put(
        f"/sheets/{sheet}/answers/{uuid4()}", json={"key": "toilet_access", "value": "no"}, headers=JSON
    )
    assert sent.status_code == 404
    assert [(await outsider.get(path)).status_code for path in paths] == [404] * len(paths)


async def test_a_note_is_kept_once_encrypted_and_for_the_team(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.monitor_ngo)
    note = {"id": str(uuid4()), "body": "The duty officer was nervous.\n\nAsk about the basement."}
    for _ in range(2):
        assert (await client.post(f"/visits/{visit}/notes", data=note)).status_code == 303
    (kept,) = await notes_of(cast.lead, visit)
    assert (kept.author, kept.body) == (cast.monitor_ngo.account, note["body"])
    assert await number("select count(*) from note where body_sealed like {}", "%basement%") == 0
    assert await notes_of(cast.stranger, visit) == []
    assert await notes_of(cast.monitor_ombudsman, visit) == []
    assert "basement" in (await client.get(f"/visits/{visit}/notes")).text


async def test_typing_up_opens_the_sheet_of_another(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.deputy)
    path = await open_by_page(client, visit, cast.monitor_ngo.account)
    assert "You are typing for somebody else." in (await client.get(path)).text
    (sheet,) = await sheets_of(cast.lead, visit)
    await answer(cast.deputy, sheet.id, toilet_access="no", now=now)
    assert (await client.post(f"/sheets/{sheet.id}/finish")).status_code == 303
    assert "Finished" in (await client.get(f"/visits/{visit}/sheets")).text


async def test_what_is_computed_says_where_it_is_corrected(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    page = (await client.get(f"/sheets/{await make_sheet(cast.lead, visit, now=now)}")).text
    there = (await client.get(f"/visits/{visit}")).text
    places = set(re.findall(rf'class="computed".*?href="/visits/{visit}#(\w+)"', page))
    assert places == {"numbers", "plan", "refusals"}
    assert [place for place in places if f'id="{place}"' not in there] == []
    assert set(re.findall(r"<strong data-said>([^<]*)</strong>", page)) >= {"nothing yet"}
    assert "<strong data-said>–" not in page
    assert not re.search(r'name="[avm]-held_today"', page)


async def test_modules_are_offered_with_why_and_added_to_open_sheets(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    (visit, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    page = (await client.get(f"/visits/{visit}/modules")).text
    offered = re.findall(r'name="modules" value="([^"]+)"[^>]*?( checked)?><span>(\w+)', page)
    assert [(title, bool(ticked)) for _, ticked, title in offered] == [
        ("Cells", True),
        ("Talks", True),
        ("Vans", False),
    ]
    assert "Only if you take it." in page
    assert "i-T1" not in (await client.get(f"/sheets/{sheet}")).text
    every = {"modules": [edition for edition, _, _ in offered]}
    assert (await client.post(f"/visits/{visit}/modules", data=every)).status_code == 303
    assert 'id="i-T1"' in (await client.get(f"/sheets/{sheet}")).text
    kept = await client.put(f"/sheets/{sheet}/answers/{uuid4()}", json={"key": "belts", "value": "no"}, headers=JSON)
    assert kept.status_code == 200
    refused = await client.post(f"/visits/{visit}/modules", data={"modules": every["modules"][:2]})
    assert (refused.status_code, "those answered stay" in refused.text) == (409, True)
    stranger = await client_as(cast.stranger)
    assert (await stranger.get(f"/visits/{visit}/modules")).status_code == 404


async def test_rows_are_taken_out_and_put_back_by_who_may_fill(cast: Cast, client_as: Clients, now: datetime) -> None:
    (_, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    row = str(uuid4())
    answers = [{"id": str(uuid4()), "key": "cell", "row": row, "value": "Cell 4"}]
    batch = {"rows": [{"id": row, "block": "cells"}], "answers": answers}
    assert (await client.post(f"/sheets/{sheet}/answers", json=batch, headers=JSON)).status_code == 200
    stranger = await client_as(cast.stranger)
    for door, status in ((stranger, 404), (client, 200)):
        sent = await door.post(f"/rows/{row}/drop", json={"reason": "A store"}, headers=JSON)
        assert sent.status_code == status
    assert await rows_on(cast.lead, sheet) == []
    assert (await client.post(f"/rows/{row}/restore", json={}, headers=JSON)).json() == {"id": row, "dropped": False}
    assert [each.label for each in await rows_on(cast.lead, sheet)] == ["Cell 4"]


async def test_rows_typed_into_the_plain_form_are_kept_with_what_is_wrong(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    (_, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    row = str(uuid4())
    typed = {
        "k": [f"cell@{row}", f"in_it@{row}"],
        f"v-cell@{row}": "Cell 4",
        f"v-in_it@{row}": "some",
        "begun": "cells",
    }
    refused = await client.post(f"/sheets/{sheet}", data=typed)
    assert refused.status_code == 422
    assert re.search(rf'id="f-in_it@{row}"[^>]*>[^<]*whole number', refused.text)
    assert 'value="some"' in refused.text
    assert await rows_on(cast.lead, sheet) == []
    typed[f"v-in_it@{row}"] = "3"
    assert (await client.post(f"/sheets/{sheet}", data=typed)).status_code == 303
    assert [(each.id, each.label) for each in await rows_on(cast.lead, sheet)] == [(UUID(row), "Cell 4")]
    strange = await client.post(f"/sheets/{sheet}", data={"k": "cell@none", "v-cell@none": "x"})
    assert strange.status_code == 404


async def test_private_rows_stand_by_their_random_ids(cast: Cast, client_as: Clients, now: datetime) -> None:
    (_, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    for turn in range(6):
        row = str(uuid4())
        answers = [{"id": str(uuid4()), "key": "talk", "row": row, "value": f"T{turn}"}]
        batch = {"rows": [{"id": row, "block": "talks"}], "answers": answers}
        assert (await client.post(f"/sheets/{sheet}/answers", json=batch, headers=JSON)).status_code == 200
    page = (await client.get(f"/sheets/{sheet}")).text
    shown = re.findall(r'id="row-([0-9a-f-]{36})" data-row', page)
    assert len(shown) == 6 + 2  # and the two blank ones that scripts draw from
    assert [each for each in shown if set(each) - set("0-")] == sorted(each for each in shown if set(each) - set("0-"))
    assert "Rows stand in no order" in page


async def test_no_answer_ends_the_script_that_carries_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    (_, sheet), client = await make_form(cast, yard(), now=now), await client_as(cast.lead)
    row, planted = str(uuid4()), "</script><script>alert(1)</script><!--"
    answers = [{"id": str(uuid4()), "key": "cell", "row": row, "value": planted, "remark": planted}]
    batch = {"rows": [{"id": row, "block": "cells"}], "answers": answers}
    assert (await client.post(f"/sheets/{sheet}/answers", json=batch, headers=JSON)).status_code == 200
    page = (await client.get(f"/sheets/{sheet}?row={row}")).text
    assert "<script>alert" not in page
    assert "<!--" not in page
    carried = re.findall(r'<script type="application/json" id="sheet-rows">(.*?)</script>', page)
    assert json.loads(carried[0])[0]["answers"]["cell"]["value"] == planted
