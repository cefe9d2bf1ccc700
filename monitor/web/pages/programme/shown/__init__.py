"""The board in words: rows of places, cells of weeks, blocks of visits, the foot that counts."""

from __future__ import annotations

from monitor.web.pages.programme.shown.values import Shown
from monitor.web.pages.programme.shown.words import BoardWords, covered_words, spent_words

__all__ = ["BoardWords", "Shown", "covered_words", "spent_words"]
