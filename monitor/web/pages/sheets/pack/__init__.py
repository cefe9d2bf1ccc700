"""The printed pack of a visit as plain values, all worded: what papers/*.typ sets and nothing else."""

from monitor.web.pages.sheets.pack.layout import Cover, Detail, Extent, Pack, Sides, Wishes
from monitor.web.pages.sheets.pack.setting import SOURCES, pack
from monitor.web.pages.sheets.pack.tables import is_talk, leaf_language, rows_by_default

__all__ = [
    "SOURCES",
    "Cover",
    "Detail",
    "Extent",
    "Pack",
    "Sides",
    "Wishes",
    "is_talk",
    "leaf_language",
    "pack",
    "rows_by_default",
]
