"""THE permission table: need -> role -> scopes. Code asks for needs and scopes and never compares a role (D18).

docs/permissions.md is printed from this table; a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from monitor.kit.actor import Scope
from monitor.people.rules.needs import Need


class Role(StrEnum):
    """Roles add up in one person. The lead of a visit is not a role: it is named per visit (scope team)."""

    MONITOR = "monitor"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


Scopes = frozenset[Scope]
_ALL: Scopes = frozenset({Scope.ALL})
_SELF: Scopes = frozenset({Scope.SELF})
_OWN: Scopes = frozenset({Scope.OWN_VISITS})
_OFFICE: Scopes = frozenset({Scope.ORGANISATION, Scope.JOINT})
_OPEN: Scopes = _OFFICE | {Scope.RELEASED}
_TEAM: Scopes = frozenset({Scope.OWN_VISITS, Scope.TEAM})
_HOUSE: Scopes = frozenset({Scope.ORGANISATION})

_EVERYBODY: Mapping[Role, Scopes] = dict.fromkeys(Role, _ALL)
_OWN_ACCOUNT: Mapping[Role, Scopes] = dict.fromkeys(Role, _SELF)

POLICY: Mapping[Need, Mapping[Role, Scopes]] = {
    Need.SIGN_IN: _OWN_ACCOUNT,
    Need.ACCOUNT_OWN: _OWN_ACCOUNT,
    Need.ACCOUNT_MANAGE: {Role.ADMINISTRATOR: _ALL},
    Need.ORGANISATION_MANAGE: {Role.ADMINISTRATOR: _ALL},
    Need.PEOPLE_VIEW: {
        Role.MONITOR: _SELF,
        Role.PARTNER: _SELF,
        Role.COORDINATOR: _HOUSE,
        Role.ADMINISTRATOR: _ALL,
    },
    Need.AVAILABILITY_VIEW: {Role.MONITOR: _SELF, Role.PARTNER: _SELF, Role.COORDINATOR: _OFFICE},
    Need.READINESS_KEEP: {Role.MONITOR: _SELF, Role.PARTNER: _SELF, Role.COORDINATOR: _HOUSE},
    Need.RELEASE_GIVE: {Role.COORDINATOR: _HOUSE},
    Need.DEVICE_KEEP: {Role.MONITOR: _SELF, Role.PARTNER: _SELF, Role.COORDINATOR: _SELF},
    Need.DEVICE_END: {Role.MONITOR: _SELF, Role.PARTNER: _SELF, Role.COORDINATOR: _HOUSE | _SELF},
    Need.DEVICE_OPEN: {Role.COORDINATOR: _HOUSE},
    Need.FACILITY_VIEW: _EVERYBODY,
    Need.FACILITY_EDIT: {Role.COORDINATOR: _ALL},
    Need.FACILITY_IMPORT: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Need.MANDATE_EDIT: {Role.COORDINATOR: _HOUSE, Role.ADMINISTRATOR: _ALL},
    Need.HOLIDAY_KEEP: {Role.COORDINATOR: _ALL, Role.ADMINISTRATOR: _ALL},
    Need.VISIT_VIEW: {
        Role.MONITOR: _OWN | _HOUSE,
        Role.COORDINATOR: _OPEN,
        Role.PARTNER: _OWN | {Scope.RELEASED},
        Role.ANALYST: _OPEN,
    },
    Need.SECRET_VIEW: {Role.MONITOR: _OWN, Role.PARTNER: _OWN, Role.COORDINATOR: _OFFICE},
    Need.VISIT_PLAN: {Role.COORDINATOR: _OFFICE},
    Need.VISIT_RUN: {Role.MONITOR: _TEAM, Role.PARTNER: _TEAM, Role.COORDINATOR: _OFFICE},
    Need.FEED_KEEP: {Role.MONITOR: _SELF, Role.PARTNER: _SELF, Role.COORDINATOR: _SELF},
    Need.DENIAL_VIEW: {
        Role.MONITOR: _TEAM | {Scope.SELF, Scope.UPCOMING},
        Role.COORDINATOR: _OPEN | {Scope.SELF},
        Role.PARTNER: _OWN | {Scope.SELF, Scope.RELEASED},
    },
    Need.DENIAL_FIGURES: {
        Role.MONITOR: _TEAM | {Scope.SELF, Scope.UPCOMING},
        Role.COORDINATOR: _OPEN | {Scope.SELF},
        Role.PARTNER: _OWN | {Scope.SELF, Scope.RELEASED},
        Role.ANALYST: _OPEN,
    },
    Need.DENIAL_LOG: {Role.MONITOR: _TEAM | {Scope.SELF}, Role.PARTNER: _OWN | {Scope.SELF}, Role.COORDINATOR: _OFFICE},
    Need.CHECKLIST_VIEW: _EVERYBODY,
    Need.CHECKLIST_LOAD: {Role.ADMINISTRATOR: _ALL, Role.COORDINATOR: _ALL},
    Need.SHEET_VIEW: {Role.MONITOR: _TEAM, Role.PARTNER: _OWN, Role.COORDINATOR: _OFFICE},
    Need.SHEET_FILL: {Role.MONITOR: _TEAM, Role.PARTNER: _OWN, Role.COORDINATOR: _OFFICE},
    Need.NOTE_WRITE: {Role.MONITOR: _TEAM, Role.PARTNER: _OWN, Role.COORDINATOR: _OFFICE},
    Need.RECORD_VIEW: {
        Role.MONITOR: _TEAM | {Scope.UPCOMING},
        Role.PARTNER: _OWN | {Scope.RELEASED},
        Role.COORDINATOR: _OPEN,
        Role.ANALYST: _OPEN,
    },
    Need.RECORD_CLOSE: {Role.MONITOR: frozenset({Scope.TEAM}), Role.COORDINATOR: _OFFICE},
    Need.HISTORY_VIEW: {
        Role.MONITOR: _OWN | _HOUSE,
        Role.COORDINATOR: _OPEN,
        Role.PARTNER: _OWN | {Scope.RELEASED},
        Role.ANALYST: _OPEN,
    },
    Need.DEFINITION_SET: {Role.COORDINATOR: _HOUSE},
    Need.EXPORT_MAKE: {Role.COORDINATOR: _OPEN, Role.ANALYST: _OPEN, Role.PARTNER: _OWN | {Scope.SELF}},
    Need.PROGRAMME_VIEW: {Role.COORDINATOR: _HOUSE},
    Need.PROGRAMME_PLAN: {Role.COORDINATOR: _HOUSE},
    Need.LEDGER_VIEW: {Role.ADMINISTRATOR: _ALL, Role.COORDINATOR: _HOUSE},
    Need.BACKUP_MAKE: {Role.ADMINISTRATOR: _ALL},
    Need.INSTALLATION_MANAGE: {Role.ADMINISTRATOR: _ALL},
}

# What the system may do without a person: the register, the settings, the ledger's heads (D18).
SYSTEM: Mapping[str, Scopes] = dict.fromkeys(
    (
        Need.ACCOUNT_MANAGE.value,
        Need.ORGANISATION_MANAGE.value,
        Need.PEOPLE_VIEW.value,
        Need.FACILITY_VIEW.value,
        Need.FACILITY_EDIT.value,
        Need.FACILITY_IMPORT.value,
        Need.CHECKLIST_LOAD.value,
        Need.CHECKLIST_VIEW.value,
        Need.BACKUP_MAKE.value,
        Need.INSTALLATION_MANAGE.value,
    ),
    _ALL,
)


def roles_with(need: Need) -> tuple[Role, ...]:
    """Give the roles that hold a need over anything at all, in the order of the enum."""
    return tuple(role for role in Role if POLICY[need].get(role))


def grants_of(roles: Iterable[Role]) -> dict[str, frozenset[Scope]]:
    """Add up what roles allow: need -> scopes."""
    held = set(roles)
    summed = {
        need.value: frozenset().union(*(scopes for role, scopes in by_role.items() if role in held))
        for need, by_role in POLICY.items()
    }
    return {need: scopes for need, scopes in summed.items() if scopes}
