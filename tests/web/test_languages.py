"""A language is chosen by hand: its pages say which it is, and which are translated in part."""

from __future__ import annotations

import re

import pytest

from monitor.kit.words import LANGUAGES, PARTLY_TRANSLATED, word
from tests.people import Cast, Clients

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("language", sorted(LANGUAGES))
async def test_a_page_says_its_language_and_its_direction(cast: Cast, client_as: Clients, language: str) -> None:
    client = await client_as(cast.lead)
    await client.post("/language", data={"language": language})
    text = (await client.get("/denials/new")).text
    assert f'<html lang="{language}" dir="ltr"' in text
    assert word("Log the denial", language) in text


async def test_languages_translated_in_part_are_marked(cast: Cast, client_as: Clients) -> None:
    text = (await (await client_as(cast.lead)).get("/denials/new")).text
    marked = re.findall(r'<button name="language" value="(\w+)"[^>]*>[^<]*<span[^>]*>partly translated</span>', text)
    assert marked == [language for language in LANGUAGES if language in PARTLY_TRANSLATED]


async def test_a_browser_gets_no_language_translated_in_part_by_itself(client_as: Clients) -> None:
    stranger = await client_as(None)
    answer = await stranger.get("/sign-in", headers={"accept-language": "tg, kk;q=0.9, ru;q=0.5"})
    assert '<html lang="ru"' in answer.text
