"""What became of earlier visits to each place, as far as the actor may see: the last entries, and who was there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.queries import turns_of
from monitor.denials.rules import ENTRIES, Turn
from monitor.kit.actor import Actor, query
from monitor.outside.database import among_ids, read
from monitor.people.rules import Need
from monitor.programme.rules.priority import Attempt, Past
from monitor.visits.queries import visible_visits
from monitor.visits.rules import VisitType

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class _Line:
    id: UUID
    facility: UUID
    first_day: date
    type: VisitType


@dataclass(frozen=True, slots=True)
class _Mate:
    visit: UUID
    account: UUID


@query(Need.PROGRAMME_VIEW)
async def past_of(actor: Actor) -> Mapping[UUID, Past]:
    """Give for each place ever tried the attempts, the latest first, and who was on the last one that got in."""
    lines = await read(
        _Line,
        "select v.id, v.facility, v.first_day, v.type from visit v join trip t on t.id = v.trip "
        "where v.state in ('under_way', 'ended', 'recorded', 'closed') and {} order by v.first_day desc, v.id",
        visible_visits(actor),
    )
    turns: dict[UUID, Turn] = {}
    for part in _parts([line.id for line in lines]):
        turns |= {turn.visit: turn for turn in await turns_of(actor, part)}
    found: dict[UUID, list[Attempt]] = {}
    for line in lines:
        if (turn := turns.get(line.id)) is not None:
            found.setdefault(line.facility, []).append(Attempt(line.id, line.first_day, line.type, turn))
    last = {_last_entry(attempts): facility for facility, attempts in found.items()}
    teams: dict[UUID, set[UUID]] = {}
    wanted = [visit for visit in last if visit is not None]
    for mate in await read(
        _Mate,
        "select m.visit, m.account from team_member m join visit v on v.id = m.visit join trip t on t.id = v.trip "
        "where m.visit {} and {}",
        among_ids(wanted),
        visible_visits(actor),
    ):
        teams.setdefault(last[mate.visit], set()).add(mate.account)
    return {facility: Past(tuple(attempts), frozenset(teams.get(facility, ()))) for facility, attempts in found.items()}


def _last_entry(attempts: Sequence[Attempt]) -> UUID | None:
    return next((each.visit for each in attempts if each.turn.outcome in ENTRIES), None)


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
