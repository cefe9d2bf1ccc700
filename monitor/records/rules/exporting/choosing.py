"""What of the answers somebody wants to take out, and how it is to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_
from monitor.press.spreadsheets import Separator


class What(StrEnum):
    """What a row of the first table is: a closed record, or what one person filled."""

    RECORDS = "records"
    SHEETS = "sheets"


class Format(StrEnum):
    """JSON lines lose nothing; the others are for spreadsheet programs."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON_LINES = "jsonl"


class Words(StrEnum):
    """Whether questions and answers go by their codes or by their words."""

    CODES = "codes"
    LABELS = "labels"


class Groups(StrEnum):
    """What stands between the section and the question in a heading."""

    SLASH = "slash"
    HYPHEN = "hyphen"
    NONE = "none"

    @property
    def mark(self) -> str | None:
        """Give the sign itself; None where no section is named."""
        return {"slash": "/", "hyphen": "-"}.get(self.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One export. `checklist` is a name, every version of it together; `edition` one version; neither means all.

    `first` and `last` are the days between which a visit began, both included.
    """

    what: What = What.RECORDS
    format: Format = Format.CSV
    words: Words = Words.CODES
    groups: Groups = Groups.SLASH
    separator: Separator = Separator.COMMA
    language: str = "en"
    checklist: str = ""
    edition: UUID | None = None
    facility: UUID | None = None
    first: date | None = None
    last: date | None = None


class NothingToTake(Problem):
    status = 422
    sentence = N_("Nothing that you may take out fits these choices. Choose a longer period or another checklist.")


class BothOfThem(Problem):
    status = 422
    sentence = N_("Choose either all versions of a checklist or one version of it.")
