"""Values as people read them: the form of a unit that a number takes, a real minus, the decimals of a language."""

from __future__ import annotations

import pytest

from monitor.checklists.rules import Kind
from monitor.kit.words import without_number
from monitor.web.pages.values import value_words

PEOPLE = {"en": "person|people", "ru": "место|места|мест", "tg": "нафар"}


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", "1", "1 person"),
        ("en", "0", "0 people"),
        ("en", "1.5", "1.5 people"),
        ("ru", "1", "1 место"),
        ("ru", "22", "22 места"),
        ("ru", "1.5", "1,5 места"),
        ("ru", "11", "11 мест"),
        ("ru", "-21", "−21 место"),
        ("tg", "2", "2 нафар"),
    ],
)
def test_a_unit_takes_the_form_of_its_number(language: str, value: str, said: str) -> None:
    assert value_words(value, kind=Kind.DECIMAL, options={}, unit=PEOPLE[language], language=language) == said


def test_a_unit_without_a_number_stands_in_its_last_form() -> None:
    assert [without_number(forms) for forms in PEOPLE.values()] == ["people", "мест", "нафар"]


def test_an_answer_from_when_the_question_was_another_is_shown_as_it_is() -> None:
    assert value_words("some", kind=Kind.INTEGER, options={}, unit="person|people", language="en") == "some people"
