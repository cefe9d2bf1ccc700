"""What is printed of a question: when it is asked, in words and codes; every kind of answer; nobody's own language left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.checklists.rules import Loaded, Questionnaire, Texts, TextStatus, assemble, load
from monitor.press.pdf import Paper, typeset
from monitor.web.pages.sheets.pack import SOURCES, Cover, Extent, Pack, Wishes, pack, rows_by_default
from monitor.web.pages.sheets.pack.items import spans
from monitor.web.papers import source
from tests.makers_sheets import shipped, shipped_questionnaire
from tests.press.pdf_text import begun_at, text
from tests.sheets.forms import ASKED, SHARED, yard

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def wanted(asked: Questionnaire, language: str = "en") -> Pack:
    wishes = Wishes(language, rows={part.letter: rows_by_default(part) for part in asked.blocks})
    return pack(asked, Cover(), wishes)


def printed(data: Pack, language: str = "en") -> bytes:
    paper = Paper(data.title, language, "footer", "page %(page)s of %(pages)s", MADE)
    return typeset(source=source(*SOURCES), data=data, paper=paper)


def hanging(*relevant: str) -> list[tuple[str, str]]:
    """What is said before and at questions that hang on B1 (how many), B2 (why: illness or wish), B3 (yes or no)."""
    items = "".join(
        f'  - {{key: q{n}, kind: yes_no, {ASKED}, relevant: "{each}"}}\n' for n, each in enumerate(relevant)
    )
    words = "".join(f"  q{n}: {{question: Question {n}}}\n" for n in range(len(relevant)))
    library = load(
        {
            **SHARED,
            "one/manifest.yaml": "id: one\nkind: checklist\nversion: 1\nserves: [police_station]\nsections: [01-a]\n",
            "one/sections/01-a.yaml": "letter: B\ntheme: material\nitems:\n"
            f"  - {{key: many, kind: integer, unit: persons, {ASKED}}}\n"
            f"  - {{key: why, kind: choice_one, options: [illness, wish], {ASKED}}}\n"
            f"  - {{key: open, kind: yes_no, {ASKED}}}\n{items}",
            "one/texts/en.yaml": "status: confirmed\ntitle: One\nabout: x\nsections: {01-a: A}\nitems:\n"
            "  many: {question: How many}\n  why: {question: Why, options: {illness: Illness, wish: Own wish}}\n"
            f"  open: {{question: Open}}\n{words}",
        }
    )
    (section,) = wanted(whole(*library.entries)).sections
    return [(item.before, item.only) for item in section.items[3:]]


def whole(base: Loaded, *modules: Loaded) -> Questionnaire:
    texts = [(entry.edition.name, each) for entry in (base, *modules) for each in entry.texts]
    return assemble(base.edition, [entry.edition for entry in modules], texts)


@pytest.mark.parametrize(
    ("relevant", "said"),
    [
        ("${many} > 0", "only if B1 is more than 0"),
        ("${open} = 'yes'", "only if B3 is “Yes”"),
        ("${why} != 'wish'", "only if B2 is not “Own wish”"),
        ("${many} <= 4 and ${open} = 'no'", "only if B1 is at most 4 and B3 is “No”"),
        ("${open} = 'no' and (${many} < 4 or ${many} >= 9)", "only if B3 is “No” and (B1 is less than 4 or B1 is at least 9)"),
        ("not(${open} = 'no')", "only if not (B3 is “No”)"),
        ("${many} * 2 > 9", "only if it follows from B1"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words_and_codes(relevant: str, said: str) -> None:
    assert hanging(relevant) == [("", said)]


def test_what_three_questions_share_is_said_once_before_them() -> None:
    assert hanging("${many} > 0", "${many} > 0 and ${open} = 'yes'", "${many} > 0", "${open} = 'no'") == [
        ("B4 to B6: only if B1 is more than 0", ""),
        ("", "only if B3 is “Yes”"),
        ("", ""),
        ("", "only if B3 is “No”"),
    ]


def test_neighbouring_codes_are_joined() -> None:
    assert spans(["A1", "A2", "A3", "A7", "B1", "B10", "B11"]) == "A1–A3, A7, B1, B10–B11"


def test_every_kind_of_answer_finds_its_place_on_the_paper() -> None:
    base, *modules = sorted(yard().entries, key=lambda each: each.edition.role != "checklist")
    data = wanted(whole(base, *modules))
    assert {item.shape for section in data.sections for item in section.items} >= {
        "yes_no", "choice_one", "choice_many", "integer", "decimal", "scale", "tally", "duration", "moment", "date",
        "time", "photo",
    }  # fmt: skip
    assert data.sections[0].elsewhere.startswith("B1: filled from the cover")
    assert "B5: worked out from V (Cells)." in data.sections[0].elsewhere
    assert data.tables[0].notes == (
        "V4: worked out from the answers above; not asked.",
        "All of V2 together should be B4.",
    )
    assert "Why apart?" in text(printed(data))


@pytest.mark.parametrize("letters", ["ӣӯҳқғҷ", "әңөұүһі", "oʻ gʻ", "ңөү", "ňýž"])
def test_words_in_any_of_our_languages_are_printed_and_english_ones_marked(letters: str) -> None:
    asked = in_language("tk", letters)
    data = wanted(asked, "tk")
    marked = {item.code: item.english for section in data.sections for item in section.items}
    assert (marked["A10"], marked["A8"]) == (False, True)
    assert letters in text(printed(data, "tk"))
    assert "EN: these words are not there yet" in data.words["legend"]


def test_a_pack_from_right_to_left_is_mirrored() -> None:
    asked = in_language("fa", "مدیریت")
    assert begun_at(printed(wanted(asked), "en"), "Observed by") < 100
    mirrored = printed(wanted(asked, "fa"), "fa")
    assert begun_at(mirrored, "Observed by") > 400
    assert b"/Lang(fa)" in mirrored


def test_the_leaf_of_a_talk_takes_a_language_once_its_words_are_confirmed() -> None:
    asked = shipped_questionnaire("interviews")
    assert wanted(asked, "ru").leaves[0].language == "en"
    confirmed = replace(asked, texts=tuple((name, _confirmed(texts)) for name, texts in asked.texts))
    (leaf,) = wanted(confirmed, "ru").leaves
    assert leaf.language == "ru"
    assert {item.english for item in leaf.items} == {False}


def test_a_core_pack_has_no_blocks() -> None:
    asked = shipped_questionnaire("rooms", "interviews")
    core = pack(asked, Cover(), Wishes("en", Extent.CORE, rows={"V": 12, "X": 1}))
    assert (core.tables, core.leaves) == ((), ())


def in_language(language: str, question: str) -> Questionnaire:
    """The shipped questionnaire with one question of the access module in another language."""
    asked = shipped_questionnaire()
    access = shipped().named("access")
    assert access is not None
    english = next(texts for texts in access.texts if texts.language == "en")
    said = {"management_coop": replace(english.items["management_coop"], question=question)}
    foreign = replace(english, language=language, status=TextStatus.DRAFT, items=said)
    return replace(asked, texts=(*asked.texts, ("access", foreign)))


def _confirmed(texts: Texts) -> Texts:
    items = {key: replace(said, status=TextStatus.CONFIRMED) for key, said in texts.items.items()}
    return replace(texts, status=TextStatus.CONFIRMED, items=items)


def test_the_order_of_paper_is_the_order_of_typing() -> None:
    asked = shipped_questionnaire("rooms", "interviews")
    data = wanted(asked)
    sections = [item.code for section in data.sections for item in section.items]
    assert sections == [question.code for question in asked.questions if not question.item.computed]
    assert [*(each.letter for each in data.tables), *(each.letter for each in data.leaves)] == ["V", "X"]
