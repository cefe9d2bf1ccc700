"""Pages from templates: one Jinja environment, the frame around every page, days and times as people read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar import Response
from litestar.enums import MediaType

from monitor.kit.actor import Actor
from monitor.kit.words import LANGUAGES, N_, PARTLY_TRANSLATED, Sentence, catalogue, direction, word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking
from monitor.web.floor.assets import asset_url, version


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail."""

    href: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    language: str
    direction: str
    languages: tuple[tuple[str, str], ...]
    person: str | None
    places: tuple[Place, ...]
    search: str
    demo: bool
    version: str
    here: str
    asset: Callable[[str], str]
    partly: frozenset[str] = frozenset()


# The rail: address, label, and the need that shows it.
RAIL: tuple[tuple[str, str, Need], ...] = (
    ("/", N_("Today"), Need.ACCOUNT_OWN),
    ("/calendar", N_("Calendar"), Need.VISIT_VIEW),
    ("/visits", N_("Visits"), Need.VISIT_VIEW),
    ("/facilities", N_("Facilities"), Need.FACILITY_VIEW),
    ("/programmes", N_("Programmes"), Need.PROGRAMME_VIEW),
    ("/denials", N_("Denials"), Need.DENIAL_VIEW),
    ("/checklists", N_("Checklists"), Need.CHECKLIST_VIEW),
    ("/people", N_("People"), Need.PEOPLE_VIEW),
    ("/settings", N_("Settings"), Need.LEDGER_VIEW),
)


# Pages that stand under a place of the rail without its address.
UNDER = {
    "authorities": "/facilities",
    "mandates": "/facilities",
    "organisations": "/people",
    "regions": "/facilities",
    "releases": "/people",
    "sheets": "/visits",
}


def page(request: Asking, template: str, /, status: int = 200, **values: object) -> Response[str]:
    """Render a page in the reader's language; templates get `frame`, `actor`, `now` and the given values."""
    state = request.scope["state"]
    html = (
        environment()
        .get_template(template)
        .render(
            frame=frame_of(request),
            actor=state.get("actor"),
            now=state["now"],
            language=state["language"],
            status=status,
            **values,
        )
    )
    return Response(html, status_code=status, media_type=MediaType.HTML)


def frame_of(request: Asking) -> Frame:
    """Build the frame for whoever asks."""
    state = request.scope["state"]
    actor: Actor | None = state.get("actor")
    language: str = state["language"]
    path = request.url.path
    place = UNDER.get(path.split("/")[1], path)
    return Frame(
        language=language,
        direction=direction(language),
        languages=tuple(LANGUAGES.items()),
        person=actor.name if actor else None,
        places=tuple(
            Place(href, word(label, language), place == href or (href != "/" and place.startswith(href)))
            for href, label, need in RAIL
            if actor is not None and actor.may(need)
        ),
        search=request.query_params.get("q", "") if actor and request.url.path == "/search" else "",
        demo=bool(request.app.state.get("demo")),
        version=version(),
        here=path,
        asset=asset_url,
        partly=PARTLY_TRANSLATED,
    )


@cache
def environment() -> Environment:
    """Make the one environment: escaping on, undefined names an error, gettext by the page's language."""
    made = Environment(
        loader=PackageLoader("monitor.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    made.filters.update(
        said=_said, day=_day, weekday=_weekday, tongue=_tongue, moment=_moment, clock=_clock, month=_month
    )
    return made


@pass_context
def _gettext(context: Context, text: str) -> str:
    return catalogue(context["language"]).gettext(text)


@pass_context
def _ngettext(context: Context, text: str, plural: str, n: int) -> str:
    return catalogue(context["language"]).ngettext(text, plural, n)


@pass_context
def _said(context: Context, sentence: Sentence | str) -> str:
    """Word a sentence in the page's language."""
    return word(sentence, context["language"])


@pass_context
def _day(context: Context, day: date | None) -> str:
    """Write a day without ambiguity: 22 Nov 2026."""
    return format_date(day, "d MMM y", locale=context["language"]) if day else "–"


@pass_context
def _weekday(context: Context, day: date) -> str:
    return format_date(day, "EEE, d MMM y", locale=context["language"])


@pass_context
def _tongue(context: Context, code: str) -> str:
    """Name a language by its code, in the page's language."""
    return str(Locale.parse(context["language"]).languages.get(code, code))


@pass_context
def _month(context: Context, day: date) -> str:
    return format_date(day, "LLLL y", locale=context["language"])


@pass_context
def _moment(context: Context, at: datetime | None, zone: str = "UTC") -> str:
    """Write an instant as day and time in a zone."""
    return format_datetime(at.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", locale=context["language"]) if at else "–"


@pass_context
def _clock(context: Context, at: datetime | None, zone: str = "UTC") -> str:
    """Write an instant as the time of day in a zone."""
    return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm", locale=context["language"]) if at else "–"
