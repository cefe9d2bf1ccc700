"""Folding: one spelling for search, whatever the script, the case or the marks (D12)."""

from __future__ import annotations

import re
import unicodedata

# Cyrillic as used in Russian and Central Asia, to the Latin that people type for it. ISO 9 is not what people type.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ҷ": "j", "ҳ": "kh", "қ": "k", "ғ": "g", "ӣ": "i", "ӯ": "u", "ә": "a", "і": "i", "ң": "n", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "kh", "ў": "u", "җ": "j", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
# Spellings that stand for one sound in the Latin forms of the region's names, folded after the letters.
_SOUNDS = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("q", "k"), ("x", "h"), ("ya", "ia"),
    ("yu", "iu"), ("yo", "e"), ("ye", "e"), ("y", "i"), ("w", "v"), ("c'", "c"), ("'", ""), ("ii", "i"),
)  # fmt: skip
# An underscore is no letter, and a wildcard to the databases.
_NOT_WORD = re.compile(r"[\W_]+", re.UNICODE)
# Codes that no keyboard types and that a PostgreSQL text or an XML file cannot hold; line ends and tabs stay.
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST_SEARCH, _MOST_WORDS = 200, 8


def legible(text: str) -> str:
    """Take out codes that nobody types and that not every database or file can hold."""
    return _UNTYPED.sub("", text)


def tidy(text: str) -> str:
    """Normalise what was typed: NFC, one space between words, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Give the searched form: Худжанд, Хуҷанд and Khujand all become `hujand`."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in lowered)
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    return _NOT_WORD.sub(" ", plain).strip()


def search_words(text: str) -> list[str]:
    """Give the folded words of a search; no more, and no longer ones, than a database compares in one go."""
    return fold(text[:_LONGEST_SEARCH]).split()[:_MOST_WORDS]


def like_folded(text: str) -> str:
    """Give a LIKE pattern that finds the text anywhere in a folded column; % and _ of the text do not act."""
    return f"%{fold(text[:_LONGEST_SEARCH])}%"
