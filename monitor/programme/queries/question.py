"""What binds a plan beside the board, and the planner's question for a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from monitor.kit.actor import Actor, query
from monitor.kit.periods import Days, closed
from monitor.outside.database import among_ids, read
from monitor.people.queries import visible_people
from monitor.people.rules import Need
from monitor.programme.queries.board import board_of
from monitor.programme.rules.board import Board
from monitor.programme.rules.question import Binding, Question, question_from

# A road is longer than the bird's way by about this much.
_WINDING = 1.3
_EARTH_KM = 6371


@dataclass(frozen=True, slots=True)
class _ConflictOf:
    facility: UUID
    account: UUID


@dataclass(frozen=True, slots=True)
class _Paper:
    account: UUID
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class _Point:
    region: UUID
    latitude: str
    longitude: str


@query(Need.PROGRAMME_VIEW)
async def question_of(actor: Actor, version: UUID) -> tuple[Board, Question]:
    """Give the board of a version and the planner's question for it as of the actor's day. Raises NotHere."""
    board = await board_of(actor, version)
    return board, question_from(board, await binding_of(actor, board), actor.today)


@query(Need.PROGRAMME_VIEW)
async def binding_of(actor: Actor, board: Board) -> Binding:
    """Gather what binds a plan: of other organisations' people no conflict and no paper is known."""
    accounts = [person.account for person in board.people]
    conflicts: dict[UUID, set[UUID]] = {}
    for row in await read(
        _ConflictOf,
        "select c.facility, c.account from conflict c join account a on a.id = c.account "
        "where c.ended_at is null and c.account {} and {}",
        among_ids(accounts),
        visible_people(actor),
    ):
        conflicts.setdefault(row.facility, set()).add(row.account)
    papers: dict[UUID, list[Days]] = {}
    for paper in await read(
        _Paper,
        "select c.account, c.from_day, c.to_day from credential c join account a on a.id = c.account "
        "where not c.withdrawn and c.account {} and {} order by c.from_day, c.id",
        among_ids(accounts),
        visible_people(actor),
    ):
        valid = closed(paper.from_day, paper.to_day) if paper.to_day else Days(paper.from_day)
        papers.setdefault(paper.account, []).append(valid)
    return Binding(
        conflicts={facility: frozenset(found) for facility, found in conflicts.items()},
        credentials={account: tuple(found) for account, found in papers.items()},
        roads=await _roads(board.programme.home),
    )


async def _roads(home: UUID | None) -> Mapping[UUID, int]:
    """Reckon how far each region is from home by the middle of its places, where both are on the map."""
    if home is None:
        return {}
    points = await read(
        _Point,
        "select f.region, f.latitude, f.longitude from facility f where f.region is not null "
        "and f.latitude is not null and f.longitude is not null order by f.id",
    )
    places: dict[UUID, list[tuple[float, float]]] = {}
    for point in points:
        try:
            places.setdefault(point.region, []).append((float(point.latitude), float(point.longitude)))
        except ValueError:
            continue
    middles = {
        region: (sum(lat for lat, _ in found) / len(found), sum(lon for _, lon in found) / len(found))
        for region, found in places.items()
        if found
    }
    if home not in middles:
        return {}
    return {
        region: round(_WINDING * _apart(middles[home], middle)) for region, middle in middles.items() if region != home
    }


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the bird's way between two points of the map, in kilometres."""
    (lat, lon), (lat2, lon2) = [(radians(a), radians(b)) for a, b in (one, other)]
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
