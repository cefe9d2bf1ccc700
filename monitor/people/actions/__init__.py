"""What people do about people: set up, sign in, invite, keep accounts, release records."""

from __future__ import annotations

from monitor.people.actions.accounts import (
    accept_invitation,
    add_account,
    add_organisation,
    change_roles,
    end_account,
    invite,
    invite_again,
)
from monitor.people.actions.availability import leave_to_week, say_days, say_week, take_back_days, take_calendar
from monitor.people.actions.credentials import (
    add_credential,
    declare_conflict,
    end_conflict,
    withdraw_credential,
)
from monitor.people.actions.profile import end_sessions_of, keep_organisation, keep_profile
from monitor.people.actions.releases import give_release, revoke_release
from monitor.people.actions.signing import choose_language, end_all_sessions, set_up, sign_in, sign_out

__all__ = [
    "accept_invitation",
    "add_account",
    "add_credential",
    "add_organisation",
    "change_roles",
    "choose_language",
    "declare_conflict",
    "end_account",
    "end_all_sessions",
    "end_conflict",
    "end_sessions_of",
    "give_release",
    "invite",
    "invite_again",
    "keep_organisation",
    "keep_profile",
    "leave_to_week",
    "revoke_release",
    "say_days",
    "say_week",
    "set_up",
    "sign_in",
    "sign_out",
    "take_back_days",
    "take_calendar",
    "withdraw_credential",
]
