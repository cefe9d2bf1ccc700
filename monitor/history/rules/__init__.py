"""What a facility's history adds up to, as pure functions of visits, denials, records and published figures."""

from __future__ import annotations

from monitor.history.rules.access import Pattern, patterns
from monitor.history.rules.attempts import AtGate, Coming, Visited, at_gate, dates_of, inside_minutes
from monitor.history.rules.figures import FigurePoint, FigureSeries, Worked, figure_series
from monitor.history.rules.items import Judged, NeverAssessed, OpenItem, never_assessed, open_items
from monitor.history.rules.model import (
    Dossier,
    EditionChange,
    History,
    ItemWords,
    Lexicon,
    Related,
    Under,
    untold,
)
from monitor.history.rules.people import (
    CountedBy,
    Held,
    Inspection,
    Places,
    held_over_time,
    inspections,
    last_said,
    places_on,
)
from monitor.history.rules.runs import Asked, ItemPoint, ItemRun, Joint, Lineages, item_runs, ties
from monitor.history.rules.series import Gap, Measured, ThemePoint, ThemeSeries, percent, theme_series

__all__ = [
    "Asked", "AtGate", "Coming", "CountedBy", "Dossier", "EditionChange", "FigurePoint", "FigureSeries", "Gap",
    "Held", "History", "Inspection", "ItemPoint", "ItemRun", "ItemWords", "Joint", "Judged", "Lexicon", "Lineages",
    "Measured", "NeverAssessed", "OpenItem", "Pattern", "Places", "Related", "ThemePoint", "ThemeSeries", "Under",
    "Visited", "Worked", "at_gate", "dates_of", "figure_series", "held_over_time", "inside_minutes", "inspections",
    "item_runs", "last_said", "never_assessed", "open_items", "patterns", "percent", "places_on", "theme_series",
    "ties", "untold",
]  # fmt: skip
