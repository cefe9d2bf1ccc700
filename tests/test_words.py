"""Every sentence is there in every language, none doubtful, with its values, plural forms and the words of the trade."""

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

from monitor.kit.words import LANGUAGES, count, say, word

HOUSE = Path(__file__).parent.parent / "monitor"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None, "count": (1, 2)}
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PLACE = re.compile(r"%\((\w+)\)s|%%")


@cache
def spoken() -> frozenset[str | tuple[str, str]]:
    """Every sentence of the code and the templates; a pair where it counts."""
    found = extract_from_dir(
        str(HOUSE),
        METHODS,
        {"web/templates/**.html": {"newstyle_gettext": "true", "trimmed": "false"}},
        KEYWORDS,
    )
    return frozenset((text[0], text[1]) if isinstance(text, tuple) else text for _, _, text, _, _ in found if text)


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


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_missing_doubtful_or_left_over(language: str) -> None:
    written = {message.id for message in book(language) if message.id}
    assert {"missing": spoken() - written, "left over": written - spoken()} == {"missing": set(), "left over": set()}
    faulty = [m.id for m in book(language) if m.id and (m.fuzzy or not texts_of(m) or not all(texts_of(m)))]
    assert faulty == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_values_of_a_sentence_are_kept(language: str) -> None:
    def values(text: str) -> set[str]:
        return {match[1] or "%" for match in PLACE.finditer(text)}

    wrong = []
    for message in book(language):
        if message.id:
            source = forms(message.id)[-1]
            wrong += [message.id for text in texts_of(message) if values(text) != values(source)]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_words_of_the_trade_are_said_one_way(language: str) -> None:
    wrong = []
    for message in book(language):
        english = PLACE.sub("", " ".join(forms(message.id))).lower()
        for term in glossary():
            for text in texts_of(message) if message.id else []:
                said = text.lower()
                if any(word_.lower() in said for word_ in term.get("avoid", [])):
                    wrong.append((term["en"], text))
                whole = re.search(rf"\b{re.escape(str(term['en']))}\b", english)
                if whole and not any(stem.lower() in said for stem in term["stems"]):
                    wrong.append((term["en"], text))
    assert wrong == []


def test_the_glossary_has_sixty_terms() -> None:
    assert len({str(term["en"]) for term in glossary()}) == len(glossary()) >= 60


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_number_finds_its_form(language: str) -> None:
    counted = [pair for pair in spoken() if isinstance(pair, tuple)]
    for one, many in counted:
        for n in (0, 1, 2, 5, 11, 21, 105):
            names = {name for name in PLACE.findall(many) if name} - {"n"}
            book_of = word(count(one, many, n, **{name: n if name == "num" else "x" for name in names}), language)
            assert str(n) in book_of or "%(n" not in many


def test_a_value_may_itself_be_a_sentence() -> None:
    assert word(say("Outer %(inner)s", inner=say("inner %(n)s", n=3)), "en") == "Outer inner 3"
