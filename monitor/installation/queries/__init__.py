"""Looking after the installation: what was done when, whether everything is sound, who did what."""

from __future__ import annotations

from monitor.installation.queries.log import head_of_log, log_lines
from monitor.installation.queries.soundness import (
    DEMO,
    KEY_PROBE,
    KIND,
    LAST_BACKUP,
    SHEET_READ_BACK,
    check_installation,
    check_key,
    check_serving,
    is_demo,
    last_backup,
    recovery_code_of,
    sheet_read_back,
)

__all__ = [
    "DEMO",
    "KEY_PROBE",
    "KIND",
    "LAST_BACKUP",
    "SHEET_READ_BACK",
    "check_installation",
    "check_key",
    "check_serving",
    "head_of_log",
    "is_demo",
    "last_backup",
    "log_lines",
    "recovery_code_of",
    "sheet_read_back",
]
