"""Answers: a value or the kind of its absence, where it is known from, and what makes two of them the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from monitor.checklists.rules import Absence, Item, Questionnaire, Source, Texts, check_value, texts_hash
from monitor.kit.canonical import canonical_texts, digest
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import DEFAULT_LANGUAGE, N_

# A question of a sheet: its key, and the row of the block it is a column of.
Place = tuple[str, UUID | None]


@dataclass(frozen=True, slots=True)
class Given:
    """A value in its canonical text, or why there is none; neither of them is an answer taken back."""

    value: str | None = None
    absence: Absence | None = None

    @property
    def blank(self) -> bool:
        return self.value is None and self.absence is None


class Late(StrEnum):
    """Why an answer came too late for the record; it is kept, told to the lead, and stays outside (D20)."""

    RECORD_CLOSED = "record_closed"
    OLD_EDITION = "old_edition"
    RIGHT_WITHDRAWN = "right_withdrawn"


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """One answer on its way in; the id is made where it was typed, so that sending it twice keeps it once (D1).

    `row` is the row of the block that the key is a column of, None for what is asked once.
    """

    id: UUID
    key: str
    value: str | None = None
    absence: Absence | None = None
    sources: tuple[Source, ...] = ()
    remark: str = ""
    area: str = ""
    observed_at: datetime | None = None
    denial: UUID | None = None
    row: UUID | None = None

    @property
    def place(self) -> Place:
        """Say which question of the sheet it answers."""
        return self.key, self.row


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer that stands on a sheet for one item; `row` is None for what is asked once.

    In a private row (law 6) the two times are no finer than the day.
    """

    id: UUID
    sheet: UUID
    key: str
    given: Given
    sources: tuple[Source, ...]
    remark: str
    area: str
    observed_by: UUID
    entered_by: UUID
    observed_at: datetime | None
    entered_at: datetime
    denial: UUID | None
    row: UUID | None = None
    late: Late | None = None

    @property
    def place(self) -> Place:
        """Say which question of the sheet it answers."""
        return self.key, self.row


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of the team's own, seen by the team and its coordinators only."""

    id: UUID
    author: UUID
    author_name: str
    body: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer sent in: whether a "not allowed" still lacks its denial, and whether it came late."""

    id: UUID
    key: str
    denial_missing: bool
    row: UUID | None = None
    late: Late | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One monitor's filling of the visit's questionnaire."""

    id: UUID
    visit: UUID
    observed_by: UUID
    observer: str
    opened_by: UUID
    opened_at: datetime
    answered_at: datetime
    finished_at: datetime | None
    language: str


class NotAsked(NotHere):
    """The sheet, which the actor may fill, does not ask this, or has no such row."""

    sentence = N_("This is not asked on this filled checklist. Load the page again; what was saved is kept.")


class FollowsElsewhere(Problem):
    """The answer is computed (law 12); it is corrected at its source."""

    status = 409
    sentence = N_(
        "%(code)s follows from what is recorded elsewhere. Correct it there; the link is beside the question."
    )


class NoChecklist(Problem):
    """No questionnaire was chosen for the visit yet."""

    status = 409
    sentence = N_("No checklist is chosen for this visit yet. Choose one on the visit's page of filled checklists.")


class DenialElsewhere(Problem):
    """A "not allowed" points to a denial of another visit, or to none the actor may see."""

    status = 422
    sentence = N_("This refusal is not one of this visit. Choose one from the list, or log a new one.")


class NothingSaid(Problem):
    status = 422
    sentence = N_("The note is empty. Write a few words, then save it.")


class AlreadyAnswered(Problem):
    """Marking a whole area found nothing left to mark."""

    status = 409
    sentence = N_("Every question there has an answer already. Open a single question to change it.")


def check_given(item: Item, code: str, value: str | None, absence: Absence | None) -> Given:
    """Give what is kept: the value in canonical text or the absence. Raises FollowsElsewhere, BadValue.

    What is calculated takes only the reason why it could not be; it holds while the calculation gives no value.
    """
    blank = value is None or not value.strip()
    if item.follows_from is not None or (item.calculate is not None and absence is None and not blank):
        raise FollowsElsewhere(code=code)
    if absence is not None:
        return Given(absence=absence)
    return Given() if value is None or blank else Given(value=check_value(item, value))


def words_read(asked: Questionnaire, language: str) -> tuple[str, ...]:
    """Name the words a questionnaire is read in: the hash of each edition's texts in a language, or in English (D5)."""
    by_edition: dict[str, dict[str, Texts]] = {}
    for name, texts in asked.texts:
        by_edition.setdefault(name, {})[texts.language] = texts
    read = (words.get(language) or words.get(DEFAULT_LANGUAGE) for words in by_edition.values())
    return tuple(texts_hash(texts) for texts in read if texts is not None)


def content_of(sheet: UUID, answer: NewAnswer, given: Given) -> str:
    """Write what an answer says as canonical text; the denial it points to is a row of its own."""
    said: dict[str, str | list[str] | None] = {
        "sheet": str(sheet),
        "key": answer.key,
        "value": given.value,
        "absence": given.absence.value if given.absence else None,
        "sources": [source.value for source in sorted(answer.sources)],
        "remark": answer.remark,
        "area": answer.area,
        "observed_at": answer.observed_at.isoformat() if answer.observed_at else None,
    }
    return canonical_texts(said if answer.row is None else said | {"row": str(answer.row)})


def digest_of(salt: str, content: str) -> str:
    """Hash an answer's content with the salt that lies in its own row (D7)."""
    return digest(salt, content)


def same_answer(standing: Answer | None, new: NewAnswer, given: Given) -> bool:
    """Say whether a new answer says what already stands, so that nothing needs to be added."""
    if standing is None:
        return given.blank and not new.remark and not new.sources
    return (standing.given, frozenset(standing.sources), standing.remark, standing.area) == (
        given,
        frozenset(new.sources),
        new.remark,
        new.area,
    )
