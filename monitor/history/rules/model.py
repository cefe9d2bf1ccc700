"""A facility's history as one value: everything its page, its paper and its export say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from monitor.checklists.rules import Kind
from monitor.denials.rules import EFFECTIVE, Condition, DenialLine, ThreeDates
from monitor.facilities.rules import Facility, Figure, Mandate
from monitor.history.rules.access import Pattern
from monitor.history.rules.attempts import AtGate, Coming, Visited
from monitor.history.rules.figures import FigureSeries
from monitor.history.rules.items import NeverAssessed, OpenItem
from monitor.history.rules.people import Held, Inspection, Places, held_over_time, inspections
from monitor.history.rules.series import ThemeSeries
from monitor.visits.rules import Promise


@dataclass(frozen=True, slots=True)
class Under:
    """The authority a facility stood under from a day on, until the day of the next."""

    name: str | None
    from_day: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Related:
    """The facility that was there before, or that came after."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is on record about the place itself; no secret to anybody signed in."""

    facility: Facility
    authorities: tuple[Under, ...]
    capacities: tuple[Places, ...]
    mandates: tuple[Mandate, ...]
    figures: tuple[Figure, ...]
    before: Related | None
    after: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class EditionChange:
    """From this visit on another version of the checklist was asked."""

    visit: UUID
    day: date
    edition: UUID
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class ItemWords:
    """How an item and its answers are named in the reader's language: short code, question, kind, options, unit."""

    code: str
    question: str
    kind: Kind = Kind.TEXT
    options: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of everything ever asked at a facility, in the reader's language; themes in the order they are asked."""

    items: Mapping[str, ItemWords]
    themes: Mapping[str, str]

    def item(self, key: str) -> ItemWords:
        """Name an item; one whose version is gone goes by its key."""
        return self.items.get(key) or ItemWords("", key)

    def theme(self, theme: str) -> str:
        return self.themes.get(theme, theme)

    def in_order(self, series: Iterable[ThemeSeries]) -> tuple[ThemeSeries, ...]:
        """Put series in the order of the checklist; themes without words come last."""
        places = {theme: place for place, theme in enumerate(self.themes)}
        return tuple(sorted(series, key=lambda each: (places.get(each.theme, len(places)), each.theme)))


@dataclass(frozen=True, slots=True)
class History:
    """What happened at a facility as far as the reader may see, oldest first."""

    visited: tuple[Visited, ...]
    coming: tuple[Coming, ...]
    dates: ThreeDates
    effective: frozenset[Condition]
    gate: tuple[AtGate, ...]
    denials: tuple[DenialLine, ...]
    patterns: tuple[Pattern, ...]
    series: tuple[ThemeSeries, ...]
    figures: tuple[FigureSeries, ...]
    open_items: tuple[OpenItem, ...]
    never_assessed: tuple[NeverAssessed, ...]
    left_open: tuple[str, ...]
    promises: tuple[Promise, ...]
    held: tuple[Held, ...]
    inspections: tuple[Inspection, ...]
    changes: tuple[EditionChange, ...]
    lexicon: Lexicon

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is known to have been tried here, nor refused to anybody."""
        return not (self.visited or self.coming or self.denials)


def untold(dossier: Dossier) -> History:
    """Give a history without anything that happened: what a reader sees who may know the place only."""
    return History(
        visited=(),
        coming=(),
        dates=ThreeDates(None, None, None),
        effective=EFFECTIVE,
        gate=(),
        denials=(),
        patterns=(),
        series=(),
        figures=(),
        open_items=(),
        never_assessed=(),
        left_open=(),
        promises=(),
        held=held_over_time((), dossier.figures, dossier.capacities),
        inspections=inspections(dossier.figures),
        changes=(),
        lexicon=Lexicon({}, {}),
    )
