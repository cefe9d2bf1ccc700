"""The facility's page: who and where, three dates, one axis, themes, open items, access, people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.history.queries import dossier_of, history_of
from monitor.history.rules import Dossier, History, untold
from monitor.kit.actor import Actor
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page
from monitor.web.pages.history import view
from monitor.web.pages.history.drawing import draw_axis, draw_held, draw_themes, span_of
from monitor.web.pages.history.figures import draw_figures, figures_missing
from monitor.web.pages.history.words import Pen


@get("/facilities/{facility:uuid}", opt={"need": Need.FACILITY_VIEW})
async def show(request: Asking, actor: Who, facility: FromPath[UUID]) -> Response[str]:
    dossier = await dossier_of(actor, facility)
    history = await history_of(actor, dossier) if actor.may(Need.HISTORY_VIEW) else untold(dossier)
    return page(request, "history/facility.html", 200, **_values(actor, dossier, history))


def _values(actor: Actor, dossier: Dossier, history: History) -> dict[str, object]:
    pen = Pen(actor.language, actor.may(Need.DENIAL_VIEW))
    facility, today = dossier.facility, actor.today
    return {
        "facility": facility.id,
        "name": facility.name,
        "names": view.name_lines(pen, facility),
        "identity": view.identity_line(pen, facility),
        "standing": view.status_line(pen, facility),
        "unofficial": facility.unofficial,
        "past": view.past_lines(pen, dossier),
        "mandates": view.mandate_pairs(pen, dossier.mandates),
        "told": actor.may(Need.HISTORY_VIEW),
        "may_plan": actor.may(Need.VISIT_PLAN),
        "may_edit": actor.may(Need.FACILITY_EDIT),
        "may_log": actor.may(Need.DENIAL_LOG),
        "may_export": actor.may(Need.EXPORT_MAKE),
        **_history(pen, dossier, history, today),
    }


def _history(pen: Pen, dossier: Dossier, history: History, today: date) -> dict[str, object]:
    first = min((v.day for v in history.visited), default=today)
    counted_from = min((h.day for h in history.held), default=today)
    return {
        "is_empty": history.is_empty,
        "dates": view.three_dates(pen, history),
        "coming": history.coming,
        "counted": view.counted_line(pen, history),
        "axis": draw_axis(pen, history, span_of(today)),
        "events": view.event_rows(pen, dossier, history),
        "themes": draw_themes(pen, history, span_of(today, first)),
        "figures": draw_figures(pen, history, span_of(today, first)),
        "missing": figures_missing(pen, history),
        "items": view.open_lines(pen, history, dossier.facility.id),
        "never": view.never_lines(pen, history),
        "promises": view.promise_lines(pen, history.promises, today),
        "gate": view.gate_rows(pen, history),
        "patterns": view.pattern_rows(pen, history),
        "held": view.held_rows(pen, history.held),
        "held_charts": draw_held(pen, history.held, span_of(today, counted_from)),
    }
