"""Sentences in people's languages: marked where written, worded where shown.

`N_("…")` marks a sentence for translation; `say()` keeps it with its values, unworded; `word()` gives the text in a
language. Catalogues are gettext files in monitor/locale/<language>/LC_MESSAGES/monitor.po.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "tg": "Тоҷикӣ",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "uz": "Oʻzbekcha",
}
# Drafts for the gate, refusals and checklists only: taken when somebody chooses them, never guessed from a browser.
PARTLY_TRANSLATED = frozenset({"tg", "kk", "ky", "uz"})
WHOLE = tuple(language for language in LANGUAGES if language not in PARTLY_TRANSLATED)
DEFAULT_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


# A fraction takes the second form: 1.5 hours, and in Russian that of 2.
_FORMS = {"one": 0, "few": 1, "many": 2}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence not yet worded: the English text, its plural if it counts something, and its values."""

    text: str
    plural: str | None = None
    n: int | None = None
    values: tuple[tuple[str, str | int | Sentence], ...] = ()


def N_(text: str) -> str:
    """Mark an English sentence for translation and return it unchanged."""
    return text


def say(text: str, **values: str | int | Sentence) -> Sentence:
    """Keep a marked sentence with its `%(name)s` values; a value may itself be a sentence."""
    return Sentence(text=text, values=tuple(values.items()))


def count(text: str, plural: str, n: int, **values: str | int | Sentence) -> Sentence:
    """Keep a sentence that counts; `%(n)s` is the number and chooses the plural form."""
    return Sentence(text=text, plural=plural, n=n, values=(*values.items(), ("n", n)))


def word(sentence: Sentence | str, language: str) -> str:
    """Give the text in a language; a plain string is looked up as a sentence without values."""
    if isinstance(sentence, str):
        return catalogue(language).gettext(sentence) if sentence else ""
    book = catalogue(language)
    if sentence.plural is not None and sentence.n is not None:
        text = book.ngettext(sentence.text, sentence.plural, sentence.n)
    else:
        text = book.gettext(sentence.text)
    if not sentence.values:
        return text
    return text % {k: word(v, language) if isinstance(v, Sentence) else v for k, v in sentence.values}


def form_for(forms: str, number: Decimal, language: str) -> str:
    """Choose among the forms of a word written "hour|hours", or in Russian for 1, 2 and 5, the one a number takes."""
    held = forms.split("|")
    place = _FORMS.get(Locale.parse(language).plural_form(abs(number)), 1)
    return held[min(place, len(held) - 1)]


def without_number(forms: str) -> str:
    """Give the form of a word that stands without a number: the last."""
    return forms.rpartition("|")[2]


@cache
def catalogue(language: str) -> NullTranslations:
    """Load a language's catalogue; English is written in the code and has none."""
    source = files("monitor").joinpath("locale", language, "LC_MESSAGES", "monitor.po")
    if language == DEFAULT_LANGUAGE or not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled, domain="messages")


def preferred_language(accept_language: str, offered: Sequence[str] = WHOLE) -> str:
    """Choose a language by an Accept-Language header (RFC 9110 section 12.5.4), among those translated as a whole."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language.split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=") or "1"
        try:
            wanted.append((-float(quality), tag.replace("-", "_")))
        except ValueError:
            continue
    preferred = [tag for weight, tag in sorted(wanted, key=lambda pair: pair[0]) if weight < 0]
    return negotiate_locale(preferred, offered, sep="_") or DEFAULT_LANGUAGE


def direction(language: str) -> str:
    """Say which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
