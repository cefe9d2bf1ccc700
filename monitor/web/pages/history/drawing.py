"""The charts of the facility's page: ten years on one axis, and small series that share their span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from monitor.denials.rules import Outcome
from monitor.history.rules import CountedBy, Held, History, Joint, ThemeSeries, Visited
from monitor.kit.words import N_, say
from monitor.press.charts import Lane, Mark, Point, Shape, Span, series, time_axis
from monitor.web.pages.history.words import (
    Pen,
    denial_href,
    denial_words,
    held_words,
    inspection_words,
    point_words,
    visit_words,
)

YEARS = 10
_SHAPES = {
    Outcome.MADE: Shape.CIRCLE,
    Outcome.PARTLY_REFUSED: Shape.HOLLOW,
    Outcome.CUT_SHORT: Shape.HOLLOW,
    Outcome.REFUSED: Shape.BARRED,
    None: Shape.TICK,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A small chart with its heading and the sentence of its latest point; `caution` is what to beware of.

    An `empty` one has no point that says anything and stays off paper.
    """

    title: str
    chart: Markup
    latest: str
    caution: str = ""
    empty: bool = False


def span_of(today: date, first: date | None = None) -> Span:
    """Give the ten years up to the end of this year, or as much of them as begins with the year of `first`."""
    begin = today.year - YEARS + 1
    if first is not None:
        begin = min(max(begin, first.year), today.year)
    return Span(date(begin, 1, 1), date(today.year + 1, 1, 1))


def draw_axis(pen: Pen, history: History, span: Span) -> Markup:
    """Draw visits, denials and visits of others over one axis; a refused attempt stands among the denials."""
    told = {denial.visit for denial in history.denials}
    entered = [_visit(pen, v) for v in history.visited if v.outcome is not Outcome.REFUSED]
    changes = [
        Mark(
            change.day,
            Shape.HAIRLINE,
            _dated(pen, change.day, pen(say(N_("%(title)s, version %(version)s from here on"), title=change.title, version=change.version))),
            f"/checklists/{change.edition}",
        )
        for change in history.changes
    ]  # fmt: skip
    refused = [
        _visit(pen, v) for v in history.visited if v.outcome is Outcome.REFUSED and v.visit not in told
    ] + [
        Mark(d.day, Shape.BARRED, _dated(pen, d.day, denial_words(pen, d)), denial_href(pen, d)) for d in history.denials
    ]  # fmt: skip
    others = [Mark(o.day, Shape.TICK, _dated(pen, o.day, inspection_words(pen, o))) for o in history.inspections]
    lanes = [Lane(pen(N_("Visits")), (*entered, *changes)), Lane(pen(N_("Denials")), tuple(refused))]
    if others:
        lanes.append(Lane(pen(N_("Visits of others")), tuple(others)))
    return time_axis(lanes, span=span, title=pen(N_("Visits and denials over ten years")))


def draw_themes(pen: Pen, history: History, span: Span) -> list[Drawn]:
    """Draw one small series for each theme: the share of judged items in order, numerator and denominator beneath."""
    return [_theme(pen, each, history.lexicon.theme(each.theme), span) for each in history.series]


def draw_held(pen: Pen, held: Iterable[Held], span: Span) -> list[Drawn]:
    """Draw people held twice, as we counted them and as others publish them, so that the two are never mixed."""
    numbers = list(held)
    titles = {CountedBy.OURS: N_("Held, as we counted"), CountedBy.PUBLISHED: N_("Held, as published")}
    drawn = []
    for counted_by, title in titles.items():
        points = tuple(_held(pen, each) for each in numbers if each.counted_by is counted_by)
        if points:
            words = pen(title)
            drawn.append(Drawn(words, series(points, span=span, title=words), points[-1].sentence))
    return drawn


def _visit(pen: Pen, attempt: Visited) -> Mark:
    sentence = _dated(pen, attempt.day, visit_words(pen, attempt))
    return Mark(attempt.day, _SHAPES[attempt.outcome], sentence, f"/visits/{attempt.visit}")


def _theme(pen: Pen, each: ThemeSeries, title: str, span: Span) -> Drawn:
    points = tuple(
        Point(
            day=point.day,
            value=point.share,
            worded=pen.percent(point.share) if point.share is not None else "",
            denominator=f"{point.comply}/{point.judged}" if point.share is not None else "–",
            sentence=_dated(pen, point.day, point_words(pen, point)),
            href=f"/visits/{point.visit}",
            apart=point.joint is Joint.APART,
        )
        for point in each.points
    )
    last = each.last
    latest = pen(N_("No item could be judged yet.")) if last is None else _dated(pen, last.day, point_words(pen, last))
    return Drawn(title, series(points, span=span, title=title), latest, empty=last is None)


def _held(pen: Pen, held: Held) -> Point:
    sentence = f"{held_words(pen, held)} ({held.source})"
    return Point(
        day=held.day,
        value=None if held.held is None else Decimal(held.held),
        worded="" if held.held is None else str(held.held),
        denominator="–" if held.places is None else f"/{held.places}",
        sentence=_dated(pen, held.day, sentence),
        href=f"/visits/{held.visit}" if held.visit else None,
    )


def _dated(pen: Pen, day: date, said: str) -> str:
    return pen(say(N_("%(day)s: %(said)s"), day=pen.day(day), said=said))
