"""Letters: what they say, and what becomes of one that does not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.words import N_, Sentence, count, say
from monitor.notices.rules.rhythm import Way

# Doubling from a minute to an hour, for about three days.
_LONGEST_WAIT = 60
_MOST_ATTEMPTS = 78


class LetterKind(StrEnum):
    """`OWN` tells of nothing but secret visits: that there was such a letter is nobody else's business (law 4)."""

    OPEN = "letter"
    OWN = "letter_own"


class Fault(StrEnum):
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    NOT_SET_UP = "not_set_up"


FAULT_WORDS: Mapping[Fault, str] = {
    Fault.NO_ANSWER: N_("the other server does not answer"),
    Fault.REFUSED: N_("the other server refuses it"),
    Fault.FORBIDDEN: N_("this installation does not allow that address"),
    Fault.NOT_SET_UP: N_("sending is not set up any more"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent: its id stays the same at every attempt, so that a second arrival is known as such."""

    id: UUID
    way: Way
    to: str
    secret: str
    language: str
    number: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Body:
    """What the outbox keeps of a letter: for whom, and of how many things it tells."""

    account: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that has failed so far, or for good once `dead`; what it told of is not said."""

    id: UUID
    person: str
    attempts: int
    fault: Fault
    next_at: datetime
    dead_at: datetime | None


def subject_of(number: int) -> Sentence:
    return count("You have %(n)s thing due", "You have %(n)s things due", number)


def lines_of(number: int, address: str) -> tuple[Sentence, ...]:
    """Give the paragraphs of a letter: a number and an address, no name and no place (law 10)."""
    return (
        count("You have %(n)s thing due.", "You have %(n)s things due.", number),
        say(N_("What and where is on this page, after signing in: %(address)s"), address=f"{address}/"),
        say(N_("How often you get such letters: %(address)s"), address=f"{address}/account/notices"),
    )


def next_attempt(fault: Fault, attempts: int, now: datetime) -> datetime | None:
    """Say when to try again, None for never: a refusal is an answer, silence is not."""
    if fault in (Fault.REFUSED, Fault.FORBIDDEN) or attempts >= _MOST_ATTEMPTS:
        return None
    return now + timedelta(minutes=min(2 ** min(attempts - 1, 6), _LONGEST_WAIT))
