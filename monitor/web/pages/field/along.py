"""What goes onto a device: its owner, the words of gate and refusal, and visit by visit the blank checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec
from litestar import Response, post
from litestar.params import FromPath

from monitor.checklists.rules import Questionnaire
from monitor.codes import VOCABULARIES, choices
from monitor.denials.rules import FIRST_ASKED
from monitor.kit.actor import Actor
from monitor.kit.words import LANGUAGES, WHOLE, word
from monitor.people.actions.devices import keep_device, key_for, note_given_back, note_taken, note_wiped
from monitor.people.queries.devices import PublicKey, device_mark
from monitor.people.rules import Need
from monitor.people.rules.devices import AnothersDevice, DeviceEnded, Taken
from monitor.records.queries import last_answers
from monitor.sheets.actions import open_sheet
from monitor.sheets.queries import questionnaire_of
from monitor.sheets.rules import NoChecklist
from monitor.visits.queries import visit_reached
from monitor.visits.rules import Visit
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.needs import LARGEST_OF_STRANGERS, PUBLIC
from monitor.web.pages.sheets.answers import read_body
from monitor.web.pages.sheets.blank import blank_form, blank_html
from monitor.web.pages.sheets.words import given_words
from monitor.web.pages.sheets.words import worded as item_words

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contact:
    """A device says who it is, or that it has wiped itself; it may do so while it is locked."""

    device: UUID
    wiped: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a device is told: whether to wipe itself, who is signed in, and the server's clock."""

    wipe: bool
    account: UUID | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Named:
    device: UUID
    name: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to take along; the closed record only if wished."""

    device: UUID
    history: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    codes: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabularies of gate and refusal in one language."""

    stages: tuple[Choice, ...]
    admission: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    kinds: tuple[Group, ...]
    persons: tuple[Choice, ...]
    roles: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a device needs once: whose it is, the key of sealed files, the words."""

    account: UUID
    name: str
    language: str
    key: PublicKey
    words: Mapping[str, Words]
    now: datetime


@dataclass(frozen=True, slots=True)
class Mate:
    account: UUID
    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """The blank checklist in one language: its title, the piece of a page, and the rules it is filled by, as JSON."""

    title: str
    html: str
    rules: str


@dataclass(frozen=True, slots=True)
class Form:
    """The blank checklist: `hash` names what is asked, `codes` gives each key's short code.

    `follows` names what a key is computed from: the device knows some of it itself.
    """

    hash: str
    pages: Mapping[str, FormPage]
    codes: Mapping[str, str]
    follows: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Along:
    """One visit as a device holds it: the place's name, the team, the observer's sheet and the blank checklist.

    `key` is that of the organisation whose visit it is. Without a checklist that fits there is no sheet.
    """

    visit: UUID
    facility: str
    zone: str
    first_day: date
    last_day: date
    team: tuple[Mate, ...]
    sheet: UUID | None
    form: Form | None
    key: PublicKey
    before: Mapping[str, Mapping[str, str]] | None


@post("/field/contact", opt={"need": PUBLIC}, status_code=200, request_max_body_size=LARGEST_OF_STRANGERS)
async def contact(request: Asking, now: Now) -> Told:
    """Tell a device whether it must forget everything; nothing of anybody is told."""
    said = read_body(await request.body(), Contact)
    if said.wiped:
        await note_wiped(device=said.device, now=now)
    mark = await device_mark(said.device)
    actor: Actor | None = request.scope["state"]["actor"]
    return Told(mark is not None and mark.ended_at is not None, actor.account if actor else None, now)


@post("/field/set-up", opt={"need": Need.DEVICE_KEEP}, status_code=200)
async def set_up(request: Asking, actor: Who, now: Now) -> SetUp:
    """Make a device known, or note that its owner signed in on it again."""
    said = read_body(await request.body(), Named)
    session: UUID = request.scope["state"]["session"]
    await keep_device(actor=actor, device=said.device, session=session, name=said.name, now=now)
    return SetUp(
        account=actor.account,
        name=actor.name,
        language=actor.language,
        key=await key_for(actor=actor, organisation=actor.organisation, now=now),
        words={language: _words(language) for language in LANGUAGES},
        now=now,
    )


@post("/visits/{visit:uuid}/along", opt={"need": Need.DEVICE_KEEP}, status_code=200)
async def take_along(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[bytes]:
    """Give what a device takes along of a visit, and note that it did."""
    wish = read_body(await request.body(), Wish)
    found = await visit_reached(actor, Need.VISIT_RUN, visit)
    await check_own(actor, wish.device)
    sheet = await _sheet(actor, found, now)
    asked = await questionnaire_of(actor, visit) if sheet else None
    along = Along(
        visit=visit,
        facility=found.facility_name,
        zone=found.zone,
        first_day=found.first_day,
        last_day=found.last_day,
        team=tuple(Mate(m.account, m.name, m.organisation_name, m.role.value) for m in found.team),
        sheet=sheet,
        form=_form(asked, now.date(), actor.language) if asked else None,
        key=await key_for(actor=actor, organisation=found.organisation, now=now),
        before=await _before(actor, found, asked) if asked and wish.history else None,
    )
    what = (Taken.SHEET, Taken.HISTORY) if wish.history else (Taken.SHEET,)
    await note_taken(actor=actor, device=wish.device, subject=visit, what=what, now=now)
    return Response(msgspec.json.encode(along), media_type="application/json")


@post("/visits/{visit:uuid}/along/back", opt={"need": Need.DEVICE_KEEP}, status_code=200)
async def give_back(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> dict[str, bool]:
    """Note that a device holds nothing more of a visit."""
    said = read_body(await request.body(), Named)
    await note_given_back(actor=actor, device=said.device, subject=visit, now=now)
    return {"noted": True}


async def check_own(actor: Actor, device: UUID) -> None:
    """Check that a device in use is the actor's. Raises DeviceEnded, AnothersDevice."""
    mark = await device_mark(device)
    if mark is not None and mark.ended_at is not None:
        raise DeviceEnded()
    if mark is None or mark.account != actor.account:
        raise AnothersDevice()


async def _sheet(actor: Actor, visit: Visit, now: datetime) -> UUID | None:
    """Open the actor's own sheet: from now on it is theirs, whatever becomes of the team before they are back (D20)."""
    if not visit.has(actor.account):
        return None
    try:
        return await open_sheet(actor=actor, sheet=uuid4(), visit=visit.id, observed_by=actor.account, now=now)
    except NoChecklist:
        return None


def _form(asked: Questionnaire, today: date, own: str) -> Form:
    """Lay the blank form out in each language its checklist is written in, and in the reader's own.

    A form of a hundred questions weighs half a megabyte; one where only a module has words comes when it is asked for.
    """
    worded = sorted({texts.language for name, texts in asked.texts if name == asked.name})
    languages = dict.fromkeys((*WHOLE, own, *worded))
    return Form(
        hash=asked.hash,
        pages={language: _form_page(asked, language, today) for language in languages},
        codes={question.item.key: question.code for question in asked.everything},
        follows={q.item.key: q.item.follows_from.value for q in asked.everything if q.item.follows_from is not None},
    )


def _form_page(asked: Questionnaire, language: str, today: date) -> FormPage:
    blank = blank_form(asked, language, today)
    return FormPage(blank.title, blank_html(blank), str(blank.rules))


async def _before(actor: Actor, visit: Visit, asked: Questionnaire) -> dict[str, dict[str, str]]:
    """Word what the last closed record says, as the sheet page tells it after one's own answer."""
    last = await last_answers(actor, visit)
    known = [question for question in asked.everything if question.item.key in last]
    return {
        language: {
            q.item.key: given_words(q, item_words(asked, q.item.key, language), last[q.item.key].given, language)
            for q in known
        }
        for language in LANGUAGES
    }


def _words(language: str) -> Words:
    groups = [group for group in VOCABULARIES["denial_groups"] if group.id != "others"]
    return Words(
        stages=choices("stages", language),
        admission=choices("admission", language),
        grounds=choices("grounds", language),
        kinds=tuple(
            Group(
                word(group.label, language),
                tuple((c.id, word(c.label, language)) for c in VOCABULARIES["denial_kinds"] if c.group == group.id),
            )
            for group in groups
        ),
        persons=choices("denial_persons", language, FIRST_ASKED),
        roles=choices("team_roles", language),
    )


HANDLERS = [contact, set_up, take_along, give_back]
