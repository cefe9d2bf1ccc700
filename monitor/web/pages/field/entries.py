"""What a device wrote, entry by entry, as it comes over the network or out of a sealed file."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from uuid import UUID

import msgspec

from monitor.checklists.rules import Absence, Source
from monitor.visits.rules import AdmissionStatus, StageKind
from monitor.web.pages.sheets.answers import Unreadable


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """One entry; its id is made on the device, so that sending it twice keeps it once (D1)."""

    id: UUID


class OnVisit(Entry, frozen=True, kw_only=True):
    visit: UUID


class Stage(OnVisit, frozen=True, kw_only=True, tag="stage"):
    stage: StageKind
    at: datetime


class Admission(OnVisit, frozen=True, kw_only=True, tag="admission"):
    account: UUID
    status: AdmissionStatus
    at: datetime
    words: str = ""


class Lead(OnVisit, frozen=True, kw_only=True, tag="lead"):
    to: UUID
    at: datetime | None = None


class Heads(OnVisit, frozen=True, kw_only=True, tag="heads"):
    held_today: int | None = None
    alone: int | None = None
    in_groups: int | None = None


class Denial(Entry, frozen=True, kw_only=True, tag="denial"):
    """A refusal: on a visit with its kind and the accounts kept out, or elsewhere with a place and one kept out."""

    visit: UUID | None = None
    kind: str = ""
    accounts: tuple[UUID, ...] = ()
    who: str = ""
    place: str = ""
    words: str
    day: date
    area: str = ""
    ground: str | None = None
    refused_at: datetime | None = None


class Note(OnVisit, frozen=True, kw_only=True, tag="note"):
    body: str


class OnSheet(OnVisit, frozen=True, kw_only=True):
    """Something on the observer's own sheet, which was opened when the visit was taken along."""

    sheet: UUID


class Row(OnSheet, frozen=True, kw_only=True, tag="row"):
    block: str


class Drop(OnSheet, frozen=True, kw_only=True, tag="drop"):
    row: UUID
    reason: str = ""


class Restore(OnSheet, frozen=True, kw_only=True, tag="restore"):
    row: UUID


class Answer(OnSheet, frozen=True, kw_only=True, tag="answer"):
    edition: str
    key: str
    row: UUID | None = None
    value: str | None = None
    absence: Absence | None = None
    sources: tuple[Source, ...] = ()
    remark: str = ""
    area: str = ""
    denial: UUID | None = None
    observed_at: datetime | None = None


class Photo(OnSheet, frozen=True, kw_only=True, tag="photo"):
    """A photo of an answer; over the network its bytes come beside it, in a sealed file within it."""

    key: str
    row: UUID | None = None
    data: str = ""

    def bytes(self) -> bytes:
        """Give the picture. Raises Unreadable."""
        try:
            return base64.b64decode(self.data, validate=True)
        except binascii.Error as fault:
            raise Unreadable() from fault


Written = Stage | Admission | Lead | Heads | Denial | Note | Row | Drop | Restore | Answer | Photo


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Entries in the order they were written."""

    device: UUID
    entries: tuple[Written, ...]


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What one sealed box holds: whose note it is, and the entry."""

    author: UUID
    entry: Written
