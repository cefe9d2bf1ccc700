"""Rows of agreed records: choices between sheets, the record as it was closed, what was measured. Nothing changes."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.facilities.tables import FacilityRow
from monitor.sheets.tables import AnswerRow
from monitor.visits.tables import VisitRow


class ChoiceRow(Table, tablename="choice"):
    """Which of several differing answers goes into the record; the highest revision of a key counts."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    key = Text()
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=False)
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


class AgreedAnswerRow(Table, tablename="agreed_answer"):
    id = UUID(primary_key=True)
    record = ForeignKey(RecordRow, on_delete=OnDelete.restrict, null=False)
    key = Text()
    value = Text(null=True, default=None)
    absence = Text(null=True, default=None)
    answer = ForeignKey(AnswerRow, on_delete=OnDelete.restrict, null=True, default=None)
    chosen_by = UUID(null=True, default=None)
    source = Text()
    noncompliant = Boolean(null=True, default=None)
    private = Boolean()


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
