"""Rows of sheets, answers and notes. Answers are added, never changed; `current_answer` points to those that stand."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.checklists.tables import EditionRow
from monitor.denials.tables import DenialRow
from monitor.people.tables import AccountRow
from monitor.visits.tables import VisitRow


class VisitQuestionnaireRow(Table, tablename="visit_questionnaire"):
    """The editions a visit is asked by, the checklist first."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    edition = ForeignKey(EditionRow, on_delete=OnDelete.restrict, null=False)
    position = Integer()
    chosen_by = UUID(default=None)
    chosen_at = Timestamptz(default=None)


class SheetRow(Table, tablename="sheet"):
    """A sheet, with the language it was opened in and the hashes of the words that were read there (D5)."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    observed_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    opened_by = UUID(default=None)
    opened_at = Timestamptz(default=None)
    answered_at = Timestamptz(default=None)
    finished_at = Timestamptz(null=True, default=None)
    language = Text()
    texts = Text()


class AskedBeforeRow(Table, tablename="asked_before"):
    """The editions a visit was asked by until others took their place: what a device took along may still come in."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    editions = Text()
    replaced_at = Timestamptz(default=None)


class SheetRowRow(Table, tablename="sheet_row"):
    """One room, file, person or document of a block; of a private one nothing finer than the day is kept (law 6)."""

    id = UUID(primary_key=True)
    sheet = ForeignKey(SheetRow, on_delete=OnDelete.restrict, null=False)
    block = Text()
    day = Date(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(null=True, default=None)


class SheetRowDroppedRow(Table, tablename="sheet_row_dropped"):
    """A row taken out, or put back; the last revision holds, and the row with its answers stays either way."""

    id = UUID(primary_key=True)
    row = ForeignKey(SheetRowRow, on_delete=OnDelete.restrict, null=False)
    revision = Integer()
    dropped = Boolean(default=None)
    dropped_by = UUID(default=None)
    day = Date(default=None)
    reason = Text()


class AnswerRow(Table, tablename="answer"):
    """One answer as it was given; `revision` counts the answers to one key of one row.

    `row` is the sheet's own id for what is asked once.
    """

    id = UUID(primary_key=True)
    sheet = ForeignKey(SheetRow, on_delete=OnDelete.restrict, null=False)
    row = UUID(default=None)
    key = Text()
    revision = Integer()
    value = Text(null=True, default=None)
    value_sealed = Text(null=True, default=None, secret=True)
    absence = Text(null=True, default=None)
    sources = Text()
    remark_sealed = Text(null=True, default=None, secret=True)
    area = Text()
    observed_by = UUID(default=None)
    entered_by = UUID(default=None)
    observed_at = Timestamptz(null=True, default=None)
    entered_at = Timestamptz(default=None)
    late = Text(null=True, default=None)
    digest = Text()
    salt = Text()


class CurrentAnswerRow(Table, tablename="current_answer"):
    answer = UUID(primary_key=True)
    sheet = UUID(default=None)
    row = UUID(default=None)
    key = Text()
    author = UUID(default=None)
    revision = Integer()


class AnswerDenialRow(Table, tablename="answer_denial"):
    """Which denial a "not allowed" came from; the last link of an answer counts."""

    id = UUID(primary_key=True)
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=False)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    linked_by = UUID(default=None)
    linked_at = Timestamptz(default=None)


class AttachmentRow(Table, tablename="attachment"):
    """A photo of a sheet; its bytes lie sealed in `file` below the folder of files, `hash` is that of the sealed bytes.

    `digest` is a keyed hash of what was sent, so that sending it again is known without keeping it.
    """

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    sheet = ForeignKey(SheetRow, on_delete=OnDelete.restrict, null=False)
    row = UUID(default=None)
    key = Text()
    media = Text()
    bytes = Integer()
    hash = Text()
    file = Text()
    day = Date(default=None)
    entered_by = UUID(default=None)
    digest = Text()


class NoteRow(Table, tablename="note"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    author = UUID(default=None)
    body_sealed = Text(secret=True)
    written_at = Timestamptz(default=None)
