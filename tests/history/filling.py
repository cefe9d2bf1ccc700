"""A facility with a long history: what the page is looked at, printed and measured with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence, Item, Kind
from monitor.denials.actions import log_denial
from monitor.denials.rules import KeptOut, Told
from monitor.facilities.actions import add_capacity
from monitor.facilities.tables import FacilityFigureRow
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from tests.makers_denials import make_outside_denial, told
from tests.makers_facilities import make_authority, make_facility, make_mandate, make_region
from tests.makers_history import make_attempt, make_promise, make_recorded, make_refused
from tests.makers_sheets import load_shipped, shipped_questionnaire
from tests.people import Cast

TEN_YEARS = 3500
REFUSED_EVERY, PARTLY_EVERY = 7, 5


async def fill_history(cast: Cast, *, visits: int, records: int | None = None, now: datetime) -> UUID:
    """Make a facility with attempts over ten years: some refused, some in part, the first `records` of the rest (all) recorded."""
    chance = random.Random(7)
    await load_shipped(cast.coordinator, now=now)
    facility = await _place(cast, visits, now)
    for turn in range(visits):
        day = now.date() - timedelta(days=TEN_YEARS - turn * (TEN_YEARS - 30) // visits)
        if turn % REFUSED_EVERY == 3:
            await make_refused(cast, facility, day, now=now)
        elif turn % PARTLY_EVERY == 2:
            others = [cast.monitor_ngo, cast.second_ngo]
            visit = await make_attempt(cast, facility, day, team=[cast.deputy], kept_out=others, now=now)
            await _part_refused(cast.lead, visit, others, day, now)
        elif records is not None and turn >= records:
            await make_attempt(cast, facility, day, now=now)
        else:
            said = {q.item.key: _said(chance, q.item) for q in shipped_questionnaire().questions}
            visit = await make_recorded(
                cast, facility, day, {key: each for key, each in said.items() if each}, held=20 + turn, now=now
            )
            if day.month % 4 == 0:
                await make_promise(
                    cast.lead, visit, "Call buttons in every cell", due=day + timedelta(days=180), now=now
                )
    for ago in (90, 500, 1400):
        said_then = told(day=now.date() - timedelta(days=ago), ground="no_permission")
        await make_outside_denial(cast.coordinator, facility=facility, said=said_then, now=now)
    return facility


async def _place(cast: Cast, visits: int, now: datetime) -> UUID:
    region = await make_region(cast.coordinator, now=now)
    authority = await make_authority(cast.coordinator, now=now)
    facility = await make_facility(
        cast.coordinator, name="ИВС ОМВД города Худжанд", aliases=("IVS Khujand",), region=region, authority=authority,
        since=date(2012, 1, 1), code=f"TD-{visits:03}", now=now,
    )  # fmt: skip
    await add_capacity(
        actor=cast.coordinator, facility=facility, places=24, day=date(2012, 1, 1), source="Order no 5", now=now
    )
    await make_mandate(cast.coordinator, facility=facility, now=now)
    await make_mandate(cast.coordinator_ngo, legal_basis="Agreement of 2021", notice_days=2, now=now)

    async def write() -> None:
        for year in range(now.year - 6, now.year):
            for kind, value, body in (("population", 30 + year % 5, None), ("inspected_by", 1, "Prosecutor")):
                await FacilityFigureRow(
                    id=uuid4(), facility=facility, kind=kind, day=date(year, 12, 31), value=value, body=body,
                    source="Ministry yearbook", entered_at=now, entered_by=cast.coordinator.account,
                ).save()  # fmt: skip

    await one_transaction(write)
    return facility


def _said(chance: random.Random, item: Item) -> str:
    """Answer an item somehow; empty for what is computed or left blank."""
    if item.computed or chance.random() < 0.2:
        return ""
    if chance.random() < 0.15:
        return chance.choice([Absence.NOT_ASSESSED, Absence.NOT_APPLICABLE, Absence.UNKNOWN]).value
    return _value(chance, item)


def _value(chance: random.Random, item: Item) -> str:
    match item.kind:
        case Kind.YES_NO:
            return chance.choice(["yes", "yes", "no"])
        case Kind.CHOICE_ONE | Kind.CHOICE_MANY:
            return chance.choice(item.options)
        case Kind.INTEGER | Kind.DECIMAL | Kind.DURATION | Kind.SCALE | Kind.TALLY:
            return item.maximum or item.minimum or str(chance.randrange(1, 9))
        case Kind.DATE:
            return "2026-01-15"
        case Kind.TIME:
            return "09:05"
        case Kind.MOMENT:
            return "2026-01-15T09:05"
        case Kind.PHOTO:
            return ""
        case Kind.TEXT:
            return "seen"


async def _part_refused(actor: Actor, visit: UUID, others: Sequence[Actor], day: date, now: datetime) -> None:
    said = Told(
        kind="part_refused",
        words="Only staff of the ombudsman may enter.",
        day=day,
        kept_out=tuple(KeptOut("team_member", other.account) for other in others),
        stage="gate",
        ground="only_ombudsman",
        decided_agency="Ministry of the Interior",
    )
    await log_denial(actor=actor, denial_id=uuid4(), visit=visit, told=said, now=now)
