"""Organisations, persons, and what must be known about a monitor before a visit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from monitor.kit.periods import Days
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say
from monitor.people.rules.policy import Role

_LANGUAGE = re.compile("[a-z]{2,3}")
SMALL_OFFICE = frozenset({Role.MONITOR, Role.COORDINATOR, Role.ANALYST, Role.ADMINISTRATOR})


class OrganisationKind(StrEnum):
    OMBUDSMAN = "ombudsman"
    NPM = "npm"
    NGO = "ngo"
    EXPERT = "expert"


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    NOT_STATED = "not_stated"


class Expertise(StrEnum):
    LAWYER = "lawyer"
    DOCTOR = "doctor"
    FORENSIC_DOCTOR = "forensic_doctor"
    PSYCHOLOGIST = "psychologist"
    PSYCHIATRIST = "psychiatrist"
    SOCIAL_WORKER = "social_worker"
    CHILD_SPECIALIST = "child_specialist"
    INTERPRETER = "interpreter"
    BUILDING = "building"
    OTHER = "other"


class ReleasedKind(StrEnum):
    """What one organisation can let another see."""

    VISIT = "visit"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Person:
    """An account as its own organisation sees it."""

    id: UUID
    organisation: UUID
    name: str
    email: str
    sex: Sex
    languages: tuple[str, ...]
    expertise: tuple[Expertise, ...]
    roles: frozenset[Role]
    may_sign_in: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Credential:
    """A paper that lets a person in: valid on the days of its period."""

    id: UUID
    account: UUID
    number: str
    valid: Days


@dataclass(frozen=True, slots=True)
class Conflict:
    """A declared conflict of interest with one facility."""

    id: UUID
    account: UUID
    facility: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """What must be known about a person before a visit; known to the person and to the own coordinators only."""

    credentials: tuple[Credential, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """One record that one organisation lets another see, until a day (included) or until revoked."""

    id: UUID
    kind: ReleasedKind
    subject: UUID
    giver_name: str
    receiver_name: str
    released_at: datetime
    released_by_name: str
    until_day: date | None
    revoked_at: datetime | None

    def is_open(self, today: date) -> bool:
        """Say whether the other organisation sees the record now."""
        return self.revoked_at is None and (self.until_day is None or today <= self.until_day)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds: who acts and how."""

    session: UUID
    account: UUID
    organisation: UUID
    name: str
    language: str
    roles: frozenset[Role]
    seen_at: datetime


class EmailTaken(Problem):
    status = 409
    sentence = N_("This e-mail address already has an account. Open that person's page to change the roles.")


class BadInvitation(Problem):
    status = 404
    sentence = N_("This invitation is no longer open. Ask the person who invited you for a new one.")


class ReleaseToOneself(Problem):
    status = 422
    sentence = N_("Your own organisation sees this already. Choose another one.")


class StillSecret(Problem):
    status = 409
    sentence = N_("This visit is still secret, and what belongs to it is shown to nobody. Release it after the trip.")


def check_order(first: date, last: date | None, field: str) -> None:
    """Check that a period does not end before it begins. Raises BadForm beside the given field."""
    if last is not None and last < first:
        raise BadForm((FieldError(field, say(N_("The last day comes before the first. Correct one of them."))),))


def check_languages(languages: Iterable[str]) -> None:
    """Check that languages are named by their codes, such as `ru`. Raises BadForm."""
    if not all(_LANGUAGE.fullmatch(language) for language in languages):
        raise BadForm((FieldError("languages", say(N_("Choose among the languages of the list."))),))
