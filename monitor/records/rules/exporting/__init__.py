"""Answers as tables to take out: what was wanted, which columns that makes, what stands in a cell."""

from __future__ import annotations

from monitor.records.rules.exporting.cells import REASONS
from monitor.records.rules.exporting.choosing import BothOfThem, Format, Groups, NothingToTake, Wanted, What, Words
from monitor.records.rules.exporting.columns import Asked, Table, tables
from monitor.records.rules.exporting.heading import AFTER, BEFORE, Head
from monitor.records.rules.exporting.taken import SaidIn, Taken
from monitor.records.rules.exporting.telling import about_answers
from monitor.records.rules.exporting.writing import JsonLines, Lines, Rows, Tables

__all__ = [
    "AFTER", "BEFORE", "REASONS", "Asked", "BothOfThem", "Format", "Groups", "Head", "JsonLines", "Lines",
    "NothingToTake", "Rows", "SaidIn", "Table", "Tables", "Taken", "Wanted", "What", "Words", "about_answers", "tables",
]  # fmt: skip
