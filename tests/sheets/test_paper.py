"""The printed pack: complete, in both languages, silent about earlier visits and, if wanted, about where and who."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.makers_sheets import make_visit_under_way, shipped_questionnaire
from tests.people import Cast, Clients
from tests.press.pdf_text import pages, text


@pytest.mark.parametrize(("words", "said"), [("en", "Every"), ("ru", "Недопуск")])
async def test_the_pack_holds_every_code_that_is_asked(
    cast: Cast, client_as: Clients, now: datetime, words: str, said: str
) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    made = await client.get(f"/visits/{visit}/paper.pdf?words={words}&sides=one")
    printed = text(made.content)
    assert made.headers["content-type"] == "application/pdf"
    assert pages(made.content) <= 8
    assert said in printed or words == "en"
    asked = [question for question in shipped_questionnaire().questions if not question.item.computed]
    assert [question.code for question in asked if question.code not in printed] == []
    assert "Lena Lead" in printed
    assert "Temporary detention facility no 1" in printed


async def test_a_plain_pack_tells_neither_place_nor_people(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit, client = await make_visit_under_way(cast, now=now), await client_as(cast.lead)
    made = await client.get(f"/visits/{visit}/paper.pdf?words=en&plain=yes")
    printed = text(made.content)
    assert "Lena Lead" not in printed
    assert "facility no 1" not in printed
    assert "E1" in printed
    assert "checklist.pdf" in made.headers["content-disposition"]
