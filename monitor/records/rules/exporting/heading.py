"""What stands around the answers of a row, as programs that read such exports expect it: their names, their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Kind
from monitor.codes import label_of
from monitor.kit.words import N_, word
from monitor.press.spreadsheets import Value
from monitor.records.rules.exporting.choosing import Groups, Wanted, Words
from monitor.records.rules.exporting.columns import Table
from monitor.visits.rules import Notice, VisitType

BEFORE = (
    "SubmissionDate", "facility", "facility_code", "facility_type", "first_day", "last_day", "visit_type", "notice",
    "reference",
)  # fmt: skip
AFTER = (
    "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
    "DeviceID", "Edits", "FormVersion",
)  # fmt: skip
ABSENCE = N_("%(question)s: why there is no answer")


@dataclass(frozen=True, slots=True)
class Head:
    """One closed record, or one person's filled checklist, as a row begins and ends with it.

    `edits` counts what changed after it was first handed in; `handed_in` is None where more than
    the day of the visit would tell too much.
    """

    id: UUID
    handed_in: datetime | None
    author: UUID
    edits: int
    place: str
    code: str | None
    facility_type: str
    first_day: date
    last_day: date
    type: VisitType
    notice: Notice
    reference: str | None
    signed: bool
    editions: str

    @property
    def key(self) -> str:
        """Name it as other programs name what was sent in."""
        return f"uuid:{self.id}"


@dataclass(slots=True)
class Pseudonyms:
    """Who signed or filled, under names that hold for one export only."""

    given: dict[UUID, str] = field(default_factory=dict)

    def of(self, account: UUID) -> str:
        """Give a person's pseudonym in this export."""
        return self.given.setdefault(account, uuid4().hex)


def headings(table: Table, wanted: Wanted) -> list[str]:
    """Give the headings of a table's questions, each once."""
    seen: dict[str, int] = {}
    return [_once(each, seen) for each in _headings(table, wanted)]


def _headings(table: Table, wanted: Wanted) -> Iterator[str]:
    mark = wanted.groups.mark
    for column in table.columns:
        begun = column.title if mark is None or table.block else f"{column.section}{mark}{column.title}"
        yield begun
        worded = wanted.words is Words.LABELS
        yield word(ABSENCE, wanted.language) % {"question": begun} if worded else f"{begun}.absence"
        if column.item.kind is Kind.CHOICE_MANY:
            yield from (f"{begun}{mark or Groups.SLASH.mark}{said}" for _, said in column.options)


def _once(heading: str, seen: dict[str, int]) -> str:
    seen[heading] = seen.get(heading, 0) + 1
    return heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"


def starts(head: Head, wanted: Wanted) -> tuple[Value, ...]:
    """Give the cells before the answers, in the order of BEFORE."""
    codes = (("facility_types", head.facility_type), ("visit_types", head.type), ("notice", head.notice))
    kind, visit, notice = (
        code if wanted.words is Words.CODES else word(label_of(vocabulary, code), wanted.language)
        for vocabulary, code in codes
    )
    at = head.handed_in
    handed_in = head.last_day.isoformat() if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return handed_in, head.place, head.code, kind, head.first_day, head.last_day, visit, notice, head.reference


def ends(head: Head, *, who: str, photos: int, open_questions: bool, version: str) -> tuple[Value, ...]:
    """Give the cells after the answers, in the order of AFTER; the words of review are those other programs use."""
    review = "approved" if head.signed else "received"
    return (
        head.key, who, None, photos, photos, None, "hasIssues" if open_questions else review, None, head.edits, version,
    )  # fmt: skip
