"""What a sound installation is, and what can go wrong with keeping one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence
from monitor.people.rules import Need

BACKUP_EVERY = timedelta(days=7)
LITTLE_SPACE = 1 << 30
NO_SPACE = 100 << 20


class Soundness(StrEnum):
    GOOD = "good"
    CARE = "care"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do about it."""

    name: str
    state: Soundness
    said: Sentence


# What each verb of the log says to people.
SAID: Mapping[Need, str] = {
    Need.SIGN_IN: N_("Signed in"),
    Need.ACCOUNT_OWN: N_("Changed their own account or signed out"),
    Need.ACCOUNT_MANAGE: N_("Changed an account"),
    Need.ORGANISATION_MANAGE: N_("Changed an organisation"),
    Need.FACILITY_EDIT: N_("Changed the register of facilities"),
    Need.FACILITY_IMPORT: N_("Imported facilities or figures"),
    Need.MANDATE_EDIT: N_("Changed a mandate"),
    Need.HOLIDAY_KEEP: N_("Changed the list of holidays"),
    Need.CHECKLIST_LOAD: N_("Took in checklists"),
    Need.BACKUP_MAKE: N_("Made a backup"),
    Need.INSTALLATION_MANAGE: N_("Changed the installation"),
    Need.VISIT_PLAN: N_("Planned or changed a visit"),
    Need.VISIT_RUN: N_("Noted the course of a visit"),
    Need.FEED_KEEP: N_("Made or ended an address for their own calendar"),
    Need.DENIAL_LOG: N_("Wrote or added to a denial"),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log: when, by whom (empty for the system), what was done."""

    at: datetime
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup, a restore or a move carried: rows over all tables, files, and the head to keep on paper."""

    rows: int
    files: int
    head: str


class FolderNotEmpty(Problem):
    status = 409
    sentence = N_("The folder %(folder)s is not empty. Restore into a new one, so that nothing is mixed or lost.")


class SamePlace(Problem):
    status = 409
    sentence = N_("The data is in %(place)s already.")


class WrongKey(Problem):
    """The key belongs to another installation."""

    status = 500
    sentence = N_("The data key does not belong to this database. Put the right data.key back, or restore a backup.")


class NotADemo(Problem):
    status = 409
    sentence = N_("%(folder)s holds a real installation. The demo keeps to a folder of its own; nothing was changed.")


class OnlyADemo(Problem):
    status = 409
    sentence = N_("%(folder)s holds a demo with invented people. Choose another folder for real work.")


class WrongCode(Problem):
    status = 422
    sentence = N_("This is not the recovery code of this installation. Compare it with the sheet, group by group.")


def backup_due(last: datetime | None, now: datetime) -> bool:
    """Say whether a backup should be asked for: none yet, or the last is a week old."""
    return last is None or now - last >= BACKUP_EVERY
