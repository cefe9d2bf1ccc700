"""Beginning programmes and moving visits about on a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_token
from monitor.kit.problems import Conflict, NotHere
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import any_of, is_postgres, number, run, run_many
from monitor.people.rules import Need
from monitor.programme.actions.again import saved_before
from monitor.programme.queries import entries_on, entry_on_board, programme_open_to, version_open_to
from monitor.programme.rules.accepting import as_planned
from monitor.programme.rules.board import Entry
from monitor.programme.rules.programmes import (
    Frame,
    How,
    NewEntry,
    NotOnBoard,
    Programme,
    Seat,
    Version,
    VersionSettled,
    VersionState,
    VisitBegun,
    check_entry,
    check_frame,
)
from monitor.programme.tables import (
    ProgrammeRow,
    ProgrammeVersionRow,
)
from monitor.visits.queries import candidates, visits_open_to
from monitor.visits.rules import HAPPENED, VisitType

# The columns of a visit on a board, and of somebody on its team.
ENTRY = ("id", "version", "facility", "first_day", "days", "type", "pinned", "visit", "night", "put_by", "put_at")
MEMBER = ("id", "entry", "account", "lead")


@action(Need.PROGRAMME_PLAN)
async def begin_programme(*, actor: Actor, programme_id: UUID, version_id: UUID, frame: Frame, now: datetime) -> UUID:
    """Begin a programme with an empty draft. Raises BadForm, Conflict, NotHere."""
    check_frame(frame)
    said = {"title": tidy(frame.title), "first_day": frame.first_day, "last_day": frame.last_day}
    if await saved_before(actor.account, ("programme", "made_by"), programme_id, said):
        return programme_id
    if await saved_before(actor.account, ("programme_version", "made_by"), version_id, {"programme": programme_id}):
        raise Conflict()
    await ProgrammeRow(
        id=programme_id,
        organisation=actor.organisation,
        title=tidy(frame.title),
        first_day=frame.first_day,
        last_day=frame.last_day,
        made_by=actor.account,
        made_at=now,
    ).save()
    await _write_frame(actor, programme_id, frame)
    await _version_row(version_id, programme_id, None, 1, How.BY_HAND, actor, now).save()
    record(Need.PROGRAMME_PLAN, actor=actor, subject=programme_id, at=now, content=asdict(frame), salt=new_token())
    return programme_id


@action(Need.PROGRAMME_PLAN)
async def change_programme(*, actor: Actor, programme_id: UUID, frame: Frame, now: datetime) -> None:
    """Change the frame of a programme; what stands outside its new days stays where it was put. Raises BadForm, NotHere."""
    check_frame(frame)
    await programme_open_to(actor, programme_id)
    await _write_frame(actor, programme_id, frame)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=programme_id, at=now, content=asdict(frame), salt=new_token())


@action(Need.PROGRAMME_PLAN)
async def begin_version(*, actor: Actor, version_id: UUID, parent: UUID, now: datetime) -> UUID:
    """Begin a draft as a copy of another version; visits planned from it stand as they are now, those called off stay out. Raises NotHere."""
    before = await version_open_to(actor, parent)
    if await saved_before(actor.account, ("programme_version", "made_by"), version_id, {"parent": parent}):
        return version_id
    entries = await entries_on(actor, parent)
    await new_version(actor, version_id, before, How.BY_HAND, now)
    standing = await visits_open_to(actor, {entry.visit for entry in entries if entry.visit is not None})
    kept = [
        entry if entry.visit is None else as_planned(entry, standing[entry.visit])
        for entry in entries
        if not entry.is_off
    ]
    await write_entries(actor, version_id, kept, now)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=version_id, at=now)
    return version_id


@action(Need.PROGRAMME_PLAN)
async def set_version_aside(*, actor: Actor, version_id: UUID, now: datetime) -> None:
    """Set a draft aside; it stays readable. Raises VersionSettled, NotHere."""
    await hold_draft(actor, version_id)
    await run(
        "update programme_version set state = 'set_aside', settled_by = {}, settled_at = {} where id = {}",
        actor.account,
        now,
        version_id,
    )
    record(Need.PROGRAMME_PLAN, actor=actor, subject=version_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def move_entry(
    *,
    actor: Actor,
    entry_id: UUID,
    first_day: date,
    days: int | None = None,
    type: VisitType | None = None,
    now: datetime,
) -> None:
    """Move a visit of a draft to another day, or make it longer, shorter or another type of visit.

    Raises BadForm, VersionSettled, VisitBegun, NotHere.
    """
    entry, programme = await _held(actor, entry_id)
    moved = replace(entry, first_day=first_day, days=entry.days if days is None else days, type=type or entry.type)
    check_entry(as_new(moved), programme)
    await run(
        "update planned_entry set first_day = {}, days = {}, type = {} where id = {}",
        moved.first_day,
        moved.days,
        moved.type.value,
        entry_id,
    )
    record(Need.PROGRAMME_PLAN, actor=actor, subject=entry_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def remove_entry(*, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """Take a visit off a draft. Raises VersionSettled, NotHere."""
    await _held(actor, entry_id)
    await run("delete from planned_member where entry = {}", entry_id)
    await run("delete from planned_entry where id = {}", entry_id)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=entry_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def set_team(
    *, actor: Actor, entry_id: UUID, team: Sequence[Seat], days: int | None = None, now: datetime
) -> None:
    """Say who goes, and for how many days if that changes; whoever is not named goes no longer.

    Raises BadForm, NotOnBoard, VersionSettled, VisitBegun, NotHere.
    """
    entry, programme = await _held(actor, entry_id)
    changed = replace(as_new(entry), team=tuple(team), days=entry.days if days is None else days)
    check_entry(changed, programme)
    await check_seats(actor, programme, team)
    await run("update planned_entry set days = {} where id = {}", changed.days, entry_id)
    await run("delete from planned_member where entry = {}", entry_id)
    await run_many("planned_member", MEMBER, [(uuid4(), entry_id, seat.account, seat.lead) for seat in team])
    record(Need.PROGRAMME_PLAN, actor=actor, subject=entry_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def pin_entry(*, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """Let the planner leave a visit where it stands. Raises VersionSettled, NotHere."""
    await _held(actor, entry_id)
    await run("update planned_entry set pinned = {} where id = {}", True, entry_id)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=entry_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def unpin_entry(*, actor: Actor, entry_id: UUID, now: datetime) -> None:
    """Let the planner move a visit again. Raises VersionSettled, NotHere."""
    await _held(actor, entry_id)
    await run("update planned_entry set pinned = {} where id = {}", False, entry_id)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=entry_id, at=now)


async def hold_draft(actor: Actor, version: UUID) -> tuple[Version, Programme]:
    """Open a draft and let nobody else write on it until the transaction ends. Raises VersionSettled, NotHere."""
    if is_postgres():
        await run("select id from programme_version where id = {} for update", version)
    opened = await version_open_to(actor, version)
    if opened.state is not VersionState.DRAFT:
        raise VersionSettled()
    return opened, await programme_open_to(actor, opened.programme)


async def hold_programme(programme: UUID) -> None:
    """Let nobody else begin or accept a version of a programme until the transaction ends; SQLite has one writer anyway."""
    if is_postgres():
        await run("select id from programme where id = {} for update", programme)


async def new_version(actor: Actor, version: UUID, parent: Version, how: How, now: datetime) -> None:
    """Write the row of a version that follows another, inside an open transaction."""
    await programme_open_to(actor, parent.programme)
    await hold_programme(parent.programme)
    last = await number(
        "select coalesce(max(n.number), 0) from programme_version n where n.programme = {}", parent.programme
    )
    await _version_row(version, parent.programme, parent.id, last + 1, how, actor, now).save()


async def write_entries(actor: Actor, version: UUID, entries: Iterable[Entry], now: datetime) -> None:
    """Write visits as they stand on another version, inside an open transaction."""
    await version_open_to(actor, version)
    rows, seats = [], []
    for entry in entries:
        new = uuid4()
        place = (entry.facility, entry.first_day, entry.days, entry.type.value, entry.pinned, entry.visit, entry.night)
        rows.append((new, version, *place, actor.account, now))
        seats += [(uuid4(), new, seat.account, seat.lead) for seat in entry.team]
    await run_many("planned_entry", ENTRY, rows)
    await run_many("planned_member", MEMBER, seats)


async def _held(actor: Actor, entry: UUID) -> tuple[Entry, Programme]:
    version, found = await entry_on_board(actor, entry)
    _, programme = await hold_draft(actor, version.id)
    if found.state in HAPPENED:
        raise VisitBegun()
    return found, programme


def as_new(entry: Entry) -> NewEntry:
    """Give a visit as it would be put anew."""
    seats = tuple(Seat(seat.account, seat.lead) for seat in entry.team)
    return NewEntry(entry.facility, entry.first_day, entry.days, entry.type, seats)


async def check_seats(actor: Actor, programme: Programme, team: Sequence[Seat]) -> None:
    """Check that all of these people can be put on teams of a programme. Raises NotOnBoard."""
    if not team:
        return
    known = {person.account for person in await candidates(actor, programme.organisations, programme.first_day)}
    if not {seat.account for seat in team} <= known:
        raise NotOnBoard()


async def _write_frame(actor: Actor, programme: UUID, frame: Frame) -> None:
    partners = sorted(frame.partners - {actor.organisation})
    said = {name: held for name, held in asdict(frame).items() if name != "partners"}
    await ProgrammeRow.update(**said | {"title": tidy(frame.title)}).where(ProgrammeRow.id == programme)
    if await number("select count(*) from organisation where id in {}", any_of(partners)) < len(partners):
        raise NotHere()
    await run("delete from programme_partner where programme = {}", programme)
    await run_many(
        "programme_partner", ("id", "programme", "organisation"), [(uuid4(), programme, each) for each in partners]
    )


def _version_row(
    version: UUID, programme: UUID, parent: UUID | None, place: int, how: How, actor: Actor, now: datetime
) -> ProgrammeVersionRow:
    return ProgrammeVersionRow(
        id=version,
        programme=programme,
        parent=parent,
        number=place,
        state=VersionState.DRAFT.value,
        how=how.value,
        made_by=actor.account,
        made_at=now,
    )
