"""The fixed words of the grammar: kinds of answers, sources, absences, marks, and what they may be computed from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """Say whether a questionnaire stands alone or is attached to others."""

    CHECKLIST = "checklist"
    MODULE = "module"


class Kind(StrEnum):
    """The shape of an answer."""

    YES_NO = "yes_no"
    CHOICE_ONE = "choice_one"
    CHOICE_MANY = "choice_many"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    DURATION = "duration"
    SCALE = "scale"
    TALLY = "tally"
    PHOTO = "photo"


CHOICES = frozenset({Kind.CHOICE_ONE, Kind.CHOICE_MANY})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DURATION, Kind.SCALE, Kind.TALLY})


class Source(StrEnum):
    """Where an answer comes from; an item names the best one."""

    OBSERVATION = "observation"
    DOCUMENT = "document"
    PERSON_HELD = "person_held"
    STAFF = "staff"


class Absence(StrEnum):
    """Why there is no answer (law 2); never the same as "no" or zero."""

    NOT_ASSESSED = "not_assessed"
    NOT_ALLOWED = "not_allowed"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Op(StrEnum):
    """How an answer is compared to say that it is not compliant."""

    EQ = "eq"
    IN = "in"
    LT = "lt"
    GT = "gt"
    LE = "le"
    GE = "ge"


class Basis(StrEnum):
    """What a threshold rests on. A working proposal is our own alarm level and carries no reference."""

    STANDARD = "standard"
    DESIRABLE_STANDARD = "desirable_standard"
    NATIONAL_PARAMETER = "national_parameter"
    ANY_CASE = "any_case"
    WORKING_PROPOSAL = "working_proposal"


class Mark(StrEnum):
    """How far a cited provision was checked in its source."""

    SEEN = "seen"
    PARTLY = "partly"
    FROM_KNOWLEDGE = "from_knowledge"


class Authority(StrEnum):
    """How a threshold may be spoken of: only `LIMIT` may be shown as a rule of an instrument."""

    LIMIT = "limit"
    UNCHECKED = "unchecked"
    DESIRABLE = "desirable"
    NATIONAL = "national"
    ANY_CASE = "any_case"
    OUR_OWN = "our_own"
    PLAIN = "plain"


class Follows(StrEnum):
    """What an item is computed from instead of being asked again (law 12)."""

    HELD_TODAY = "visit.held_today"
    ALONE = "visit.alone"
    IN_GROUPS = "visit.in_groups"
    NOTICE = "visit.notice"
    WAIT_MINUTES = "visit.wait_minutes"
    FULL_TEAM = "visit.full_team"
    AREAS = "denials.areas"
    RECORDS = "denials.records"
    EQUIPMENT = "denials.equipment"
    PRIVATE_INTERVIEWS = "denials.private_interviews"
    CAPACITY = "facility.capacity"
    RECOMMENDATIONS_PRIOR = "recommendations.prior"
    RECOMMENDATIONS_DONE = "recommendations.done"
    RECOMMENDATIONS_REPLY = "recommendations.reply"


FOLLOWED_KIND: Mapping[Follows, Kind] = {
    **dict.fromkeys((Follows.HELD_TODAY, Follows.ALONE, Follows.IN_GROUPS, Follows.WAIT_MINUTES), Kind.INTEGER),
    **dict.fromkeys((Follows.CAPACITY, Follows.RECOMMENDATIONS_PRIOR, Follows.RECOMMENDATIONS_DONE), Kind.INTEGER),
    **dict.fromkeys((Follows.FULL_TEAM, Follows.AREAS, Follows.RECORDS, Follows.EQUIPMENT), Kind.YES_NO),
    **dict.fromkeys((Follows.PRIVATE_INTERVIEWS, Follows.RECOMMENDATIONS_REPLY), Kind.YES_NO),
    Follows.NOTICE: Kind.CHOICE_ONE,
}


class When(StrEnum):
    """At which visits a module is attached."""

    ALWAYS = "always"
    LATER_VISITS = "later_visits"
    HELD = "held"
    CHOSEN = "chosen"


class TextStatus(StrEnum):
    """Whether a text was confirmed by somebody who speaks the language and the trade."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


class Fate(StrEnum):
    """What became of a key in a new edition; a series runs through SAME and REWORDED only."""

    SAME = "same"
    REWORDED = "reworded"
    REPLACED = "replaced"
    DROPPED = "dropped"


class Photos(StrEnum):
    """Whether photo items of a checklist may be asked at all."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
