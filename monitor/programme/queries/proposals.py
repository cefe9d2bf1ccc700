"""Reading runs of the planner; a run belongs to its programme and is seen like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, read, sql
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.programme.queries.visibility import visible_programmes
from monitor.programme.rules.checker import Violation
from monitor.programme.rules.proposals import Line, Proposal, ProposalState, Step


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    version: UUID
    programme: UUID
    state: ProposalState
    wanted: int
    iteration: int
    curve: str
    violations_sealed: str | None
    started_at: datetime
    heard_at: datetime
    kept_as: UUID | None


@query(Need.PROGRAMME_VIEW)
async def proposals_of(actor: Actor, programme: UUID) -> list[Proposal]:
    """List the runs of the planner for a programme, the latest first."""
    return await _proposals(sql("n.programme = {} and {}", programme, visible_programmes(actor)))


@query(Need.PROGRAMME_VIEW)
async def proposal_open_to(actor: Actor, proposal: UUID) -> Proposal:
    """Give one run of the planner. Raises NotHere."""
    found = await _proposals(sql("r.id = {} and {}", proposal, visible_programmes(actor)))
    if not found:
        raise NotHere()
    return found[0]


async def _proposals(condition: Sql) -> list[Proposal]:
    rows = await read(
        _Row,
        "select r.id, r.version, n.programme, r.state, r.wanted, r.iteration, r.curve, r.violations_sealed, "
        "r.started_at, r.heard_at, r.kept_as from programme_proposal r "
        "join programme_version n on n.id = r.version join programme p on p.id = n.programme where {} "
        "order by r.started_at desc, r.id",
        condition,
    )
    return [_proposal(row) for row in rows]


def _proposal(row: _Row) -> Proposal:
    ring = keyring()
    lines = msgspec.json.decode(row.curve, type=tuple[Line, ...])
    sealed = row.violations_sealed
    return Proposal(
        id=row.id,
        version=row.version,
        programme=row.programme,
        state=row.state,
        wanted=row.wanted,
        iteration=row.iteration,
        curve=tuple(Step(line.iteration, line.figures) for line in lines),
        control=lines[-1].control if lines else None,
        violations=msgspec.json.decode(
            ring.open("programme_proposal.violations", row.id, sealed), type=tuple[Violation, ...]
        )
        if sealed
        else (),
        started_at=row.started_at,
        heard_at=row.heard_at,
        kept_as=row.kept_as,
    )
