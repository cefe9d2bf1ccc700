"""Indicators: figures computed from one agreed record, comparable over time and between facilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Direction(StrEnum):
    """Which way an indicator gets better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEITHER = "neither"


class Fact(StrEnum):
    """What an indicator may name beside the keys of items: numbers known of the record itself, absent until they are."""

    MEMBERS = "visit.members"
    MEMBERS_REFUSED = "visit.members_refused"
    CORE_ANSWERED = "record.core_answered"
    CORE_NOT_MET = "record.core_not_met"
    REPLY_DAYS = "recommendations.reply_days"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure as expressions over keys: a `value`, or `numerator` and `denominator`, stated per `per`.

    A share has `per` 100 (percent), a rate 1000 (per thousand) and so on; a plain ratio has `per` 1.
    `on_page` puts it among the few on the facility's page; all stand in the export.
    """

    id: str
    unit: str
    direction: Direction
    theme: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    per: int = 1
    on_page: bool = False

    @property
    def expressions(self) -> Mapping[str, str]:
        """Give the expressions it is made of, by the field they stand in."""
        stated = {"value": self.value, "numerator": self.numerator, "denominator": self.denominator}
        return {name: text for name, text in stated.items() if text is not None}


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """The name of an indicator in one language, its unit's word, and what a reader must beware of."""

    name: str
    unit: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Indicators:
    """All indicators in the order of their file, with their words by language and id."""

    all: tuple[Indicator, ...] = ()
    texts: Mapping[str, Mapping[str, IndicatorText]] = field(default_factory=dict)

    def worded(self, indicator: str, language: str) -> IndicatorText:
        """Give the words of an indicator in a language, in English when it has none there."""
        return self.texts.get(language, {}).get(indicator) or self.texts["en"][indicator]
