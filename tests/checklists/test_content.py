"""The checklists that come with the product: complete, in both languages, and true to their own rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from monitor.checklists.rules import (
    Authority,
    Basis,
    Follows,
    Library,
    Mark,
    Questionnaire,
    TextStatus,
    When,
    assemble,
    authority_of,
    load,
    question_text,
)
from monitor.outside.shipped import read_checklist_files
from monitor.outside.shipped import shipped as shipped_folder

GLOSSARY = Path(__file__).parents[2] / "monitor" / "locale" / "glossary.yaml"


@cache
def shipped() -> Library:
    return load(read_checklist_files(shipped_folder("checklists")))


def first_visit(*modules: str) -> Questionnaire:
    entries = [entry for name in ("temporary_detention", *modules) if (entry := shipped().named(name))]
    texts = [(entry.edition.name, each) for entry in entries for each in entry.texts]
    return assemble(entries[0].edition, [entry.edition for entry in entries[1:]], texts)


def test_the_folder_holds_what_is_promised() -> None:
    counts = {entry.edition.name: len(entry.edition.items) for entry in shipped().entries}
    assert counts == {"access": 12, "follow_up": 10, "temporary_detention": 67}


def test_the_core_is_as_the_standards_mark_it() -> None:
    core = {entry.edition.name: sum(item.core for item in entry.edition.items) for entry in shipped().entries}
    assert core == {"access": 8, "follow_up": 3, "temporary_detention": 20}


def test_every_language_has_every_word() -> None:
    for entry in shipped().entries:
        assert [texts.language for texts in entry.texts] == ["en", "ru"]
        for texts in entry.texts:
            assert set(texts.items) == {item.key for item in entry.edition.items}
            assert all(text.question and text.help for text in texts.items.values())


def test_shared_questions_are_worded_alike() -> None:
    words: dict[tuple[str, str], str] = {}
    for entry in shipped().entries:
        for texts in entry.texts:
            for key, text in texts.items.items():
                assert words.setdefault((texts.language, key), text.question) == text.question


def test_texts_nobody_confirmed_say_so() -> None:
    assert {texts.status for entry in shipped().entries for texts in entry.texts} == {TextStatus.DRAFT}


def test_the_modules_come_at_their_visits() -> None:
    entry = shipped().named("temporary_detention")
    assert entry is not None
    assert [(each.module, each.when) for each in entry.use.modules] == [
        ("access", When.ALWAYS),
        ("follow_up", When.LATER_VISITS),
    ]


def test_a_sheet_asks_each_item_once_in_the_order_of_its_codes() -> None:
    sheet = first_visit("access", "follow_up")
    keys = [question.item.key for question in sheet.questions]
    assert len(keys) == len(set(keys)) == 12 + 67 + 10 - 2
    assert [part.letter for part in sheet.parts] == sorted(part.letter for part in sheet.parts)
    assert sheet.by_key("reprisal_followup").code == "A12"
    assert sheet.by_key("oversight_visits_12m").code == "N4"


def test_codes_do_not_move_when_a_module_is_left_out() -> None:
    alone, full = first_visit(), first_visit("access", "follow_up")
    assert {q.item.key: q.code for q in alone.questions}.items() <= {q.item.key: q.code for q in full.questions}.items()


def test_what_the_visit_already_says_is_not_asked_again() -> None:
    follows = {q.item.key: q.item.follows_from for q in first_visit("access").questions if q.item.follows_from}
    assert follows == {
        "entry_wait_min": Follows.WAIT_MINUTES,
        "entry_full_team": Follows.FULL_TEAM,
        "entry_notice": Follows.NOTICE,
        "all_areas_open": Follows.AREAS,
        "records_open": Follows.RECORDS,
        "equipment_allowed": Follows.EQUIPMENT,
        "private_interviews_ok": Follows.PRIVATE_INTERVIEWS,
        "interviews_private_n": Follows.ALONE,
        "capacity_official": Follows.CAPACITY,
        "held_today": Follows.HELD_TODAY,
    }


def test_a_number_not_checked_in_its_source_is_never_a_limit() -> None:
    for entry in shipped().entries:
        for texts in entry.texts:
            for item in entry.edition.items:
                rule = item.noncompliant
                if rule and rule.reference and texts.provisions[rule.reference].mark is Mark.FROM_KNOWLEDGE:
                    assert authority_of(item, texts) in {Authority.UNCHECKED, Authority.DESIRABLE}
                if rule and rule.basis is Basis.WORKING_PROPOSAL:
                    assert rule.reference is None


def test_russian_speaks_and_another_language_falls_back_to_marked_english() -> None:
    sheet = first_visit("access")
    russian, tajik = question_text(sheet, "own_bed", "ru"), question_text(sheet, "own_bed", "tg")
    assert (russian.text.question, russian.fallback) == ("У каждого ли своё спальное место?", False)
    assert (tajik.text.question, tajik.language, tajik.fallback) == (
        "Does everyone have a bed of their own?",
        "en",
        True,
    )


def test_no_text_says_what_the_glossary_avoids() -> None:
    avoided = [str(each).lower() for term in yaml.safe_load(GLOSSARY.read_text()) for each in term.get("avoid", ())]
    russian = {
        path: text.lower()
        for path, text in read_checklist_files(shipped_folder("checklists")).items()
        if path.endswith("ru.yaml")
    }
    assert len(russian) == 4
    assert [(path, each) for path, text in russian.items() for each in avoided if each in text] == []
