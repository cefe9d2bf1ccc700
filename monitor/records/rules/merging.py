"""One answer out of several: taken where one person answered, decided where two differ, or left open and flagged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from monitor.checklists.rules import Absence, Item, Kind
from monitor.kit.text import tidy
from monitor.sheets.rules import Given


class Origin(StrEnum):
    """How an answer came into the record."""

    ONE = "one"
    SAME = "same"
    CHOSEN = "chosen"
    COMPUTED = "computed"
    BLANK = "blank"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What stands on one sheet for an item."""

    answer: UUID
    given: Given


@dataclass(frozen=True, slots=True)
class Decision:
    """What the lead decided where sheets differ: the answer that goes in, or none, and then it stays open."""

    answer: UUID | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What goes into the record for an item; `given` is None while two differ and nobody has decided.

    A blank gives an empty `Given` and the origin BLANK; it becomes "not assessed" only by the confirmation at closing.
    What was left open gives an empty `Given` and the origin UNRESOLVED: it is kept with every voice, and has no value.
    """

    given: Given | None
    answer: UUID | None
    origin: Origin

    @property
    def differs(self) -> bool:
        return self.given is None


def merge(candidates: Sequence[Candidate], decided: Decision | None = None) -> Merged:
    """Merge what stands on the sheets for one item; a decision holds as long as what was chosen still stands.

    "Not assessed" says only that this person had no time: it yields to whatever another found out.
    """
    said = [candidate for candidate in candidates if not candidate.given.blank]
    found = [candidate for candidate in said if candidate.given.absence is not Absence.NOT_ASSESSED] or said
    if not found:
        return Merged(Given(), None, Origin.BLANK)
    first = found[0]
    if len({candidate.given for candidate in found}) == 1:
        return Merged(first.given, first.answer, Origin.ONE if len(found) == 1 else Origin.SAME)
    if decided is not None and decided.answer is None:
        return Merged(Given(), None, Origin.UNRESOLVED)
    picked = next((candidate for candidate in found if decided and candidate.answer == decided.answer), None)
    if picked is not None:
        return Merged(picked.given, picked.answer, Origin.CHOSEN)
    return Merged(None, None, Origin.CHOSEN)


def merge_item(item: Item, candidates: Sequence[Candidate], decided: Decision | None = None) -> Merged:
    """Merge like `merge`, as the kind of the item asks: texts that differ in capitals only are the same, photos add up."""
    told = _READ.get(item.kind, _as_they_are)(candidates)
    merged = merge(told, decided)
    original = next((each.given for each in candidates if each.answer == merged.answer), None)
    if item.kind is Kind.PHOTO or original is None:
        return merged
    return Merged(original, merged.answer, merged.origin)


def first_of(candidates: Sequence[Candidate]) -> Merged:
    """Take the first that says anything: what names a row is written differently by each, and is no disagreement."""
    said = [candidate for candidate in candidates if not candidate.given.blank]
    if not said:
        return Merged(Given(), None, Origin.BLANK)
    alike = len(said) > 1 and len({each.given for each in said}) == 1
    return Merged(said[0].given, said[0].answer, Origin.SAME if alike else Origin.ONE)


def _as_they_are(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    return candidates


def _plain(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    return [
        each if each.given.value is None else Candidate(each.answer, Given(tidy(each.given.value).casefold()))
        for each in candidates
    ]


def _all_photos(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    taken = dict.fromkeys(photo for each in candidates if each.given.value for photo in each.given.value.split(","))
    together = Given(",".join(taken))
    return (
        [Candidate(each.answer, together) if each.given.value else each for each in candidates] if taken else candidates
    )


_READ: Mapping[Kind, Callable[[Sequence[Candidate]], Sequence[Candidate]]] = {
    Kind.TEXT: _plain,
    Kind.PHOTO: _all_photos,
}
