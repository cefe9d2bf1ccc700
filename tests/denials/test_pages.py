"""The pages of denials: one small screen, the list, the story, what is added; owner, member, stranger."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID, uuid4

import httpx
import pytest

from monitor.denials.queries import denial_open_to, denials
from tests.makers_denials import WORDS, make_outside_denial, make_release, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.visits.conftest import query_count as query_count
from tests.visits.counting import Counter

TOLD = {"who": "lawyer", "place": "Post by the river", "day": "2026-11-22", "words": WORDS}


def sent(**more: str) -> dict[str, str]:
    return TOLD | {"id": str(uuid4())} | more


async def test_a_partner_logs_a_refusal_and_gets_a_number_to_quote(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    partner = await client_as(cast.partner)
    assert (await partner.get("/denials/new")).status_code == 200
    answer = await partner.post("/denials/new", data=sent())
    assert answer.status_code == 303
    (line,) = (await denials(cast.partner)).rows
    told = (await partner.get(answer.headers["location"])).text
    assert f"Number to quote: {line.reference}" in told
    assert "What happens next" in told
    assert WORDS in told


async def test_pressing_twice_logs_once(cast: Cast, client_as: Clients) -> None:
    partner, data = await client_as(cast.partner), sent()
    assert [(await partner.post("/denials/new", data=data)).status_code for _ in range(2)] == [303, 303]
    assert (await denials(cast.partner)).total == 1


async def test_the_first_screen_asks_four_things_and_no_long_menu(cast: Cast, client_as: Clients) -> None:
    html = (await (await client_as(cast.partner)).get("/denials/new")).text
    form = html[html.index('action="/denials/new"') : html.index("</main>")]
    assert len(re.findall('type="radio"', form)) == 6
    assert "<select" not in form
    assert len(re.findall('aria-required="true"', form)) == 3
    assert "Never the name of your client" in form


async def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast, client_as: Clients) -> None:
    partner = await client_as(cast.partner)
    answer = await partner.post("/denials/new", data=sent(words="", day="2026-12-24"))
    assert answer.status_code == 422
    assert 'value="Post by the river"' in answer.text
    assert "This day has not come yet" in answer.text
    assert "Write what they said" in answer.text


async def test_places_of_the_list_are_offered_and_chosen(cast: Cast, client_as: Clients, now: datetime) -> None:
    place = await make_facility(cast.coordinator, name="Police post Khujand 3", now=now)
    partner, data = await client_as(cast.partner), sent(place="Худжанд 3")
    asked = await partner.post("/denials/new", data=data)
    assert asked.status_code == 422
    assert "Police post Khujand 3" in asked.text
    chosen = data | {"asked": "Худжанд 3", "which": str(place)}
    assert (await partner.post("/denials/new", data=chosen)).status_code == 303
    assert [line.facility for line in (await denials(cast.partner)).rows] == [place]


async def test_own_words_are_kept_for_a_place_that_is_not_meant(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_facility(cast.coordinator, name="Police post Khujand 3", now=now)
    partner = await client_as(cast.partner)
    data = sent(place="Khujand", asked="Khujand", which="own_words")
    assert (await partner.post("/denials/new", data=data)).status_code == 303
    assert [line.place for line in (await denials(cast.partner)).rows] == ["Khujand"]


async def test_owner_member_and_stranger_of_a_denial(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    codes = {}
    for name in ("partner", "coordinator_ngo", "stranger", "admin", "analyst"):
        client = await client_as(cast.everybody[name])
        codes[name] = (await client.get(f"/denials/{denial}")).status_code
    assert codes == {"partner": 200, "coordinator_ngo": 200, "stranger": 404, "admin": 403, "analyst": 403}
    stranger = await client_as(cast.stranger)
    known, unknown = await stranger.get(f"/denials/{denial}"), await stranger.get(f"/denials/{uuid4()}")
    assert known.text.replace(str(denial), "") == re.sub(r"[0-9a-f-]{36}", "", unknown.text)


async def test_the_list_shows_what_may_be_seen_and_filters_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_outside_denial(cast.partner, place="Post A", now=now)
    await make_outside_denial(cast.coordinator, place="Post B", now=now)
    partner = await client_as(cast.partner)
    text = (await partner.get("/denials")).text
    assert ("Post A" in text, "Post B" in text, "1 denial" in text) == (True, False, True)
    assert "Post A" in (await partner.get("/denials?q=post+a&where=unmatched&from=2026-11-01")).text
    assert "No denial fits all of this" in (await partner.get("/denials?kind=entry_refused&ground=x")).text


async def test_more_is_added_with_a_reason(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    partner, path = await client_as(cast.partner), f"/denials/{denial}/more"
    assert "Legal basis" in (await partner.get(path)).text
    assert "Security situation" in (await partner.get(f"{path}?field=ground")).text
    data = {"id": str(uuid4()), "field": "ground", "value": "security", "reason": ""}
    assert (await partner.post(path, data=data)).status_code == 422
    assert (await partner.post(path, data=data | {"reason": "She called"})).status_code == 303
    assert "Security situation" in (await partner.get(f"/denials/{denial}")).text


async def test_a_correction_shows_what_was_told_before(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    partner = await client_as(cast.partner)
    data = {"id": str(uuid4()), "field": "words", "value": "Come back in <b>a week</b>.", "reason": "Heard it again"}
    await partner.post(f"/denials/{denial}/more", data=data)
    text = (await partner.get(f"/denials/{denial}")).text
    assert "Come back in &lt;b&gt;a week" in text
    assert f'<s><span dir="auto">{WORDS}</span></s>' in text


async def test_steps_results_and_place_are_noted(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, place="Post 7", now=now)
    place = await make_facility(cast.coordinator, name="Post no 7", now=now)
    partner, path = await client_as(cast.partner), f"/denials/{denial}"
    posts = {
        "steps": {"kind": "protest", "day": "2026-11-22", "note": "No 12", "due_day": "2026-12-07"},
        "results": {"result": "return_granted", "day": "2026-11-22"},
        "place": {"facility": str(place)},
    }
    for part, data in posts.items():
        assert (await partner.post(f"{path}/{part}", data=data | {"id": str(uuid4())})).status_code == 303
    told = await denial_open_to(cast.partner, denial)
    assert (told.steps[0].note, told.results[0].result, told.facility) == ("No 12", "return_granted", place)
    assert "Answer due 7 Dec 2026" in (await partner.get("/denials")).text


@pytest.mark.parametrize("part", ["steps", "results"])
async def test_a_faulty_step_is_told_and_kept(cast: Cast, client_as: Clients, now: datetime, part: str) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    partner = await client_as(cast.partner)
    answer = await partner.post(f"/denials/{denial}/{part}", data={"id": str(uuid4()), "day": "2031-01-01"})
    assert answer.status_code == 422
    assert 'value="2031-01-01"' in answer.text


async def test_readers_of_a_release_see_no_ways_to_add(cast: Cast, client_as: Clients, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, now=now)
    client, path = await client_as(cast.coordinator), f"/denials/{denial}"
    text = (await client.get(path)).text
    assert WORDS in text
    assert "/more" not in text
    assert (await client.get(f"{path}/more")).status_code == 403


async def test_the_list_is_taken_along_without_words(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_outside_denial(cast.coordinator, place="=Post A", now=now)
    await make_outside_denial(cast.coordinator, place="Post B", now=now)
    client = await client_as(cast.analyst)
    text = (await client.get("/denials/export.csv?q=post+a")).text
    assert ("'=Post A" in text, "Post B" in text, "Others kept out" in text, WORDS in text) == (
        True,
        False,
        True,
        False,
    )
    assert (await client.get("/denials/export.xlsx")).content.startswith(b"PK")
    assert (await (await client_as(cast.lead)).get("/denials/export.csv")).status_code == 403


async def test_a_partner_takes_own_denials_along_and_none_released(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    await make_outside_denial(cast.partner, place="Post A", now=now)
    other = await make_outside_denial(cast.coordinator, place="Post B", now=now)
    await make_release(cast.coordinator, subject=other, to=cast.partner, now=now)
    client = await client_as(cast.partner)
    seen, taken = (await client.get("/denials")).text, (await client.get("/denials/export.csv")).text
    assert ("Post B" in seen, "Post B" in taken, "Post A" in taken) == (True, False, True)


@pytest.mark.parametrize("path", ["/denials", "/releases"])
async def test_lists_ask_the_same_few_questions(
    path: str, cast: Cast, client_as: Clients, now: datetime, query_count: Counter
) -> None:
    client, asked = await client_as(cast.coordinator_ngo), []
    for more in (1, 2):
        for _ in range(more):
            denial = await make_outside_denial(cast.partner, now=now)
            await make_release(cast.coordinator_ngo, subject=denial, to=cast.coordinator, now=now)
        asked.append(await query_count.during(lambda: client.get(path)))
    assert asked[0] == asked[1] > 0


async def visit_page(cast: Cast, client_as: Clients, now: datetime) -> tuple[UUID, httpx.AsyncClient]:
    place = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, team=[cast.monitor_ngo, cast.deputy], now=now
    )
    return visit, await client_as(cast.lead)


async def test_a_locked_door_on_a_visit_is_one_denial(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, lead = await visit_page(cast, client_as, now)
    path = f"/visits/{visit}/denials/new"
    assert 'value="Block 2"' in (await lead.get(f"{path}?kind=area_closed&area=Block+2")).text
    data = {"id": str(uuid4()), "kind": "area_closed", "area": "Block 2", "words": "Under repair", "day": "2026-11-22",
            "ground": "under_repair", "arrived": "09:10", "refused": "10:00", "ended": "10:20"}  # fmt: skip
    answer = await lead.post(path, data=data)
    assert answer.status_code == 303
    told = await denial_open_to(cast.coordinator, UUID(data["id"]))
    assert (told.area, told.minutes_lost, told.stage, told.ground) == ("Block 2", 70, "on_site", "under_repair")
    assert "Block 2" in (await lead.get(answer.headers["location"])).text


async def test_the_form_of_a_visit_is_open_to_its_team_only(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, lead = await visit_page(cast, client_as, now)
    path = f"/visits/{visit}/denials/new"
    codes = [(await (await client_as(who)).get(path)).status_code
             for who in (cast.coordinator, cast.monitor_ombudsman, cast.stranger, cast.admin)]  # fmt: skip
    assert codes == [200, 403, 404, 403]
    assert (await lead.post(path, data={"id": str(uuid4()), "day": "2026-11-22"})).status_code == 422


async def test_the_form_goes_back_only_to_our_own_pages(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, lead = await visit_page(cast, client_as, now)
    told = {"kind": "camera_refused", "words": "No cameras", "day": "2026-11-22"}
    for back, onward in (("/sheets/7#i-A1", "/sheets/7#i-A1"), ("//elsewhere.example/", "/denials/")):
        answer = await lead.post(f"/visits/{visit}/denials/new", data=told | {"id": str(uuid4()), "back": back})
        assert answer.headers["location"].startswith(onward)


async def test_a_denial_released_without_its_visit_leads_to_no_visit(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit, _ = await visit_page(cast, client_as, now)
    denial = await make_visit_denial(cast.lead, visit, now=now)
    await make_release(cast.coordinator, subject=denial, to=cast.stranger, now=now)
    text = (await (await client_as(cast.stranger)).get(f"/denials/{denial}")).text
    assert WORDS in text
    assert str(visit) not in text
