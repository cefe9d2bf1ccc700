"""Three people, 114 questions, seven disagreements: at most eight decisions, on one page."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import Edition, Library, Loaded, Role, Section, Use
from monitor.kit.actor import Actor
from monitor.outside.database import number
from monitor.records.queries import agreed_of, record_of
from monitor.records.rules import Origin
from monitor.sheets.actions import choose_questionnaire
from monitor.visits.actions import move_on
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_sheets import answer, make_sheet
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.sheets.small import THEME, item, named_edition, words_of

KEYS = [f"item_{number}" for number in range(114)]
LONG = Edition("long", Role.CHECKLIST, (Section("all", "B", THEME, tuple(item(key) for key in KEYS)),))
DISPUTED = KEYS[5::16][:7]


async def filled_by_three(cast: Cast, now: datetime) -> UUID:
    """A visit that is over: three whole sheets that differ in seven places."""
    library = Library((Loaded(LONG, Use("1"), (words_of(LONG),)),))
    await load_editions(actor=cast.coordinator, library=library, now=now)
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator,
        facility=facility,
        lead=cast.lead,
        deputy=cast.deputy,
        team=[cast.monitor_ngo],
        state=VisitState.UNDER_WAY,
        now=now,
    )
    editions = [await named_edition(cast.lead, "long")]
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=editions, now=now)
    for place, who in enumerate((cast.lead, cast.deputy, cast.monitor_ngo)):
        said = {key: "no" if key in DISPUTED[place::3] else "yes" for key in KEYS}
        await answer(who, await make_sheet(who, visit, now=now), now=now, **said)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    return visit


def places(page: str) -> dict[str, list[str]]:
    """Each place to decide, with what may be chosen there in the order of its keys."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="choice-([^"]+)" value="([^"]+)"', page):
        found.setdefault(name, []).append(value)
    return found


async def sources(actor: Actor, visit: UUID) -> list[Origin]:
    head = await record_of(actor, visit)
    return [each.source for each in await agreed_of(actor, head.id)] if head else []


@pytest.mark.parametrize("open_ones", [0, 2])
async def test_seven_disagreements_take_eight_decisions(
    cast: Cast, client_as: Clients, now: datetime, open_ones: int
) -> None:
    visit, client = await filled_by_three(cast, now), await client_as(cast.lead)
    page = (await client.get(f"/visits/{visit}/record")).text
    found = places(page)
    assert len(found) == 7
    assert all(len(choices) == 4 for choices in found.values())
    keys = re.findall(r'<kbd aria-hidden="true">(\d)</kbd>', page)
    assert keys == ["1", "2", "3", "0"] * 7
    decided = {
        f"choice-{name}": choices[3 if place < open_ones else 0] for place, (name, choices) in enumerate(found.items())
    }
    closing = {"id": str(uuid4()), "blanks": "0"}
    assert len(decided) + 1 <= 8
    assert (await client.post(f"/visits/{visit}/record", data={**closing, **decided})).status_code == 303
    settled = await sources(cast.lead, visit)
    assert settled.count(Origin.SAME) == 107
    assert settled.count(Origin.CHOSEN) == 7 - open_ones
    assert settled.count(Origin.UNRESOLVED) == open_ones
    assert await number("select count(*) from agreed_voice") == 21


async def test_what_was_decided_stays_when_closing_is_refused(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await filled_by_three(cast, now), await client_as(cast.lead)
    path = f"/visits/{visit}/record"
    found = places((await client.get(path)).text)
    first = next(iter(found))
    line = {f"dissent-{first}": "Ben saw the other wing."}
    one = {"id": str(uuid4()), "blanks": "0", f"choice-{first}": found[first][1], **line}
    refused = await client.post(path, data=one)
    assert refused.status_code == 409
    assert "Some answers still differ between sheets" in refused.text
    again = (await client.get(path)).text
    assert f'value="{found[first][1]}" autocomplete="off" checked' in again
    assert "Ben saw the other wing." in again


async def test_the_record_tells_dissent_with_its_author(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await filled_by_three(cast, now), await client_as(cast.lead)
    path = f"/visits/{visit}/record"
    found = places((await client.get(path)).text)
    decided = {f"choice-{name}": choices[0] for name, choices in found.items()}
    decided |= {f"dissent-{name}": "Ben saw the other wing." for name in found}
    await client.post(path, data={"id": str(uuid4()), "blanks": "0", **decided})
    closed = (await client.get(path)).text
    assert closed.count("<q>Ben saw the other wing.</q> · <bdi>Lena Lead</bdi>") == 7
    partner = await client_as(cast.partner)
    assert (await partner.get(path)).status_code == 404


async def test_the_page_of_who_may_not_close_only_tells(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await filled_by_three(cast, now), await client_as(cast.monitor_ngo)
    page = (await client.get(f"/visits/{visit}/record")).text
    assert "7 questions still wait for a choice." in page
    assert places(page) == {}
    sent = await client.post(f"/visits/{visit}/record", data={"id": str(uuid4()), "blanks": "0", "keep": "yes"})
    assert sent.status_code == 403
