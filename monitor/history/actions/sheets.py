"""A history as tables: the unit in each heading, absence in columns of its own, unknown said and never left blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.checklists.rules import Absence
from monitor.codes import label_of
from monitor.history.rules import CountedBy, FigurePoint, FigureSeries, Gap, History, Joint, ThemePoint, Visited
from monitor.kit.words import N_, Sentence, without_number, word
from monitor.press.spreadsheets import Column, Sheet, Value

_UNKNOWN = N_("unknown")
_ABSENCES = tuple(Absence)
_GAPS = {
    Gap.REFUSED: N_("visit refused"),
    Gap.NO_RECORD: N_("no closed record"),
    Gap.NOT_ASKED: N_("not asked at this visit"),
    Gap.NOT_JUDGED: N_("no item could be judged"),
}
_JOINTS = {
    Joint.SAME: N_("yes"),
    Joint.REWORDED: N_("asked in other words from here on"),
    Joint.APART: N_("no: the questions changed"),
}


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Words headings and cells in one language."""

    language: str

    def __call__(self, sentence: Sentence | str) -> str:
        return word(sentence, self.language)

    def code(self, vocabulary: str, code: str | None, otherwise: str = _UNKNOWN) -> str:
        return self(label_of(vocabulary, code)) if code else self(otherwise)

    def known(self, value: Value) -> Value:
        """Say "unknown" instead of leaving a cell empty."""
        return self(_UNKNOWN) if value is None or value == "" else value

    def sheet(self, name: str, headings: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> Sheet:
        columns = tuple(Column(self(heading), max(12, min(40, len(heading)))) for heading in headings)
        return Sheet(self(name), columns, list(rows))

    def absences(self, unit: str) -> list[str]:
        return [f"{self.code('absences', kind)} ({self(unit)})" for kind in _ABSENCES]


def sheets_of(history: History, language: str) -> tuple[Sheet, ...]:
    """Write a history as tables, empty ones too, so that nothing seems forgotten."""
    clerk = _Clerk(language)
    return (
        _visits(clerk, history),
        _denials(clerk, history),
        _gate(clerk, history),
        _patterns(clerk, history),
        _themes(clerk, history),
        _figures(clerk, history),
        _open(clerk, history),
        _never(clerk, history),
        _promises(clerk, history),
        _held(clerk, history),
        _inspections(clerk, history),
    )


def _visits(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("First day"), N_("Last day"), N_("Facility, as named then"), N_("Organisation"), N_("Type"), N_("Notice"),
        N_("State"), N_("Reference"), N_("Outcome"), N_("Sought entry (persons)"), N_("Kept out (persons)"),
        N_("Let in to a part (persons)"), N_("Waited (minutes)"), N_("Inside (minutes)"), N_("Held today (persons)"),
        N_("Spoken to alone (persons)"), N_("Spoken to in groups (persons)"),
    )  # fmt: skip
    return clerk.sheet(N_("Visits"), headings, (_visit(clerk, each) for each in history.visited))


def _visit(clerk: _Clerk, each: Visited) -> tuple[Value, ...]:
    heads, tally = each.turn.heads, each.turn.tally
    counted = (heads.held_today, heads.alone, heads.in_groups) if heads else (None, None, None)
    return (
        each.day,
        each.last_day,
        each.facility_name,
        each.organisation_name,
        clerk.code("visit_types", each.type),
        clerk.code("notice", each.notice),
        clerk.code("visit_states", each.state),
        each.reference or clerk(N_("none yet")),
        clerk.code("outcomes", each.outcome, N_("not recorded yet")),
        tally.sought,
        tally.kept_out,
        tally.in_part,
        *(clerk.known(n) for n in (each.wait_minutes, each.inside_minutes, *counted)),
    )


def _denials(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Day"), N_("Reference"), N_("On a visit"), N_("What was refused"), N_("Stage"), N_("Ground"),
        N_("Who was kept out"), N_("Kept out (persons or groups)"), N_("Lost (minutes)"), N_("Agency that decided"),
        N_("What came of it"),
    )  # fmt: skip
    rows = (
        (
            each.day,
            each.reference,
            clerk(N_("yes") if each.visit else N_("no")),
            clerk.code("denial_kinds", each.kind),
            clerk.code("denial_stages", each.stage),
            clerk.code("grounds", each.ground, N_("not stated")),
            clerk.code("denial_persons", each.who),
            each.persons,
            clerk.known(each.minutes_lost),
            each.agency or clerk(N_("not stated")),
            clerk.code("denial_results", each.result, N_("no result noted")),
        )
        for each in history.denials
    )
    return clerk.sheet(N_("Denials"), headings, rows)


def _gate(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Kind of organisation"), N_("Sought entry (persons, each visit counted)"), N_("Let in (persons)"),
        N_("Let in to a part (persons)"), N_("Kept out (persons)"),
    )  # fmt: skip
    rows = ((clerk.code("organisation_kinds", g.kind), g.sought, g.let_in, g.in_part, g.kept_out) for g in history.gate)
    return clerk.sheet(N_("At the gate"), headings, rows)


def _patterns(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Agency that decided"), N_("What was refused"), N_("Ground"), N_("What came of it"), N_("Denials (events)"),
    )  # fmt: skip
    rows = (
        (
            each.agency or clerk(N_("not stated")),
            clerk.code("denial_kinds", each.kind),
            clerk.code("grounds", each.ground, N_("not stated")),
            clerk.code("denial_results", result, N_("no result noted")),
            times,
        )
        for each in history.patterns
        for result, times in each.solved
    )
    return clerk.sheet(N_("Who refuses what"), headings, rows)


def _themes(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Day of the visit"), N_("Theme"), N_("In order (items)"), N_("Judged (items)"),
        N_("In order (per cent of judged items)"), N_("Answered, not to be judged (items)"),
        *clerk.absences(N_("items")), N_("Left open (items)"), N_("Why there is no share"), N_("Compares with the visit before"),
    )  # fmt: skip
    rows = (
        _point(clerk, point, history.lexicon.theme(series.theme))
        for series in history.series
        for point in series.points
    )
    return clerk.sheet(N_("Themes"), headings, rows)


def _point(clerk: _Clerk, point: ThemePoint, theme: str) -> tuple[Value, ...]:
    why = clerk(_GAPS[point.gap]) if point.gap else ""
    none = clerk(N_("none"))
    shares = (point.comply, point.judged, point.share)
    asked = point.gap in (None, Gap.NOT_JUDGED)
    return (
        point.day,
        theme,
        *(none if value is None else value for value in shares),
        point.unjudged if asked else none,
        *(_kinds(point.absences) if asked else [none] * len(_ABSENCES)),
        point.unresolved if asked else none,
        why,
        clerk(_JOINTS[point.joint]),
    )


def _figures(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Day of the visit"), N_("Figure"), N_("Unit"), N_("Value"), N_("Counted (numerator)"),
        N_("Of how many (denominator, or rows)"), *clerk.absences(N_("inputs")), N_("Left open (inputs)"),
        N_("Why there is no figure"), N_("Compares with the visit before"), N_("Beware"),
    )  # fmt: skip
    rows = (_figure(clerk, each, point) for each in history.figures for point in each.points)
    return clerk.sheet(N_("Figures"), headings, rows)


def _figure(clerk: _Clerk, each: FigureSeries, point: FigurePoint) -> tuple[Value, ...]:
    worked, none = point.worked, clerk(N_("none"))
    if worked is None:
        why = clerk(_GAPS[point.gap or Gap.NO_RECORD])
        cells: tuple[Value, ...] = (none,) * (len(_ABSENCES) + 4)
    else:
        why = clerk.code("absences", worked.absence) if worked.absence else ""
        told = (worked.value, worked.numerator, worked.denominator)
        cells = (*(none if each is None else each for each in told), *_kinds(worked.absences), worked.unresolved)
    unit = without_number(each.text.unit)
    return point.day, each.text.name, unit, *cells, why, clerk(_JOINTS[point.joint]), each.text.caution


def _open(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Code"), N_("Item not in order"), N_("Since"), N_("Last judged"), N_("Seen so, one after another (visits)"),
        *(f"{clerk(N_('Later'))}: {heading}" for heading in clerk.absences(N_("visits"))),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (*_named(history, each.key), each.since, each.last, each.seen, *_kinds(each.unseen))
        for each in history.open_items
    ]
    return clerk.sheet(N_("Not in order"), headings, rows)


def _never(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Code"), N_("Item never answered"), N_("Asked (visits)"), *clerk.absences(N_("visits")),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (*_named(history, each.key), each.asked, *_kinds(each.absences)) for each in history.never_assessed
    ]
    return clerk.sheet(N_("Never assessed"), headings, rows)


def _named(history: History, key: str) -> tuple[str, str]:
    words = history.lexicon.item(key)
    return words.code, words.question


def _kinds(counted: Mapping[Absence, int]) -> tuple[int, ...]:
    return tuple(counted.get(kind, 0) for kind in _ABSENCES)


def _promises(clerk: _Clerk, history: History) -> Sheet:
    headings = (N_("Promise"), N_("Due on"), N_("What became of it"), N_("Checked on"))
    rows = (
        (
            each.what,
            each.due_day or clerk(N_("no day named")),
            clerk.code("promises", each.state, N_("not checked yet")),
            each.checked_on or clerk(N_("not checked yet")),
        )
        for each in history.promises
    )
    return clerk.sheet(N_("Promises"), headings, rows)


def _held(clerk: _Clerk, history: History) -> Sheet:
    headings = (
        N_("Day"), N_("Who counted"), N_("Source"), N_("Held (persons)"), N_("Places (places)"),
        N_("Source of the places"), N_("Held per 100 places"),
    )  # fmt: skip
    whose = {CountedBy.OURS: N_("counted on a visit"), CountedBy.PUBLISHED: N_("published by others")}
    rows = (
        (
            each.day,
            clerk(whose[each.counted_by]),
            each.source,
            *(clerk.known(value) for value in (each.held, each.places, each.places_source, each.occupancy)),
        )
        for each in history.held
    )
    return clerk.sheet(N_("People held"), headings, rows)


def _inspections(clerk: _Clerk, history: History) -> Sheet:
    headings = (N_("Day, or last day of the period"), N_("Exact day"), N_("Body"), N_("Source"))
    rows = (
        (each.day, clerk(N_("yes") if each.exact else N_("no")), each.body, each.source) for each in history.inspections
    )
    return clerk.sheet(N_("Visits of others"), headings, rows)
