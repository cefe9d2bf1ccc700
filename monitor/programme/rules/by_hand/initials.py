"""Initials: each person of the board has their own, and a team is typed by them, whoever leads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from monitor.kit.problems import BadForm, FieldError
from monitor.kit.text import fold, tidy
from monitor.kit.words import N_, Sentence, say
from monitor.programme.rules.board import BoardPerson
from monitor.programme.rules.model import LONGEST_VISIT
from monitor.programme.rules.programmes import Seat

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a cell: who goes, the first of them leads, and how many days if that was said."""

    team: tuple[Seat, ...]
    days: int | None


def initials_of(people: Sequence[BoardPerson]) -> Mapping[UUID, str]:
    """Give everybody initials of their own: two letters, more where two would be the same, a number where names are."""
    found: dict[UUID, str] = {}
    left = list(people)
    for length in (1, 2, 3):
        tried = {person.account: _initials(person.name, length) for person in left}
        times = Counter(fold(text) for text in tried.values())
        held = {fold(text) for text in found.values()}
        found |= {who: text for who, text in tried.items() if times[fold(text)] == 1 and fold(text) not in held}
        left = [person for person in left if person.account not in found]
    held = {fold(text) for text in found.values()}
    for person in left:
        numbered = (f"{_initials(person.name, 1)}{number}" for number in count(1))
        found[person.account] = next(text for text in numbered if fold(text) not in held)
        held.add(fold(found[person.account]))
    return found


def _initials(name: str, length: int) -> str:
    words = [word for word in name.split() if word[0].isalpha() and fold(word)] or ["N"]
    first, last = words[0], words[-1] if len(words) > 1 else words[0][1:] or words[0]
    return first[:1].upper() + last[:1].upper() + last[1:length].lower()


@dataclass(frozen=True, slots=True)
class Roster:
    """Who can be typed, made ready once for many rows: folded initials, and the folded words of each name."""

    initials: Mapping[str, UUID]
    words: tuple[tuple[UUID, tuple[str, ...]], ...]

    def meant(self, part: str) -> list[UUID]:
        """Give whose initials these are; else, of three letters or more, whose name has a word that begins so."""
        folded = fold(part)
        if folded in self.initials:
            return [self.initials[folded]]
        if len(part) < _SHORTEST_NAME:
            return []
        return [who for who, words in self.words if any(word.startswith(folded) for word in words)]


def roster_of(people: Sequence[BoardPerson]) -> Roster:
    """Make ready who can be typed."""
    return Roster(
        {fold(text): who for who, text in initials_of(people).items()},
        tuple((person.account, tuple(fold(person.name).split())) for person in people),
    )


def read_typed(text: str, roster: Roster, field: str = "typed") -> Typed:
    """Read initials or names and a number of days, such as “LL DD 2”. Raises BadForm with every fault at once."""
    team: list[UUID] = []
    days: int | None = None
    faults: list[FieldError] = []
    for part in tidy(text.replace(",", " ").replace(";", " ").replace("+", " ")).split():
        if part.isdecimal():
            days = int(part[:3])
            continue
        meant = roster.meant(part)
        if len(meant) == 1:
            team += [who for who in meant if who not in team]
        else:
            faults.append(FieldError(field, _nobody(part, len(meant))))
    if days is not None and not 1 <= days <= LONGEST_VISIT:
        said = say(N_("A visit takes one to %(most)s days on the board."), most=LONGEST_VISIT)
        faults.append(FieldError(field, said))
    if faults:
        raise BadForm(tuple(faults))
    return Typed(tuple(Seat(who, place == 0) for place, who in enumerate(team)), days)


def _nobody(part: str, found: int) -> Sentence:
    if found:
        return say(N_("“%(typed)s” could be several people. Type their initials."), typed=part)
    return say(N_("Nobody on the board has the initials or the name “%(typed)s”."), typed=part)
