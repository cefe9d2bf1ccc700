"""Reads about people; each begins from what the actor may see, or runs before there is an actor."""

from __future__ import annotations

from monitor.people.queries.availability import (
    availability_open_to,
    exceptions_among,
    marks_among,
    marks_of,
    visible_availability,
)
from monitor.people.queries.persons import (
    Holder,
    Invited,
    Organisation,
    account_open_to,
    holders_of,
    invited_by_token,
    organisations,
    people,
    visible_people,
)
from monitor.people.queries.readiness import check_kept, readiness_open_to
from monitor.people.queries.releases import release_given, releases_given, releases_received
from monitor.people.queries.signing import (
    actor_by_email,
    actor_by_id,
    actor_of,
    check_set_up,
    has_accounts,
    installation_fact,
    session_of,
    system_actor,
)

__all__ = [
    "Holder",
    "Invited",
    "Organisation",
    "account_open_to",
    "actor_by_email",
    "actor_by_id",
    "actor_of",
    "availability_open_to",
    "check_kept",
    "check_set_up",
    "exceptions_among",
    "has_accounts",
    "holders_of",
    "installation_fact",
    "invited_by_token",
    "marks_among",
    "marks_of",
    "organisations",
    "people",
    "readiness_open_to",
    "release_given",
    "releases_given",
    "releases_received",
    "session_of",
    "system_actor",
    "visible_availability",
    "visible_people",
]
