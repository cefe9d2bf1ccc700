"""What can be needed: one enum for permission, ledger verb and log line."""

from __future__ import annotations

from enum import StrEnum


class Need(StrEnum):
    SIGN_IN = "account.sign_in"
    ACCOUNT_OWN = "account.own"
    ACCOUNT_MANAGE = "account.manage"
    ORGANISATION_MANAGE = "organisation.manage"
    PEOPLE_VIEW = "people.view"
    AVAILABILITY_VIEW = "people.availability"
    READINESS_KEEP = "people.readiness"
    RELEASE_GIVE = "release.give"
    DEVICE_KEEP = "device.keep"
    DEVICE_END = "device.end"
    DEVICE_OPEN = "device.open_file"

    FACILITY_VIEW = "facility.view"
    FACILITY_EDIT = "facility.edit"
    FACILITY_IMPORT = "facility.import"
    MANDATE_EDIT = "mandate.edit"
    HOLIDAY_KEEP = "holiday.keep"

    VISIT_VIEW = "visit.view"
    SECRET_VIEW = "visit.secret"
    VISIT_PLAN = "visit.plan"
    VISIT_RUN = "visit.run"
    FEED_KEEP = "visit.feed"

    DENIAL_VIEW = "denial.view"
    DENIAL_FIGURES = "denial.figures"
    DENIAL_LOG = "denial.log"

    CHECKLIST_VIEW = "checklist.view"
    CHECKLIST_LOAD = "checklist.load"
    SHEET_VIEW = "sheet.view"
    SHEET_FILL = "sheet.fill"
    NOTE_WRITE = "note.write"

    RECORD_VIEW = "record.view"
    RECORD_CLOSE = "record.close"
    HISTORY_VIEW = "history.view"
    DEFINITION_SET = "definition.set"
    EXPORT_MAKE = "export.make"

    PROGRAMME_VIEW = "programme.view"
    PROGRAMME_PLAN = "programme.plan"

    LEDGER_VIEW = "ledger.view"
    BACKUP_MAKE = "backup.make"
    INSTALLATION_MANAGE = "installation.manage"
