"""Download answers: what of them, of which places and days, in which form."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from litestar import Response, get, post

from monitor.checklists.queries import editions, editions_called
from monitor.checklists.rules import Role
from monitor.facilities.queries import facility_open_to
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import LANGUAGES, N_, say, word
from monitor.people.rules import Need, narrowed
from monitor.press.spreadsheets import Separator
from monitor.records.actions import export_answers
from monitor.records.rules.exporting import Format, Groups, Wanted, What, Words
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page

E = TypeVar("E", bound=StrEnum)
PATH = "/checklists/answers"
NEED = {"need": Need.EXPORT_MAKE}
WHATS = {
    What.RECORDS: N_("Closed records, as they were agreed on"),
    What.SHEETS: N_("What single persons filled in"),
}
FORMATS = {
    Format.XLSX: N_("Workbook (XLSX)"),
    Format.CSV: N_("Text tables (CSV in a ZIP)"),
    Format.JSON_LINES: N_("JSON lines, which lose nothing"),
}
WORDS = {Words.LABELS: N_("In words"), Words.CODES: N_("As codes, for programs")}
GROUPS = {Groups.SLASH: "section/question", Groups.HYPHEN: "section-question", Groups.NONE: "question"}
SEPARATORS = {Separator.COMMA: N_("Commas"), Separator.SEMICOLON: N_("Semicolons, and commas in decimals")}


@get(PATH, opt=NEED)
async def take(request: Asking, actor: Who) -> Response[str]:
    language: str = request.scope["state"]["language"]
    asked = request.query_params
    form = Form(language=language).fill(
        what=What.RECORDS,
        format=Format.XLSX,
        words=Words.LABELS,
        groups=Groups.SLASH,
        separator=Separator.COMMA,
        language=language,
        facility=asked.get("facility"),
        checklist=asked.get("checklist"),
    )
    return await _page(request, actor, form)


@post(PATH, opt=NEED)
async def taken(request: Asking, actor: Who, now: Now) -> Response[bytes] | Response[str]:
    form = await form_of(request)
    try:
        made = await export_answers(actor=actor, wanted=_wanted(form), now=now)
    except Problem as problem:
        return await _page(request, actor, form.failed(problem), problem.status)
    named = {"content-disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, status_code=200, media_type=made.media_type, headers=named)


def _wanted(form: Form) -> Wanted:
    edition, name = _of_which(form)
    wanted = Wanted(
        what=form.needed_of("what", What),
        format=form.needed_of("format", Format),
        words=form.needed_of("words", Words),
        groups=form.one_of("groups", Groups) or Groups.SLASH,
        separator=form.one_of("separator", Separator) or Separator.COMMA,
        language=form.text("language") if form.text("language") in LANGUAGES else form.language,
        checklist=name,
        edition=edition,
        facility=form.id("facility"),
        first=form.day("first"),
        last=form.day("last"),
    )
    form.check()
    return wanted


def _of_which(form: Form) -> tuple[UUID | None, str]:
    """Read whether one version is wanted or all of a checklist."""
    said = form.text("checklist")
    try:
        return UUID(said), ""
    except ValueError:
        return None, said


async def _page(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    language: str = request.scope["state"]["language"]
    whats = WHATS if narrowed(actor).may(Need.SHEET_VIEW) else {What.RECORDS: WHATS[What.RECORDS]}
    return page(
        request,
        "records/take.html",
        status=status,
        form=form,
        place=await _place(actor, form),
        whats=_worded(whats, language),
        formats=_worded(FORMATS, language),
        words=_worded(WORDS, language),
        groups=_worded(GROUPS, language),
        separators=_worded(SEPARATORS, language),
        languages=tuple(LANGUAGES.items()),
        checklists=await _checklists(actor, language),
        frees=narrowed(actor).may(Need.SHEET_VIEW),
    )


def _worded(choices: Mapping[E, str], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, word(said, language)) for choice, said in choices.items())


async def _place(actor: Actor, form: Form) -> str:
    """Name the place that the export is narrowed to; empty for all places, and for one that is not there."""
    try:
        found = UUID(form.text("facility"))
    except ValueError:
        return ""
    try:
        return (await facility_open_to(actor, found)).name
    except NotHere:
        return ""


async def _checklists(actor: Actor, language: str) -> tuple[tuple[str, str], ...]:
    """Offer each checklist with all its versions, and each version where there are several."""
    offered = []
    for filed in await editions(actor):
        if filed.edition.role is Role.CHECKLIST:
            title = filed.worded(language).title
            versions = await editions_called(actor, filed.edition.name)
            offered.append((filed.edition.name, title))
            one = N_("%(title)s, version %(version)s only")
            for each in versions if len(versions) > 1 else ():
                offered.append((str(each.id), word(say(one, title=title, version=each.use.version), language)))
    return tuple(offered)


HANDLERS = [take, taken]
