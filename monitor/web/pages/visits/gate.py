"""The gate: admission person by person, on a phone, each touch kept at once; works as a plain form too."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import choices, label_of
from monitor.denials.queries import not_told_of
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, NotYours, Problem
from monitor.kit.words import N_, Sentence, say, word
from monitor.people.rules import Need
from monitor.visits import actions, queries
from monitor.visits.actions import Seen
from monitor.visits.rules import ENTERED, KEPT_OUT, Admission, AdmissionStatus, Entry, Member, StageKind, Visit, reaches
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

_ORDER = tuple(StageKind)
SAVED = N_("Saved on the server")


class Touch(StrEnum):
    """The three large buttons."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    WAITING = "waiting"


class More(StrEnum):
    """What is rarer than in, refused or waiting."""

    LATE = "late"
    PARTLY = "partly"
    WITHDREW_OWN = "withdrew_own"
    WITHDREW_PROTEST = "withdrew_protest"


@dataclass(frozen=True, slots=True)
class Row:
    """One person at the gate; `said` words a state that none of the three buttons shows."""

    account: UUID
    name: str
    under: Sentence
    chosen: str
    said: str
    touch: UUID


@dataclass(frozen=True, slots=True)
class Wait:
    """How long they stood or stand at the gate, in whole minutes."""

    since: datetime
    minutes: int
    goes_on: bool


@get("/visits/{visit_id:uuid}/gate", opt={"need": Need.VISIT_RUN})
async def gate(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str]:
    return await show(request, actor, now, visit_id, Form(language=request.scope["state"]["language"]))


async def show(
    request: Asking, actor: Actor, now: datetime, visit_id: UUID, form: Form, status: int = 200
) -> Response[str]:
    visit = await queries.visit_open_to(actor, visit_id)
    if not reaches(actor, Need.VISIT_RUN, visit):
        raise NotYours()
    entry = await queries.entry_of(actor, visit_id)
    seen = {admission.account: admission for admission in entry.admissions}
    refused = {admission.account for admission in entry.admissions if admission.status in KEPT_OUT}
    return page(
        request,
        "visits/gate.html",
        status=status,
        form=form,
        visit=visit,
        rows=[_row(member, seen) for member in visit.team],
        entry=entry,
        wait=_wait(entry, now),
        arrived=entry.at(StageKind.GATE),
        refused=len(refused),
        unsaid=bool(refused and await _unsaid(actor, visit_id, refused)),
        deputy=_stands_in(visit, seen),
        ahead=[kind.value for kind in _ORDER if entry.at(kind) is None],
        more_said=choices("admission", request.scope["state"]["language"], tuple(More)),
        may_deny=actor.may(Need.DENIAL_LOG),
        fresh=uuid4,
        label=label_of,
    )


def _row(member: Member, seen: Mapping[UUID, Admission]) -> Row:
    found = seen.get(member.account)
    status = found.status.value if found else ""
    shown = status in set(Touch)
    return Row(
        account=member.account,
        name=member.name,
        under=say(
            "%(organisation)s · %(role)s",
            organisation=member.organisation_name,
            role=say(label_of("team_roles", member.role)),
        ),
        chosen=status if shown else "",
        said="" if shown or not status else label_of("admission", status),
        touch=uuid4(),
    )


async def _unsaid(actor: Actor, visit: UUID, refused: Set[UUID]) -> bool:
    """Say whether what was said to somebody refused is still to be recorded; those who log no denials count all."""
    return not actor.may(Need.DENIAL_FIGURES) or bool(await not_told_of(actor, visit, refused))


def _wait(entry: Entry, now: datetime) -> Wait | None:
    """Give the wait at the gate, which ends with being let in or with leaving; None where its end is not known."""
    arrived, left = entry.at(StageKind.GATE), entry.at(StageKind.LEFT)
    inside = any(admission.status in ENTERED for admission in entry.admissions)
    over = entry.at(StageKind.ADMITTED) or (None if inside else left)
    if arrived is None or (left and over is None):
        return None
    return Wait(arrived, max(0, ((over or now) - arrived) // timedelta(minutes=1)), over is None)


def _stands_in(visit: Visit, seen: Mapping[UUID, Admission]) -> Member | None:
    """Give the deputy if the lead was kept out."""
    lead = seen.get(visit.lead) if visit.lead else None
    if lead is None or lead.status not in KEPT_OUT:
        return None
    return next((member for member in visit.team if member.account == visit.deputy), None)


@post("/visits/{visit_id:uuid}/gate", opt={"need": Need.VISIT_RUN})
async def record_gate(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[str] | Redirect:
    """Keep what the whole form says, where it differs from what is kept already."""
    form = await form_of(request)
    visit, entry = await queries.visit_open_to(actor, visit_id), await queries.entry_of(actor, visit_id)
    kept = {admission.account: admission.status.value for admission in entry.admissions}
    try:
        for member in visit.team:
            said = form.one_of(f"s-{member.account}", Touch)
            if said is not None and said.value != kept.get(member.account):
                touch = form.id(f"t-{member.account}") or uuid4()
                await _admit(actor, visit_id, member.account, touch, AdmissionStatus(said.value), now)
    except NotHere:
        raise
    except Problem as problem:
        return await show(request, actor, now, visit_id, form.failed(problem), problem.status)
    return see(f"/visits/{visit_id}/gate")


@post("/visits/{visit_id:uuid}/gate/touch", opt={"need": Need.VISIT_RUN})
async def touch(request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID]) -> Response[dict[str, str]]:
    """Keep one touch; the same touch sent again is kept once. Answers with the word to show."""
    form = await form_of(request)
    row, account, said = form.needed_id("id"), form.needed_id("account"), form.needed_of("status", Touch)
    form.check()
    at = _moment_of(form, now)
    await _admit(actor, visit_id, account, row, AdmissionStatus(said.value), at, now)
    return Response({"saved": word(SAVED, form.language)})


def _moment_of(form: Form, now: datetime) -> datetime:
    """Read how long ago the touch was: a touch that waited for the network keeps its own time."""
    seconds = form.whole("ago") or 0
    form.check()
    return now - timedelta(seconds=min(seconds, 86_400))


async def _admit(
    actor: Actor,
    visit: UUID,
    account: UUID,
    row: UUID,
    status: AdmissionStatus,
    at: datetime,
    now: datetime | None = None,
) -> None:
    seen = Seen(status=status, at=at)
    await actions.admit(actor=actor, visit_id=visit, account=account, admission_id=row, seen=seen, now=now or at)


@post("/visits/{visit_id:uuid}/gate/{account:uuid}", opt={"need": Need.VISIT_RUN})
async def more(
    request: Asking, actor: Who, now: Now, visit_id: FromPath[UUID], account: FromPath[UUID]
) -> Response[str] | Redirect:
    """Keep one of the rarer answers for one person, with words where there are some."""
    form = await form_of(request)
    row, status, words = form.needed_id("id"), form.needed_of(f"more-{account}", More), form.words(f"words-{account}")
    try:
        form.check()
        seen = Seen(status=AdmissionStatus(status.value), at=now, words=words)
        await actions.admit(actor=actor, visit_id=visit_id, account=account, admission_id=row, seen=seen, now=now)
    except NotHere:
        raise
    except Problem as problem:
        return await show(request, actor, now, visit_id, form.failed(problem), problem.status)
    return see(f"/visits/{visit_id}/gate")


HANDLERS = [gate, record_gate, touch, more]
