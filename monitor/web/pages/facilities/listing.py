"""The list of places, and the same list to take away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from litestar import Response, get

from monitor.codes import label_of
from monitor.facilities.actions import export_facilities
from monitor.facilities.queries import facilities
from monitor.facilities.rules import STATUS_WORDS, FacilityLine, Filters, Status
from monitor.kit.words import N_, Sentence, direction, say, word
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need
from monitor.press.spreadsheets import Column, Direction, Sheet, Value, about, csv, xlsx
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import Choices, choices_for

NAMES = ("q", "type", "region", "authority", "status", "mandate")
COLUMNS: tuple[tuple[str, int], ...] = (
    (N_("Code"), 12),
    (N_("Name"), 44),
    (N_("Type of place"), 32),
    (N_("Region"), 24),
    (N_("Authority"), 32),
    (N_("Capacity"), 10),
    (N_("Status"), 20),
    (N_("Unofficial place"), 12),
    (N_("Time zone"), 20),
)


@get("/facilities", opt={"need": Need.FACILITY_VIEW})
async def facility_list(request: Asking, actor: Who, now: Now) -> Response[str]:
    """List places as filtered by the address."""
    form = asked(request)
    filters = filters_of(form, now.date())
    found = await facilities(actor, filters, form.whole("page") or 1)
    offered = await choices_for(actor, form.language)
    return page(
        request,
        "facilities/list.html",
        form=form,
        found=found,
        chosen=chosen(form, offered),
        offered=offered,
        label=label_of,
        statuses=STATUS_WORDS,
        link=lambda n: address(form, page=str(n)),
        query=query_text(form),
    )


@get("/facilities/export.csv", opt={"need": Need.EXPORT_MAKE})
async def facilities_csv(request: Asking, actor: Who, now: Now) -> Response[bytes]:
    """Hand the list out as CSV."""
    form = asked(request)
    lines = await export_facilities(actor=actor, filters=filters_of(form, now.date()), now=now)
    return _file(csv(sheet_of(lines, form.language)), "text/csv", "places.csv")


@get("/facilities/export.xlsx", opt={"need": Need.EXPORT_MAKE})
async def facilities_xlsx(request: Asking, actor: Who, now: Now) -> Response[bytes]:
    """Hand the list out as a workbook with a sheet that says what it holds."""
    form, language = asked(request), request.scope["state"]["language"]
    lines = await export_facilities(actor=actor, filters=filters_of(form, now.date()), now=now)
    told = "; ".join(words for words, _ in chosen(form, await choices_for(actor, language))) or word(
        N_("all"), language
    )
    rows: tuple[tuple[str, Value], ...] = (
        (word(N_("What"), language), word(N_("Places in the register, one to a row"), language)),
        (word(N_("Filters"), language), told),
        (word(N_("As known on"), language), now.date()),
        (word(N_("Rows"), language), len(lines)),
        (word(N_("Made at (UTC)"), language), now),
        (word(N_("Made by"), language), actor.name),
        (word(N_("Empty cell"), language), word(N_("Not known. It never means no or zero."), language)),
        (word(N_("Head of the log"), language), (await ledger_head()).hash),
    )
    sheets = (about(name=word(N_("About"), language), rows=rows), sheet_of(lines, language))
    laid = Direction(direction(language))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(xlsx(sheets, made=now, direction=laid), kind, "places.xlsx")


def asked(request: Asking) -> Form:
    """Read the filters of an address; what does not fit is shown beside its field."""
    return Form({name: [text] for name, text in request.query_params.items()}, request.scope["state"]["language"])


def filters_of(form: Form, today: date) -> Filters:
    """Make filters from what was asked; wrong ones narrow nothing."""
    return Filters(
        search=form.text("q"),
        type=form.text("type") or None,
        region=form.id("region"),
        authority=form.id("authority"),
        status=form.one_of("status", Status),
        mandate_of=form.id("mandate"),
        day=today,
    )


def chosen(form: Form, offered: Choices) -> list[tuple[str, str]]:
    """Word the filters in force, each with the address without it."""
    options = {
        "type": offered.types,
        "region": offered.regions,
        "authority": offered.authorities,
        "status": offered.statuses,
        "mandate": offered.bodies,
    }
    told = [(form.text("q"), address(form, q=""))] if form.text("q") else []
    for name, choices in options.items():
        words = dict(choices).get(form.text(name), "").removeprefix("– ").lstrip("– ")
        if name == "mandate" and words:
            words = word(say(N_("mandate of %(body)s"), body=words), form.language)
        if words:
            told.append((words, address(form, **{name: ""})))
    return told


def address(form: Form, **changes: str) -> str:
    """Give this list's address with other filters or another part."""
    return f"/facilities?{query_text(form, **changes)}".rstrip("?")


def query_text(form: Form, **changes: str) -> str:
    """Write the filters in force as the query of an address."""
    values = {name: form.text(name) for name in NAMES} | changes
    return urlencode({name: text for name, text in values.items() if text})


def sheet_of(lines: Sequence[FacilityLine], language: str) -> Sheet:
    """Make the table of places in a language."""
    columns = tuple(Column(word(heading, language), width) for heading, width in COLUMNS)
    return Sheet(word(N_("Places"), language), columns, (_cells(line, language) for line in lines))


def _cells(line: FacilityLine, language: str) -> tuple[Value, ...]:
    said: tuple[Sentence | str, ...] = (N_("yes"), N_("no"))
    return (
        line.code,
        line.name,
        word(label_of("facility_types", line.type), language),
        line.region_name,
        line.authority_name,
        line.capacity,
        word(STATUS_WORDS[line.status], language),
        word(said[0] if line.unofficial else said[1], language),
        line.zone,
    )


def _file(content: bytes, kind: str, name: str) -> Response[bytes]:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


HANDLERS = [facility_list, facilities_csv, facilities_xlsx]
