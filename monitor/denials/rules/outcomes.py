"""How a visit turned out, computed and never stored: from admissions, denials and the stages that were marked (D9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, count, say
from monitor.visits.rules import ENTERED, KEPT_OUT, WITHOUT_TRYING, Admission, AdmissionStatus, Headcount, StageKind


class Outcome(StrEnum):
    MADE = "made"
    PARTLY_REFUSED = "partly_refused"
    REFUSED = "refused"
    CUT_SHORT = "cut_short"


class Condition(StrEnum):
    """What an entry must have had to count as one with private talks; printed beside the figure (law 1)."""

    PRIVATE_TALKS = "private_talks"
    AREA_SEEN = "area_seen"


EFFECTIVE: frozenset[Condition] = frozenset(Condition)
ENTRIES = frozenset({Outcome.MADE, Outcome.PARTLY_REFUSED, Outcome.CUT_SHORT})
CONDITION_LABELS = {
    Condition.PRIVATE_TALKS: N_("private talks were possible"),
    Condition.AREA_SEEN: N_("a detention area was seen"),
}


class NothingCounts(Problem):
    status = 422
    sentence = N_("Choose at least one condition, or no visit would tell from another.")


# Denials that, with nobody known to have entered, mean that the team was kept out.
KEEPS_OUT = frozenset(
    {
        "pass_refused",
        "no_answer",
        "notice_imposed",
        "outside_mandate",
        "emergency",
        "return_refused",
        "entry_refused",
        "credentials_disputed",
        "nobody_in_charge",
    }
)
SPLITS_TEAM = "part_refused"
CUTS_SHORT = "time_limited"
NO_PRIVATE_TALK = frozenset({"private_talk_refused", "group_talk_only"})
_INSIDE = frozenset({StageKind.TOUR, StageKind.DOCUMENTS, StageKind.PRIVATE_INTERVIEWS, StageKind.CLOSING_TALK})
_LET_IN = _INSIDE | {StageKind.ADMITTED, StageKind.OPENING_TALK}

_FROM = {
    "ombudsman": N_("the ombudsman office"),
    "npm": N_("the preventive mechanism"),
    "ngo": N_("civil society"),
    "expert": N_("independent experts"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons at the gate: who sought entry, who was kept out (refused, or withdrew in protest), who was let in to a part.

    Whoever withdrew for an own reason sought no entry and is in no number. `kept_out_by` counts by kind of organisation.
    """

    sought: int
    kept_out: int
    in_part: int
    kept_out_by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One visit as the three dates need it."""

    day: date
    outcome: Outcome | None
    tally: Tally
    stages: frozenset[StageKind]
    denials: frozenset[str]
    heads: Headcount | None


@dataclass(frozen=True, slots=True)
class ThreeDates:
    """The last entry, the last with the whole team, the last with private talks; None is never."""

    entry: date | None
    whole_team: date | None
    private_talks: date | None


def last_words(admissions: Iterable[Admission]) -> list[Admission]:
    """Keep the latest admission of each person, in whatever order they come."""
    latest: dict[UUID, Admission] = {}
    for admission in admissions:
        held = latest.get(admission.account)
        if held is None or (admission.at, admission.status) > (held.at, held.status):
            latest[admission.account] = admission
    return list(latest.values())


def tally(admissions: Iterable[Admission]) -> Tally:
    """Count persons at the gate."""
    known = last_words(admissions)
    kept_out = [a for a in known if a.status in KEPT_OUT]
    return Tally(
        sought=sum(a.status not in WITHOUT_TRYING for a in known),
        kept_out=len(kept_out),
        in_part=sum(a.status is AdmissionStatus.PARTLY for a in known),
        kept_out_by=tuple(sorted(Counter(a.organisation_kind for a in kept_out).items())),
    )


def outcome(
    *, admissions: Collection[Admission], denials: Collection[str], stages: Collection[StageKind]
) -> Outcome | None:
    """Say how a visit turned out; None while nothing says so.

    `denials` are the kinds of the visit's denials, `stages` the kinds marked. Persons weigh more than papers: a team
    of which a member was kept out is partly refused even if the visit was also cut short.
    """
    known = last_words(admissions)
    statuses = {a.status for a in known}
    seen = frozenset(stages)
    if statuses & KEPT_OUT and not statuses & ENTERED:
        if seen & _INSIDE:
            return Outcome.CUT_SHORT
        return None if AdmissionStatus.WAITING in statuses else Outcome.REFUSED
    if not statuses & ENTERED and not (seen & _LET_IN):
        return Outcome.REFUSED if KEEPS_OUT & set(denials) else None
    if statuses & KEPT_OUT or AdmissionStatus.PARTLY in statuses or SPLITS_TEAM in denials:
        return Outcome.PARTLY_REFUSED
    return Outcome.CUT_SHORT if CUTS_SHORT in denials else Outcome.MADE


def three_dates(attempts: Iterable[Attempt], conditions: frozenset[Condition] = EFFECTIVE) -> ThreeDates:
    """Give the three dates of law 1; a refused attempt moves none of them."""
    entered = [attempt for attempt in attempts if attempt.outcome in ENTRIES]
    return ThreeDates(
        entry=max((a.day for a in entered), default=None),
        whole_team=max((a.day for a in entered if _whole(a)), default=None),
        private_talks=max((a.day for a in entered if all(_met(c, a) for c in conditions)), default=None),
    )


def _whole(attempt: Attempt) -> bool:
    return attempt.outcome is not Outcome.PARTLY_REFUSED and attempt.tally.kept_out == attempt.tally.in_part == 0


def _met(condition: Condition, attempt: Attempt) -> bool:
    if condition is Condition.AREA_SEEN:
        return StageKind.TOUR in attempt.stages or StageKind.PRIVATE_INTERVIEWS in attempt.stages
    talked = attempt.heads is not None and (attempt.heads.alone or 0) > 0
    offered = StageKind.PRIVATE_INTERVIEWS in attempt.stages and not NO_PRIVATE_TALK & attempt.denials
    return talked or offered


def said_of(counted: Tally) -> Sentence | None:
    """Word who was kept out: "2 of 5 refused, both from civil society"; None if nobody was."""
    if counted.kept_out == 0:
        return None
    numbers = count(
        "%(refused)s of %(n)s refused", "%(refused)s of %(n)s refused", counted.sought, refused=counted.kept_out
    )
    kinds = counted.kept_out_by
    if len(kinds) > 1:
        listed = _listed([say("%(kind)s %(number)s", kind=say(_FROM[kind]), number=n) for kind, n in kinds])
        return say(N_("%(numbers)s: %(listed)s"), numbers=numbers, listed=listed)
    origin = say(_FROM[kinds[0][0]])
    if counted.kept_out == 1:
        return say(N_("%(numbers)s, from %(origin)s"), numbers=numbers, origin=origin)
    if counted.kept_out == 2:
        return say(N_("%(numbers)s, both from %(origin)s"), numbers=numbers, origin=origin)
    return say(N_("%(numbers)s, all from %(origin)s"), numbers=numbers, origin=origin)


def _listed(parts: list[Sentence]) -> Sentence:
    whole = parts[0]
    for part in parts[1:]:
        whole = say("%(first)s, %(rest)s", first=whole, rest=part)
    return whole
