"""The table of points: what each fact about a place is worth today, and how that is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from monitor.codes import VOCABULARIES
from monitor.denials.rules import Outcome
from monitor.denials.rules.outcomes import NO_PRIVATE_TALK
from monitor.kit.words import N_, Sentence, count, say
from monitor.programme.rules.priority import (
    Attempt,
    PlaceFacts,
    Point,
    Reason,
    Score,
    Weights,
    capped,
    faded,
    is_full_entry,
    score_of,
)

# What counts as long ago where no rule says how often a type of place is to be visited.
USUAL_MONTHS = 24
YEAR, HALF_YEAR, QUARTER = 365, 183, timedelta(days=91)
_MONTH = 30.44
_LONGEST_RATIO = 1.5
_DELAYED = "entry_delayed"
DEFAULT = Weights()
# First hours of custody and remand: where most is done to people, before anybody else sees them.
BASE_POINTS = {
    "police_station": 10,
    "police_unit_special": 10,
    "temporary_detention_facility": 10,
    "security_service_facility": 10,
    "anticorruption_or_drug_agency_facility": 10,
    "remand_prison": 8,
    "military_guardhouse": 5,
    "court_cells": 5,
    "unofficial_place": 10,
}
_PATIENTS = frozenset({"health", "care"})
_GROUP_OF = {code.id: code.group for code in VOCABULARIES["facility_types"]}


def score(facts: PlaceFacts, today: date, weights: Weights = DEFAULT) -> Score:
    """Add up the points of a place as of a day."""
    return score_of(
        facts.facility,
        (
            _time(facts, today, weights),
            *capped((*_open_items(facts, weights), *_promises(facts, today, weights)), weights.open_cap),
            *_follow_up(facts, today, weights),
            *capped(_access(facts, today, weights), weights.access_cap),
            *_occupancy(facts, today, weights),
            *capped(_groups(facts, weights), weights.groups_cap),
            *_type(facts),
            *_change(facts, today, weights),
            *_by_hand(facts),
        ),
    )


def _time(facts: PlaceFacts, today: date, weights: Weights) -> Point:
    """Weigh the time since the last entry against the interval asked for; the longer overdue of two counts."""
    asked = [
        (since, months)
        for since, months in (
            (facts.past.last_in_depth, facts.in_depth_months),
            (facts.past.last_entry, facts.any_months),
        )
        if months is not None
    ] or [(facts.past.last_entry, USUAL_MONTHS)]
    if facts.past.last_entry is None:
        return Point(Reason.TIME, round(weights.time * _LONGEST_RATIO), say(N_("never entered, as far as you can see")))
    since, months = max(asked, key=lambda each: _ratio(each[0], each[1], today))
    points = round(weights.time * _ratio(since, months, today))
    if since is None:
        return Point(Reason.TIME, points, say(N_("never entered for an in-depth visit")))
    ago = round((today - since).days / _MONTH)
    said = count(
        "last entered %(n)s month ago; asked for every %(months)s months",
        "last entered %(n)s months ago; asked for every %(months)s months",
        max(0, ago),
        months=months,
    )
    source = next((each.visit for each in facts.past.attempts if each.day == since), None)
    return Point(Reason.TIME, points, said, source, since)


def _ratio(since: date | None, months: int, today: date) -> float:
    if since is None:
        return _LONGEST_RATIO
    return min(_LONGEST_RATIO, max(0.0, (today - since).days / (_MONTH * months)))


def _open_items(facts: PlaceFacts, weights: Weights) -> Iterator[Point]:
    if facts.open_items is not None:
        items = facts.open_items
        said = count("%(n)s question not in order", "%(n)s questions not in order", items.number)
        yield Point(Reason.OPEN_ITEMS, weights.open_item * items.number, said, None, items.day)


def _promises(facts: PlaceFacts, today: date, weights: Weights) -> Iterator[Point]:
    late = [p for p in facts.promises if p.broken or (p.due_day is not None and p.due_day < today)]
    early = len(facts.promises) - len(late)
    if late:
        said = count(
            "%(n)s promise not kept or not checked in time",
            "%(n)s promises not kept or not checked in time",
            len(late),
        )
        yield Point(Reason.PROMISES, round(weights.open_item * 1.5 * len(late)), said, late[0].id, late[0].due_day)
    if early:
        said = count("%(n)s promise still open", "%(n)s promises still open", early)
        yield Point(Reason.PROMISES, weights.open_item * early, said)


def _follow_up(facts: PlaceFacts, today: date, weights: Weights) -> Iterator[Point]:
    due = sorted(
        (p for p in facts.promises if p.due_day is not None and not p.broken), key=lambda p: p.due_day or today
    )
    if due and due[0].due_day is not None and due[0].due_day <= today + QUARTER:
        first = due[0]
        if first.due_day is not None and first.due_day < today:
            said, points = say(N_("a visit to check a promise is overdue")), weights.follow_up_overdue
        else:
            said, points = say(N_("a visit to check a promise is due soon")), weights.follow_up_due
        yield Point(Reason.FOLLOW_UP, points, said, first.id, first.due_day)


def _access(facts: PlaceFacts, today: date, weights: Weights) -> list[Point]:
    """Count what was refused since the last full entry: nothing else clears it."""
    since: list[Attempt] = []
    for attempt in facts.past.attempts:
        if is_full_entry(attempt):
            break
        since.append(attempt)
    cleared = next((a.day for a in facts.past.attempts if is_full_entry(a)), date.min)
    events = [(a.day, a.visit, *_refusal(a, weights)) for a in since] + [
        (s.day, s.denial, weights.refused, say(N_("access refused before the visit")))
        for s in facts.shut
        if s.day > cleared
    ]
    found = []
    for day, source, points, said in events:
        repeated = any(other != source and 0 <= (day - on).days <= YEAR and worth for on, other, worth, _ in events)
        worth = faded(points * (1.5 if repeated else 1), (today - day).days, YEAR)
        found.append(Point(Reason.ACCESS, round(worth), said, source, day, YEAR))
    return found


def _refusal(attempt: Attempt, weights: Weights) -> tuple[int, Sentence]:
    turn = attempt.turn
    if turn.outcome is Outcome.REFUSED:
        return weights.refused, say(N_("entry refused"))
    if turn.denials & NO_PRIVATE_TALK:
        return weights.partial, say(N_("no private talks allowed"))
    if turn.outcome in {Outcome.PARTLY_REFUSED, Outcome.CUT_SHORT} or turn.denials - {_DELAYED}:
        return weights.partial, say(N_("access only in part"))
    return (weights.delayed if _DELAYED in turn.denials else 0), say(N_("kept waiting at the gate"))


def _occupancy(facts: PlaceFacts, today: date, weights: Weights) -> Iterator[Point]:
    if facts.crowd is None or facts.crowd.places <= 0:
        return
    crowd = facts.crowd
    percent = round(100 * crowd.held / crowd.places)
    worth = weights.occupancy * min(1.0, max(0.0, (percent - 100) / 50))
    said = say(N_("%(percent)s people for 100 places"), percent=percent)
    if (today - crowd.day).days > YEAR:
        worth /= 2
        said = say(N_("%(percent)s people for 100 places; the number is more than a year old"), percent=percent)
    yield Point(Reason.OCCUPANCY, round(worth), said, None, crowd.day)


def _groups(facts: PlaceFacts, weights: Weights) -> Iterator[Point]:
    group = _GROUP_OF.get(facts.type, "")
    if group == "minors":
        yield Point(Reason.GROUPS, weights.group, say(N_("minors are held here")))
    if group in _PATIENTS or facts.type == "prison_hospital":
        yield Point(Reason.GROUPS, weights.group, say(N_("patients or people in care are held here")))


def _type(facts: PlaceFacts) -> Iterator[Point]:
    base = BASE_POINTS.get(facts.type, 0) if facts.base_points is None else facts.base_points
    yield Point(Reason.TYPE, base, say(N_("the type of place")))


def _change(facts: PlaceFacts, today: date, weights: Weights) -> Iterator[Point]:
    if facts.changed_on is not None and facts.changed_on <= today:
        worth = round(faded(weights.change, (today - facts.changed_on).days, HALF_YEAR))
        yield Point(Reason.CHANGE, worth, say(N_("put under another authority")), None, facts.changed_on, HALF_YEAR)


def _by_hand(facts: PlaceFacts) -> Iterator[Point]:
    if facts.by_hand is not None:
        given = facts.by_hand
        said = say(N_("%(name)s: %(reason)s"), name=given.said_by_name, reason=given.reason)
        yield Point(Reason.BY_HAND, given.points, said, given.id, given.said_at.date())
