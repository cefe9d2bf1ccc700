"""Photos of a sheet, and what is said where there may be none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that lies on a sheet; only the day it came is kept. `row` is None where its question is asked once."""

    id: UUID
    visit: UUID
    sheet: UUID
    row: UUID | None
    key: str
    media: str
    bytes: int
    day: date


MOST_ON_A_SHEET = 300


class TooManyPhotos(Problem):
    status = 409
    sentence = N_("There are %(most)s photos on this filled checklist already. Keep those that show most.")


class PhotosForbidden(Problem):
    status = 409
    sentence = N_("This checklist takes no photos. Write down what you saw.")


class PhotoMissing(Problem):
    """An answer names a photo that is not at this question of the sheet."""

    status = 422
    sentence = N_("The photo itself has not arrived yet. Send it first, then this answer.")
