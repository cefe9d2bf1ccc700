"""Rows about trips and visits. Evidence of the spot is append-only; plans may change until the gate."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.facilities.tables import FacilityRow
from monitor.people.tables import AccountRow, OrganisationRow


class TripRow(Table, tablename="trip"):
    """The unit of travel and of secrecy."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    title = Text()
    secret = Boolean()
    secret_lifted_at = Timestamptz(null=True, default=None)
    created_by = UUID(default=None)
    created_at = Timestamptz(default=None)


class TripOrganisationRow(Table, tablename="trip_organisation"):
    """Another organisation that takes part: a joint trip."""

    id = UUID(primary_key=True)
    trip = ForeignKey(TripRow, on_delete=OnDelete.restrict, null=False)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)


class VisitRow(Table, tablename="visit"):
    """`digest` is of the plan as first saved; `settled_at` is when place, days, type or notice last changed: older answers to warnings no longer count."""

    id = UUID(primary_key=True)
    trip = ForeignKey(TripRow, on_delete=OnDelete.restrict, null=False)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    first_day = Date(default=None)
    last_day = Date(default=None)
    type = Text()
    notice = Text()
    languages = Text()
    objectives_sealed = Text(null=True, default=None, secret=True)
    notice_given_at = Timestamptz(null=True, default=None)
    notice_to = Text()
    notice_how = Text()
    state = Text()
    reference = Text(null=True, default=None)
    settled_at = Timestamptz(default=None)
    salt = Text(secret=True)
    digest = Text()
    created_by = UUID(default=None)
    created_at = Timestamptz(default=None)


class VisitStateRow(Table, tablename="visit_state"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    state = Text()
    reason = Text()
    seq = Integer(default=None)
    moved_by = UUID(default=None)
    at = Timestamptz(default=None)


class VisitNumberRow(Table, tablename="visit_number"):
    """The last reference number given, per organisation and year; counted at recording only (D1)."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    year = Integer(default=None)
    last = Integer(default=None)


class TeamMemberRow(Table, tablename="team_member"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    role = Text()


class LeadChangeRow(Table, tablename="lead_change"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    passed_by = UUID(default=None)
    at = Timestamptz(default=None)


class CompanionRow(Table, tablename="companion"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    name_sealed = Text(null=True, default=None, secret=True)
    organisation = Text()
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)


class StageRow(Table, tablename="stage"):
    """A step of the visit; the highest seq of a kind counts, and a struck one takes the step back."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    at = Timestamptz(default=None)
    offset_minutes = Integer(default=None)
    struck = Boolean()
    seq = Integer(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)


class AdmissionRow(Table, tablename="admission"):
    """How it went for one person; the highest seq of a person counts."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    status = Text()
    ground = Text(null=True, default=None)
    words_sealed = Text(null=True, default=None, secret=True)
    decided_by = Text()
    at = Timestamptz(default=None)
    offset_minutes = Integer(default=None)
    seq = Integer(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)


class HeadcountRow(Table, tablename="headcount"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    held_today = Integer(null=True, default=None)
    alone = Integer(null=True, default=None)
    in_groups = Integer(null=True, default=None)
    seq = Integer(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)


class PromiseRow(Table, tablename="promise"):
    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    what = Text()
    due_day = Date(null=True, default=None)
    entered_by = UUID(default=None)
    at = Timestamptz(default=None)


class PromiseCheckRow(Table, tablename="promise_check"):
    id = UUID(primary_key=True)
    promise = ForeignKey(PromiseRow, on_delete=OnDelete.restrict, null=False)
    state = Text()
    checked_on = Date(default=None)
    seq = Integer(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)


class WarningAnswerRow(Table, tablename="warning_answer"):
    """A warning dismissed (no reason) or answered with a reason, which may speak of a person and is sealed."""

    id = UUID(primary_key=True)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    warning = Text()
    about = UUID(default=None)
    reason_sealed = Text(null=True, default=None, secret=True)
    answered_by = UUID(default=None)
    at = Timestamptz(default=None)


class FeedRow(Table, tablename="feed"):
    """An address of a person's own calendar; only a hash of its secret part is kept."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    token_hash = Text(unique=True, secret=True)
    details = Text()
    made_at = Timestamptz(default=None)
    read_on = Date(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class FeedEntryRow(Table, tablename="feed_entry"):
    """What an address said of a visit last, under the name the reader's calendar knows it by."""

    id = UUID(primary_key=True)
    feed = ForeignKey(FeedRow, on_delete=OnDelete.restrict, null=False)
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=False)
    uid = Text(unique=True)
    sequence = Integer(default=None)
    first_day = Date(default=None)
    last_day = Date(default=None)
    standing = Text()
    said = Text()
    changed_at = Timestamptz(default=None)
