"""The decisions about people: needs, roles and policy; organisations and accounts; signing in."""

from __future__ import annotations

from monitor.people.rules.needs import Need
from monitor.people.rules.persons import (
    SMALL_OFFICE,
    Absence,
    BadInvitation,
    Conflict,
    Credential,
    EmailTaken,
    Expertise,
    OrganisationKind,
    Person,
    ReleasedKind,
    Sex,
    SignedIn,
)
from monitor.people.rules.policy import POLICY, SYSTEM, Role, grants_of
from monitor.people.rules.signing import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    PASSWORD_LENGTH,
    SEEN_STEP,
    BadPassword,
    SetUpOver,
    TooManyTries,
    WrongSignIn,
    check_password,
    is_alive,
    wait_after,
)

__all__ = [
    "ABSOLUTE_LIMIT",
    "IDLE_LIMIT",
    "PASSWORD_LENGTH",
    "POLICY",
    "SEEN_STEP",
    "SMALL_OFFICE",
    "SYSTEM",
    "Absence",
    "BadInvitation",
    "BadPassword",
    "Conflict",
    "Credential",
    "EmailTaken",
    "Expertise",
    "Need",
    "OrganisationKind",
    "Person",
    "ReleasedKind",
    "Role",
    "SetUpOver",
    "Sex",
    "SignedIn",
    "TooManyTries",
    "WrongSignIn",
    "check_password",
    "grants_of",
    "is_alive",
    "wait_after",
]
