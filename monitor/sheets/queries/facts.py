"""What follows from the visit, its denials and the facility, gathered for the sheets of one visit."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules import Follows
from monitor.denials.queries import denials_on
from monitor.denials.rules import DenialLine
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor, query
from monitor.people.rules import Need
from monitor.sheets.rules import HINDERED_BY, Facts, Followed, follow
from monitor.visits.queries import entry_of, heads_of, visit_open_to
from monitor.visits.rules import ENTERED, WITHOUT_TRYING, Admission, AdmissionStatus, Headcount, StageKind, Visit

_OF_HEADS = frozenset({Follows.HELD_TODAY, Follows.ALONE, Follows.IN_GROUPS})
# What was refused and then given on the spot counts as open.
_OPENED = frozenset({"access_same_day", "access_after_call"})


@query(Need.SHEET_VIEW)
async def followed_by(actor: Actor, visit: Visit) -> Mapping[Follows, Followed]:
    """Compute what is not asked at a visit because it follows from what is on record elsewhere (law 12)."""
    return follow(await facts_of(actor, visit))


@query(Need.SHEET_VIEW)
async def followed_among(actor: Actor, visit: UUID, wanted: Set[Follows]) -> Mapping[Follows, Followed]:
    """Compute those of these; with fewer questions asked where only the heads counted are wanted."""
    if wanted - _OF_HEADS:
        return await followed_by(actor, await visit_open_to(actor, visit))
    heads = await heads_of(actor, visit) if wanted else None
    return {key: each for key, each in follow(_with_heads(Facts(notice=""), heads)).items() if key in wanted}


@query(Need.SHEET_VIEW)
async def facts_of(actor: Actor, visit: Visit) -> Facts:
    """Gather what is on record about a visit."""
    entry = await entry_of(actor, visit.id)
    stages = {stage.kind: stage.at for stage in entry.stages}
    sought = [each for each in entry.admissions if each.status not in WITHOUT_TRYING]
    lasting = {denial.kind for denial in await denials_on(actor, visit.id) if denial.result not in _OPENED}
    place = await facility_open_to(actor, visit.facility, visit.last_day)
    facts = Facts(
        notice=visit.notice.value,
        stages=frozenset(kind.value for kind in stages),
        gate_at=stages.get(StageKind.GATE),
        admitted_at=stages.get(StageKind.ADMITTED) or _last_in(sought),
        left_at=stages.get(StageKind.LEFT),
        team=len(sought),
        let_in=sum(each.status in ENTERED for each in sought),
        held_back=sum(each.status is not AdmissionStatus.ADMITTED for each in sought),
        hindered=frozenset(HINDERED_BY[kind] for kind in lasting if kind in HINDERED_BY),
        capacity=place.capacity,
    )
    return _with_heads(facts, entry.heads)


def _with_heads(facts: Facts, heads: Headcount | None) -> Facts:
    if heads is None:
        return facts
    return replace(facts, heads_counted=True, held_today=heads.held_today, alone=heads.alone, in_groups=heads.in_groups)


def _last_in(sought: list[Admission]) -> datetime | None:
    return max((each.at for each in sought if each.status in ENTERED), default=None)


@query(Need.SHEET_VIEW)
async def denials_to_link(actor: Actor, visit: UUID) -> list[DenialLine]:
    """List the denials of a visit that a "not allowed" may point to, the latest first."""
    return await denials_on(actor, visit)
