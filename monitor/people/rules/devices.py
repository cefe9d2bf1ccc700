"""Devices of the field: what a phone holds, when it must forget it, for whom a sealed file is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_

LONGEST_NAME = 60


class Taken(StrEnum):
    """What a device took along of a visit; history only by an extra choice."""

    SHEET = "sheet"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing on a device; the subject is a visit."""

    device: UUID
    subject: UUID
    what: Taken
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """A phone or laptop with somebody's notes, newest contact last; `holdings` are what it has not given back."""

    id: UUID
    account: UUID
    person: str
    name: str
    kept_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    wiped_at: datetime | None
    holdings: tuple[Holding, ...] = ()


class DeviceEnded(Problem):
    """The device was ended from afar; it wipes itself when it hears this."""

    status = 410
    sentence = N_("This phone was taken out of use. Sign in on another one, or ask your coordinator.")


class AnothersDevice(Problem):
    """Whoever is signed in is not whose notes the device holds."""

    status = 409
    sentence = N_("These notes belong to another account. Sign in with the account they were begun with.")


class NotOurFile(Problem):
    status = 422
    sentence = N_(
        "This file does not open here: it was made for another organisation, or it was changed on its way. "
        "Ask its author for the file again."
    )


def key_name(public: str) -> str:
    """Name a public key shortly, as a sealed file says for whom it is."""
    return hashlib.sha256(public.encode()).hexdigest()[:12]
