"""Rows about programmes: frames, rules of coverage, points given by hand, versions and their planned visits, proposals."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.facilities.tables import FacilityRow, RegionRow
from monitor.people.tables import AccountRow, OrganisationRow
from monitor.visits.tables import VisitRow


class ProgrammeRow(Table, tablename="programme"):
    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    title = Text()
    first_day = Date(default=None)
    last_day = Date(default=None)
    budget = Integer(null=True, default=None)
    cars = Integer(null=True, default=None)
    unknown_ok = Boolean()
    home = ForeignKey(RegionRow, on_delete=OnDelete.restrict, null=True, default=None)
    weekends = Integer()
    nights = Integer()
    evenly = Boolean(default=False)
    travel_km = Integer(null=True, default=None)
    made_by = UUID(default=None)
    made_at = Timestamptz(default=None)


class ProgrammePartnerRow(Table, tablename="programme_partner"):
    """Another organisation whose people may be put on teams."""

    id = UUID(primary_key=True)
    programme = ForeignKey(ProgrammeRow, on_delete=OnDelete.restrict, null=False)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)


class ProgrammeMarkRow(Table, tablename="programme_mark"):
    """What a person has set before anything is planned: a place or days; an ended mark no longer holds."""

    id = UUID(primary_key=True)
    programme = ForeignKey(ProgrammeRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=True, default=None)
    first_day = Date(null=True, default=None)
    last_day = Date(null=True, default=None)
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)


class CoverageRuleRow(Table, tablename="coverage_rule"):
    """How often a type of place is to be visited, how long and by whom, from a day on; the last one said counts."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    facility_type = Text()
    in_depth_months = Integer(null=True, default=None)
    any_months = Integer(null=True, default=None)
    visit_days = Integer()
    team_min = Integer()
    team_max = Integer()
    woman = Boolean()
    doctor = Boolean()
    two_organisations = Boolean()
    mandatory = Boolean()
    base_points = Integer()
    from_day = Date(default=None)
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
    seq = Integer()


class ManualPointsRow(Table, tablename="manual_points"):
    """Points that somebody gives a place with a reason, up to and including a day; the latest of a place counts."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    points = Integer()
    reason_sealed = Text(secret=True)
    until_day = Date(default=None)
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
    seq = Integer()


class RiskWeightRow(Table, tablename="risk_weight"):
    """How many points a reason gives in one organisation; the latest of a name counts."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    name = Text()
    points = Integer()
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
    seq = Integer()


class ProgrammeVersionRow(Table, tablename="programme_version"):
    """One plan of a programme. The seed would let the plan be guessed, the breakdown tells of refusals: both are sealed."""

    id = UUID(primary_key=True)
    programme = ForeignKey(ProgrammeRow, on_delete=OnDelete.restrict, null=False)
    parent: ForeignKey[ProgrammeVersionRow] = ForeignKey("self", on_delete=OnDelete.restrict, null=True, default=None)
    number = Integer()
    state = Text()
    how = Text()
    seed_sealed = Text(null=True, default=None, secret=True)
    snapshot_sealed = Text(null=True, default=None, secret=True)
    snapshot_hash = Text(null=True, default=None)
    iterations = Integer(null=True, default=None)
    breakdown_sealed = Text(null=True, default=None, secret=True)
    made_by = UUID(default=None)
    made_at = Timestamptz(default=None)
    settled_by = UUID(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)


class PlannedEntryRow(Table, tablename="planned_entry"):
    """A visit to be made; `visit` is the one it became when the version was accepted."""

    id = UUID(primary_key=True)
    version = ForeignKey(ProgrammeVersionRow, on_delete=OnDelete.restrict, null=False)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    first_day = Date(default=None)
    days = Integer()
    type = Text()
    pinned = Boolean()
    visit = ForeignKey(VisitRow, on_delete=OnDelete.restrict, null=True, default=None)
    night = Boolean(default=False)
    put_by = UUID(default=None)
    put_at = Timestamptz(default=None)


class PlannedMemberRow(Table, tablename="planned_member"):
    id = UUID(primary_key=True)
    entry = ForeignKey(PlannedEntryRow, on_delete=OnDelete.restrict, null=False)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    lead = Boolean()


class ProposalRow(Table, tablename="programme_proposal"):
    """A run of the planner: what it was asked, how far it is, what it answered."""

    id = UUID(primary_key=True)
    version = ForeignKey(ProgrammeVersionRow, on_delete=OnDelete.restrict, null=False)
    state = Text()
    seed_sealed = Text(secret=True)
    snapshot_sealed = Text(secret=True)
    snapshot_hash = Text()
    wanted = Integer()
    iteration = Integer()
    curve = Text()
    plan_sealed = Text(null=True, default=None, secret=True)
    violations_sealed = Text(null=True, default=None, secret=True)
    breakdown_sealed = Text(secret=True)
    stop_asked = Boolean()
    started_by = UUID(default=None)
    started_at = Timestamptz(default=None)
    heard_at = Timestamptz(default=None)
    kept_as = ForeignKey(ProgrammeVersionRow, on_delete=OnDelete.restrict, null=True, default=None)
