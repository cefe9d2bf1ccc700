"""What a team takes along in its head: what to ask at a place because of what is known of it, which skills it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitor.checklists.rules import Absence
from monitor.denials.rules import THIRD_PARTY, DenialLine, class_of
from monitor.facilities.rules import Mandate
from monitor.history.rules.items import NeverAssessed
from monitor.history.rules.model import Dossier, History
from monitor.history.rules.people import Held
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence
from monitor.kit.workdays import Workdays
from monitor.visits.rules import Notice, Visit, VisitType, WarningKind

LIKELY_GROUNDS = 2
FULL = 100
# What helped against a denial: of all results, those by which somebody got in after all.
HELPED = frozenset({"access_same_day", "access_after_call", "access_in_part", "return_granted"})
SKILL_WARNINGS = frozenset(
    {WarningKind.NO_LEAD, WarningKind.NO_DOCTOR, WarningKind.NO_WOMAN, WarningKind.NO_LANGUAGE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstTime:
    """Nobody has been inside, as far as the reader knows."""


@dataclass(frozen=True, slots=True)
class BeReady:
    """A ground given to visiting teams before; `helped` is the result that most often got them in, None if nothing did."""

    ground: str
    times: int
    helped: str | None


@dataclass(frozen=True, slots=True)
class PromisesDue:
    """Promises nobody has checked that are due by the end of the visit, or that never got a day."""

    n: int


class Look(StrEnum):
    """Why items are asked about: not allowed and unanswered since, not in order, left open, never answered for another reason."""

    NOT_ALLOWED = "not_allowed"
    NOT_IN_ORDER = "not_in_order"
    LEFT_OPEN = "left_open"
    NEVER_ANSWERED = "never_answered"


@dataclass(frozen=True, slots=True)
class AboutItems:
    """Items to ask about for one reason."""

    why: Look
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowded:
    """More people than places when they were last counted."""

    held: Held


@dataclass(frozen=True, slots=True)
class NeverCounted:
    """No number of people held is known."""


@dataclass(frozen=True, slots=True)
class TalkAlone:
    """The last entry had no private talks; `last` is the day of the last one that had, None for never."""

    last: date | None


Ask = FirstTime | BeReady | PromisesDue | AboutItems | Crowded | NeverCounted | TalkAlone


class Skill(StrEnum):
    LANGUAGE = "language"
    WOMAN = "woman"
    DOCTOR = "doctor"
    CHILD_SPECIALIST = "child_specialist"


@dataclass(frozen=True, slots=True)
class Needed:
    """A skill the visit needs: which language, and how many were held of those it is for, where that is known."""

    skill: Skill
    language: str = ""
    held: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """On what an organisation of the visit enters; `give_by` is the last day for a notice that nobody has given yet."""

    organisation_name: str
    mandate: Mandate | None
    give_by: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a team prepares with, as far as the reader may see; visits that are still secret are left out.

    `missing` are the skills that nobody on the team is known to have, None for readers who do not plan the visit.
    """

    visit: Visit
    dossier: Dossier
    history: History
    asks: tuple[Ask, ...]
    needed: tuple[Needed, ...]
    missing: tuple[Sentence, ...] | None
    standings: tuple[Standing, ...]


class BriefOver(Problem):
    """There is nothing left to prepare: the visit has begun, or will not be."""

    status = 409
    sentence = N_(
        "This visit is no longer ahead. What was known of the place stands on its facility's page, with what has happened since."
    )


def asks_of(history: History, by: date) -> tuple[Ask, ...]:
    """Say what to ask at a visit that ends on a day, because of what is known of the place; the gate comes first."""
    return tuple(_asks(history, by))


def _asks(history: History, by: date) -> Iterator[Ask]:
    if history.dates.entry is None:
        yield FirstTime()
    yield from _grounds(history.denials)
    due = sum(p.state is None and (p.due_day is None or p.due_day <= by) for p in history.promises)
    if due:
        yield PromisesDue(due)
    yield from _items(history)
    yield from _people(history)


def _grounds(denials: Iterable[DenialLine]) -> Iterator[BeReady]:
    given: dict[str, list[str | None]] = {}
    for denial in denials:
        if denial.ground is not None and class_of(denial.kind) != THIRD_PARTY:
            given.setdefault(denial.ground, []).append(denial.result)
    often = sorted(given.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for ground, results in often[:LIKELY_GROUNDS]:
        helped = Counter(result for result in results if result in HELPED).most_common(1)
        yield BeReady(ground, len(results), helped[0][0] if helped else None)


def _items(history: History) -> Iterator[Ask]:
    barred = [
        *(item.key for item in history.never_assessed if Absence.NOT_ALLOWED in item.absences),
        *(item.key for item in history.open_items if Absence.NOT_ALLOWED in item.unseen),
    ]
    never = [item.key for item in history.never_assessed if Absence.NOT_ALLOWED not in item.absences]
    found = (
        AboutItems(Look.NOT_ALLOWED, tuple(barred)),
        AboutItems(Look.NOT_IN_ORDER, tuple(item.key for item in history.open_items)),
        AboutItems(Look.LEFT_OPEN, history.left_open),
        AboutItems(Look.NEVER_ANSWERED, tuple(never)),
    )
    yield from (ask for ask in found if ask.keys)


def _people(history: History) -> Iterator[Ask]:
    counted = next((held for held in reversed(history.held) if held.held is not None), None)
    if counted is None:
        yield NeverCounted()
    elif counted.occupancy is not None and counted.occupancy > FULL:
        yield Crowded(counted)
    entry, talks = history.dates.entry, history.dates.private_talks
    if entry is not None and (talks is None or talks < entry):
        yield TalkAlone(talks)


def barred_first(history: History) -> tuple[NeverAssessed, ...]:
    """Put what was never assessed in the order of the checklist, what was not allowed before the rest."""
    places = {key: place for place, key in enumerate(history.lexicon.items)}
    return tuple(
        sorted(
            history.never_assessed,
            key=lambda item: (Absence.NOT_ALLOWED not in item.absences, places.get(item.key, len(places)), item.key),
        )
    )


def needed_skills(visit: Visit, women: int | None, children: int | None) -> tuple[Needed, ...]:
    """Say which skills a visit needs: by its plan, and by who was held there when it was last recorded."""
    needed = [Needed(Skill.LANGUAGE, language=each) for each in visit.languages]
    needed.append(Needed(Skill.WOMAN, held=women))
    if visit.type is VisitType.IN_DEPTH:
        needed.append(Needed(Skill.DOCTOR))
    if children:
        needed.append(Needed(Skill.CHILD_SPECIALIST, held=children))
    return tuple(needed)


def standing(visit: Visit, name: str, mandate: Mandate | None, workdays: Workdays) -> Standing:
    """Say on what an organisation enters, and until when its notice may be given; none is due for unannounced visits."""
    term = mandate.notice if mandate is not None and visit.notice is not Notice.UNANNOUNCED else None
    if term is None or visit.notice_given_at is not None:
        return Standing(name, mandate, None)
    return Standing(name, mandate, term.give_by(visit.first_day, workdays))
