"""Words that would be code somewhere: every free text holds them, every page and file shows them as words."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

import httpx
import pytest

from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.twins.test_walls import filled, office_records
from tests.twins.worlds import words_of

PLANTED = '=1+1<script>alert(1)</script>"onx=\'1\' %(x)s %s %n {{7*7}} {% raw %} #read("/etc/passwd") $x$ &amp; </svg>'
CODE = ("<script>alert", '"onx=')
COLUMNS = (
    "account.name", "organisation.name", "facility_name.name", "region.name", "authority.name", "trip.title",
    "visit.notice_to", "visit.notice_how", "mandate.legal_basis",
)  # fmt: skip
PAGES = (
    "/", "/calendar", "/calendar/agenda", "/visits", "/visits/{visit}", "/visits/{visit}/gate", "/visits/{visit}/sheets",
    "/visits/{visit}/notes", "/visits/{visit}/record", "/visits/{visit}/paper", "/visits/{visit}/denials/new",
    "/visits/new?facility={facility}", "/sheets/{sheet}", "/sheets/{sheet}/absence", "/denials", "/denials/{denial}",
    "/denials/{denial}/more?field=area", "/denials/{denial}/place", "/facilities", "/facilities/{facility}",
    "/facilities/{facility}/edit", "/people", "/people/{account}", "/organisations", "/releases", "/search?q=script",
    "/mandates", "/regions", "/authorities", "/checklists", "/settings/log", "/denials/export.csv",
    "/denials/export.xlsx", "/facilities/export.csv",
)  # fmt: skip
FORMS = {
    "/visits/{visit}/promises": "promise_what", "/visits/{visit}/companions": "companion_name",
    "/visits/{visit}/notes": "body", "/denials/{denial}/steps": "note", "/denials/{denial}/more": "value",
    "/people/{account}/papers": "paper", "/visits/{visit}/denials/new": "words",
}  # fmt: skip


async def plant(cast: Cast, client: httpx.AsyncClient, now: datetime) -> dict[str, object]:
    """Write the words wherever words can be written, through forms where there is one."""
    known = await office_records(cast, now)
    form = filled(known, f"{now:%Y-%m-%d}")

    async def write() -> None:
        for column in COLUMNS:
            table, name = column.split(".")
            await run(f"update {table} set {name} = {{}}", PLANTED)

    await one_transaction(write)
    for address, field in FORMS.items():
        kinds = {"kind": "complaint" if "steps" in address else form["kind"], "q": PLANTED}
        await client.post(address.format(**known), data=form | kinds | {field: PLANTED, "area": PLANTED})
    answer = {"key": "toilet_access", "value": "no", "remark": PLANTED, "area": PLANTED}
    assert (await client.put(f"/sheets/{known['sheet']}/answers/{uuid4()}", json=answer)).status_code == 200
    return {**known}


async def test_planted_words_stay_words(
    cast: Cast, client_as: Clients, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = await client_as(cast.coordinator)
    known, shown = await plant(cast, client, now), 0
    for address in PAGES:
        answer = await client.get(address.format(**known))
        if answer.status_code != 404:
            assert answer.status_code == 200, address
        text = words_of(answer)
        is_page = "html" in answer.headers["content-type"]
        assert not is_page or [code for code in CODE if code in text] == [], address
        shown += "&lt;script&gt;alert(1)" in text or "'=1+1<script>" in text
    assert shown >= 20
    assert [line.getMessage() for line in caplog.records if line.name == "monitor"] == []
    assert "'=1+1<script>" in (await client.get("/denials/export.csv")).text


async def test_planted_words_are_printed_as_words(cast: Cast, client_as: Clients, now: datetime) -> None:
    client = await client_as(cast.coordinator)
    known = await plant(cast, client, now)
    answer = await client.get(f"/visits/{known['visit']}/paper.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    ahead = await make_visit(cast.coordinator, facility=UUID(str(known["facility"])), lead=cast.lead, now=now)
    brief, printed = [await client.get(f"/visits/{ahead}/{each}") for each in ("brief", "brief.pdf")]
    assert "&lt;script&gt;alert(1)" in brief.text
    assert [code for code in CODE if code in brief.text] == []
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
