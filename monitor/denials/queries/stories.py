"""Reading one denial whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.denials.queries.lists import PLACE
from monitor.denials.queries.visibility import FACILITY, counted_denials, told_denials, visible_denials
from monitor.denials.rules import Amendment, Denial, Field, Refused, Result, Step
from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number, one, read
from monitor.outside.keyring import keyring
from monitor.people.rules import Need

# Who told and who saw are sources: known to the organisation that keeps the denial, to nobody it is released to.
_OF_SOURCES = frozenset({Field.REPORTER, Field.WITNESSES})

# A room closed to the whole team inside says nothing of who was refused at the gate.
_AT_THE_DOOR = frozenset({"before_travel", "gate"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is needed to recognise a second sending of the same denial."""

    entered_by: UUID
    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Found:
    id: UUID
    reference: str
    organisation: UUID
    organisation_name: str
    visit: UUID | None
    facility: UUID | None
    place: str
    place_text: str | None
    zone: str | None
    stage: str
    kind: str
    area: str
    ground: str | None
    words_sealed: str
    decided_rank: str
    decided_post: str
    decided_agency: str
    ordered_by: str
    in_writing: bool | None
    arrived_at: datetime | None
    refused_at: datetime | None
    ended_at: datetime | None
    minutes_lost: int | None
    day: date
    reporter_sealed: str | None
    reporter_name: str | None
    reported_by: UUID | None
    entered_by: UUID
    entered_by_name: str
    submitted_at: datetime
    secret: bool | None


@dataclass(frozen=True, slots=True)
class _Told:
    stage: str
    who: str
    account: UUID | None


@dataclass(frozen=True, slots=True)
class _AmendmentRow:
    id: UUID
    field: Field
    value: str | None
    value_sealed: str | None
    reason_sealed: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class _StepRow:
    id: UUID
    kind: str
    day: date
    note_sealed: str
    due_day: date | None
    by_name: str


@query(Need.DENIAL_VIEW)
async def denial_open_to(actor: Actor, denial: UUID) -> Denial:
    """Give the whole story of a denial. Raises NotHere, for a stranger exactly as for an id that does not exist."""
    found = await one(
        _Found,
        "select d.id, d.reference, d.organisation, o.name as organisation_name, d.visit, "
        f"{FACILITY} as facility, {PLACE} as place, d.place_text, f.zone, d.stage, d.kind, d.area, d.ground, "
        "d.words_sealed, d.decided_rank, d.decided_post, d.decided_agency, d.ordered_by, d.in_writing, d.arrived_at, "
        "d.refused_at, d.ended_at, d.minutes_lost, d.day, d.reporter_sealed, rp.name as reporter_name, d.reported_by, "
        "d.entered_by, e.name as entered_by_name, d.submitted_at, t.secret "
        "from denial d join organisation o on o.id = d.organisation join account e on e.id = d.entered_by "
        "left join account rp on rp.id = d.reported_by left join visit v on v.id = d.visit "
        f"left join trip t on t.id = v.trip left join facility f on f.id = {FACILITY} where d.id = {{}} and {{}}",
        denial,
        visible_denials(actor),
    )
    if found is None:
        raise NotHere()
    amendments = await _amendments(denial)
    own = actor.organisation == found.organisation or actor.account in {found.entered_by, found.reported_by}
    return _denial(
        found,
        reporter=_reporter(found) if own else "",
        kept_out=await _kept_out(denial),
        amendments=tuple(a for a in amendments if own or a.field not in _OF_SOURCES),
        steps=await _steps(denial),
        results=tuple(await _results(denial)),
    )


@query(Need.DENIAL_LOG)
async def denial_told_by(actor: Actor, denial: UUID) -> Denial:
    """Give a denial that the actor may add to. Raises NotHere if it is not to be seen, NotYours if only to be read."""
    found = await denial_open_to(actor, denial)
    if not await is_told_by(actor, denial):
        raise NotYours()
    return found


@query(Need.DENIAL_LOG)
async def is_told_by(actor: Actor, denial: UUID) -> bool:
    """Say whether the actor may add to a denial."""
    return await number("select count(*) from denial d where d.id = {} and {}", denial, told_denials(actor)) > 0


@query(Need.DENIAL_LOG)
async def denial_kept(actor: Actor, denial: UUID) -> Kept | None:
    """Give what was kept under a client's id, whoever sent it; for recognising a second sending only."""
    return await one(Kept, "select entered_by, salt, digest from denial where id = {}", denial)


def _denial(
    found: _Found,
    *,
    reporter: str,
    kept_out: tuple[Refused, ...],
    amendments: tuple[Amendment, ...],
    steps: tuple[Step, ...],
    results: tuple[Result, ...],
) -> Denial:
    return Denial(
        id=found.id,
        reference=found.reference,
        organisation=found.organisation,
        organisation_name=found.organisation_name,
        visit=found.visit,
        facility=found.facility,
        place=found.place,
        place_as_written=found.place_text or "",
        zone=found.zone or "UTC",
        stage=found.stage,
        kind=found.kind,
        area=found.area,
        ground=found.ground,
        words=keyring().open("denial.words", found.id, found.words_sealed),
        decided_rank=found.decided_rank,
        decided_post=found.decided_post,
        decided_agency=found.decided_agency,
        ordered_by=found.ordered_by,
        in_writing=found.in_writing,
        arrived_at=found.arrived_at,
        refused_at=found.refused_at,
        ended_at=found.ended_at,
        minutes_lost=found.minutes_lost,
        day=found.day,
        reporter=reporter,
        entered_by=found.entered_by,
        entered_by_name=found.entered_by_name,
        submitted_at=found.submitted_at,
        secret=bool(found.secret),
        kept_out=kept_out,
        amendments=amendments,
        steps=steps,
        results=results,
    )


def _reporter(found: _Found) -> str:
    if found.reporter_sealed is not None:
        return keyring().open("denial.reporter", found.id, found.reporter_sealed)
    return found.reporter_name or ""


async def _kept_out(denial: UUID) -> tuple[Refused, ...]:
    rows = await read(
        Refused,
        "select p.who, p.account, coalesce(a.name, '') as name, coalesce(o.name, '') as organisation_name "
        "from denial_person p left join account a on a.id = p.account "
        "left join organisation o on o.id = p.organisation where p.denial = {} order by a.folded nulls last, p.who, p.id",
        denial,
    )
    return tuple(rows)


@query(Need.DENIAL_FIGURES)
async def not_told_of(actor: Actor, visit: UUID, accounts: Collection[UUID]) -> frozenset[UUID]:
    """Give those of these people of whom no denial of the visit speaks, by name or as the whole team at the gate."""
    rows = await read(
        _Told,
        "select d.stage, p.who, p.account from denial_person p join denial d on d.id = p.denial "
        "where d.visit = {} and {}",
        visit,
        counted_denials(actor),
    )
    if any(row.who == "whole_team" and row.stage in _AT_THE_DOOR for row in rows):
        return frozenset()
    return frozenset(accounts) - {row.account for row in rows if row.account}


async def _amendments(denial: UUID) -> list[Amendment]:
    rows = await read(
        _AmendmentRow,
        "select m.id, m.field, m.value, m.value_sealed, m.reason_sealed, m.at, a.name as by_name "
        "from denial_amendment m join account a on a.id = m.added_by where m.denial = {} order by m.seq",
        denial,
    )
    return [
        Amendment(
            field=row.field,
            value=_opened("denial_amendment.value", row.id, row.value_sealed) or row.value or "",
            reason=_opened("denial_amendment.reason", row.id, row.reason_sealed),
            at=row.at,
            by_name=row.by_name,
        )
        for row in rows
    ]


def _opened(column: str, row: UUID, sealed: str | None) -> str:
    return keyring().open(column, row, sealed) if sealed else ""


async def _steps(denial: UUID) -> tuple[Step, ...]:
    rows = await read(
        _StepRow,
        "select s.id, s.kind, s.day, s.note_sealed, s.due_day, a.name as by_name from denial_step s "
        "join account a on a.id = s.added_by where s.denial = {} order by s.seq",
        denial,
    )
    return tuple(
        Step(
            id=row.id,
            kind=row.kind,
            day=row.day,
            note=keyring().open("denial_step.note", row.id, row.note_sealed),
            due_day=row.due_day,
            by_name=row.by_name,
        )
        for row in rows
    )


async def _results(denial: UUID) -> list[Result]:
    return await read(
        Result,
        "select r.result, r.day, a.name as by_name from denial_outcome r join account a on a.id = r.added_by "
        "where r.denial = {} order by r.seq",
        denial,
    )
