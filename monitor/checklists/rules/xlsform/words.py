"""What XLSForm calls things: columns and their aliases, languages, and the columns of ours that others ignore."""

from __future__ import annotations

import re
from collections.abc import Mapping

THEME, SUB_THEME, UNIT = "overall", "overall.summary", "number"
SURVEY, CHOICES, SETTINGS, CHECKLIST = "survey", "choices", "settings", "checklist"

LANGUAGE_NAMES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "tg": "Тоҷикӣ",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "uz": "Oʻzbekcha",
    "tk": "Türkmençe",
    "fa": "فارسی",
    "ar": "العربية",
    "uk": "Українська",
    "az": "Azərbaycanca",
    "hy": "Հայերեն",
    "ka": "ქართული",
    "fr": "Français",
    "es": "Español",
    "de": "Deutsch",
    "pt": "Português",
    "tr": "Türkçe",
}
ALSO_CALLED: Mapping[str, str] = {
    "russian": "ru",
    "tajik": "tg",
    "kazakh": "kk",
    "kyrgyz": "ky",
    "uzbek": "uz",
    "turkmen": "tk",
    "persian": "fa",
    "dari": "fa",
    "arabic": "ar",
    "ukrainian": "uk",
    "azerbaijani": "az",
    "armenian": "hy",
    "georgian": "ka",
    "french": "fr",
    "spanish": "es",
    "german": "de",
    "portuguese": "pt",
    "turkish": "tr",
    **{name.casefold(): tag for tag, name in LANGUAGE_NAMES.items()},
}
TAGGED = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_]\w+)?\s*\)\s*$")
TAG = re.compile(r"[a-z]{2,3}")

ALIASES: Mapping[str, str] = {
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "big-image": "image",
    "list_name": "list_name",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
PREFIXES = frozenset({"bind", "control", "media", "body", "instance"})
WHOLE = frozenset({"jr:count", "jr:constraintmsg", "jr:requiredmsg"})

YES_WORDS = frozenset({"yes", "да", "ҳа", "ha", "иә", "ооба", "oui", "sí", "si", "sim", "ja", "بله", "نعم"})
NO_WORDS = frozenset({"no", "нет", "не", "йўқ", "yoʻq", "yo'q", "жоқ", "жок", "non", "não", "nein", "خیر", "لا"})
YES_NO: Mapping[str, tuple[str, str]] = {
    "en": ("Yes", "No"),
    "ru": ("Да", "Нет"),
    "tg": ("Ҳа", "Не"),
    "kk": ("Иә", "Жоқ"),
    "ky": ("Ооба", "Жок"),
    "uz": ("Ha", "Yoʻq"),
    "fa": ("بله", "خیر"),
}
OTHER: Mapping[str, tuple[str, str]] = {
    "en": ("Other", "What other?"),
    "ru": ("Другое", "Что другое?"),
}
NOT_POSSIBLE: Mapping[str, str] = {
    "en": "This answer is not possible here.",
    "ru": "Такой ответ здесь невозможен.",
}
ROW: Mapping[str, tuple[str, str]] = {
    "en": ("Row", "Add a row"),
    "ru": ("Строка", "Добавить строку"),
}
IMPORTED: Mapping[str, str] = {
    "en": "Read from an XLSForm.",
    "ru": "Прочитано из формы XLSForm.",
}


def language_header(column: str, language: str) -> str:
    """Write the heading of a column in one language, such as `label::Русский (ru)`."""
    return f"{column}::{LANGUAGE_NAMES.get(language, language)} ({language})"


def language_of(said: str) -> str:
    """Read a language from how a heading calls it; its own words, casefolded, when it is not known."""
    tagged = TAGGED.search(said)
    if tagged:
        return tagged[1].lower()
    plain = said.strip().casefold()
    return plain if TAG.fullmatch(plain) and len(plain) == 2 else ALSO_CALLED.get(plain, plain)
