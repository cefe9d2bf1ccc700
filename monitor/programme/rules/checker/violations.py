"""What the checker can find wrong with a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.words import N_, Sentence, say


class Rule(StrEnum):
    """A rule no plan may break."""

    NO_SUCH_JOB = "no_such_job"
    NO_SUCH_PERSON = "no_such_person"
    TWICE = "twice"
    FORBIDDEN = "forbidden"
    HORIZON = "horizon"
    WINDOW = "window"
    NOTICE = "notice"
    ONE_WEEK = "one_week"
    CLOSED = "closed"
    GAP = "gap"
    SAME_PERSON = "same_person"
    SIZE = "size"
    WOMAN = "woman"
    DOCTOR = "doctor"
    LANGUAGE = "language"
    ORGANISATIONS = "organisations"
    CONFLICT = "conflict"
    MANDATE = "mandate"
    PIN = "pin"
    AVAILABLE = "available"
    DOUBLE_BOOKING = "double_booking"
    MONTH = "month"
    TWO_REGIONS = "two_regions"
    WAY = "way"
    CARS = "cars"
    BUDGET = "budget"
    LIMIT = "limit"
    LOCKED = "locked"
    FIGURES = "figures"


SAID: Mapping[Rule, str] = {
    Rule.NO_SUCH_JOB: N_("This visit is not among those that could be made."),
    Rule.NO_SUCH_PERSON: N_("Somebody on the team is not among the monitors."),
    Rule.TWICE: N_("This visit is planned twice."),
    Rule.FORBIDDEN: N_("This visit was ruled out for the period."),
    Rule.HORIZON: N_("The visit lies outside the period."),
    Rule.WINDOW: N_("The visit lies outside the days it may be made on."),
    Rule.NOTICE: N_("The visit comes sooner than the notice the mandate asks for."),
    Rule.ONE_WEEK: N_("The visit runs over the end of a week."),
    Rule.CLOSED: N_("The visit falls on a holiday or on a day the place is closed."),
    Rule.GAP: N_("The visit comes too soon after another one at the same place."),
    Rule.SAME_PERSON: N_("Somebody is on the team twice."),
    Rule.SIZE: N_("The team is too small or too large."),
    Rule.WOMAN: N_("No woman is on the team."),
    Rule.DOCTOR: N_("No doctor is on the team."),
    Rule.LANGUAGE: N_("Nobody on the team speaks a language that is needed."),
    Rule.ORGANISATIONS: N_("The team needs people of more organisations."),
    Rule.CONFLICT: N_("Somebody on the team has a conflict of interest."),
    Rule.MANDATE: N_("Somebody on the team has no mandate for this place."),
    Rule.PIN: N_("The visit is not as it was pinned."),
    Rule.AVAILABLE: N_("Somebody on the team is not available."),
    Rule.DOUBLE_BOOKING: N_("Somebody is on two visits on one day."),
    Rule.MONTH: N_("Somebody has more visits in a month than agreed."),
    Rule.TWO_REGIONS: N_("Somebody is sent to two regions away from home in one week."),
    Rule.WAY: N_("Somebody has no free day for the way to or from a far region."),
    Rule.CARS: N_("There are more visits on one day than cars."),
    Rule.BUDGET: N_("The plan takes more person-days than there are."),
    Rule.LIMIT: N_("More person-days are used early than are there by then."),
    Rule.LOCKED: N_("A visit that stands was changed."),
    Rule.FIGURES: N_("The plan's figures do not agree with its visits."),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule broken: by which visit (and others with it), for whom, on which days.

    `settled` says that only visits that stand are concerned: people decided so, and the planner is not at fault.
    """

    rule: Rule
    job: str
    others: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    settled: bool = False

    @property
    def said(self) -> Sentence:
        """What is wrong, in a sentence."""
        return say(SAID[self.rule])
