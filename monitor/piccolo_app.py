"""The one Piccolo app: every table of the house."""

from __future__ import annotations

from piccolo.conf.apps import table_finder
from piccolo.table import Table

ROOMS = (
    "ledger",
    "people",
    "checklists",
    "facilities",
    "visits",
    "denials",
    "sheets",
    "records",
    "programme",
    "notices",
)

TABLES: list[type[Table]] = table_finder([f"monitor.{room}.tables" for room in ROOMS])
