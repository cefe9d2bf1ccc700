"""Printed pages hold every letter our users write, are tagged and archival, and are the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typst

from monitor.press.fonts import isolated, printable, unprintable
from monitor.press.pdf import Paper, typeset, typeset_aside
from tests.press.pdf_text import begun_at, pages, text

MADE = datetime(2026, 11, 22, 9, 0, 0, 5, tzinfo=UTC)
PAPER = Paper(title="Лист", language="ru", footer="ИВС · a1b2", page_of="стр. %(page)s из %(pages)s", made=MADE)
SOURCE = "= #data.head\n#code(data.code) #tick\n#for line in data.lines [#line #parbreak()]\n"


def page(*lines: str, head: str = "Лист", paper: Paper = PAPER) -> bytes:
    return typeset(source=SOURCE, data={"head": head, "code": "C7", "lines": lines}, paper=paper)


@pytest.mark.parametrize(
    "words",
    [
        "Facility no. 1: “refused” – œ",
        "Недопуск в ИВС № 1",
        "Ҷумҳурии Тоҷикистон, ӯ ӣ ғ қ ҳ",
        "Қазақстан әіңғүұқөһ",
        "Oʻzbekiston öüçş ñ",
    ],
)
def test_letters_of_our_users_are_on_the_page(words: str) -> None:
    assert words in text(page(words))


def test_arabic_is_shaped_and_set_from_right_to_left() -> None:
    words = "سجن"
    painted = text(page(words, paper=replace(PAPER, language="ar"))).replace("\n", "")

    assert words[::-1] in re.sub(r"(.)\1", r"\1", painted)  # a letter and its dots are painted apart


def test_a_letter_without_a_font_is_marked_instead_of_failing() -> None:
    assert "a\ufffdb" in text(page("a漢b\u0007\u200f"))
    assert unprintable("a漢b\u0007Ҷ") == {"漢"}


def test_plain_and_precomposed_letters_pass_unchanged() -> None:
    assert [printable(words) for words in ("plain\n", "Ҷӯ й", "e\u0301", "👩\ufe0f")] == [
        "plain\n",
        "Ҷӯ й",
        "é",
        "\ufffd",
    ]


def test_what_people_write_never_becomes_source() -> None:
    hostile = '#panic("no") $x$ *b* @ref "quoted" \\ <label> #import "/pdf.py"'

    assert hostile.replace(" ", "") in text(page(hostile)).replace(" ", "")


def test_pages_are_counted_in_the_footer() -> None:
    long = page(*("Строка" for _ in range(130)))

    assert pages(long) == 3
    assert [f"стр. {n} из 3" in text(long) for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert text(long).count("a1b2") == 3


def test_the_same_input_gives_the_same_bytes_and_a_date_that_was_given() -> None:
    first = page("Строка")

    assert first == page("Строка")
    assert b"/CreationDate(D:20261122090000Z)" in first
    assert first != page("Строка", paper=replace(PAPER, made=MADE.replace(hour=10)))


def test_pages_are_archival_and_tagged() -> None:
    made = page("Строка")

    assert [mark in made for mark in (b"pdfaid:part>2<", b"pdfuaid:part>1<", b"/StructTreeRoot", b"/Lang(ru)")] == [
        True
    ] * 4


def test_a_document_that_nobody_could_hear_is_refused() -> None:
    with pytest.raises(typst.TypstError):
        typeset(source="== Second level first\n", data={}, paper=PAPER)


def test_a_document_needs_an_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        page(paper=replace(PAPER, made=MADE.replace(tzinfo=None)))


async def test_setting_aside_gives_the_same() -> None:
    data = {"head": "Лист", "code": "C7", "lines": ["Строка"]}

    assert await typeset_aside(source=SOURCE, data=data, paper=PAPER) == page("Строка")


def test_a_sentence_from_left_to_right_stays_whole_among_words_from_right_to_left() -> None:
    assert [isolated(words) for words in ("Tick one answer.", "سجن 2.", "1.", "word")] == [
        "\u200eTick one answer.\u200e",
        "سجن 2.",
        "1.",
        "word",
    ]


def test_a_page_from_right_to_left_begins_at_the_right() -> None:
    source = "= Head\n#grid(columns: (1fr, 1fr), [first], [second])\n"
    made = {
        language: typeset(source=source, data={}, paper=replace(PAPER, language=language)) for language in ("en", "fa")
    }

    assert begun_at(made["en"], "first") < begun_at(made["en"], "second")
    assert begun_at(made["fa"], "first") > begun_at(made["fa"], "second")
