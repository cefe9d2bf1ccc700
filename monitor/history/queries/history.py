"""A facility's history, composed of what the rooms below let the actor see; always the same number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from monitor.checklists.queries import Filed, editions_among, indicators
from monitor.checklists.rules import Role
from monitor.denials.queries import denials_at, effective_conditions, turns_of
from monitor.denials.rules import Turn
from monitor.history.queries.chain import (
    AskedAt,
    asked_at,
    chain_of,
    figure_joints,
    theme_joints,
    words_in,
    worked,
)
from monitor.history.rules import (
    Coming,
    Dossier,
    EditionChange,
    History,
    ItemWords,
    Judged,
    Lexicon,
    Measured,
    Visited,
    at_gate,
    dates_of,
    figure_series,
    held_over_time,
    inside_minutes,
    inspections,
    left_open,
    never_assessed,
    open_items,
    patterns,
    theme_series,
)
from monitor.kit.actor import Actor, query
from monitor.people.rules import Need
from monitor.records.queries import AgreedAt, MeasuredAt, agreed_answers_at, measurements_at
from monitor.records.rules import THEME, theme_of
from monitor.visits.queries import VisitLine, entries_of, promises_at, visits_at
from monitor.visits.rules import BEFORE_GATE, HAPPENED, Entry


@query(Need.HISTORY_VIEW)
async def history_of(actor: Actor, dossier: Dossier) -> History:
    """Add up everything about a facility that the actor may see; words of items come in the actor's language.

    Each part begins from the one rule of its table: visits from `visible_visits`, denials and records likewise.
    """
    facility = dossier.facility.id
    lines = await visits_at(actor, facility)
    attempts = [line for line in lines if line.state in HAPPENED]
    entries = {entry.visit: entry for entry in await entries_of(actor, [line.id for line in attempts])}
    turns = {turn.visit: turn for turn in await turns_of(actor, entries)}
    visited = [_visited(line, turns[line.id], entries[line.id]) for line in attempts]
    denials, effective = await denials_at(actor, facility), await effective_conditions(actor)
    answers = [_judged(row) for row in await agreed_answers_at(actor, facility)]
    asked = await asked_at(actor, entries)
    editions = await editions_among(actor, (row.edition for row in asked))
    lexicon = _lexicon(editions, actor.language)
    measured = await measurements_at(actor, facility)
    chain = await chain_of(actor, [attempt.visit for attempt in visited], asked, editions)
    series = theme_series(visited, _themes_measured(measured), theme_joints(chain))
    told = await indicators(actor)
    worded = [(each, told.worded(each.id, actor.language)) for each in told.all]
    return History(
        visited=tuple(visited),
        coming=tuple(
            Coming(line.id, line.first_day, line.state, line.secret) for line in lines if line.state in BEFORE_GATE
        ),
        dates=dates_of(visited, effective),
        effective=effective,
        gate=at_gate(entries.values()),
        denials=tuple(denials),
        patterns=patterns(denials),
        series=lexicon.in_order(series),
        figures=figure_series(visited, worked(measured), worded, figure_joints(chain, told)),
        open_items=open_items(answers),
        never_assessed=never_assessed(answers),
        left_open=left_open(answers),
        promises=tuple(await promises_at(actor, facility)),
        held=held_over_time(visited, dossier.figures, dossier.capacities),
        inspections=inspections(dossier.figures),
        changes=_changes(visited, asked, {filed.id: filed for filed in editions}, actor.language),
        lexicon=lexicon,
    )


def _visited(line: VisitLine, turn: Turn, entry: Entry) -> Visited:
    return Visited(
        visit=line.id,
        day=line.first_day,
        last_day=line.last_day,
        facility_name=line.facility_name,
        organisation_name=line.organisation_name,
        type=line.type,
        notice=line.notice,
        state=line.state,
        secret=line.secret,
        reference=line.reference,
        turn=turn,
        wait_minutes=entry.wait_minutes,
        inside_minutes=inside_minutes(entry),
    )


def _judged(row: AgreedAt) -> Judged:
    return Judged(row.visit, row.day, row.key, row.noncompliant, row.absence, row.value)


def _themes_measured(rows: Iterable[MeasuredAt]) -> list[Measured]:
    """Take the themes out of everything measured; their numerator counts what falls short."""
    return [
        Measured(
            visit=row.visit,
            theme=row.key.removeprefix(THEME),
            short=row.numerator or 0,
            judged=row.denominator or 0,
            unjudged=row.unjudged,
            absences=row.absences,
            unresolved=row.unresolved,
        )
        for row in rows
        if row.key.startswith(THEME)
    ]


def _changes(
    visited: Sequence[Visited], asked: Iterable[AskedAt], editions: dict[UUID, Filed], language: str
) -> tuple[EditionChange, ...]:
    """Find the visits from which a checklist was asked in another version than before."""
    by_visit: dict[UUID, list[Filed]] = {}
    for row in asked:
        by_visit.setdefault(row.visit, []).append(editions[row.edition])
    standing: dict[str, UUID] = {}
    changes = []
    for attempt in visited:
        for filed in by_visit.get(attempt.visit, ()):
            name = filed.edition.name
            if filed.edition.role is Role.CHECKLIST and standing.get(name, filed.id) != filed.id:
                title = filed.worded(language).title
                changes.append(EditionChange(attempt.visit, attempt.day, filed.id, title, filed.use.version))
            standing[name] = filed.id
    return tuple(changes)


def _lexicon(editions: Iterable[Filed], language: str) -> Lexicon:
    items: dict[str, ItemWords] = {}
    themes: dict[str, str] = {}
    for filed in editions:
        texts = filed.worded(language)
        themes |= {theme: texts.themes.get(theme, theme) for theme in map(theme_of, filed.edition.items)}
        items |= words_in(filed, language)
    return Lexicon(items, themes)
