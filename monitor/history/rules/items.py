"""Single items over visits: what is still not in order, and what nobody has ever been able to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.checklists.rules import Absence


@dataclass(frozen=True, slots=True)
class Judged:
    """One item of one closed record; `short` is None where it was not judged, `absence` says why there is no answer."""

    visit: UUID
    day: date
    key: str
    short: bool | None
    absence: Absence | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that fell short when it was last judged.

    `since` is the first of the unbroken run of such judgements, `seen` their number, `last` the latest and `value` its
    answer; `unseen` counts the later visits that could not judge it, by reason: they neither close the item nor confirm
    it.
    """

    key: str
    since: date
    last: date
    visit: UUID
    value: str | None
    seen: int
    unseen: Mapping[Absence, int]


@dataclass(frozen=True, slots=True)
class NeverAssessed:
    """An item asked at `asked` visits and answered at none."""

    key: str
    asked: int
    absences: Mapping[Absence, int]


def open_items(judged: Iterable[Judged]) -> tuple[OpenItem, ...]:
    """List what is not in order as far as last judged: the oldest first."""
    found = [item for answers in _by_key(judged).values() if (item := _open(answers)) is not None]
    return tuple(sorted(found, key=lambda item: (item.since, -item.seen, item.key)))


def never_assessed(judged: Iterable[Judged]) -> tuple[NeverAssessed, ...]:
    """List what was asked and never answered; items that only ever did not apply are left out."""
    found = []
    for key, answers in _by_key(judged).items():
        absences = Counter(answer.absence for answer in answers if answer.absence is not None)
        if sum(absences.values()) == len(answers) and set(absences) != {Absence.NOT_APPLICABLE}:
            found.append(NeverAssessed(key, len(answers), {kind: absences[kind] for kind in Absence if absences[kind]}))
    return tuple(found)


def left_open(judged: Iterable[Judged]) -> tuple[str, ...]:
    """List the items that the last record to ask them leaves open: people differed, so there is no answer and no absence."""
    lasts = [answers[-1] for answers in _by_key(judged).values()]
    return tuple(last.key for last in lasts if last.value is None and last.absence is None)


def _by_key(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for answer in sorted(judged, key=lambda each: each.day):
        found.setdefault(answer.key, []).append(answer)
    return found


def _open(answers: Sequence[Judged]) -> OpenItem | None:
    known = [answer for answer in answers if answer.short is not None]
    if not known or not known[-1].short:
        return None
    start = max((at for at, answer in enumerate(known) if answer.short is False), default=-1) + 1
    run, last = known[start:], known[-1]
    unseen = Counter(a.absence for a in answers[answers.index(last) + 1 :] if a.absence is not None)
    return OpenItem(
        key=last.key,
        since=run[0].day,
        last=last.day,
        visit=last.visit,
        value=last.value,
        seen=len(run),
        unseen={kind: unseen[kind] for kind in Absence if unseen[kind]},
    )
