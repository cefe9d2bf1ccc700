"""Importing on the page: bring a file, point at its columns or bring a mapping, look at the trial, then import."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.facilities.actions import drafts as steps
from monitor.facilities.actions import ready_mappings
from monitor.facilities.actions.drafts import ImportDraft, Step
from monitor.facilities.actions.reading import STAGE_WORDS
from monitor.facilities.queries import import_runs
from monitor.facilities.rules import FIELD_WORDS, OUTCOME_WORDS, Kind, Outcome, Verdict
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import N_, Sentence, word
from monitor.people.rules import Need
from monitor.press.spreadsheets import Column, Sheet, Value, csv
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.pointing import (
    columns_page,
    mapping_from,
    translations_from,
    values_page,
)

Answer = Response[str] | Redirect
NEED = {"need": Need.FACILITY_IMPORT}
SHOWN = 50
LARGEST_FILE = 64 * 1024 * 1024
POINT, OWN = "point", "own"
KIND_WORDS = {Kind.REGISTER: N_("Places (a register)"), Kind.FIGURES: N_("Figures about places that are here")}
MARKS = {
    Outcome.CREATED: "good",
    Outcome.CHANGED: "due",
    Outcome.SAME: "plain",
    Outcome.REFUSED: "refusal",
    Outcome.SKIPPED: "plain",
}
log = logging.getLogger("monitor")


@get("/facilities/import", opt=NEED)
async def import_page(request: Asking, actor: Who, now: Now) -> Response[str]:
    form = Form(language=_language(request)).fill(kind=Kind.REGISTER.value, mapping=POINT, as_of=now.date())
    return await _begin(request, actor, form)


@post("/facilities/import", opt=NEED, request_max_body_size=LARGEST_FILE)
async def bring(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    kind, as_of = form.needed_of("kind", Kind), form.needed_day("as_of")
    mapping, file = await _mapping_text(form), form.files.get("file")
    if file is None or not file.filename:
        form.wrong("file", N_("Choose the file to import."))
    try:
        form.check()
        assert file is not None
        brought = await steps.begin_import(
            actor=actor,
            data=_data(request),
            kind=kind,
            file_name=Path(file.filename).name,
            content=file.read,
            as_of=as_of,
            mapping=mapping,
            now=now,
        )
    except Problem as problem:
        return await _begin(request, actor, form.failed(problem), problem.status)
    draft = await _open(request, actor, brought)
    if draft.step is Step.READY:
        _start(request, steps.run_trial(actor=actor, brought=draft), draft, Step.TRIED)
    return see(f"/facilities/import/{brought}")


@get("/facilities/import/{draft_id:uuid}", opt=NEED)
async def import_step(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Response[str]:
    """Show what the import waits for."""
    draft = await _open(request, actor, draft_id)
    form = Form(language=_language(request))
    if draft.step is Step.SHEET:
        return page(request, "facilities/import/sheet.html", form=form, draft=draft)
    try:
        if draft.step is Step.COLUMNS:
            return await columns_page(request, draft, form)
        if draft.step is Step.VALUES:
            return await values_page(request, draft, form)
    except Problem as problem:
        return page(request, "facilities/import/unreadable.html", status=problem.status, draft=draft, problem=problem)
    return await _told(request, draft)


@post("/facilities/import/{draft_id:uuid}/sheet", opt=NEED)
async def choose_sheet(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Answer:
    draft, form = await _open(request, actor, draft_id), await form_of(request)
    if form.text("sheet") not in draft.facts.sheets:
        form.wrong("sheet", N_("Choose the sheet that holds the table."))
        return page(request, "facilities/import/sheet.html", status=422, form=form, draft=draft)
    steps.choose_sheet(draft, form.text("sheet"))
    return see(f"/facilities/import/{draft_id}")


@post("/facilities/import/{draft_id:uuid}/columns", opt=NEED)
async def point(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Answer:
    draft, form = await _open(request, actor, draft_id), await form_of(request)
    try:
        steps.keep_mapping(draft, await mapping_from(form, draft))
    except Problem as problem:
        return await columns_page(request, draft, form.failed(problem), problem.status)
    return await _try(request, actor, draft_id)


@post("/facilities/import/{draft_id:uuid}/values", opt=NEED)
async def translate(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Answer:
    draft, form = await _open(request, actor, draft_id), await form_of(request)
    try:
        steps.keep_mapping(draft, await translations_from(form, draft))
    except Problem as problem:
        return await values_page(request, draft, form.failed(problem), problem.status)
    return await _try(request, actor, draft_id)


@post("/facilities/import/{draft_id:uuid}/again", opt=NEED)
async def again(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Redirect:
    steps.point_again(await _open(request, actor, draft_id))
    return see(f"/facilities/import/{draft_id}")


@post("/facilities/import/{draft_id:uuid}/try", opt=NEED)
async def try_again(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Redirect:
    return await _try(request, actor, draft_id)


@post("/facilities/import/{draft_id:uuid}/make", opt=NEED)
async def make(request: Asking, actor: Who, now: Now, draft_id: FromPath[UUID]) -> Redirect:
    draft = await _open(request, actor, draft_id)
    _start(request, steps.run_import(actor=actor, brought=draft, now=now), draft, Step.MADE)
    return see(f"/facilities/import/{draft_id}")


@post("/facilities/import/{draft_id:uuid}/stop", opt=NEED)
async def stop(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Redirect:
    steps.stop_import(await _open(request, actor, draft_id))
    return see(f"/facilities/import/{draft_id}")


@get("/facilities/import/{draft_id:uuid}/progress", opt=NEED)
async def progress(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Response[dict[str, str | int | bool]]:
    """Say to the page's script how far the work is."""
    draft = await _open(request, actor, draft_id)
    going = draft.progress
    told: dict[str, str | int | bool] = {"running": draft.step is Step.RUNNING}
    if going is not None:
        said = word(STAGE_WORDS[going.stage], _language(request))
        told |= {"said": said, "done": going.done, "total": going.total}
    return Response(told)


@get("/facilities/import/{draft_id:uuid}/rows.csv", opt=NEED)
async def rows_file(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Response[bytes]:
    """Hand out what was decided about each row."""
    draft, language = await _open(request, actor, draft_id), _language(request)
    headings = (N_("Row"), N_("Outcome"), N_("Name"), N_("Key"), N_("What would change, and why"))
    rows = (_row(verdict, language) for verdict in await asyncio.to_thread(steps.all_verdicts, draft))
    sheet = Sheet(word(N_("Rows"), language), tuple(Column(word(text, language)) for text in headings), rows)
    return _file(csv(sheet), "text/csv", "import-rows.csv")


@get("/facilities/import/{draft_id:uuid}/mapping.yaml", opt=NEED)
async def mapping_file(request: Asking, actor: Who, draft_id: FromPath[UUID]) -> Response[bytes]:
    """Hand out the mapping, for the next file of this source."""
    draft = await _open(request, actor, draft_id)
    if draft.mapping is None:
        raise NotHere()
    return _file(draft.mapping_file, "application/yaml", f"{draft.mapping.id}.yaml")


async def _try(request: Asking, actor: Actor, draft_id: UUID) -> Redirect:
    draft = await _open(request, actor, draft_id)
    if draft.step in (Step.READY, Step.TRIED, Step.FAILED):
        _start(request, steps.run_trial(actor=actor, brought=draft), draft, Step.TRIED)
    return see(f"/facilities/import/{draft_id}")


def _start(request: Asking, work: Coroutine[object, object, None], draft: ImportDraft, step: Step) -> None:
    """Begin work on a draft that goes on after this request is answered."""
    try:
        steps.take_up(draft, step)
    except Problem:
        work.close()
        raise
    going: set[asyncio.Task[None]] = request.app.state.setdefault("imports", set())
    task = asyncio.create_task(work)
    going.add(task)
    task.add_done_callback(lambda done: _ended(going, done))


def _ended(going: set[asyncio.Task[None]], task: asyncio.Task[None]) -> None:
    going.discard(task)
    if not task.cancelled() and task.exception() is not None:
        log.error("fault %s in an import", type(task.exception()).__name__)


async def _begin(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    ready = [(mapping.id, mapping.title) for mapping, _ in ready_mappings().values()]
    own = [(POINT, word(N_("I will point at the columns"), form.language))]
    own.append((OWN, word(N_("I have a mapping file"), form.language)))
    kinds = [(kind.value, word(said, form.language)) for kind, said in KIND_WORDS.items()]
    return page(
        request,
        "facilities/import/begin.html",
        status=status,
        form=form,
        kinds=kinds,
        mappings=[*own, *ready],
        runs=await import_runs(actor),
        kind_words=KIND_WORDS,
    )


async def _told(request: Asking, draft: ImportDraft) -> Response[str]:
    """Show progress, the trial's verdicts, or how the import ended."""
    if draft.step is Step.RUNNING:
        return page(request, "facilities/import/running.html", draft=draft, stages=STAGE_WORDS)
    chosen = request.query_params.get("show", "")
    counts = draft.result.counts if draft.result else None
    present = [outcome for outcome in Outcome if counts and getattr(counts, outcome.value)]
    first = Outcome.REFUSED if Outcome.REFUSED in present else next(iter(present), Outcome.REFUSED)
    shown = None if chosen == "warned" else Outcome(chosen) if chosen in set(Outcome) else first
    number = max(1, Form({"page": [request.query_params.get("page", "")]}).whole("page") or 1)
    rows = await asyncio.to_thread(steps.verdicts_of, draft, shown, skip=(number - 1) * SHOWN, most=SHOWN + 1)
    return page(
        request,
        "facilities/import/told.html",
        draft=draft,
        counts=counts,
        present=[(outcome, getattr(counts, outcome.value)) for outcome in present],
        shown=shown.value if shown else "warned",
        rows=rows[:SHOWN],
        more=len(rows) > SHOWN,
        number=number,
        words=OUTCOME_WORDS,
        kinds=MARKS,
        fields_said=_fields_said,
    )


def _fields_said(name: str) -> Sentence | str:
    """Word a changed field; figures come with their own words."""
    labels = {field.value: said for field, said in FIELD_WORDS.items()}
    labels |= {"regions": N_("Region"), "since": N_("Since"), "precision": N_("Precision of the day")}
    labels |= {"population": N_("Population")}
    return labels.get(name, name)


def _row(verdict: Verdict, language: str) -> tuple[Value, ...]:
    said = [word(sentence, language) for sentence in (verdict.why, *verdict.warnings) if sentence]
    for change in verdict.changes:
        said.append(f"{word(_fields_said(change.field), language)}: {change.before or '–'} → {change.after or '–'}")
    outcome = word(OUTCOME_WORDS[verdict.outcome], language)
    return (verdict.row, outcome, verdict.name, verdict.key, "; ".join(said))


async def _mapping_text(form: Form) -> str:
    """Read the mapping that was chosen: one that comes along, an own file, or none yet (to be made by pointing)."""
    chosen, ready = form.text("mapping"), ready_mappings()
    if chosen in ready:
        return ready[chosen][1]
    if chosen == OWN:
        own = form.files.get("mapping_file")
        if own is None or not own.filename:
            form.wrong("mapping_file", N_("Choose your mapping file, or point at the columns."))
            return ""
        return (await own.read()).decode("utf-8-sig", "replace")
    return ""


async def _open(request: Asking, actor: Actor, draft_id: UUID) -> ImportDraft:
    return await steps.import_open_to(actor, _data(request), draft_id)


def _data(request: Asking) -> Path:
    folder: Path = request.app.state["settings"].data
    return folder


def _language(request: Asking) -> str:
    language: str = request.scope["state"]["language"]
    return language


def _file(content: bytes, kind: str, name: str) -> Response[bytes]:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


HANDLERS = [
    import_page,
    bring,
    import_step,
    choose_sheet,
    point,
    translate,
    again,
    try_again,
    make,
    stop,
    progress,
    rows_file,
    mapping_file,
]
