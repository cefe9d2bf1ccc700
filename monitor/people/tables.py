"""Rows about organisations and people."""

from __future__ import annotations

from piccolo.columns import UUID, Boolean, Date, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class InstallationRow(Table, tablename="installation"):
    """Facts about this installation by name: whether it is a demo, the set-up token's hash, the last backup."""

    name = Text(primary_key=True)
    value = Text()


class OrganisationRow(Table, tablename="organisation"):
    id = UUID(primary_key=True)
    kind = Text()
    name = Text()
    folded = Text()
    from_day = Date(null=True, default=None)
    to_day = Date(null=True, default=None)


class AccountRow(Table, tablename="account"):
    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    name = Text()
    folded = Text()
    email = Text(null=True, default=None, unique=True)
    password_hash = Text(null=True, default=None, secret=True)
    language = Text(default="en")
    sex = Text(default="not_stated")
    languages = Text(default="")
    expertise = Text(default="")
    left_on = Date(null=True, default=None)


class AccountRoleRow(Table, tablename="account_role"):
    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    role = Text()
    granted_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)


class DeviceRow(Table, tablename="device"):
    """A phone or laptop that works without a network; its id is known to nobody but itself."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    name = Text()
    kept_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = UUID(null=True, default=None)
    wiped_at = Timestamptz(null=True, default=None)


class DeviceHoldingRow(Table, tablename="device_holding"):
    """What a device took along. Visits stand above people, so the id is kept without a foreign key (D9)."""

    id = UUID(primary_key=True)
    device = ForeignKey(DeviceRow, on_delete=OnDelete.restrict, null=False)
    subject = UUID(default=None)
    what = Text()
    taken_at = Timestamptz(default=None)
    dropped_at = Timestamptz(null=True, default=None)


class OrganisationKeyRow(Table, tablename="organisation_key"):
    """The pair of keys that sealed files of an organisation are made for and opened by."""

    id = UUID(primary_key=True)
    organisation = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False, unique=True)
    public = Text()
    private_sealed = Text(secret=True)
    made_at = Timestamptz(default=None)


class SessionRow(Table, tablename="session"):
    id = UUID(primary_key=True)
    token_hash = Text(unique=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    started_at = Timestamptz(default=None)
    seen_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    device = ForeignKey(DeviceRow, on_delete=OnDelete.restrict, null=True, default=None)


class ThrottleRow(Table, tablename="throttle"):
    """Failures in a row for one keyed hash of an e-mail address or of a network address."""

    key = Text(primary_key=True)
    failures = Integer()
    until = Timestamptz(default=None)


class InvitationRow(Table, tablename="invitation"):
    id = UUID(primary_key=True)
    token_hash = Text(unique=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    invited_by = UUID(default=None)
    expires_at = Timestamptz(default=None)
    accepted_at = Timestamptz(null=True, default=None)


class CredentialRow(Table, tablename="credential"):
    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    number = Text()
    from_day = Date(default=None)
    to_day = Date(null=True, default=None)
    withdrawn = Boolean(default=False)


class ConflictRow(Table, tablename="conflict"):
    """A declared conflict of interest. The facility stands above people, so its id is kept without a foreign key (D9)."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    facility = UUID(default=None)
    reason_sealed = Text(secret=True)
    declared_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)


class WeekPatternRow(Table, tablename="week_pattern"):
    """What usually holds on one weekday (Monday is 0) from a day on; rows are added, the last one counts."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    weekday = Integer()
    mark = Text()
    from_day = Date(default=None)
    revision = Integer()
    said_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    said_at = Timestamptz(default=None)


class DayExceptionRow(Table, tablename="day_exception"):
    """Days that differ from the week: free or not, by whose word; why is not kept."""

    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False)
    from_day = Date(default=None)
    to_day = Date(default=None)
    mark = Text()
    voice = Text()
    revision = Integer()
    withdrawn = Boolean(default=False)
    said_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    said_at = Timestamptz(null=True, default=None)


class ReleaseRow(Table, tablename="release"):
    """One organisation letting another see one record, until a day or until revoked."""

    id = UUID(primary_key=True)
    kind = Text()
    subject = UUID(default=None)
    giver = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    receiver = ForeignKey(OrganisationRow, on_delete=OnDelete.restrict, null=False)
    released_at = Timestamptz(default=None)
    released_by = UUID(default=None)
    until_day = Date(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
