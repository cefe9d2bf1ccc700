"""The page where answers are downloaded."""

from __future__ import annotations

from datetime import datetime

from tests.exports.taking import files, make_taken
from tests.makers_facilities import make_facility
from tests.people import Cast, Clients

PATH = "/checklists/answers"
CHOSEN = {"what": "records", "format": "csv", "words": "codes"}


async def test_the_page_gives_a_file(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_taken(cast, now=now)
    client = await client_as(cast.coordinator)
    assert "What single persons filled in" in (await client.get(PATH)).text
    answer = await client.post(PATH, data=CHOSEN)
    assert answer.headers["content-disposition"] == 'attachment; filename="answers-2026-11-22.zip"'
    assert files(answer.content)["answers.csv"][0]["people/plain"] == "no"


async def test_what_does_not_fit_is_said_and_what_was_chosen_stays(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    await make_taken(cast, now=now)
    client = await client_as(cast.coordinator)
    answer = await client.post(PATH, data={**CHOSEN, "checklist": "small_house", "last": "2020-01-01"})
    assert (answer.status_code, "Nothing that you may take out fits" in answer.text) == (422, True)
    assert ('value="2020-01-01"' in answer.text, "small_house" in answer.text) == (True, True)
    assert (await client.post(PATH, data={**CHOSEN, "format": "doc"})).status_code == 422
    assert (await client.post(PATH, data={**CHOSEN, "facility": "x"})).status_code == 422


async def test_a_facility_narrows_the_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, name="Ward <2>", now=now)
    client = await client_as(cast.analyst)
    shown = (await client.get(f"{PATH}?facility={facility}")).text
    assert ("Ward &lt;2&gt;" in shown, "What single persons filled in" in shown) == (True, False)
    assert (await client.get(f"{PATH}?facility={cast.analyst.account}")).status_code == 200


async def test_links_lead_there_for_who_may(cast: Cast, client_as: Clients, now: datetime) -> None:
    for actor, shown in ((cast.coordinator, True), (cast.lead, False)):
        client = await client_as(actor)
        assert (PATH in (await client.get("/checklists")).text) is shown
        assert ((await client.get(PATH)).status_code == 200) is shown
