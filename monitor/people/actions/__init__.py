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
from monitor.people.actions.signing import choose_language, end_all_sessions, set_up, sign_in, sign_out

__all__ = [
    "accept_invitation",
    "add_account",
    "add_organisation",
    "change_roles",
    "choose_language",
    "end_account",
    "end_all_sessions",
    "invite",
    "invite_again",
    "set_up",
    "sign_in",
    "sign_out",
]
