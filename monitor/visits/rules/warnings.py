"""What a planner is warned of, computed from plain facts. "Not available" never says why (law 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.facilities.rules import NoticeTerm
from monitor.kit.periods import Days
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say
from monitor.people.rules import Expertise, Sex
from monitor.visits.rules.plans import Notice, VisitType

DOCTORS = frozenset({Expertise.DOCTOR, Expertise.FORENSIC_DOCTOR, Expertise.PSYCHIATRIST})
_OPEN = "open"


class WarningKind(StrEnum):
    NO_MANDATE = "no_mandate"
    NO_CREDENTIAL = "no_credential"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    DOUBLE_BOOKING = "double_booking"
    NOT_AVAILABLE = "not_available"
    NO_LEAD = "no_lead"
    NO_DOCTOR = "no_doctor"
    NO_WOMAN = "no_woman"
    NO_LANGUAGE = "no_language"
    NOTICE_TOO_SHORT = "notice_too_short"
    FACILITY_CLOSED = "facility_closed"


ASKS_REASON = frozenset({WarningKind.NO_MANDATE, WarningKind.NO_CREDENTIAL, WarningKind.CONFLICT_OF_INTEREST})

WARNING_LABELS: Mapping[WarningKind, str] = {
    WarningKind.NO_MANDATE: N_("no valid mandate"),
    WarningKind.NO_CREDENTIAL: N_("no valid credential"),
    WarningKind.CONFLICT_OF_INTEREST: N_("conflict of interest"),
    WarningKind.DOUBLE_BOOKING: N_("double booking"),
    WarningKind.NOT_AVAILABLE: N_("not available"),
    WarningKind.NO_LEAD: N_("nobody leads"),
    WarningKind.NO_DOCTOR: N_("no doctor"),
    WarningKind.NO_WOMAN: N_("no woman"),
    WarningKind.NO_LANGUAGE: N_("language missing"),
    WarningKind.NOTICE_TOO_SHORT: N_("notice too short"),
    WarningKind.FACILITY_CLOSED: N_("facility not open"),
}


@dataclass(frozen=True, slots=True)
class Busy:
    """A day on which a person is taken: by a visit the reader may see, or else simply not available."""

    account: UUID
    days: Days
    visit: UUID | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A team member as the planner may know them; of other organisations' people only name and free or not."""

    account: UUID
    name: str
    leads: bool
    known: bool
    sex: Sex = Sex.NOT_STATED
    expertise: tuple[Expertise, ...] = ()
    languages: tuple[str, ...] = ()
    credentials: tuple[Days, ...] = ()
    has_conflict: bool = False
    busy: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What lets one organisation into the facility on the first day; the notice it asks for and the last day for that."""

    organisation: UUID
    name: str
    lets_in: bool
    notice: NoticeTerm | None = None
    give_by: date | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Everything the warnings look at. `told_on` is when notice was or can be given."""

    facility: UUID
    status: str
    days: Days
    type: VisitType
    notice: Notice
    told_on: date
    languages: tuple[str, ...]
    mandates: tuple[MandateFacts, ...]
    people: tuple[PersonFacts, ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to look at before the gate: `about` is the person, organisation or facility it concerns."""

    kind: WarningKind
    about: UUID
    said: Sentence

    @property
    def asks_reason(self) -> bool:
        """Say whether only a written reason answers it; the others are one line to dismiss."""
        return self.kind in ASKS_REASON


@dataclass(frozen=True, slots=True)
class Answered:
    """A warning with what was said to it: no answer, a dismissal (empty reason), or a written reason."""

    warning: Warning
    reason: str | None

    @property
    def is_open(self) -> bool:
        return self.reason is None


class NoSuchWarning(Problem):
    status = 409
    sentence = N_("This warning no longer holds. Open the visit again to see what is left.")


class WarningsOpen(Problem):
    status = 422
    sentence = N_("Some warnings ask for a written reason before the visit is ready: %(kinds)s.")


def warnings_of(facts: PlanFacts) -> tuple[Warning, ...]:
    """Give every warning of a plan, those that ask for a reason first."""
    found = [*_mandates(facts), *_persons(facts), *_team(facts), *_facility(facts)]
    return tuple(sorted(found, key=lambda warning: not warning.asks_reason))


def check_answered(answered: tuple[Answered, ...]) -> None:
    """Check that every warning which asks for a reason has one. Raises WarningsOpen."""
    for entry in answered:
        if entry.is_open and entry.warning.asks_reason:
            raise WarningsOpen(kinds=say(WARNING_LABELS[entry.warning.kind]))


def _mandates(facts: PlanFacts) -> Iterator[Warning]:
    for mandate in facts.mandates:
        if not mandate.lets_in:
            yield Warning(
                WarningKind.NO_MANDATE,
                mandate.organisation,
                say(N_("%(name)s has no valid mandate for this facility on the first day."), name=mandate.name),
            )


def _persons(facts: PlanFacts) -> Iterator[Warning]:
    for person in facts.people:
        if person.known and not any(_covers(period, facts.days) for period in person.credentials):
            said = say(N_("%(name)s has no valid credential on every day of this visit."), name=person.name)
            yield Warning(WarningKind.NO_CREDENTIAL, person.account, said)
        if person.known and person.has_conflict:
            said = say(N_("%(name)s has declared a conflict of interest with this facility."), name=person.name)
            yield Warning(WarningKind.CONFLICT_OF_INTEREST, person.account, said)
        yield from _taken(person, facts.days)


def _taken(person: PersonFacts, days: Days) -> Iterator[Warning]:
    clashes = [busy for busy in person.busy if busy.days.meets(days)]
    seen = next((busy for busy in clashes if busy.visit is not None), None)
    if seen is not None:
        said = say(N_("%(name)s is on another visit on these days: %(place)s."), name=person.name, place=seen.place)
        yield Warning(WarningKind.DOUBLE_BOOKING, person.account, said)
    if any(busy.visit is None for busy in clashes):
        said = say(N_("%(name)s is not available on these days."), name=person.name)
        yield Warning(WarningKind.NOT_AVAILABLE, person.account, said)


def _team(facts: PlanFacts) -> Iterator[Warning]:
    known = [person for person in facts.people if person.known]
    if not any(person.leads for person in facts.people):
        yield Warning(WarningKind.NO_LEAD, facts.facility, say(N_("Nobody leads this visit yet.")))
    if not any(person.sex is Sex.WOMAN for person in known):
        said = say(N_("There is no woman among the people of your organisation on this team."))
        yield Warning(WarningKind.NO_WOMAN, facts.facility, said)
    if facts.type is VisitType.IN_DEPTH and not any(DOCTORS & set(person.expertise) for person in known):
        said = say(N_("There is no doctor among the people of your organisation on this team."))
        yield Warning(WarningKind.NO_DOCTOR, facts.facility, said)
    spoken = {language for person in known for language in person.languages}
    for language in facts.languages:
        if language not in spoken:
            said = say(N_("Nobody of your organisation on this team speaks “%(language)s”."), language=language)
            yield Warning(WarningKind.NO_LANGUAGE, facts.facility, said)
            return


def _facility(facts: PlanFacts) -> Iterator[Warning]:
    if facts.status != _OPEN:
        said = say(N_("By our records this facility is not open on the first day."))
        yield Warning(WarningKind.FACILITY_CLOSED, facts.facility, said)
    asked = [(each.give_by, each.notice) for each in facts.mandates if each.give_by is not None and each.notice]
    give_by, term = min(asked, key=lambda each: each[0], default=(None, None))
    if give_by and term and (facts.notice is Notice.UNANNOUNCED or give_by < facts.told_on):
        said = say(N_("The mandate asks for notice %(term)s the visit."), term=term.said)
        yield Warning(WarningKind.NOTICE_TOO_SHORT, facts.facility, said)


def _covers(period: Days, days: Days) -> bool:
    assert days.start is not None
    assert days.end is not None
    return days.start in period and (period.end is None or days.end <= period.end)
