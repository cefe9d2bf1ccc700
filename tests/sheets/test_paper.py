"""The printed pack: complete, in both languages, silent about earlier visits and, if wanted, about where and who."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from tests.makers_sheets import make_visit_under_way, shipped_questionnaire
from tests.people import Cast, Clients
from tests.press.pdf_text import pages, text, texts

BLOCKS = ("rooms", "custody_files", "interviews")


async def paper(cast: Cast, client_as: Clients, now: datetime, asked: str) -> bytes:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    made = await client.get(f"/visits/{visit}/paper.pdf?{asked}")
    assert made.headers["content-type"] == "application/pdf"
    assert "checklist.pdf" in made.headers["content-disposition"]
    return made.content


@pytest.mark.parametrize(("words", "said"), [("en", "Refusal"), ("ru", "Недопуск")])
async def test_the_pack_holds_every_code_that_is_asked(
    cast: Cast, client_as: Clients, now: datetime, words: str, said: str
) -> None:
    made = await paper(cast, client_as, now, f"words={words}&sides=one")
    printed = text(made)
    assert pages(made) <= 8
    assert said in printed
    asked = [question for question in shipped_questionnaire(*BLOCKS).everything if not question.item.computed]
    assert [question.code for question in asked if question.code not in printed] == []
    assert "Lena Lead" in printed
    assert "Temporary detention facility no 1" in printed


@pytest.mark.parametrize("words", ["en", "ru"])
async def test_the_core_pack_is_four_pages_without_blocks(
    cast: Cast, client_as: Clients, now: datetime, words: str
) -> None:
    made = await paper(cast, client_as, now, f"words={words}&extent=core")
    assert pages(made) <= 4
    assert "E1" in text(made)
    assert [code for code in ("V3", "W5", "X1") if code in text(made)] == []


async def test_a_plain_pack_tells_neither_place_nor_people(cast: Cast, client_as: Clients, now: datetime) -> None:
    printed = text(await paper(cast, client_as, now, "words=en&plain=yes"))
    assert "Lena Lead" not in printed
    assert "facility no 1" not in printed
    assert "E1" in printed


async def test_a_talk_has_a_leaf_of_its_own_with_no_number_that_tells_its_place(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    made = texts(await paper(cast, client_as, now, "words=en&rows_X=3&sides=one"))
    fronts = [page for page in made if "What may you write down?" in page]
    assert len(fronts) == 3
    assert len(set(fronts)) == 1
    assert "page 1 of 1" in fronts[0]
    assert [page for page in fronts if "Lena Lead" in page or "facility no 1" in page] == []
    assert made[0].count("page 1 of 6") == 1


async def test_on_both_sides_the_back_of_a_talk_is_its_own(cast: Cast, client_as: Clients, now: datetime) -> None:
    made = await paper(cast, client_as, now, "words=en&rows_X=2&sides=both")
    ends = [page for page in texts(made) if "What was told" in page]
    assert [("page 1 of 2" in page, "page 2 of 2" in page) for page in ends] == [(True, False), (False, True)] * 2
    assert pages(made) % 2 == 0


async def test_drafts_stay_off_the_leaf_of_a_talk(cast: Cast, client_as: Clients, now: datetime) -> None:
    made = texts(await paper(cast, client_as, now, "words=ru&sides=one"))
    assert [("X1" in page, "What may you write down?" in page, "Что можно" in page) for page in made[-1:]] == [
        (True, True, False)
    ]


async def test_rooms_and_files_are_printed_for_as_many_as_are_wanted(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    few = texts(await paper(cast, client_as, now, "words=en&rows_V=13&rows_W=0"))
    assert sum("Which room or cell is this?" in page for page in few) == 2
    assert sum("Your own code for this file" in page for page in few) == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [("rows_V=61", "Ask for 60 at most."), ("rows_V=many", "Write a whole number"), ("extent=all", "Choose one")],
)
async def test_a_wish_that_cannot_be_met_is_said_and_kept(
    cast: Cast, client_as: Clients, now: datetime, asked: str, said: str
) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    answer = await client.get(f"/visits/{visit}/paper.pdf?{asked}")
    assert answer.status_code == 422
    assert said in answer.text
    assert "extent" in asked or f'value="{asked.split("=")[1]}"' in answer.text


async def test_the_page_offers_each_block_and_says_whose_words_nobody_confirmed(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit: UUID = await make_visit_under_way(cast, now=now)
    shown = (await (await client_as(cast.lead)).get(f"/visits/{visit}/paper")).text
    assert [f'name="rows_{letter}" value="{n}"' in shown for letter, n in (("V", 12), ("W", 8), ("X", 1))] == [True] * 3
    assert "nobody has confirmed their words yet: Русский" in shown


async def test_a_stranger_gets_no_paper(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_visit_under_way(cast, now=now)
    client = await client_as(cast.stranger)
    assert [(await client.get(f"/visits/{visit}/{page}")).status_code for page in ("paper", "paper.pdf")] == [404, 404]
