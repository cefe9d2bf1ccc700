"""Indicators and single questions over visits, worded and drawn: each with what it counts, cut where questions changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists.rules import Fate
from monitor.codes import label_of
from monitor.history.queries import ItemHistory, dossier_of, item_history
from monitor.history.rules import FigurePoint, FigureSeries, Gap, History, ItemPoint, ItemRun, Joint
from monitor.kit.problems import NotHere
from monitor.kit.words import N_, count, form_for, say
from monitor.people.rules import Need
from monitor.press.charts import Point, Span, series
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page
from monitor.web.pages.history.drawing import Drawn
from monitor.web.pages.history.words import GAPS, Pen, answer_words, left_open, noted
from monitor.web.pages.values import figure_words as figured

_ENDED = {
    Fate.DROPPED: N_("No longer asked in later versions."),
    Fate.REPLACED: N_("Asked anew in later versions, not to be compared: below."),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One visit's answer: `mark` names the kind of absence, `short` says that it falls short."""

    day: date
    href: str
    said: str
    mark: str
    short: bool
    note: str


@dataclass(frozen=True, slots=True)
class Run:
    """Answers in one series under the words they were asked by; `note` says why it ends."""

    code: str
    question: str
    versions: str
    rows: tuple[Answered, ...]
    note: str


def draw_figures(pen: Pen, history: History, span: Span) -> list[Drawn]:
    """Draw the few indicators of the page: the figure, what it counts beneath, a gap where there is none."""
    return [_drawn(pen, each, span) for each in history.figures if each.indicator.on_page and each.last]


def figures_missing(pen: Pen, history: History) -> list[tuple[str, str]]:
    """Name the indicators of the page that no visit gave a figure for, each with why at the last that was recorded."""
    without = [each for each in history.figures if each.indicator.on_page and each.last is None]
    return [(each.text.name, _why(pen, each)) for each in without]


def _why(pen: Pen, each: FigureSeries) -> str:
    recorded = [point for point in each.points if point.worked is not None]
    return _dated(pen, recorded[-1].day, figure_words(pen, each, recorded[-1])) if recorded else ""


def _drawn(pen: Pen, each: FigureSeries, span: Span) -> Drawn:
    points = tuple(
        Point(
            day=point.day,
            value=point.value,
            worded=number_words(pen, each, point) if point.value is not None else "",
            denominator=_beneath(point),
            sentence=_dated(pen, point.day, figure_words(pen, each, point)),
            href=f"/visits/{point.visit}",
            apart=point.joint is Joint.APART,
        )
        for point in each.points
    )
    last = each.last
    latest = pen(N_("No figure yet.")) if last is None else _dated(pen, last.day, figure_words(pen, each, last))
    return Drawn(each.text.name, series(points, span=span, title=each.text.name), latest, each.text.caution)


def _beneath(point: FigurePoint) -> str:
    worked = point.worked
    if worked is None or worked.value is None or worked.denominator is None:
        return "–"
    return f"n={worked.denominator}" if worked.numerator is None else f"{worked.numerator}/{worked.denominator}"


def number_words(pen: Pen, each: FigureSeries, point: FigurePoint) -> str:
    """Write a figure with its unit."""
    if point.value is None:
        return ""
    return f"{figured(point.value, pen.language)} {form_for(each.text.unit, point.value, pen.language)}".strip()


def figure_words(pen: Pen, each: FigureSeries, point: FigurePoint) -> str:
    """Say a point of an indicator with what it counts and the absences beside it."""
    worked = point.worked
    if worked is None:
        return pen(GAPS[point.gap or Gap.NO_RECORD])
    beside = pen.listed([pen.absences(worked.absences), left_open(pen, worked.unresolved)])
    if worked.value is None:
        said = pen(label_of("absences", worked.absence)) if worked.absence else pen(N_("no figure"))
        return pen(say(N_("%(what)s: %(detail)s"), what=said, detail=beside)) if beside else said
    said = number_words(pen, each, point)
    if worked.numerator is not None and worked.denominator is not None:
        detail = pen(say(N_("%(part)s of %(whole)s"), part=worked.numerator, whole=worked.denominator))
        said = pen(say(N_("%(share)s, %(counted)s"), share=said, counted=detail))
    elif worked.denominator is not None:
        rows = pen(count("from %(n)s row", "from %(n)s rows", worked.denominator))
        said = pen(say(N_("%(share)s, %(counted)s"), share=said, counted=rows))
    if beside:
        said = pen(say(N_("%(said)s; beside them %(beside)s"), said=said, beside=beside))
    return noted(pen, said, point.joint)


def _dated(pen: Pen, day: date, said: str) -> str:
    return pen(say(N_("%(day)s: %(said)s"), day=pen.day(day), said=said))


@get("/facilities/{facility:uuid}/questions/{key:str}", opt={"need": Need.HISTORY_VIEW})
async def question(request: Asking, actor: Who, facility: FromPath[UUID], key: FromPath[str]) -> Response[str]:
    dossier = await dossier_of(actor, facility)
    found = await item_history(actor, dossier, key)
    if not found.runs:
        raise NotHere()
    return page(
        request,
        "history/question.html",
        200,
        facility=facility,
        name=dossier.facility.name,
        runs=run_lines(Pen(actor.language), found),
    )


def run_lines(pen: Pen, found: ItemHistory) -> list[Run]:
    """Word a question's runs, the latest first, and in each the latest visit first."""
    return [_run(pen, found, run) for run in reversed(found.runs)]


def _run(pen: Pen, found: ItemHistory, run: ItemRun) -> Run:
    last = run.points[-1]
    words = found.words[last.edition][last.key]
    versions = list(dict.fromkeys(found.versions[point.edition] for point in run.points))
    return Run(
        code=words.code,
        question=words.question,
        versions=pen.listed(versions),
        rows=tuple(_answered(pen, found, run, point) for point in reversed(run.points)),
        note=pen(_ENDED[run.ended]) if run.ended in _ENDED else "",
    )


def _answered(pen: Pen, found: ItemHistory, run: ItemRun, point: ItemPoint) -> Answered:
    words = found.words[point.edition][point.key]
    if point.absence is not None:
        said, mark = pen(label_of("absences", point.absence)), point.absence.value
    elif point.value is None:
        said, mark = pen(N_("left open: people did not agree")), "due"
    else:
        said, mark = answer_words(pen, words, point.value), ""
    return Answered(
        day=point.day,
        href=f"/visits/{point.visit}/record",
        said=said,
        mark=mark,
        short=bool(point.short),
        note=_reworded(pen, found, run.points, point) if point.visit in run.reworded else "",
    )


def _reworded(pen: Pen, found: ItemHistory, points: Sequence[ItemPoint], point: ItemPoint) -> str:
    before = points[points.index(point) - 1]
    old = found.words[before.edition][before.key].question
    return pen(say(N_("Asked in other words from here on; before: “%(old)s”"), old=old))
