"""The library of checklists and one checklist's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from monitor.checklists.rules import TextStatus, load, texts_hash
from tests.checklists.content.test_shipped import shipped
from tests.checklists.full import FULL, TALKS
from tests.checklists.small import FILES
from tests.checklists.test_becoming import TOLD, changed
from tests.checklists.test_confirming import RUSSIAN
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
    assert '<span lang="ru">Русский</span>' in answer.text
    assert "Modules: what checklists bring along" in answer.text


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


async def words_page(cast: Cast, now: datetime) -> tuple[UUID, str]:
    await load_editions(actor=cast.admin, library=load(FULL | RUSSIAN), now=now)
    filed = next(filed for filed in await editions(cast.lead) if filed.edition.name == "talks")
    return filed.id, texts_hash(filed.worded("ru"))


async def test_words_are_confirmed_with_a_declaration_only(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition, mark = await words_page(cast, now)
    client, path = await client_as(cast.coordinator), f"/checklists/{edition}/words"
    sent = {"language": "ru", "hash": mark, "scope": "ticked", "keys": ["talk_code", "around"]}
    refused = await client.post(path, data=sent)
    assert refused.status_code == 422
    assert "Tick this first" in refused.text
    assert 'value="talk_code" autocomplete="off" checked' in refused.text
    assert (await client.post(path, data=sent | {"declared": "yes"})).status_code == 303
    after = (await client.get(f"{path}?words=ru")).text
    assert after.count("I confirm this") == 3
    assert f"by {cast.coordinator.name} on 2026-11-22" in after


@pytest.mark.parametrize(("scope", "left"), [("everything", 0), ("section:01-talks", 1)])
async def test_a_section_or_everything_is_confirmed_at_once(
    cast: Cast, client_as: Clients, now: datetime, scope: str, left: int
) -> None:
    edition, mark = await words_page(cast, now)
    client, path = await client_as(cast.admin), f"/checklists/{edition}/words"
    sent = {"language": "ru", "hash": mark, "scope": scope, "declared": "yes"}
    assert (await client.post(path, data=sent)).status_code == 303
    after = (await client.get(f"{path}?words=ru")).text
    assert after.count("I confirm this") == left


async def test_a_confirmation_is_taken_back_by_its_button(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition, _ = await words_page(cast, now)
    client, path = await client_as(cast.admin), f"/checklists/{edition}/words"
    filed = next(filed for filed in await editions(cast.lead) if filed.id == edition)
    assert filed.worded("en").items["talk_code"].status is TextStatus.DRAFT
    sent = {"language": "en", "hash": texts_hash(filed.worded("en")), "scope": "everything", "declared": "yes"}
    await client.post(path, data=sent)
    filed = next(filed for filed in await editions(cast.lead) if filed.id == edition)
    sent = {"language": "en", "hash": texts_hash(filed.worded("en")), "scope": "back:talk_code"}
    assert (await client.post(path, data=sent)).status_code == 303
    assert (await client.get(f"{path}?words=en")).text.count("I confirm this") == 1


async def test_a_monitor_reads_and_does_not_confirm(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition, mark = await words_page(cast, now)
    client, path = await client_as(cast.lead), f"/checklists/{edition}/words"
    sent = {"language": "ru", "hash": mark, "scope": "everything", "declared": "yes"}
    assert (await client.post(path, data=sent)).status_code == 403
    assert (await client.get(path)).status_code == 403
    assert "/words?words=" not in (await client.get(f"/checklists/{edition}")).text


async def test_rules_blocks_and_seals_are_told_on_the_page(cast: Cast, client_as: Clients, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FULL), now=now)
    by_name = {filed.edition.name: filed.id for filed in await editions(cast.lead)}
    client = await client_as(cast.lead)
    wing, rooms, talks = [
        (await client.get(f"/checklists/{by_name[name]}")).text for name in ("wing", "rooms", "talks")
    ]
    assert "Asked only when: <code>B1 &gt; 0</code>" in wing
    assert "Taken only when: <code>. &lt;= B1</code>" in wing
    assert "No more than all people." in wing
    assert "Scale from 1 to 5" in wing
    assert "V2 of all rows should add up to “Number of people”." in rooms
    assert "Brought along by" in rooms
    assert "Protected: rows keep only their day" in talks
    assert talks.count("sealed</span>") == 2


async def test_two_versions_are_compared_question_by_question(cast: Cast, client_as: Clients, now: datetime) -> None:
    await load_editions(actor=cast.admin, library=load(FILES), now=now)
    await load_editions(actor=cast.admin, library=load(changed(told=TOLD)), now=now + timedelta(days=1))
    client = await client_as(cast.lead)
    newest = next(filed.id for filed in await editions(cast.lead) if filed.edition.name == "cells")
    text = (await client.get(f"/checklists/{newest}/versions")).text
    assert "No longer asked" in text
    assert "How is the air?" in text
    assert "Replaced: a series breaks here" in text
    assert "In other words: a series runs on" in text
    assert "<del>m²</del> → <ins>people</ins>" in text
    assert text.count("with the version before") == 1


async def test_a_comparison_is_read_in_the_readers_words_and_names_two_versions_of_one_name_by_their_day(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    talks = FULL[TALKS].replace("24, 1)", "24, 2)").replace("key: talk_code", "key: talk_code\n    private_only: yes")
    for days, library in enumerate((FULL | RUSSIAN, FULL | RUSSIAN | {TALKS: talks})):
        await load_editions(actor=cast.admin, library=load(library), now=now + timedelta(days=days))
    newest = next(filed.id for filed in await editions(cast.lead) if filed.edition.name == "talks")
    client = await client_as(cast.lead)
    await client.post("/language", data={"language": "ru"})
    text = (await client.get(f"/checklists/{newest}/versions")).text
    assert '<span lang="ru">Шифр</span>' in text
    assert "(decimal-date-time(X3) - decimal-date-time(X2)) * 24, 2)" in text
    assert "1 (22 нояб. 2026)" in text
    assert "1 (23 нояб. 2026)" in text


async def test_a_limit_of_the_country_is_named_as_such(cast: Cast, client_as: Clients, now: datetime) -> None:
    text = (await (await client_as(cast.lead)).get(f"/checklists/{await ivs(cast, now)}")).text
    assert "Falls short above the limit of the country: hours until a judge" in text


async def test_the_first_version_has_nothing_before_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    edition = await ivs(cast, now)
    client = await client_as(cast.analyst)
    assert "This is the first version" in (await client.get(f"/checklists/{edition}/versions")).text
    assert (await client.get(f"/checklists/{edition}/versions?from={uuid4()}")).status_code == 404
    assert (await client.get(f"/checklists/{edition}/versions?from=x")).status_code == 404
    assert "The same questions" in (await client.get(f"/checklists/{edition}/versions?from={edition}")).text
