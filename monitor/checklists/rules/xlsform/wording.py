"""The words of a form in each language: what stands in where one is missing, and what is not plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.checklists.rules.xlsform.grid import Line
from monitor.checklists.rules.xlsform.problems import Feature, Findings, Place
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say

TAGS = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|^#{1,6}\s+", re.MULTILINE)
INSIDE = re.compile(r"\$\{\s*[^}]*\}")


@dataclass(slots=True)
class Wording:
    """How texts of a form are found: `own` is the language of columns that name none, `source` that stands in."""

    own: str
    source: str
    ours: bool
    findings: Findings
    missing: set[tuple[str, int, str]] = field(default_factory=set)

    def said(self, line: Line, column: str, language: str, *, missing: bool = False) -> str:
        """Give the text of a cell in a language, or what stands in for it; empty when there is none in any."""
        return self.of(line.worded(column), language, line.place(column), "", told=missing)

    def of(self, texts: Mapping[str, str], language: str, place: Place, otherwise: str, *, told: bool = True) -> str:
        """Choose among texts by language; the form's main language stands in, with a word when `told`."""
        by_tag = {self._tag(name): text for name, text in texts.items() if text}
        found = by_tag.get(language)
        if found is None and by_tag and language != DEFAULT_LANGUAGE and told:
            self._lacks(place, language)
        for tag in (self.source, DEFAULT_LANGUAGE, *by_tag):
            found = found or by_tag.get(tag)
        return self._plain(found, place) if found else otherwise

    def _tag(self, name: str) -> str:
        return name or self.own

    def _lacks(self, place: Place, language: str) -> None:
        if (place.sheet, place.row, language) not in self.missing:
            self.missing.add((place.sheet, place.row, language))
            said = N_("Words are missing in a language of the form; those of its main language stand in, as drafts.")
            self.findings.note(place, Feature.TRANSLATION, say(said))

    def _plain(self, text: str, place: Place) -> str:
        if self.ours:
            return text
        plain = INSIDE.sub("…", TAGS.sub("", text)).strip()
        if INSIDE.search(text):
            note = N_("Answers are not shown inside other questions; … stands in their place.")
            self.findings.note(place, Feature.MARKUP, say(note))
        elif plain != text:
            self.findings.note(place, Feature.MARKUP, say(N_("Bold, colours and headings inside words are left out.")))
        return plain or text
