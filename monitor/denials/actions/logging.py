"""Logging a denial, on a visit or outside any; sent twice it is kept once (D1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from monitor.denials.queries import denial_kept
from monitor.denials.queries.stories import Kept
from monitor.denials.rules import SPLITS_TEAM, KeptOut, NotOnThisVisit, Told, check_told, reference_of
from monitor.denials.tables import DenialPersonRow, DenialRow
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.kit.crypto import new_token
from monitor.kit.periods import local_day, offset_minutes
from monitor.kit.problems import BadForm, Conflict, FieldError, NotHere
from monitor.kit.text import fold, tidy
from monitor.kit.words import N_, say
from monitor.ledger.actions import action, record
from monitor.outside.database import number, read
from monitor.outside.keyring import keyring
from monitor.people.queries import account_open_to
from monitor.people.rules import Need
from monitor.visits.actions import Seen, admit
from monitor.visits.queries import entry_of, visit_reached
from monitor.visits.rules import HAPPENED, AdmissionStatus, Member, Visit, VisitState, reaches

LATEST_ZONE = "Pacific/Kiritimati"
REFUSES_PERSONS = frozenset({SPLITS_TEAM, "entry_refused"})
_OPEN = HAPPENED | {VisitState.PLANNED, VisitState.READY}


@dataclass(frozen=True, slots=True)
class Where:
    """A facility of the list, or a place in one's own words to be matched later."""

    facility: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Stands:
    """Where a denial belongs: the visit and place it is kept under, and that place's clock."""

    visit: UUID | None
    facility: UUID | None
    place: str
    zone: str


@dataclass(frozen=True, slots=True)
class _Reference:
    reference: str


@action(Need.DENIAL_LOG)
async def log_denial(*, actor: Actor, denial_id: UUID, visit: UUID, told: Told, now: datetime) -> UUID:
    """Record that a visiting team, or a part of it, was refused, limited or delayed.

    Team members are named by account; with nobody named the whole team is meant. Raises NotHere, NotYours,
    NotOnThisVisit, BadForm, Conflict.
    """
    opened = await visit_reached(actor, Need.DENIAL_LOG, visit)
    whole = told if told.kept_out else replace(told, kept_out=(KeptOut("whole_team"),))
    check_told(whole, local_day(now, opened.zone))
    _check_team(opened, whole)
    if await _keep(actor, denial_id, _Stands(visit, opened.facility, "", opened.zone), whole, opened.team, now):
        await _refuse_at_gate(actor, opened, whole, now)
    return denial_id


@action(Need.DENIAL_LOG)
async def log_outside_denial(*, actor: Actor, denial_id: UUID, where: Where, told: Told, now: datetime) -> UUID:
    """Record that somebody was kept from a person held, with no visit at all; never under the held person's name.

    Raises NotHere for a facility or reporter that does not exist, BadForm, Conflict.
    """
    place, zone = tidy(where.text), LATEST_ZONE
    if where.facility is not None:
        place, zone = "", (await facility_open_to(actor, where.facility)).zone
    elif not place:
        raise BadForm((FieldError("place", say(N_("Say where it was, in your own words if it is not in the list."))),))
    check_told(told, local_day(now, zone))
    if told.reported_by is not None and told.reported_by != actor.account:
        await account_open_to(actor, told.reported_by)
    kept_zone = zone if where.facility is not None else "UTC"
    await _keep(actor, denial_id, _Stands(None, where.facility, place, kept_zone), told, (), now)
    return denial_id


def _check_team(visit: Visit, told: Told) -> None:
    if any(person.account is not None and not visit.has(person.account) for person in told.kept_out):
        raise NotOnThisVisit()
    if told.kind == SPLITS_TEAM and all(person.account is None for person in told.kept_out):
        raise BadForm((FieldError("who", say(N_("Say who of the team was kept out."))),))


async def _refuse_at_gate(actor: Actor, visit: Visit, told: Told, now: datetime) -> None:
    """Write the refusal of each person kept out at the gate on whom nothing is written yet: it is told once (law 12)."""
    at = told.refused_at or (now if told.day == local_day(now, visit.zone) else None)
    if (
        told.kind not in REFUSES_PERSONS
        or at is None
        or visit.state not in _OPEN
        or not reaches(actor, Need.VISIT_RUN, visit)
    ):
        return
    known = {a.account for a in (await entry_of(actor, visit.id)).admissions if a.status is not AdmissionStatus.WAITING}
    named = {person.account for person in told.kept_out if person.account} or {m.account for m in visit.team}
    seen = Seen(AdmissionStatus.REFUSED, at, told.ground, decided_by=tidy(f"{told.decided_rank} {told.decided_post}"))
    for member in visit.team:
        if member.account in named - known:
            await admit(
                actor=actor, visit_id=visit.id, account=member.account, admission_id=uuid4(), seen=seen, now=now
            )


async def _keep(actor: Actor, denial: UUID, stands: _Stands, told: Told, team: Sequence[Member], now: datetime) -> bool:
    """Keep a denial; False if this very one was kept before. Raises Conflict, NotHere."""
    content = canonical({"stands": asdict(stands), "told": asdict(told)})
    kept = await denial_kept(actor, denial)
    if kept is not None:
        _check_same(actor, kept, content)
        return False
    salt, reference = new_token(), await _free_reference(denial)
    await _row(actor, denial, stands, told, now, reference=reference, salt=salt, mark=digest(salt, content)).save()
    for person in told.kept_out:
        await DenialPersonRow(
            id=uuid4(),
            denial=denial,
            who=person.who,
            account=person.account,
            organisation=next((m.organisation for m in team if m.account == person.account), None),
        ).save()
    record(Need.DENIAL_LOG, actor=actor, subject=denial, at=now, content=content, salt=salt)
    return True


def _check_same(actor: Actor, kept: Kept, content: str) -> None:
    if kept.entered_by != actor.account:
        raise NotHere()
    if kept.digest != digest(kept.salt, content):
        raise Conflict()


def _row(
    actor: Actor, denial: UUID, stands: _Stands, told: Told, now: datetime, *, reference: str, salt: str, mark: str
) -> DenialRow:
    ring = keyring()
    return DenialRow(
        id=denial,
        organisation=actor.organisation,
        visit=stands.visit,
        facility=stands.facility,
        place_text=stands.place or None,
        place_folded=fold(stands.place) or None,
        stage=told.stage,
        kind=told.kind,
        area=tidy(told.area),
        ground=told.ground,
        words_sealed=ring.seal("denial.words", denial, told.words.strip()),
        decided_rank=tidy(told.decided_rank),
        decided_post=tidy(told.decided_post),
        decided_agency=tidy(told.decided_agency),
        ordered_by=tidy(told.ordered_by),
        in_writing=told.in_writing,
        arrived_at=told.arrived_at,
        refused_at=told.refused_at,
        ended_at=told.ended_at,
        offset_minutes=offset_minutes(told.refused_at or now, stands.zone),
        minutes_lost=told.minutes_lost if told.minutes_lost is not None else _minutes(told),
        day=told.day,
        reported_by=told.reported_by,
        reporter_sealed=ring.seal("denial.reporter", denial, tidy(told.reporter)) if tidy(told.reporter) else None,
        entered_by=actor.account,
        reference=reference,
        submitted_at=now,
        salt=salt,
        digest=mark,
    )


def _minutes(told: Told) -> int | None:
    """Count the minutes from arriving, or else from the refusal, to the end, when both are known."""
    begun = told.arrived_at or told.refused_at
    return int((told.ended_at - begun).total_seconds() // 60) if begun and told.ended_at else None


async def _free_reference(denial: UUID) -> str:
    """Choose the number to quote; a longer one if the short one is taken."""
    first = reference_of(denial)
    if await number("select count(*) from denial where reference = {}", first) == 0:
        return first
    rows = await read(_Reference, "select reference from denial where reference like {}", f"{first}%")
    return reference_of(denial, (row.reference for row in rows))
