"""Opening a sealed file: a coordinator keeps what a phone could not send, entry by entry, as its author observed it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import msgspec
from litestar import Response, get, post

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say
from monitor.people.queries import account_open_to
from monitor.people.queries.devices import opened_box, public_key_of
from monitor.people.rules import Need
from monitor.people.rules.devices import NotOurFile
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.field import entries as written
from monitor.web.pages.field.applying import Hand, Result, State, keep_entries
from monitor.web.pages.field.entries import Sealed

LARGEST_FILE = 200 * 1024 * 1024
_KINDS: dict[type, str] = {
    written.Stage: N_("Step of the visit"),
    written.Admission: N_("At the gate"),
    written.Lead: N_("Change of the lead"),
    written.Heads: N_("Numbers"),
    written.Denial: N_("Refusal"),
    written.Note: N_("Note"),
    written.Row: N_("New row"),
    written.Drop: N_("Row taken out"),
    written.Restore: N_("Row put back"),
    written.Answer: N_("Answer"),
    written.Photo: N_("Photo"),
}


class Box(msgspec.Struct, frozen=True):
    """One entry, sealed; `name` says for which organisation's key."""

    name: str = msgspec.field(name="for")
    box: str


class File(msgspec.Struct, frozen=True):
    notes: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out of a file: each author's entries in their order, and how many boxes are for somebody else."""

    sealed: tuple[Sealed, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one entry that was refused."""

    kind: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file."""

    authors: tuple[str, ...]
    kept: int
    refused: tuple[Told, ...]
    others: int


@get("/devices/file", opt={"need": Need.DEVICE_OPEN})
async def file_page(request: Asking) -> Response[str]:
    return page(request, "field/file.html", form=Form(language=request.scope["state"]["language"]), brought=None)


@post("/devices/file", opt={"need": Need.DEVICE_OPEN}, request_max_body_size=LARGEST_FILE, status_code=200)
async def open_file(request: Asking, actor: Who, now: Now) -> Response[str]:
    """Keep what is in a file; opened twice, everything is kept once."""
    form = await form_of(request)
    file = form.files.get("file")
    try:
        if file is None:
            form.wrong("file", N_("Choose the file first."))
            form.check()
        opened = await read_file(actor, await file.read() if file else b"")
        brought = await _keep(request, actor, opened)
    except Problem as problem:
        return page(request, "field/file.html", status=problem.status, form=form.failed(problem), brought=None)
    return page(request, "field/file.html", form=form, brought=brought)


async def read_file(actor: Actor, data: bytes) -> Opened:
    """Open the boxes of a file that are for the actor's organisation. Raises NotOurFile."""
    key = await public_key_of(actor.organisation)
    try:
        file = msgspec.json.decode(data, type=File)
        mine = [base64.b64decode(each.box, validate=True) for each in file.boxes if key and each.name == key.name]
        if not mine:
            raise NotOurFile()
        sealed = tuple([msgspec.json.decode(await opened_box(actor, box), type=Sealed) for box in mine])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, binascii.Error) as fault:
        raise NotOurFile() from fault
    return Opened(sealed, len(file.boxes) - len(mine))


async def _keep(request: Asking, actor: Actor, opened: Opened) -> Brought:
    results: list[Result] = []
    names: dict[UUID, str] = {}
    for author, group in groupby(opened.sealed, lambda each: each.author):
        names.setdefault(author, await _name(actor, author))
        hand = Hand(actor, author, names[author], request.scope["state"]["now"])
        results += await keep_entries(hand, [each.entry for each in group])
    return _brought(opened.sealed, results, tuple(names.values()), opened.others)


async def _name(actor: Actor, author: UUID) -> str:
    """Name the author; one of another organisation is told of by their entries only."""
    try:
        return (await account_open_to(actor, author)).name
    except Problem:
        return "–"


def _brought(sealed: Sequence[Sealed], results: Sequence[Result], authors: tuple[str, ...], others: int) -> Brought:
    kinds = {each.entry.id: _KINDS[type(each.entry)] for each in sealed}
    refused = tuple(Told(kinds[each.id], each.said or say("–")) for each in results if each.state is State.REFUSED)
    return Brought(authors, len(results) - len(refused), refused, others)


HANDLERS = [file_page, open_file]
