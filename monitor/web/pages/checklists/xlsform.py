"""XLSForms on the pages: a form is read and shown with all that was found before it is loaded; any edition goes out as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec
from anyio import to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import edition_open_to, editions
from monitor.checklists.rules import Library, Loaded, edition_hash
from monitor.checklists.rules.xlsform import (
    Around,
    FormRefused,
    Place,
    ReadForm,
    around,
    check_converted,
    keep_confirmed,
    read_form,
    tables_of,
    with_modules,
)
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import DEFAULT_LANGUAGE, N_, Sentence, count
from monitor.outside.drafts import FORMS, Draft, begin_draft, forget_draft, open_draft
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.outside.xlsform import form_sheets, refusal_of
from monitor.people.rules import Need
from monitor.press.spreadsheets import Column, Sheet, xlsx
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.checklists.words import ROLES, tongue

NEED = {"need": Need.CHECKLIST_LOAD}
LARGEST_FILE = 8 << 20
WORKBOOK, ENTRIES = "form.xlsx", "entries.json"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE = 28


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found in a form: where, what, what to do, and in how many places."""

    place: Place
    what: Sentence
    remedy: Sentence | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Came:
    """A checklist or module that was read: its title, and what loading it would do."""

    title: str
    role: str
    questions: Sentence
    languages: str
    news: str


def read_workbook(path: Path, beside: Around) -> ReadForm:
    """Read a workbook as an XLSForm; raise FormRefused with every reason why not, or what makes it no workbook."""
    sheets = form_sheets(path)
    check_converted(refusal_of(sheets))
    return read_form(sheets, beside)


def form_of_editions(members: Sequence[Loaded]) -> list[Sheet]:
    """Lay editions out as the sheets of a workbook."""
    return [
        Sheet(table.name, tuple(Column(heading, WIDE) for heading in table.columns), table.rows)
        for table in tables_of(members)
    ]


@get("/checklists/import", opt=NEED)
async def choose_form(request: Asking, actor: Who) -> Response[str]:
    return _choose(request, Form(language=request.scope["state"]["language"]), ())


@post("/checklists/import", opt=NEED, request_max_body_size=LARGEST_FILE)
async def read_sent_form(request: Asking, actor: Who, now: Now) -> Response[str]:
    form = await form_of(request)
    file = form.files.get("form")
    if file is None or not file.filename:
        form.wrong("form", N_("Choose the workbook of the form."))
        return _choose(request, form, ())
    draft = begin_draft(_folder(request), actor.account, now)
    try:
        read = await _read(draft, file)
    except Problem as problem:
        forget_draft(draft)
        refused = problem.faults if isinstance(problem, FormRefused) else ()
        return _choose(request, form.failed(problem), [Found(f.place, f.what, f.remedy) for f in refused])
    draft.write(ENTRIES, msgspec.json.encode(read.entries))
    return await _show(
        request, actor, draft.id, read.entries, [Found(n.place, n.said, None, n.places) for n in read.notes]
    )


async def _read(draft: Draft, file: UploadFile) -> ReadForm:
    draft.write(WORKBOOK, await file.read())
    beside = await to_thread.run_sync(around, read_checklist_files(shipped("checklists")))
    read = await to_thread.run_sync(read_workbook, draft.path(WORKBOOK), beside)
    draft.drop(WORKBOOK)
    return read


@post("/checklists/import/{draft_id:uuid}", opt=NEED)
async def load_form(request: Asking, actor: Who, now: Now, draft_id: FromPath[UUID]) -> Response[str] | Redirect:
    draft = open_draft(_folder(request), actor.account, draft_id)
    entries = msgspec.json.decode(draft.read(ENTRIES) or b"[]", type=tuple[Loaded, ...])
    known = {each.edition.name: each for each in await editions(actor)}
    kept = tuple(keep_confirmed(e, known[e.edition.name].texts if e.edition.name in known else ()) for e in entries)
    if not kept:
        raise NotHere
    try:
        await load_editions(actor=actor, library=Library(kept), now=now)
    except Problem as problem:
        form = Form(language=request.scope["state"]["language"]).failed(problem)
        return await _show(request, actor, draft_id, entries, (), form)
    forget_draft(draft)
    loaded = {each.hash: each.id for each in await editions(actor)}
    return see(f"/checklists/{loaded[edition_hash(kept[0].edition)]}")


@get("/checklists/{edition:uuid}/form.xlsx", opt={"need": Need.CHECKLIST_VIEW})
async def download_form(request: Asking, actor: Who, now: Now, edition: FromPath[UUID]) -> Response[bytes]:
    filed = await edition_open_to(actor, edition)
    members: tuple[Loaded, ...] = (Loaded(filed.edition, filed.use, filed.texts),)
    if request.query_params.get("with") == "modules":
        beside = [Loaded(each.edition, each.use, each.texts) for each in await editions(actor)]
        members = with_modules(members[0], beside)
    content = await to_thread.run_sync(lambda: xlsx(form_of_editions(members), made=now))
    name = f'attachment; filename="{filed.edition.name}.xlsx"'
    return Response(content, media_type=KIND, headers={"content-disposition": name})


async def _show(
    request: Asking,
    actor: Who,
    draft: UUID,
    entries: Sequence[Loaded],
    notes: Sequence[Found],
    form: Form | None = None,
) -> Response[str]:
    known = {each.edition.name: each.hash for each in await editions(actor)}
    language: str = request.scope["state"]["language"]
    return page(
        request,
        "checklists/imported.html",
        status=422 if form else 200,
        form=form or Form(language=language),
        draft=draft,
        came=[_came(each, known.get(each.edition.name), language) for each in entries],
        notes=notes,
    )


def _came(entry: Loaded, known: str | None, language: str) -> Came:
    by_language = {texts.language: texts for texts in entry.texts}
    if known is None:
        news = N_("New here.")
    elif known == edition_hash(entry.edition):
        news = N_("The questions are those in use; words that differ come in as drafts.")
    else:
        news = N_("A new version; checklists filled before keep theirs.")
    return Came(
        title=(by_language.get(language) or by_language[DEFAULT_LANGUAGE]).title,
        role=ROLES[entry.edition.role],
        questions=count("%(n)s question", "%(n)s questions", len(entry.edition.items)),
        languages=" · ".join(tongue(texts.language) for texts in entry.texts),
        news=news,
    )


def _choose(request: Asking, form: Form, found: Sequence[Found]) -> Response[str]:
    status = 422 if form.errors else 200
    return page(request, "checklists/import.html", status=status, form=form, found=found)


def _folder(request: Asking) -> Path:
    folder: Path = request.app.state["settings"].data / FORMS
    return folder


HANDLERS = [choose_form, read_sent_form, load_form, download_form]
