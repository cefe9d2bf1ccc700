"""The preparation brief of a visit: the place's history as the reader may see it, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from monitor.facilities.queries import mandates_on
from monitor.facilities.queries.holidays import workdays_in
from monitor.history.queries.dossier import dossier_of
from monitor.history.queries.history import history_of
from monitor.history.rules import (
    SKILL_WARNINGS,
    Brief,
    BriefOver,
    Standing,
    asks_of,
    barred_first,
    needed_skills,
    standing,
)
from monitor.kit.actor import Actor, query
from monitor.kit.words import Sentence
from monitor.people.queries import organisations
from monitor.people.rules import Need
from monitor.records.queries import LastAnswer, last_answers
from monitor.visits.queries import visit_reached, warnings_for
from monitor.visits.rules import BEFORE_GATE, Visit, reaches

_WOMEN, _CHILDREN = "held_women", "held_children"


@query(Need.VISIT_RUN)
async def brief_of(actor: Actor, visit_id: UUID, today: date) -> Brief:
    """Put together what a visit is prepared with, for whoever runs or plans it. Raises NotHere, NotYours, BriefOver.

    A brief is printed and handed round in a team: other visits that are still secret are left out for everybody,
    as they are of every file (law 4).
    """
    visit = await visit_reached(actor, Need.VISIT_RUN, visit_id)
    if visit.state not in BEFORE_GATE:
        raise BriefOver()
    told = _open_part(actor)
    dossier = await dossier_of(told, visit.facility)
    history = await history_of(told, dossier)
    history = replace(history, never_assessed=barred_first(history))
    last = await last_answers(told, visit)
    return Brief(
        visit=visit,
        dossier=dossier,
        history=history,
        asks=asks_of(history, visit.last_day),
        needed=needed_skills(visit, _number(last, _WOMEN), _number(last, _CHILDREN)),
        missing=await _missing(actor, visit, today),
        standings=await _standings(actor, visit),
    )


def _open_part(actor: Actor) -> Actor:
    return replace(actor, grants={need: scopes for need, scopes in actor.grants.items() if need != Need.SECRET_VIEW})


def _number(last: Mapping[str, LastAnswer], key: str) -> int | None:
    said = last[key].given.value if key in last else None
    return None if said is None else int(Decimal(said))


async def _missing(actor: Actor, visit: Visit, today: date) -> tuple[Sentence, ...] | None:
    """Give the warnings about skills, answered or not: who planned without a doctor still goes without one."""
    if not reaches(actor, Need.VISIT_PLAN, visit):
        return None
    warned = await warnings_for(actor, visit.id, today)
    return tuple(each.warning.said for each in warned if each.warning.kind in SKILL_WARNINGS)


async def _standings(actor: Actor, visit: Visit) -> tuple[Standing, ...]:
    held = {mandate.organisation: mandate for mandate in await mandates_on(actor, visit.facility, visit.first_day)}
    houses = {house.id: house.name for house in await organisations(actor)}
    works = (await workdays_in(actor, [visit.zone]))[visit.zone]
    return tuple(standing(visit, houses[each], held.get(each), works) for each in visit.organisations)
