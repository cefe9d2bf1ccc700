"""The library of checklists and one checklist's page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from tests.checklists.test_content import shipped
from tests.people import Cast, Clients

pytestmark = pytest.mark.anyio


async def ivs(cast: Cast, now: datetime) -> UUID:
    await load_editions(actor=cast.admin, library=shipped(), now=now)
    return next(filed.id for filed in await editions(cast.lead) if filed.edition.name == "temporary_detention")


async def test_the_empty_library_says_what_to_do(cast: Cast, client_as: Clients) -> None:
    answer = await (await client_as(cast.lead)).get("/checklists")
    assert answer.status_code == 200
    assert "No checklist is loaded yet." in answer.text


async def test_the_library_lists_what_is_in_use(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition = await ivs(cast, now)
    answer = await (await client_as(cast.partner)).get("/checklists")
    assert f'href="/checklists/{edition}"' in answer.text
    assert "English, Русский" in answer.text


async def test_a_checklist_shows_codes_thresholds_and_how_far_they_were_checked(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    edition = await ivs(cast, now)
    text = (await (await client_as(cast.lead)).get(f"/checklists/{edition}")).text
    entry = shipped().named("temporary_detention")
    assert entry is not None
    assert text.count('class="asked"') == len(entry.edition.items)
    assert "Falls short below 4 m² per person" in text
    assert "CPT standards, CPT/Inf (2015) 44: living space, shared cell (seen in the source)" in text
    assert 'Falls short above 24 hours. <span class="muted">From a standard, but the number is not yet checked' in text
    assert "Our own alarm level, not law" in text
    assert "taken from the facility" in text


async def test_the_words_can_be_read_in_the_other_language(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition = await ivs(cast, now)
    text = (await (await client_as(cast.lead)).get(f"/checklists/{edition}?words=ru")).text
    assert "У каждого ли своё спальное место?" in text
    assert 'lang="ru"' in text


async def test_an_unknown_checklist_and_a_stranger(cast: Cast, client_as: Clients) -> None:
    assert (await (await client_as(cast.lead)).get(f"/checklists/{uuid4()}")).status_code == 404
    assert (await (await client_as(None)).get("/checklists")).status_code == 303
