"""Words that the draft and the closed record share."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.checklists.rules import Question, Questionnaire, block_text, section_title
from monitor.kit.words import N_, word
from monitor.sheets.rules import Given
from monitor.web.pages.sheets.words import given_words, worded


@dataclass(frozen=True, slots=True)
class Speaker:
    """Words a questionnaire's answers in one language."""

    asked: Questionnaire
    language: str

    def question(self, key: str) -> str:
        return worded(self.asked, key, self.language).text.question

    def said(self, question: Question, given: Given) -> str:
        """Word an answer; a sealed one is never shown beside others, only that there is one."""
        if question.item.sealed and given.value is not None:
            return word(N_("sealed"), self.language)
        return given_words(question, worded(self.asked, question.item.key, self.language), given, self.language)

    def row(self, block: str, label: str) -> str:
        """Name a row of a block by its label, or as one without a name."""
        return label or word(N_("%(row)s without a name"), self.language) % {"row": self.one_of(block)}

    def one_of(self, block: str) -> str:
        """Give what one row of a block is called."""
        return block_text(self.asked, block, self.language).row

    def title(self, block: str) -> str:
        """Give the title of a block's section."""
        return section_title(self.asked, self.asked.block_named(block).letter, self.language)
