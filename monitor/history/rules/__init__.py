"""What a facility's history adds up to, as pure functions of visits, denials, records and published figures."""

from __future__ import annotations

from monitor.history.rules.access import Pattern, patterns
from monitor.history.rules.attempts import AtGate, Coming, Visited, at_gate, dates_of, inside_minutes
from monitor.history.rules.brief import (
    SKILL_WARNINGS,
    AboutItems,
    Ask,
    BeReady,
    Brief,
    BriefOver,
    Crowded,
    FirstTime,
    Look,
    Needed,
    NeverCounted,
    PromisesDue,
    Skill,
    Standing,
    TalkAlone,
    asks_of,
    barred_first,
    needed_skills,
    standing,
)
from monitor.history.rules.figures import FigurePoint, FigureSeries, Worked, figure_series
from monitor.history.rules.items import Judged, NeverAssessed, OpenItem, left_open, never_assessed, open_items
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
    "SKILL_WARNINGS", "AboutItems", "Ask", "Asked", "AtGate", "BeReady", "Brief", "BriefOver", "Coming", "CountedBy",
    "Crowded", "Dossier", "EditionChange", "FigurePoint", "FigureSeries", "FirstTime", "Gap", "Held", "History",
    "Inspection", "ItemPoint", "ItemRun", "ItemWords", "Joint", "Judged", "Lexicon", "Lineages", "Look", "Measured",
    "Needed", "NeverAssessed", "NeverCounted", "OpenItem", "Pattern", "Places", "PromisesDue", "Related", "Skill",
    "Standing", "TalkAlone", "ThemePoint", "ThemeSeries", "Under", "Visited", "Worked", "asks_of", "at_gate", "barred_first",
    "dates_of", "figure_series", "held_over_time", "inside_minutes", "inspections", "item_runs", "last_said",
    "left_open", "needed_skills", "never_assessed", "open_items", "patterns", "percent", "places_on", "standing",
    "theme_series", "ties", "untold",
]  # fmt: skip
