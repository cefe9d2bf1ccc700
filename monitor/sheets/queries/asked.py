"""What a visit is asked by: the editions chosen, those that were chosen before, and the modules that fit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from monitor.checklists.queries import (
    Filed,
    edition_open_to,
    editions,
    editions_among,
    questionnaire,
    structures_of,
)
from monitor.checklists.rules import (
    Attachment,
    ItemText,
    Photos,
    Questionnaire,
    Role,
    When,
    assemble,
    question_text,
    use_of,
)
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import any_of, read
from monitor.people.rules import Need
from monitor.sheets.queries.visibility import visible_sheets
from monitor.sheets.rules import Grid, NoChecklist, NotAsked, Offer, grid_of
from monitor.visits.queries import visits_at
from monitor.visits.rules import OVER, Visit


@dataclass(frozen=True, slots=True)
class _Edition:
    edition: UUID


@dataclass(frozen=True, slots=True)
class _Chosen:
    edition: UUID
    use: str


@dataclass(frozen=True, slots=True)
class _Before:
    editions: str


@dataclass(frozen=True, slots=True)
class _Count:
    key: str
    value: str


@query(Need.SHEET_VIEW)
async def editions_of(actor: Actor, visit: UUID) -> tuple[UUID, ...]:
    """Give the editions chosen for a visit, the checklist first; empty before one is chosen."""
    found = await read(
        _Edition,
        "select q.edition from visit_questionnaire q join visit v on v.id = q.visit join trip t on t.id = v.trip "
        "where {} and q.visit = {} order by q.position",
        visible_sheets(actor),
        visit,
    )
    return tuple(row.edition for row in found)


@query(Need.SHEET_VIEW)
async def questionnaire_of(actor: Actor, visit: UUID) -> Questionnaire:
    """Give what a visit is asked by. Raises NoChecklist before one is chosen."""
    chosen = await editions_of(actor, visit)
    if not chosen:
        raise NoChecklist()
    return await questionnaire(actor, chosen)


@query(Need.SHEET_FILL)
async def asked_of_author(actor: Actor, visit: UUID, edition: str | None = None) -> tuple[Grid, Grid]:
    """Give what a visit is asked by now, and what an author was asked who names it by its hash (D20); without words.

    For actions that hold the author's sheet. Raises NoChecklist; NotAsked where the visit was never asked by that.
    """
    chosen = await read(
        _Chosen,
        "select q.edition, u.body as use from visit_questionnaire q join edition_use u on u.edition = q.edition "
        "where q.visit = {} and u.revision = (select max(n.revision) from edition_use n where n.edition = q.edition) "
        "order by q.position",
        visit,
    )
    if not chosen:
        raise NoChecklist()
    photos = use_of(chosen[0].use).photos
    now = await _grid(actor, tuple(row.edition for row in chosen), photos)
    if edition is None or edition == now.asked.hash:
        return now, now
    for before in await read(_Before, "select editions from asked_before where visit = {}", visit):
        then = await _grid(actor, tuple(UUID(each) for each in before.editions.split()), photos)
        if then.asked.hash == edition:
            return now, then
    raise NotAsked()


async def _grid(actor: Actor, chosen: tuple[UUID, ...], photos: Photos) -> Grid:
    if (chosen, photos) not in _grids:
        found = await structures_of(actor, chosen)
        first, *rest = (found[each] for each in chosen)
        if len(_grids) >= MOST_REMEMBERED:
            _grids.clear()
        _grids[chosen, photos] = grid_of(assemble(first, rest, (), photos))
    return _grids[chosen, photos]


@query(Need.SHEET_FILL)
async def words_asked(actor: Actor, visit: UUID, key: str) -> ItemText:
    """Give the words of an item as a visit is asked by now, to an action that holds the author's sheet; else empty."""
    chosen = await read(_Edition, "select edition from visit_questionnaire where visit = {} order by position", visit)
    try:
        asked = await questionnaire(actor, [row.edition for row in chosen])
        return question_text(asked, key, actor.language).text
    except NotHere:
        return ItemText("")


@query(Need.SHEET_FILL)
async def photos_taken(actor: Actor, visit: UUID) -> bool:
    """Say whether none of the editions a visit is asked by forbids photos, to an action that holds the author's sheet."""
    chosen = await read(_Edition, "select edition from visit_questionnaire where visit = {}", visit)
    asked = await editions_among(actor, [row.edition for row in chosen])
    return all(filed.use.photos is Photos.ALLOWED for filed in asked)


@query(Need.SHEET_VIEW)
async def questionnaire_offered(actor: Actor, visit: Visit, checklist: UUID | None = None) -> tuple[UUID, ...]:
    """Give the editions that a visit is asked by unless somebody chooses others: the checklist, modules proposed.

    They fit the facility's type, or the checklist chosen by hand; whether anybody has been there before, and who was
    held there then. Where no checklist serves, the modules asked everywhere remain. Raises NotHere.
    """
    base = await edition_open_to(actor, checklist) if checklist else await _serving(actor, visit)
    if base is None:
        due = await _due(actor, visit)
        return tuple(filed.id for filed in await editions(actor) if filed.use.everywhere in due)
    offers = await _offers(actor, visit, base, frozenset())
    return (base.id, *(offer.edition for offer in offers if offer.proposed))


@query(Need.SHEET_VIEW)
async def modules_offered(actor: Actor, visit: Visit, checklist: UUID | None = None) -> tuple[Offer, ...]:
    """List the modules that a visit may be asked by, each with why it is offered and whether it is proposed.

    The checklist is the one given, else the one chosen, else the one serving the facility; without any there is none.
    Raises NotHere.
    """
    chosen = await editions_of(actor, visit.id)
    wanted = checklist or (chosen[0] if chosen else None)
    base = await edition_open_to(actor, wanted) if wanted else await _serving(actor, visit)
    return () if base is None else await _offers(actor, visit, base, frozenset(chosen))


async def _serving(actor: Actor, visit: Visit) -> Filed | None:
    place = await facility_open_to(actor, visit.facility)
    return next((each for each in await editions(actor) if _serves(each, place.type)), None)


def _serves(filed: Filed, facility_type: str) -> bool:
    return filed.edition.role is Role.CHECKLIST and facility_type in filed.use.serves


async def _due(actor: Actor, visit: Visit) -> frozenset[When]:
    lines = await visits_at(actor, visit.facility)
    later = any(line.state in OVER and line.first_day < visit.first_day for line in lines)
    return frozenset({When.ALWAYS, When.LATER_VISITS} if later else {When.ALWAYS})


async def _offers(actor: Actor, visit: Visit, base: Filed, chosen: frozenset[UUID]) -> tuple[Offer, ...]:
    current = {filed.edition.name: filed.id for filed in await editions(actor)}
    # A module chosen in an edition that has since been replaced is still the one asked.
    current |= {filed.edition.name: filed.id for filed in await editions_among(actor, chosen)}
    due = await _due(actor, visit)
    held = await _held_before(actor, visit, [each.held for each in base.use.modules if each.held])
    return tuple(
        Offer(
            edition=current[each.module],
            name=each.module,
            when=each.when,
            held=held.get(each.held or ""),
            proposed=each.when in due or (each.when is When.HELD and _some(each, held)),
            chosen=current[each.module] in chosen,
        )
        for each in base.use.modules
        if each.module in current
    )


def _some(each: Attachment, held: dict[str, int]) -> bool:
    return held.get(each.held or "", 0) > 0


# Named by editions, which never change: remembering them shows nothing stale (D15).
MOST_REMEMBERED = 64
_grids: dict[tuple[tuple[UUID, ...], Photos], Grid] = {}


async def _held_before(actor: Actor, visit: Visit, keys: Sequence[str]) -> dict[str, int]:
    """Read how many of each kind were held at the last visit before this one that has any of these numbers."""
    if not keys:
        return {}
    lines = [each for each in await visits_at(actor, visit.facility) if each.state in OVER]
    earlier = sorted((each for each in lines if each.first_day < visit.first_day), key=lambda each: each.first_day)
    for line in reversed(earlier):
        found = await read(
            _Count,
            "select a.key, a.value from current_answer c join answer a on a.id = c.answer join sheet s on s.id = c.sheet "
            "join visit v on v.id = s.visit join trip t on t.id = v.trip "
            "where {} and s.visit = {} and a.row = a.sheet and a.value is not null and a.key in {}",
            visible_sheets(actor),
            line.id,
            any_of(keys),
        )
        if found:
            counts: dict[str, int] = {}
            for each in found:
                counts[each.key] = max(counts.get(each.key, 0), int(Decimal(each.value)))
            return counts
    return {}
