"""Writing down what happens on the spot: stages, admission person by person, the lead, heads, companions, promises.

Every row is made by whoever saw it, under an id of the browser's: the same row sent twice is there once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.periods import offset_minutes
from monitor.kit.problems import Conflict, NotHere, NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one, run
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.actions.lives import enter_state, hold
from monitor.visits.queries import entry_of, visit_reached
from monitor.visits.rules import (
    BEFORE_GATE,
    ENTERED,
    AdmissionStatus,
    CompanionKind,
    NoDeputy,
    NotOnTeam,
    PromiseState,
    StageKind,
    Visit,
    VisitState,
    check_move,
    check_promise,
    check_time,
    check_under_way,
    reaches,
)
from monitor.visits.tables import (
    AdmissionRow,
    CompanionRow,
    HeadcountRow,
    LeadChangeRow,
    PromiseCheckRow,
    PromiseRow,
    StageRow,
)

# A touch that is sent again counts its seconds anew; a corrected time is another touch with an id of its own.
SAME_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """How it went for one person at the gate, and when; ground, words and decider where they are known."""

    status: AdmissionStatus
    at: datetime
    ground: str | None = None
    words: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    visit: UUID
    about: str
    at: datetime
    entered_by: UUID


@dataclass(frozen=True, slots=True)
class _Promised:
    visit: UUID


@action(Need.VISIT_RUN)
async def mark_stage(
    *, actor: Actor, visit_id: UUID, stage_id: UUID, kind: StageKind, at: datetime, now: datetime
) -> None:
    """Mark a step of the visit; the first one begins it. A later mark of the same step corrects the time."""
    visit = await _on_the_spot(actor, visit_id, at, now)
    if await _is_written("stage", "kind", stage_id, _Written(visit_id, kind.value, at, actor.account)):
        return
    await _stage(actor, visit, stage_id, kind, at, struck=False, now=now)


@action(Need.VISIT_RUN)
async def strike_stage(*, actor: Actor, visit_id: UUID, kind: StageKind, now: datetime) -> None:
    """Take back a step that was marked by mistake; the mark stays in the file."""
    visit = await _on_the_spot(actor, visit_id, now, now)
    marked = (await entry_of(actor, visit_id)).at(kind)
    if marked is None:
        raise NotHere()
    await _stage(actor, visit, uuid4(), kind, marked, struck=True, now=now)


@action(Need.VISIT_RUN)
async def admit(*, actor: Actor, visit_id: UUID, account: UUID, admission_id: UUID, seen: Seen, now: datetime) -> None:
    """Write how it went for one member of the team. The first one let in marks the team's entry, unless it is marked.

    Raises NotOnTeam, NotYet, WrongMove, Conflict.
    """
    visit = await _on_the_spot(actor, visit_id, seen.at, now)
    if not visit.has(account):
        raise NotOnTeam()
    if await _is_written(
        "admission", "status", admission_id, _Written(visit_id, seen.status.value, seen.at, actor.account)
    ):
        return
    seq = await number(
        "select coalesce(max(seq), 0) + 1 from admission where visit = {} and account = {}", visit_id, account
    )
    words = seen.words.strip()
    await AdmissionRow(
        id=admission_id,
        visit=visit_id,
        account=account,
        status=seen.status.value,
        ground=seen.ground,
        words_sealed=keyring().seal("admission.words", admission_id, words) if words else None,
        decided_by=tidy(seen.decided_by),
        at=seen.at,
        offset_minutes=offset_minutes(seen.at, visit.zone),
        seq=seq,
        entered_by=actor.account,
        entered_at=now,
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=admission_id, at=now)
    if seen.status in ENTERED and (await entry_of(actor, visit_id)).at(StageKind.ADMITTED) is None:
        await _stage(actor, visit, uuid4(), StageKind.ADMITTED, seen.at, struck=False, now=now)


@action(Need.VISIT_RUN)
async def pass_lead(
    *, actor: Actor, visit_id: UUID, to: UUID, change_id: UUID | None = None, at: datetime | None = None, now: datetime
) -> None:
    """Pass the lead to somebody else on the team: the deputy takes it, the lead or a coordinator gives it.

    With an id of the browser's the same change sent twice is made once; `at` is when it was made, if not now.
    """
    check_time(at or now, now)
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_RUN, visit_id)
    if change_id is not None and await number("select count(*) from lead_change where id = {}", change_id):
        if not await number(
            "select count(*) from lead_change where id = {} and visit = {} and account = {} and passed_by = {}",
            change_id,
            visit_id,
            to,
            actor.account,
        ):
            raise NotHere()
        return
    if not visit.has(to) or to == visit.lead:
        raise NoDeputy()
    takes = actor.account == to == visit.deputy
    if not (takes or actor.account == visit.lead or reaches(actor, Need.VISIT_PLAN, visit)):
        raise NotYours()
    await run("update team_member set role = 'member' where visit = {} and role = 'lead'", visit_id)
    await run("update team_member set role = 'lead' where visit = {} and account = {}", visit_id, to)
    change = change_id or uuid4()
    await LeadChangeRow(id=change, visit=visit_id, account=to, passed_by=actor.account, at=at or now).save()
    record(Need.VISIT_RUN, actor=actor, subject=change, at=now)


@action(Need.VISIT_RUN)
async def count_heads(
    *,
    actor: Actor,
    visit_id: UUID,
    held_today: int | None,
    alone: int | None,
    in_groups: int | None,
    count_id: UUID | None = None,
    now: datetime,
) -> None:
    """Write the three numbers of a visit: held today, spoken to alone, in groups; None is unknown, not zero.

    With an id of the browser's the same numbers sent twice are there once.
    """
    await _on_the_spot(actor, visit_id, now, now)
    if count_id is not None and await number("select count(*) from headcount where id = {}", count_id):
        if not await number(
            "select count(*) from headcount where id = {} and visit = {} and entered_by = {}",
            count_id,
            visit_id,
            actor.account,
        ):
            raise NotHere()
        return
    seq = await number("select coalesce(max(seq), 0) + 1 from headcount where visit = {}", visit_id)
    row = count_id or uuid4()
    await HeadcountRow(
        id=row,
        visit=visit_id,
        held_today=held_today,
        alone=alone,
        in_groups=in_groups,
        seq=seq,
        entered_by=actor.account,
        entered_at=now,
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=row, at=now)


@action(Need.VISIT_RUN)
async def add_companion(
    *,
    actor: Actor,
    visit_id: UUID,
    companion_id: UUID,
    kind: CompanionKind,
    name: str,
    organisation: str,
    now: datetime,
) -> None:
    """Note a person beside the team: an interpreter, a driver, an official; the name is sealed."""
    await hold(visit_id)
    await visit_reached(actor, Need.VISIT_RUN, visit_id)
    if await number("select count(*) from companion where id = {}", companion_id):
        if not await number(
            "select count(*) from companion where id = {} and visit = {} and entered_by = {}",
            companion_id,
            visit_id,
            actor.account,
        ):
            raise NotHere()
        return
    await CompanionRow(
        id=companion_id,
        visit=visit_id,
        kind=kind.value,
        name_sealed=keyring().seal("companion.name", companion_id, tidy(name)) if tidy(name) else None,
        organisation=tidy(organisation),
        entered_by=actor.account,
        entered_at=now,
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=companion_id, at=now)


@action(Need.VISIT_RUN)
async def note_promise(
    *, actor: Actor, visit_id: UUID, promise_id: UUID, what: str, due_day: date | None, now: datetime
) -> None:
    """Note what the facility promised, and by when. Raises BadForm, Conflict."""
    check_promise(what)
    await _on_the_spot(actor, visit_id, now, now)
    said = tidy(what)
    found = await one(_Written, _SAME.format("what", "at", "promise"), promise_id)
    if found is not None:
        if found.entered_by != actor.account:
            raise NotHere()
        if (found.visit, found.about) != (visit_id, said):
            raise Conflict()
        return
    await PromiseRow(id=promise_id, visit=visit_id, what=said, due_day=due_day, entered_by=actor.account, at=now).save()
    record(Need.VISIT_RUN, actor=actor, subject=promise_id, at=now)


@action(Need.VISIT_RUN)
async def check_promise_kept(
    *, actor: Actor, promise_id: UUID, state: PromiseState, checked_on: date, now: datetime
) -> None:
    """Write whether a promise was kept; a later check replaces what counts, not what was written. Raises NotHere."""
    promised = await one(_Promised, "select visit from promise where id = {}", promise_id)
    if promised is None:
        raise NotHere()
    await hold(promised.visit)
    await visit_reached(actor, Need.VISIT_RUN, promised.visit)
    seq = await number("select coalesce(max(seq), 0) + 1 from promise_check where promise = {}", promise_id)
    row = uuid4()
    await PromiseCheckRow(
        id=row,
        promise=promise_id,
        state=state.value,
        checked_on=checked_on,
        seq=seq,
        entered_by=actor.account,
        entered_at=now,
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=row, at=now)


_SAME = "select visit, {} as about, {} as at, entered_by from {} where id = {{}}"


async def _on_the_spot(actor: Actor, visit_id: UUID, at: datetime, now: datetime) -> Visit:
    """Open a visit to write about what happens there; a planned one begins with it."""
    check_time(at, now)
    await hold(visit_id)
    visit = await visit_reached(actor, Need.VISIT_RUN, visit_id)
    if visit.state in BEFORE_GATE:
        check_move(visit.state, VisitState.UNDER_WAY, "")
        await enter_state(actor, [visit], VisitState.UNDER_WAY, "", now)
    else:
        check_under_way(visit.state)
    return visit


async def _is_written(table: str, about: str, row: UUID, written: _Written) -> bool:
    """Say whether this very row is there. Raises Conflict for other content, NotHere for another author's row."""
    found = await one(_Written, _SAME.format(about, "at", table), row)
    if found is None:
        return False
    if found.entered_by != written.entered_by:
        raise NotHere()
    same = (found.visit, found.about) == (written.visit, written.about)
    if not same or abs(found.at - written.at) > SAME_TOUCH:
        raise Conflict()
    return True


async def _stage(
    actor: Actor, visit: Visit, stage: UUID, kind: StageKind, at: datetime, *, struck: bool, now: datetime
) -> None:
    seq = await number(
        "select coalesce(max(seq), 0) + 1 from stage where visit = {} and kind = {}", visit.id, kind.value
    )
    await StageRow(
        id=stage,
        visit=visit.id,
        kind=kind.value,
        at=at,
        offset_minutes=offset_minutes(at, visit.zone),
        struck=struck,
        seq=seq,
        entered_by=actor.account,
        entered_at=now,
    ).save()
    record(Need.VISIT_RUN, actor=actor, subject=stage, at=now)
