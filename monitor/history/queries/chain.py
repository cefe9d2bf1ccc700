"""What was asked at each visit of a facility, and through which versions of it figures and answers may run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from monitor.checklists.queries import Filed, editions_among, lineage
from monitor.checklists.rules import Indicators
from monitor.checklists.rules.expressions import parse, refs
from monitor.history.rules import (
    Asked,
    Dossier,
    ItemPoint,
    ItemRun,
    ItemWords,
    Joint,
    Lineages,
    Worked,
    item_runs,
    ties,
)
from monitor.kit.actor import Actor, query
from monitor.kit.words import DEFAULT_LANGUAGE
from monitor.outside.database import any_of, read
from monitor.people.rules import Need
from monitor.records.queries import AgreedAt, MeasuredAt, agreed_answers_at
from monitor.records.rules import THEME, theme_of
from monitor.visits.queries import visible_visits


@dataclass(frozen=True, slots=True)
class AskedAt:
    visit: UUID
    edition: UUID
    position: int


@dataclass(frozen=True, slots=True)
class Chain:
    """What was asked visit by visit, oldest first, and what became of the keys where versions differ.

    `themes` are the keys by theme that can fall short.
    """

    asked: tuple[Asked, ...]
    lineages: Lineages
    themes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """One question over the visits to a facility: its runs, and its words in each version that asked it."""

    key: str
    runs: tuple[ItemRun, ...]
    words: Mapping[UUID, Mapping[str, ItemWords]]
    versions: Mapping[UUID, str]


@query(Need.HISTORY_VIEW)
async def asked_at(actor: Actor, visits: Iterable[UUID]) -> list[AskedAt]:
    """List the editions that visits were asked by, the earliest visit first."""
    return await read(
        AskedAt,
        "select q.visit, q.edition, q.position from visit_questionnaire q join visit v on v.id = q.visit "
        "join trip t on t.id = v.trip where q.visit in {} and {} order by v.first_day, v.id, q.position",
        any_of(visits),
        visible_visits(actor),
    )


@query(Need.HISTORY_VIEW)
async def chain_of(actor: Actor, visits: Sequence[UUID], asked: Iterable[AskedAt], editions: Iterable[Filed]) -> Chain:
    """Put together what was asked; lineages are read only of what was asked here in more than one version."""
    known = {filed.id: filed for filed in editions}
    rows: dict[UUID, list[UUID]] = {}
    for row in asked:
        rows.setdefault(row.visit, []).append(row.edition)
    versions: dict[str, set[UUID]] = {}
    for filed in known.values():
        versions.setdefault(filed.edition.name, set()).add(filed.id)
    changed = sorted(name for name, found in versions.items() if len(found) > 1)
    themes: dict[str, set[str]] = {}
    for item in (item for filed in known.values() for item in filed.edition.items if item.noncompliant):
        themes.setdefault(theme_of(item), set()).add(item.key)
    return Chain(
        asked=tuple(Asked(visit, _owners(rows[visit], known)) for visit in visits if visit in rows),
        lineages={name: await lineage(actor, name) for name in changed},
        themes={theme: frozenset(keys) for theme, keys in themes.items()},
    )


def _owners(editions: Iterable[UUID], known: Mapping[UUID, Filed]) -> dict[str, tuple[str, UUID]]:
    owners: dict[str, tuple[str, UUID]] = {}
    for each in editions:
        for item in known[each].edition.items:
            owners.setdefault(item.key, (known[each].edition.name, each))
    return owners


def theme_joints(chain: Chain) -> dict[str, Mapping[UUID, Joint]]:
    """Say of each theme at each visit how its questions go on from the visit before."""
    if not chain.lineages:
        return {}
    return {theme: ties(chain.asked, keys, chain.lineages) for theme, keys in chain.themes.items()}


def figure_joints(chain: Chain, indicators: Indicators) -> dict[str, Mapping[UUID, Joint]]:
    """Say of each indicator at each visit how the questions it is made of go on from the visit before."""
    if not chain.lineages:
        return {}
    keys = {
        each.id: frozenset().union(*(refs(parse(text)) for text in each.expressions.values()))
        for each in indicators.all
    }
    return {each: ties(chain.asked, found, chain.lineages) for each, found in keys.items()}


def worked(rows: Iterable[MeasuredAt]) -> list[Worked]:
    """Take the indicators out of everything measured."""
    return [
        Worked(
            visit=row.visit,
            indicator=row.key,
            value=None if row.value is None else Decimal(row.value),
            absence=row.absence,
            numerator=row.numerator,
            denominator=row.denominator,
            absences=row.absences,
            unresolved=row.unresolved,
        )
        for row in rows
        if not row.key.startswith(THEME)
    ]


@query(Need.HISTORY_VIEW)
async def item_history(actor: Actor, dossier: Dossier, key: str) -> ItemHistory:
    """Follow one question through the records of a facility that the actor may see, and through the versions that asked it."""
    answers = await agreed_answers_at(actor, dossier.facility.id)
    asked = await asked_at(actor, {row.visit for row in answers})
    editions = {filed.id: filed for filed in await editions_among(actor, (row.edition for row in asked))}
    visits = list(dict.fromkeys(row.visit for row in asked))
    chain = await chain_of(actor, visits, asked, editions.values())
    owners = {each.visit: each.owners for each in chain.asked}
    points = [_point(row, *owners[row.visit][row.key]) for row in answers if row.key in owners.get(row.visit, {})]
    runs = item_runs(points, chain.lineages, key)
    wanted = {point.edition: editions[point.edition] for run in runs for point in run.points}
    return ItemHistory(
        key=key,
        runs=runs,
        words={each: words_in(filed, actor.language) for each, filed in wanted.items()},
        versions={each: filed.use.version for each, filed in wanted.items()},
    )


def _point(row: AgreedAt, name: str, edition: UUID) -> ItemPoint:
    return ItemPoint(row.visit, row.day, row.key, name, edition, row.value, row.absence, row.noncompliant)


def words_in(filed: Filed, language: str) -> dict[str, ItemWords]:
    """Name every item of an edition, in English where it has no words in the language."""
    texts, english = filed.worded(language), filed.worded(DEFAULT_LANGUAGE)
    found: dict[str, ItemWords] = {}
    for section in filed.edition.sections:
        for position, item in enumerate(section.items, start=1):
            if said := texts.items.get(item.key) or english.items.get(item.key):
                unit = texts.units.get(item.unit or "", "")
                code = f"{section.letter}{position}"
                found[item.key] = ItemWords(code, said.question, item.kind, said.options, unit)
    return found
