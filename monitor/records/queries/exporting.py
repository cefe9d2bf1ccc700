"""Answers to take out: which records and sheets, what was asked there, and what stands in them, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from monitor.checklists.queries import Filed, editions_among, lineage, questionnaire
from monitor.checklists.rules import runs_through
from monitor.kit.actor import Actor, query
from monitor.outside.database import Sql, among_ids, joined, packed, read, sql, strung
from monitor.people.rules import Need
from monitor.records.queries.heads import LATEST, ON_VISIT, told_in_full, visible_records
from monitor.records.rules.exporting import Asked, Head, SaidIn, Wanted
from monitor.sheets.queries import visible_sheets
from monitor.visits.queries.visits import PLACE

# An answer as `reading` of the rules takes it: a letter for what it is, and the answer or the kind of absence.
_SAID = "coalesce('v' || {0}.value, 'a' || {0}.absence, '{1}')"
_WHERE = f"{PLACE} as place, f.code, f.type as facility_type, v.first_day, v.last_day, v.type, v.notice, v.reference"
_EDITIONS = "(select {0} from (select o.edition from visit_questionnaire o where o.visit = v.id order by o.position) q)"
_IN_PLACE = (
    "(a.row = a.sheet or not coalesce((select d.dropped from sheet_row_dropped d where d.row = a.row "
    "order by d.revision desc limit 1), false))"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The answers of one row, packed; `block` is empty for what is asked once."""

    parent: UUID
    row: UUID
    block: str
    said: str | None


_unpacked = msgspec.json.Decoder(dict[str, str])


@query(Need.RECORD_VIEW)
async def records_to_take(actor: Actor, wanted: Wanted) -> list[Head]:
    """List the latest revision of each closed record that has a checklist and fits, by day."""
    return await read(
        Head,
        "select r.id, r.closed_at as handed_in, r.closed_by as author, r.revision - 1 as edits, true as signed, "
        f"{_WHERE}, {_EDITIONS.format(strung('q.edition'))} as editions "
        f"from record r {ON_VISIT} join facility f on f.id = v.facility where {{}} and {LATEST} and {{}} "
        "order by v.first_day, r.id",
        visible_records(actor),
        _fitting(wanted),
    )


@query(Need.SHEET_VIEW)
async def sheets_to_take(actor: Actor, wanted: Wanted) -> list[Head]:
    """List the sheets that fit and on which something was answered, by the visit's day; of their times only the day."""
    return await read(
        Head,
        "select s.id, null as handed_in, s.observed_by as author, 0 as edits, false as signed, "
        f"{_WHERE}, {_EDITIONS.format(strung('q.edition'))} as editions "
        "from sheet s join visit v on v.id = s.visit join trip t on t.id = v.trip join facility f on f.id = v.facility "
        "where {} and {} and exists (select 1 from current_answer c where c.sheet = s.id) order by v.first_day, s.id",
        visible_sheets(actor),
        _fitting(wanted),
    )


def _fitting(wanted: Wanted) -> Sql:
    asks = (
        "exists (select 1 from visit_questionnaire fq join edition fe on fe.id = fq.edition where fq.visit = v.id and "
    )
    parts = [sql("exists (select 1 from visit_questionnaire aq where aq.visit = v.id)")]
    if wanted.edition is not None:
        parts.append(sql(asks + "fe.id = {})", wanted.edition))
    if wanted.checklist:
        parts.append(sql(asks + "fe.name = {})", wanted.checklist))
    if wanted.facility is not None:
        parts.append(sql("v.facility = {}", wanted.facility))
    if wanted.first is not None:
        parts.append(sql("v.first_day >= {}", wanted.first))
    if wanted.last is not None:
        parts.append(sql("v.first_day <= {}", wanted.last))
    return joined(parts, " and ")


@query(Need.RECORD_VIEW)
async def said_in_records(actor: Actor, records: Sequence[UUID]) -> dict[UUID, SaidIn]:
    """Give what was agreed in some records, those the actor may see."""
    return _together(await _agreed(actor, records, _SAID.format("g", "u")))


@query(Need.RECORD_VIEW)
async def sources_in_records(actor: Actor, records: Sequence[UUID]) -> dict[UUID, dict[UUID, dict[str, str]]]:
    """Say how each answer came into some records: by record, by row, by key."""
    found: dict[UUID, dict[UUID, dict[str, str]]] = {}
    for each in await _agreed(actor, records, "g.source"):
        found.setdefault(each.parent, {})[each.row] = _unpacked.decode(each.said or "{}")
    return found


async def _agreed(actor: Actor, records: Sequence[UUID], what: str) -> list[_Said]:
    told, among = told_in_full(actor), among_ids(records)
    said = (
        f"(select {packed('g.key', what)} from agreed_answer g where g.record = r.id and g.row = {{}} "
        "and (not g.private or {}))"
    )
    once = await read(
        _Said,
        f"select r.id as parent, r.id as row, '' as block, {{}} as said from record r {ON_VISIT} where {{}} and r.id {{}}",
        sql(said, sql("r.id"), told),
        visible_records(actor),
        among,
    )
    rows = await read(
        _Said,
        "select r.id as parent, w.id as row, w.block, {} as said "
        f"from agreed_row w join record r on r.id = w.record {ON_VISIT} "
        "where {} and (not w.private or {}) and r.id {} order by w.id",
        sql(said, sql("w.id"), told),
        visible_records(actor),
        told,
        among,
    )
    return once + rows


@query(Need.SHEET_VIEW)
async def said_on_sheets(actor: Actor, sheets: Sequence[UUID]) -> dict[UUID, SaidIn]:
    """Give what stands on some sheets, those the actor may see; nothing sealed, no remark, no row taken out."""
    found = await read(
        _Said,
        "select a.sheet as parent, a.row, coalesce(w.block, '') as block, "
        f"{packed('a.key', _SAID.format('a', 'b'))} as said from current_answer c join answer a on a.id = c.answer "
        "join sheet s on s.id = a.sheet join visit v on v.id = s.visit join trip t on t.id = v.trip "
        f"left join sheet_row w on w.id = a.row where {{}} and s.id {{}} and a.value_sealed is null and {_IN_PLACE} "
        "group by a.sheet, a.row, w.block",
        visible_sheets(actor),
        among_ids(sheets),
    )
    return _together(found)


def _together(said: Iterable[_Said]) -> dict[UUID, SaidIn]:
    once: dict[UUID, dict[str, str]] = {}
    many: dict[UUID, dict[UUID, tuple[str, Mapping[str, str]]]] = {}
    for each in said:
        answers = _unpacked.decode(each.said or "{}")
        if each.block:
            many.setdefault(each.parent, {})[each.row] = each.block, answers
        else:
            once[each.parent] = answers
    return {each: SaidIn(once.get(each, {}), many.get(each, {})) for each in once.keys() | many.keys()}


@query(Need.CHECKLIST_VIEW)
async def forms_asked(actor: Actor, chosen: Iterable[str]) -> dict[str, Asked]:
    """Give what visits were asked, by the ids of their editions strung together as `Head.editions`; the latest last."""
    combined = {each: tuple(UUID(part) for part in each.split(",")) for each in dict.fromkeys(chosen)}
    filed = {each.id: each for each in await editions_among(actor, {one for ids in combined.values() for one in ids})}
    breaks = await _breaks(actor, filed)
    inorder = sorted(combined.items(), key=lambda pair: (max(filed[one].loaded_at for one in pair[1]), pair[0]))
    found = {}
    for name, ids in inorder:
        earlier = {key: count for one in reversed(ids) for key, count in breaks[one].items()}
        found[name] = Asked(ids, await questionnaire(actor, ids), filed[ids[0]].use.version, earlier)
    return found


async def _breaks(actor: Actor, filed: Mapping[UUID, Filed]) -> dict[UUID, dict[str, int]]:
    """Count by edition and key how many times a question was asked anew, and not as before, after that edition."""
    found: dict[UUID, dict[str, int]] = {each: {} for each in filed}
    for name in {each.edition.name for each in filed.values()}:
        mine = {id: each.edition for id, each in filed.items() if each.edition.name == name}
        steps = await lineage(actor, name)
        if len(steps) < 2:
            continue
        for key in {item.key for edition in mine.values() for item in edition.items}:
            runs = [run for run in runs_through(steps, key) if run.key == key]
            for place, run in enumerate(runs, start=1):
                for each in (one for one in run.editions if one in mine and place < len(runs)):
                    found[each][key] = len(runs) - place
    return found
