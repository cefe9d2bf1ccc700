"""The places of a programme with what speaks for a visit: due days, points, mandates, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.facilities.queries import facilities, mandates
from monitor.facilities.rules import FacilityLine, Mandate, Status, mandate_that_counts
from monitor.facilities.rules import Filters as PlaceFilters
from monitor.kit.actor import Actor, query
from monitor.outside.database import read
from monitor.people.rules import Need
from monitor.programme.queries.coverage import coverage_rules, points_by_hand, weights_of
from monitor.programme.queries.facts import crowds, items_short, moves_between_authorities, promises_open, shut_out
from monitor.programme.queries.past import past_of
from monitor.programme.rules.board import Place
from monitor.programme.rules.coverage import CoverageRule, due_of
from monitor.programme.rules.priority import Past, PlaceFacts, Score
from monitor.programme.rules.programmes import Mark, MarkKind, Programme
from monitor.programme.rules.scoring import score

_EVERY = 100_000
NOWHERE = Past()


@dataclass(frozen=True, slots=True)
class _RegionOf:
    id: UUID
    region: UUID | None


@dataclass(frozen=True, slots=True)
class _Marked:
    pinned: bool
    forbidden: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all places on a day: lines of the register, regions, pasts, rules, facts, scores."""

    lines: tuple[FacilityLine, ...]
    regions: Mapping[UUID, UUID | None]
    past: Mapping[UUID, Past]
    rules: Mapping[str, CoverageRule]
    facts: Mapping[UUID, PlaceFacts]
    scores: Mapping[UUID, Score]


@query(Need.PROGRAMME_VIEW)
async def known_places(actor: Actor, today: date) -> Known:
    """Gather what is known of every place that is not closed for good, always in the same number of queries."""
    page = await facilities(actor, PlaceFilters(day=today), size=_EVERY)
    lines = tuple(line for line in page.rows if line.status is not Status.CLOSED)
    regions = await regions_of(actor)
    past, rules = await past_of(actor), await coverage_rules(actor, today)
    short, promised, shut = await items_short(actor), await promises_open(actor), await shut_out(actor)
    crowd, moved = await crowds(actor, past), await moves_between_authorities(actor)
    given, weights = await points_by_hand(actor, today), await weights_of(actor)

    def facts_of(line: FacilityLine) -> PlaceFacts:
        rule = rules.get(line.type)
        return PlaceFacts(
            facility=line.id,
            type=line.type,
            past=past.get(line.id, NOWHERE),
            in_depth_months=rule.in_depth_months if rule else None,
            any_months=rule.any_months if rule else None,
            base_points=rule.base_points if rule else None,
            shut=shut.get(line.id, ()),
            open_items=short.get(line.id),
            promises=promised.get(line.id, ()),
            crowd=crowd.get(line.id),
            changed_on=moved.get(line.id),
            by_hand=given.get(line.id),
        )

    facts = {line.id: facts_of(line) for line in lines}
    scores = {facility: score(each, today, weights) for facility, each in facts.items()}
    return Known(lines, regions, past, rules, facts, scores)


@query(Need.FACILITY_VIEW)
async def regions_of(actor: Actor) -> Mapping[UUID, UUID | None]:
    """Give the region of every place."""
    return {row.id: row.region for row in await read(_RegionOf, "select f.id, f.region from facility f")}


@query(Need.PROGRAMME_VIEW)
async def mandates_for(
    actor: Actor, programme: Programme, lines: Iterable[FacilityLine]
) -> Mapping[UUID, tuple[Mandate, ...]] | None:
    """Give for each place the mandates that let the organisations of a programme in on its first day.

    None where no mandate of the own organisation was ever recorded: then nobody knows, and nobody is kept back.
    """
    held: dict[UUID, list[Mandate]] = {house: await mandates(actor, house) for house in programme.organisations}
    if not held[programme.organisation]:
        return None
    found: dict[UUID, tuple[Mandate, ...]] = {}
    for line in lines:
        counting = (
            mandate_that_counts(
                sorted(each, key=lambda m: m.days.start or date.min),
                facility=line.id,
                kind=line.type,
                day=programme.first_day,
            )
            for each in held.values()
        )
        found[line.id] = tuple(mandate for mandate in counting if mandate is not None and mandate.lets_in)
    return found


def places_of(
    known: Known,
    programme: Programme,
    letting_in: Mapping[UUID, tuple[Mandate, ...]] | None,
    marks: Iterable[Mark],
) -> tuple[Place, ...]:
    """Put places in order: the most points first, then the longest unseen, then by name."""
    said = list(marks)
    pinned = {mark.facility for mark in said if mark.kind is MarkKind.PIN}
    forbidden = {mark.facility for mark in said if mark.kind is MarkKind.FORBID}
    with_mandates = {mandate.organisation for each in (letting_in or {}).values() for mandate in each}
    along = frozenset(programme.partners) - with_mandates
    places = [
        _place(
            line,
            known,
            None if letting_in is None else letting_in.get(line.id, ()),
            along,
            _Marked(line.id in pinned, line.id in forbidden),
        )
        for line in known.lines
    ]
    return tuple(sorted(places, key=lambda place: (-place.score.points, place.last_entry or date.min, place.name)))


def _place(
    line: FacilityLine, known: Known, letting_in: Sequence[Mandate] | None, along: frozenset[UUID], marked: _Marked
) -> Place:
    """Describe a place; `along` are partners without mandates of their own, who go where somebody else's lets in."""
    past, rule = known.past.get(line.id, NOWHERE), known.rules.get(line.type)
    houses = frozenset(mandate.organisation for mandate in letting_in or ())
    return Place(
        id=line.id,
        code=line.code,
        name=line.name,
        type=line.type,
        region=known.regions.get(line.id),
        region_name=line.region_name or "",
        last_entry=past.last_entry,
        last_in_depth=past.last_in_depth,
        usual_days=past.usual_days,
        last_team=past.last_team,
        due=due_of(rule, any_visit=past.last_entry, in_depth=past.last_in_depth),
        score=known.scores[line.id],
        sendable=None if letting_in is None else houses | along if houses else frozenset(),
        notices=tuple(mandate.notice for mandate in letting_in or () if mandate.notice is not None),
        rule=rule,
        pinned=marked.pinned,
        forbidden=marked.forbidden,
    )
