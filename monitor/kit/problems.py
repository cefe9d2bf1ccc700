"""What can go wrong, as a catalogue: each problem is a class with a status and a sentence that says the way forward.

Rooms add their own problems beside their rules. One renderer in web/ turns any of them into a page or
`application/problem+json`; the command line prints the same sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from monitor.kit.words import N_, Sentence, say


class Problem(Exception):
    """Something a person can be told and can act on. Subclasses set `status` and `sentence`."""

    status: ClassVar[int] = 400
    sentence: ClassVar[str]

    def __init__(self, **values: str | int | Sentence) -> None:
        self.said = say(self.sentence, **values)
        super().__init__(self.sentence)

    @property
    def code(self) -> str:
        """Name the problem for scripts: `NotHere` is `not-here`."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class NotHere(Problem):
    """The thing does not exist, or not for this actor: the two are told alike (law 4)."""

    status = 404
    sentence = N_("There is nothing at this address for you. It may have moved, or it is not yours to see.")


class NotYours(Problem):
    """The actor's roles do not hold the need at all."""

    status = 403
    sentence = N_("Your account may not do this. Ask your coordinator or the administrator of your organisation.")


class SignInFirst(Problem):
    status = 401
    sentence = N_("Sign in to go on. What you typed on this page is still in your browser.")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of a form and what to do about it."""

    field: str
    said: Sentence


class BadForm(Problem):
    """A form with one or several fields to correct; what was typed is given back by the page."""

    status = 422
    sentence = N_("Some fields need another look. What you typed is kept.")

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__()
        self.errors = errors


class Conflict(Problem):
    """The same id came twice with different content (D1)."""

    status = 409
    sentence = N_("This was already saved with other content. Open it again, compare, and save your change anew.")
