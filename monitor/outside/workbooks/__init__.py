"""Workbooks of others, read in a child process that a bomb may take down without harm."""

from monitor.outside.workbooks.opening import (
    Encrypted,
    NoSuchSheet,
    NotAWorkbook,
    Sheet,
    Stopped,
    TooLarge,
    TooManyCells,
    Workbook,
    ZipBomb,
    open_workbook,
)

__all__ = [
    "Encrypted", "NoSuchSheet", "NotAWorkbook", "Sheet", "Stopped", "TooLarge", "TooManyCells", "Workbook", "ZipBomb",
    "open_workbook",
]  # fmt: skip
