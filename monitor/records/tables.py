"""Rows of agreed records: choices between sheets, the record as it was closed, what was measured. Nothing changes."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.facilities.tables import FacilityRow
from monitor.sheets.tables import AnswerRow, SheetRowRow
from monitor.visits.tables import VisitRow


class ChoiceRow(Table, tablename="choice"):
    """Which of several differing answers goes into the record, or none where it stays open; the last of a place holds.

    `row` is the row of a sheet that the place was known by, the visit's own id for what is asked once.
    """

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    row = UUID(default=None)
    key = Text()
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=True, default=None)
    dissent_sealed = Text(null=True, default=None, secret=True)
    revision = Integer()
    chosen_by = UUID(default=None)
    chosen_at = Timestamptz(default=None)


class RecordRow(Table, tablename="record"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    revision = Integer()
    state = Text()
    closed_at = Timestamptz(default=None)
    closed_by = UUID(default=None)
    reason = Text(null=True, default=None)
    gap_reason = Text(null=True, default=None)
    digest = Text()
    salt = Text()
    members = Integer(null=True, default=None)
    members_refused = Integer(null=True, default=None)
    indicator_set = Integer(null=True, default=None)


class AgreedRowRow(Table, tablename="agreed_row"):
    """One room, file, person or document of a record; its id is its own, so that it points at no sheet (law 6)."""

    id = UUID(primary_key=True)
    record = ForeignKey(RecordRow, on_delete=OnDelete.restrict, null=False)
    block = Text()
    private = Boolean(default=None)


class AgreedAnswerRow(Table, tablename="agreed_answer"):
    """One answer of a record; `row` is the record's own id for what is asked once."""

    id = UUID(primary_key=True)
    record = ForeignKey(RecordRow, on_delete=OnDelete.restrict, null=False)
    row = UUID(default=None)
    key = Text()
    value = Text(null=True, default=None)
    absence = Text(null=True, default=None)
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=True, default=None)
    chosen_by = UUID(null=True, default=None)
    dissent_sealed = Text(null=True, default=None, secret=True)
    source = Text()
    noncompliant = Boolean(null=True, default=None)
    private = Boolean(default=None)


class AgreedVoiceRow(Table, tablename="agreed_voice"):
    """An answer that stood beside others where sheets differed when the record was closed."""

    id = UUID(primary_key=True)
    agreed = ForeignKey(AgreedAnswerRow, on_delete=OnDelete.restrict, null=False)
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=False)


class RowMatchRow(Table, tablename="row_match"):
    """Whether rows of two sheets are the same room or document; the last revision of a pair holds."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    row = ForeignKey(SheetRowRow, on_delete=OnDelete.restrict, null=False)
    same_as = ForeignKey(SheetRowRow, on_delete=OnDelete.restrict, null=False)
    together = Boolean(default=None)
    revision = Integer()
    matched_by = UUID(default=None)
    matched_at = Timestamptz(default=None)


class MeasurementRow(Table, tablename="measurement"):
    """One figure of one record, with its denominator and each kind of absence apart."""

    id = UUID(primary_key=True)
    record = ForeignKey(RecordRow, on_delete=OnDelete.restrict, null=False)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    key = Text()
    day = Date(default=None)
    edition = Text()
    value = Text(null=True, default=None)
    absence = Text(null=True, default=None)
    numerator = Integer(null=True, default=None)
    denominator = Integer(null=True, default=None)
    unjudged = Integer()
    not_assessed = Integer()
    not_allowed = Integer()
    not_applicable = Integer()
    unknown = Integer()
    unresolved = Integer(default=0)
    private = Boolean(default=False)
