"""What is said of an expression that cannot be read, or would not do what its author means."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.kit.words import Sentence


class Misread(Exception):
    """An expression cannot be read: `position` counts letters from 0, `sentence` says why, `todo` what to write."""

    def __init__(self, *, position: int, sentence: Sentence, todo: Sentence) -> None:
        super().__init__(sentence.text)
        self.position, self.sentence, self.todo = position, sentence, todo


@dataclass(frozen=True, slots=True)
class Doubt:
    """An expression can be read but does not fit the questions it speaks of: what is wrong, and what to do."""

    sentence: Sentence
    todo: Sentence
