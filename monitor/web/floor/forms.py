"""Page forms: all errors at once, and what was typed given back (law 13).

A handler reads fields through a `Form`; each reading method notes an error instead of raising, `check()` raises them
together as `BadForm`. The same object goes back to the template: `form.values` and `form.errors`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from litestar.datastructures import UploadFile

from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.text import legible, tidy
from monitor.kit.words import N_, Sentence, say, word
from monitor.web.floor.asking import Asking

E = TypeVar("E", bound=StrEnum)
# Longer than anything people type into one field; a whole day's notes fit.
LONGEST_TEXT = 50_000
_LONGEST_NUMBER = 9
_YEARS = range(1700, 2201)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Form:
    """What came from a page; `values` are texts as typed, `errors` are worded in the page's language."""

    def __init__(self, values: Mapping[str, Sequence[str]] | None = None, language: str = "en") -> None:
        self.lists = {name: [legible(text) for text in texts] for name, texts in (values or {}).items()}
        self.files: dict[str, UploadFile] = {}
        self.language = language
        self.faults: list[FieldError] = []
        self.problem = ""

    @property
    def values(self) -> dict[str, str]:
        """Give each field as templates show it again; several ticks are joined by commas."""
        return {name: ",".join(texts) for name, texts in self.lists.items() if texts}

    @property
    def errors(self) -> dict[str, str]:
        """Give the worded error of each field that has one; the one under "" belongs to the whole form."""
        worded = {fault.field: word(fault.said, self.language) for fault in self.faults}
        return {"": self.problem, **worded} if self.problem else worded

    def fill(self, **values: object) -> Form:
        """Set fields to begin with; None leaves a field empty."""
        for name, value in values.items():
            if isinstance(value, tuple | list | set | frozenset):
                self.lists[name] = [str(item) for item in value]
            else:
                self.lists[name] = [] if value is None else [str(value)]
        return self

    def wrong(self, field: str, said: Sentence | str) -> None:
        """Note an error beside a field."""
        self.faults.append(FieldError(field, say(said) if isinstance(said, str) else said))

    def take(self, name: str, text: str) -> None:
        """Add what came in a field; one that is too long is noted as wrong."""
        if len(text) > LONGEST_TEXT:
            self.wrong(name, say(N_("This is too long. Keep to %(number)s letters."), number=LONGEST_TEXT))
        self.lists.setdefault(name, []).append(legible(text))

    def check(self) -> None:
        """Raise BadForm if anything read so far was wrong."""
        if self.faults:
            raise BadForm(tuple(self.faults))

    def failed(self, problem: Problem) -> Form:
        """Take a problem that an action raised: what is wrong with fields stands beside them, all else above them."""
        if isinstance(problem, BadForm):
            self.faults = list(problem.errors)
        else:
            self.problem = word(problem.said, self.language)
        return self

    def text(self, name: str) -> str:
        """Read an optional text, tidied to one line; empty if missing."""
        return tidy(self.values.get(name, ""))

    def words(self, name: str) -> str:
        """Read an optional text of several lines, as typed."""
        return self.values.get(name, "").replace("\r\n", "\n").strip()

    def needed(self, name: str) -> str:
        """Read a text that must be there."""
        found = self.text(name)
        if not found:
            self.wrong(name, N_("This is needed."))
        return found

    def email(self, name: str) -> str:
        found = self.needed(name)
        if found and not _EMAIL.fullmatch(found):
            self.wrong(name, N_("Write an e-mail address such as name@example.org."))
        return found

    def whole(self, name: str) -> int | None:
        """Read an optional whole number from 0."""
        found = self.text(name).replace(" ", "")
        if not found:
            return None
        if not found.isdecimal() or len(found) > _LONGEST_NUMBER:
            self.wrong(name, N_("Write a whole number, or leave it empty if it is not known."))
            return None
        return int(found)

    def whole_or(self, name: str, usual: int) -> int:
        """Read a whole number from 0, or what is usual where nothing is written."""
        found = self.whole(name)
        return usual if found is None else found

    def day(self, name: str) -> date | None:
        """Read an optional day, as date fields send it."""
        found = self.text(name)
        if not found:
            return None
        try:
            day = date.fromisoformat(found)
            if day.year not in _YEARS:
                raise ValueError
            return day
        except ValueError:
            self.wrong(name, N_("Write the day as year-month-day, such as 2026-11-22, or pick it."))
            return None

    def needed_day(self, name: str) -> date:
        found = self.day(name)
        if found is None and name not in {fault.field for fault in self.faults}:
            self.wrong(name, N_("A day is needed."))
        return found or date.min

    def time(self, name: str) -> tuple[int, int] | None:
        """Read an optional time of day as hour and minute."""
        found = self.text(name)
        try:
            return (datetime.strptime(found, "%H:%M").hour, int(found[-2:])) if found else None  # noqa: DTZ007 - a time of day only
        except ValueError:
            self.wrong(name, N_("Write the time as hours and minutes, such as 09:40."))
            return None

    def one_of(self, name: str, kind: type[E]) -> E | None:
        """Read an optional choice."""
        found = self.text(name)
        try:
            return kind(found) if found else None
        except ValueError:
            self.wrong(name, N_("Choose one of the answers."))
            return None

    def needed_of(self, name: str, kind: type[E]) -> E:
        """Read a choice that must be made; gives the first member if it was not, beside a noted error."""
        found = self.one_of(name, kind)
        if found is None and name not in {fault.field for fault in self.faults}:
            self.wrong(name, N_("Choose one of the answers."))
        return found or next(iter(kind))

    def several_of(self, name: str, kind: type[E]) -> tuple[E, ...]:
        """Read any number of choices; unknown ones are an error."""
        try:
            return tuple(kind(text) for text in self.lists.get(name, []))
        except ValueError:
            self.wrong(name, N_("Choose among the answers."))
            return ()

    def id(self, name: str) -> UUID | None:
        found = self.text(name)
        try:
            return UUID(found) if found else None
        except ValueError:
            self.wrong(name, N_("Choose one from the list."))
            return None

    def needed_id(self, name: str) -> UUID:
        found = self.id(name)
        if found is None and name not in {fault.field for fault in self.faults}:
            self.wrong(name, N_("Choose one from the list."))
        return found or UUID(int=0)

    def ids(self, name: str) -> tuple[UUID, ...]:
        try:
            return tuple(UUID(text) for text in self.lists.get(name, []) if text)
        except ValueError:
            self.wrong(name, N_("Choose among those of the list."))
            return ()

    def ticked(self, name: str) -> bool:
        return bool(self.values.get(name))


async def form_of(request: Asking) -> Form:
    """Read the form that a page sent."""
    form = Form(language=request.scope["state"]["language"])
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            form.files[name] = value
        else:
            form.take(name, str(value))
    return form


def choices_of(names: type[E], labels: Mapping[E, str], language: str) -> tuple[tuple[str, str], ...]:
    """Word an enum for a field of choices: (value, label)."""
    return tuple((member.value, word(labels[member], language)) for member in names)
