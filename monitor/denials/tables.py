"""Rows about denials; none is ever changed: what is learnt later is a row beside them (law 5)."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.facilities.tables import FacilityRow
from monitor.people.tables import AccountRow, OrganisationRow
from monitor.visits.tables import VisitRow


class DenialRow(Table, tablename="denial"):
    """As told on the first day. The salt and the digest of what was told make a second sending recognisable."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=True, default=None)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=True, default=None)
    place_text = Text(null=True, default=None)
    place_folded = Text(null=True, default=None)
    stage = Text()
    kind = Text()
    area = Text(default="")
    ground = Text(null=True, default=None)
    words_sealed = Text(secret=True)
    decided_rank = Text(default="")
    decided_post = Text(default="")
    decided_agency = Text(default="")
    ordered_by = Text(default="")
    in_writing = Boolean(null=True, default=None)
    arrived_at = Timestamptz(null=True, default=None)
    refused_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    offset_minutes = Integer(default=0)
    minutes_lost = Integer(null=True, default=None)
    day = Date(default=None)
    reported_by = UUID(null=True, default=None)
    reporter_sealed = Text(null=True, default=None, secret=True)
    entered_by = UUID(default=None)
    reference = Text(unique=True)
    submitted_at = Timestamptz(default=None)
    salt = Text()
    digest = Text()


class DenialPersonRow(Table, tablename="denial_person"):
    id = UUID(primary_key=True)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    who = Text()
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=True, default=None)


class DenialAmendmentRow(Table, tablename="denial_amendment"):
    """Codes, numbers and days lie in `value` (numbers and days also typed, for lists), anything written is sealed."""

    id = UUID(primary_key=True)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    seq = Integer()
    field = Text()
    value = Text(null=True, default=None)
    day = Date(null=True, default=None)
    number = Integer(null=True, default=None)
    value_sealed = Text(null=True, default=None, secret=True)
    reason_sealed = Text(secret=True)
    added_by = UUID(default=None)
    at = Timestamptz(default=None)
    salt = Text()
    digest = Text()


class DenialStepRow(Table, tablename="denial_step"):
    id = UUID(primary_key=True)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    seq = Integer()
    kind = Text()
    day = Date(default=None)
    note_sealed = Text(secret=True)
    due_day = Date(null=True, default=None)
    added_by = UUID(default=None)
    at = Timestamptz(default=None)
    salt = Text()
    digest = Text()


class DenialOutcomeRow(Table, tablename="denial_outcome"):
    id = UUID(primary_key=True)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    seq = Integer()
    result = Text()
    day = Date(default=None)
    added_by = UUID(default=None)
    at = Timestamptz(default=None)


class DenialMatchRow(Table, tablename="denial_match"):
    """The facility that an unlisted place turned out to be; the latest counts."""

    id = UUID(primary_key=True)
    denial = ForeignKey(DenialRow, on_delete=OnDelete.restrict, null=False)
    seq = Integer()
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    matched_by = UUID(default=None)
    at = Timestamptz(default=None)
