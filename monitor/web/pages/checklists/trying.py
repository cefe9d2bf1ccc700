"""Trying out: a checklist in use, or one in files, is filled in the browser and nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from monitor.checklists.queries import Filed, edition_open_to, editions
from monitor.checklists.rules import (
    ChecklistFaults,
    Library,
    Loaded,
    Questionnaire,
    first_of,
    load,
    made_whole,
    put_together,
    tried,
)
from monitor.kit.problems import Problem
from monitor.kit.words import N_, word
from monitor.outside.shipped import read_checklist_files, read_zipped_checklists, shipped
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page
from monitor.web.pages.checklists.words import WHEN, tongue
from monitor.web.pages.sheets.blank import BlankForm, blank_form
from monitor.web.pages.sheets.words import absences, sources

NEED = {"need": Need.CHECKLIST_LOAD}
MANIFEST = "manifest.yaml"


@dataclass(frozen=True, slots=True)
class Module:
    """A module that may stand on the sheet: its name, its title, when it comes, and whether it is on it now."""

    name: str
    title: str
    when: str
    on: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A mistake in the files, worded."""

    file: str
    line: int
    what: str
    remedy: str


@get("/checklists/{edition:uuid}/try", opt={"need": Need.CHECKLIST_VIEW})
async def try_out(request: Asking, actor: Who, now: Now, edition: FromPath[UUID]) -> Response[str]:
    language: str = request.scope["state"]["language"]
    filed = await edition_open_to(actor, edition)
    current = {each.edition.name: each for each in await editions(actor)}
    beside = [(attached, current[attached.module]) for attached in filed.use.modules if attached.module in current]
    chosen = request.query_params.getall("with", [])
    asked = put_together(_loaded(filed), [_loaded(module) for attached, module in beside if attached.module in chosen])
    wanted = request.query_params.get("words", language)
    # A language names a file of words: only those that the checklist has are taken from the address.
    spoken = wanted if wanted in {texts.language for _, texts in asked.texts} else language
    modules = [
        Module(attached.module, module.worded(language).title, WHEN[attached.when], attached.module in chosen)
        for attached, module in beside
    ]
    return _page(request, blank_form(asked, spoken, now.date()), asked, filed, modules)


def _loaded(filed: Filed) -> Loaded:
    return Loaded(filed.edition, filed.use, filed.texts)


@get("/checklists/try", opt=NEED)
async def choose_files(request: Asking, actor: Who) -> Response[str]:
    return _choose(request, Form(language=request.scope["state"]["language"]), ())


@post("/checklists/try", opt=NEED)
async def try_files(request: Asking, actor: Who, now: Now) -> Response[str]:
    language: str = request.scope["state"]["language"]
    form = Form(language=language)
    try:
        library, entry = await _read(await _uploads(request), form)
    except ChecklistFaults as refused:
        told = [Told(f.file, f.line, word(f.what, language), word(f.remedy, language)) for f in refused.faults]
        return _choose(request, form.failed(refused), tuple(told))
    except Problem as problem:
        return _choose(request, form.failed(problem), ())
    asked = tried(entry, library)
    return _page(request, blank_form(asked, language, now.date()), asked, None, [])


async def _uploads(request: Asking) -> list[UploadFile]:
    return [
        value for _, value in (await request.form()).multi_items() if isinstance(value, UploadFile) and value.filename
    ]


async def _read(uploads: list[UploadFile], form: Form) -> tuple[Library, Loaded]:
    """Read what was sent: a zip, or the files of a folder. Raises ChecklistFaults with every mistake."""
    if not uploads:
        form.wrong("packed", N_("Choose a zip, or a folder."))
        form.check()
    files: dict[str, str] = {}
    for upload in uploads:
        data = await upload.read()
        if upload.filename.endswith(".zip"):
            files |= read_zipped_checklists(data)
        elif upload.filename.endswith(".yaml"):
            files[upload.filename.replace("\\", "/")] = data.decode("utf-8-sig", "replace")
    names = [path.split("/")[-2] for path in files if path.endswith(f"/{MANIFEST}")]
    whole = made_whole(files, read_checklist_files(shipped("checklists")))
    library = await to_thread.run_sync(load, whole)
    entry = first_of(library, names)
    if entry is None:
        form.wrong("packed", N_("There is no checklist in it: a checklist has a manifest.yaml."))
        form.check()
        raise ChecklistFaults(())
    return library, entry


def _choose(request: Asking, form: Form, faults: tuple[Told, ...]) -> Response[str]:
    status = 422 if form.errors else 200
    return page(request, "checklists/choose.html", status=status, form=form, faults=faults)


def _page(
    request: Asking, blank: BlankForm, asked: Questionnaire, filed: Filed | None, modules: list[Module]
) -> Response[str]:
    spoken = sorted({texts.language for _, texts in asked.texts})
    return page(
        request,
        "checklists/try.html",
        blank=blank,
        filed=filed,
        modules=modules,
        spoken=[(tag, tongue(tag)) for tag in spoken],
        absences=absences(blank.language),
        sources=sources(blank.language),
    )


HANDLERS = [try_out, choose_files, try_files]
