"""Rows about places. What changes over time is a row that is added; the present is derived from the latest."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from monitor.people.tables import OrganisationRow


class RegionRow(Table, tablename="region"):
    id = UUID(primary_key=True)
    name = Text()
    folded = Text()
    parent: ForeignKey[RegionRow] = ForeignKey("self", on_delete=OnDelete.restrict, null=True, default=None)


class AuthorityRow(Table, tablename="authority"):
    id = UUID(primary_key=True)
    name = Text()
    folded = Text()
    from_day = Date(null=True, default=None)
    to_day = Date(null=True, default=None)


class AuthorityParentRow(Table, tablename="authority_parent"):
    """Under whom an authority stands from a day on; a null parent means under nobody."""

    id = UUID(primary_key=True)
    authority = ForeignKey(AuthorityRow, on_delete=OnDelete.restrict, null=False)
    parent = ForeignKey(AuthorityRow, on_delete=OnDelete.restrict, null=True, default=None)
    from_day = Date(null=True, default=None)
    entered_at = Timestamptz(default=None)


class FacilityRow(Table, tablename="facility"):
    """`sort_name` is the folded official name as last entered: it orders lists and says nothing else."""

    id = UUID(primary_key=True)
    code = Text(null=True, default=None, unique=True)
    code_folded = Text(null=True, default=None)
    sort_name = Text()
    type = Text()
    region = ForeignKey(RegionRow, on_delete=OnDelete.restrict, null=True, default=None)
    zone = Text()
    address = Text(null=True, default=None)
    latitude = Text(null=True, default=None)
    longitude = Text(null=True, default=None)
    predecessor: ForeignKey[FacilityRow] = ForeignKey("self", on_delete=OnDelete.restrict, null=True, default=None)
    unofficial = Boolean(default=False)
    created_at = Timestamptz(default=None)
    created_by = UUID(default=None)
    digest = Text()


class FacilityNameRow(Table, tablename="facility_name"):
    id = UUID(primary_key=True)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    name = Text()
    folded = Text()
    language = Text(null=True, default=None)
    script = Text()
    from_day = Date(null=True, default=None)
    to_day = Date(null=True, default=None)
    withdrawn = Boolean(default=False)
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class FacilityAuthorityRow(Table, tablename="facility_authority"):
    """Under whom a facility stands from a day on; a null authority means that it is not known."""

    id = UUID(primary_key=True)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    authority = ForeignKey(AuthorityRow, on_delete=OnDelete.restrict, null=True, default=None)
    from_day = Date(null=True, default=None)
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class FacilityStatusRow(Table, tablename="facility_status"):
    id = UUID(primary_key=True)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    status = Text()
    from_day = Date(null=True, default=None)
    precision = Text(default="day")
    note = Text(default="")
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class FacilityCapacityRow(Table, tablename="facility_capacity"):
    id = UUID(primary_key=True)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    places = Integer()
    day = Date(default=None)
    source = Text()
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class ImportRunRow(Table, tablename="import_run"):
    """One import that was carried out whole; what was tried and dropped leaves no row."""

    id = UUID(primary_key=True)
    kind = Text()
    origin = Text()
    file_name = Text()
    file_hash = Text()
    mapping = Text()
    as_of = Date(default=None)
    rows = Integer()
    created = Integer()
    changed = Integer()
    same = Integer()
    refused = Integer()
    skipped = Integer()
    at = Timestamptz(default=None)
    by = UUID(default=None)


class ImportKeyRow(Table, tablename="import_key"):
    """Which facility a source means by a key, and what it said of it last (canonical JSON)."""

    id = UUID(primary_key=True)
    origin = Text()
    key = Text()
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    said = Text()
    import_run = ForeignKey(ImportRunRow, on_delete=OnDelete.restrict, null=False)


class FacilityFigureRow(Table, tablename="facility_figure"):
    id = UUID(primary_key=True)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=False)
    kind = Text()
    day = Date(null=True, default=None)
    period_start = Date(null=True, default=None)
    period_end = Date(null=True, default=None)
    value = Integer(null=True, default=None)
    body = Text(null=True, default=None)
    body_kind = Text(null=True, default=None)
    source = Text()
    import_run = ForeignKey(ImportRunRow, on_delete=OnDelete.restrict, null=True, default=None)
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class MandateRow(Table, tablename="mandate"):
    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    facility = ForeignKey(FacilityRow, on_delete=OnDelete.restrict, null=True, default=None)
    facility_type = Text(null=True, default=None)
    coverage = Text()
    legal_basis = Text()
    notice_required = Boolean(default=False)
    notice_days = Integer(null=True, default=None)
    notice_working = Boolean(default=False)
    from_day = Date(null=True, default=None)
    to_day = Date(null=True, default=None)
    withdrawn = Boolean(default=False)
    entered_at = Timestamptz(default=None)
    entered_by = UUID(default=None)


class HolidayRow(Table, tablename="holiday"):
    """What a day is in a country, one row a day: off, worked although the week is free, or ordinary after all."""

    id = UUID(primary_key=True)
    country = Text()
    day = Date(default=None)
    name = Text()
    kind = Text()
    kept_by = UUID(default=None)
    kept_at = Timestamptz(default=None)
