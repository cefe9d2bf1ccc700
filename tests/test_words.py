"""Every sentence is there in every language, none doubtful, with its values, plural forms and the words of the trade.

Languages translated in part have the pages used at a place: the gate, refusals, checklists, and paper.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from monitor.kit.words import LANGUAGES, PARTLY_TRANSLATED, WHOLE, catalogue, count, preferred_language, say, word

HOUSE = Path(__file__).parent.parent / "monitor"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None, "count": (1, 2)}
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PLACE = re.compile(r"%\((\w+)\)s|%%")
GAP = re.compile(r"\{\w+\}")
# What monitors read at a place; other pages show English in the languages translated in part.
AT_A_PLACE = (
    *("web/templates/sheets/", "web/pages/sheets/", "sheets/", "checklists/rules/answers.py", "codes/findings.py"),
    *("web/templates/visits/gate.html", "web/pages/visits/gate.py", "web/pages/field/words.py", "codes/visits.py"),
    *("web/templates/denials/", "web/pages/denials/logging.py", "denials/rules/model.py", "codes/denials.py"),
    *("web/templates/macros/", "web/templates/frame/", "web/floor/forms.py"),
)
NUMBERS = (0, 1, 2, 5, 11, 21, 105)


@cache
def written() -> tuple[tuple[str, str | tuple[str, str]], ...]:
    """Every sentence of the code and the templates with the file it stands in; a pair where it counts."""
    found = extract_from_dir(
        str(HOUSE),
        METHODS,
        {"web/templates/**.html": {"newstyle_gettext": "true", "trimmed": "false"}},
        KEYWORDS,
    )
    return tuple(
        (file, (text[0], text[1]) if isinstance(text, tuple) else text) for file, _, text, _, _ in found if text
    )


def spoken(*files: str) -> frozenset[str | tuple[str, str]]:
    """Every sentence, or those of the files whose paths begin so."""
    return frozenset(text for file, text in written() if file.startswith(files or ""))


@cache
def book(language: str) -> Catalog:
    return read_po(BytesIO((HOUSE / "locale" / language / "LC_MESSAGES" / "monitor.po").read_bytes()), locale=language)


@cache
def glossary() -> list[dict[str, list[str]]]:
    terms: list[dict[str, list[str]]] = yaml.safe_load((HOUSE / "locale" / "glossary.yaml").read_text())
    return terms


def forms(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


def texts_of(message: Message) -> list[str]:
    return forms(message.string)


@pytest.mark.parametrize("language", sorted(set(TRANSLATED) - PARTLY_TRANSLATED))
def test_no_sentence_is_missing(language: str) -> None:
    assert spoken() - {message.id for message in book(language)} == set()


@pytest.mark.parametrize("language", sorted(PARTLY_TRANSLATED))
def test_what_is_read_at_a_place_is_nearly_all_there(language: str) -> None:
    wanted = spoken(*AT_A_PLACE)
    missing = wanted - {message.id for message in book(language)}
    assert len(missing) * 20 < len(wanted), missing


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_doubtful_or_left_over(language: str) -> None:
    assert {message.id for message in book(language) if message.id} - spoken() == set()
    faulty = [m.id for m in book(language) if m.id and (m.fuzzy or not texts_of(m) or not all(texts_of(m)))]
    assert faulty == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_values_of_a_sentence_are_kept(language: str) -> None:
    def values(text: str) -> set[str]:
        return {match[1] or "%" for match in PLACE.finditer(text)} | set(GAP.findall(text))

    wrong = []
    for message in book(language):
        if message.id:
            source = forms(message.id)[-1]
            wrong += [message.id for text in texts_of(message) if values(text) != values(source)]
    assert wrong == []


def test_the_words_of_the_trade_are_said_one_way() -> None:
    wrong = []
    for message in book("ru"):
        english = GAP.sub("", PLACE.sub("", " ".join(forms(message.id)))).lower()
        for term in glossary():
            for text in texts_of(message) if message.id else []:
                said = text.lower()
                if any(word_.lower() in said for word_ in term.get("avoid", [])):
                    wrong.append((term["en"], text))
                whole = re.search(rf"\b{re.escape(str(term['en']))}\b", english)
                if whole and not any(stem.lower() in said for stem in term["stems"]):
                    wrong.append((term["en"], text))
    assert wrong == []


@pytest.mark.parametrize("language", sorted(PARTLY_TRANSLATED))
def test_drafts_say_the_words_of_the_trade_one_way(language: str) -> None:
    terms = {str(term["en"]): term[language] for term in glossary() if language in term}
    assert {"denial", "visit", "team", "question", "not allowed", "lawyer", "filled checklist"} <= terms.keys()
    wrong = []
    for message in book(language):
        english = GAP.sub("", PLACE.sub("", " ".join(forms(message.id)))).lower()
        for term, stems in terms.items():
            if re.search(rf"\b{re.escape(term)}\b", english):
                wrong += [(term, text) for text in texts_of(message) if not any(s in text.lower() for s in stems)]
    assert wrong == []


def test_the_glossary_has_sixty_terms() -> None:
    assert len({str(term["en"]) for term in glossary()}) == len(glossary()) >= 60


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_number_finds_its_form(language: str) -> None:
    counted = [pair for pair in spoken() if isinstance(pair, tuple)]
    for one, many in counted:
        for n in NUMBERS:
            names = {name for name in PLACE.findall(many) if name} - {"n"}
            book_of = word(count(one, many, n, **{name: n if name == "num" else "x" for name in names}), language)
            assert str(n) in book_of or "%(n" not in many


def test_a_value_may_itself_be_a_sentence() -> None:
    assert word(say("Outer %(inner)s", inner=say("inner %(n)s", n=3)), "en") == "Outer inner 3"


@pytest.mark.parametrize("language", sorted(PARTLY_TRANSLATED))
def test_a_noun_after_a_number_keeps_its_form(language: str) -> None:
    one, many = "%(n)s minute", "%(n)s minutes"
    minutes = book(language).get((one, many))
    assert minutes is not None
    assert {(book(language).num_plurals, book(language).plural_expr)} == {(1, "0")}
    for n in NUMBERS:
        assert [catalogue(language).ngettext(one, many, n)] == texts_of(minutes)


def test_a_language_translated_in_part_is_chosen_and_never_guessed() -> None:
    assert {*WHOLE, *PARTLY_TRANSLATED} == set(LANGUAGES)
    assert preferred_language("tg, ru;q=0.8, en;q=0.5") == "ru"
    assert preferred_language("uz-Latn-UZ") == "en"
    assert word(say("Denials"), "tg") != word(say("Denials"), "en") == "Denials"
    assert word("Make a backup", "tg") == "Make a backup"
