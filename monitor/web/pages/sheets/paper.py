"""The paper to take along where phones stay outside: a PDF that holds nothing of earlier visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists.queries import Filed, edition_open_to, questionnaire
from monitor.checklists.rules import Questionnaire, section_title
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm
from monitor.kit.words import DEFAULT_LANGUAGE, LANGUAGES, N_, count, say, word
from monitor.people.rules import Need
from monitor.press.pdf import Paper, typeset_aside
from monitor.sheets.queries import editions_of, questionnaire_offered, visit_with_sheets
from monitor.sheets.rules import NoChecklist
from monitor.visits.rules import Visit
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page
from monitor.web.pages.sheets.pack import (
    SOURCES,
    Cover,
    Detail,
    Extent,
    Sides,
    Wishes,
    is_talk,
    leaf_language,
    pack,
    rows_by_default,
)
from monitor.web.pages.sheets.words import title_of, versions_of
from monitor.web.papers import source

PAGE_OF = N_("page %(page)s of %(pages)s")
_EXTENTS = (
    (Extent.FULL.value, N_("Full pack: with rooms, files and talks row by row")),
    (Extent.CORE.value, N_("Core pack: cover, questions, a page for a refusal")),
)
_SIDES = (
    (Sides.BOTH.value, N_("On both sides")),
    (Sides.ONE.value, N_("On one side")),
)


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """A block and the field that says for how many of its rows there shall be room."""

    field: str
    title: str
    most: int


@get("/visits/{visit:uuid}/paper", opt={"need": Need.SHEET_VIEW})
async def choose(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    found = await visit_with_sheets(actor, visit)
    chosen = await _editions(actor, found)
    asked = await questionnaire(actor, chosen) if chosen else None
    return _chooser(request, found, asked, _begun(request, asked))


@get("/visits/{visit:uuid}/paper.pdf", opt={"need": Need.SHEET_VIEW})
async def print_out(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[bytes] | Response[str]:
    found = await visit_with_sheets(actor, visit)
    chosen = await _editions(actor, found)
    if not chosen:
        raise NoChecklist()
    asked = await questionnaire(actor, chosen)
    form = _begun(request, asked)
    try:
        wishes = _wishes(form, asked)
    except BadForm as bad:
        return _chooser(request, found, asked, form.failed(bad), status=bad.status)
    filed = [await edition_open_to(actor, each) for each in chosen]
    cover = Cover() if form.text("plain") else _cover(found, filed, wishes.language)
    made = await typeset_aside(
        source=source(*SOURCES),
        data=pack(asked, cover, wishes),
        paper=_paper(asked, filed, wishes.language, now),
    )
    return Response(
        made, media_type="application/pdf", headers={"content-disposition": 'inline; filename="checklist.pdf"'}
    )


async def _editions(actor: Actor, visit: Visit) -> tuple[UUID, ...]:
    return await editions_of(actor, visit.id) or await questionnaire_offered(actor, visit)


def _chooser(
    request: Asking, visit: Visit, asked: Questionnaire | None, form: Form, status: int = 200
) -> Response[str]:
    language = request.scope["state"]["language"]
    return page(
        request,
        "sheets/paper.html",
        status=status,
        visit=visit,
        ready=asked is not None,
        languages=tuple(_languages(asked).items()),
        extents=tuple((value, word(said, language)) for value, said in _EXTENTS),
        sides=tuple((value, word(said, language)) for value, said in _SIDES),
        rows=_rows_asked(asked, language) if asked else (),
        unconfirmed=_unconfirmed(asked),
        form=form,
    )


def _begun(request: Asking, asked: Questionnaire | None) -> Form:
    """Read what was chosen in the address, over what is usual."""
    language = request.scope["state"]["language"]
    usual = {_field(part.letter): [str(rows_by_default(part))] for part in asked.blocks} if asked else {}
    given: Mapping[str, Sequence[str]] = {name: request.query_params.getall(name) for name in request.query_params}
    form = {"words": [language], "extent": [Extent.FULL], "sides": [Sides.BOTH], **usual, **given}
    return Form(form, language)


def _wishes(form: Form, asked: Questionnaire) -> Wishes:
    """Read what shall be printed; raise BadForm for a number that is none or too high."""
    languages = _languages(asked)
    rows = {each.letter: form.whole(_field(each.letter)) or 0 for each in asked.blocks}
    for each in asked.blocks:
        most = each.block.most if each.block else 0
        if rows[each.letter] > most:
            form.wrong(_field(each.letter), say(N_("Ask for %(most)s at most."), most=most))
    wishes = Wishes(
        language=form.text("words") if form.text("words") in languages else form.language,
        extent=form.needed_of("extent", Extent),
        detail=Detail.WITH_HELP if form.text("help") else Detail.QUESTIONS,
        sides=form.needed_of("sides", Sides),
        rows=rows,
    )
    form.check()
    return wishes


def _field(letter: str) -> str:
    return f"rows_{letter}"


def _rows_asked(asked: Questionnaire, language: str) -> tuple[RowsAsked, ...]:
    return tuple(
        RowsAsked(_field(part.letter), section_title(asked, part.letter, language), part.block.most)
        for part in asked.blocks
        if part.block
    )


def _languages(asked: Questionnaire | None) -> dict[str, str]:
    """Name the languages of the pages, and those that the questions are written in."""
    written = {texts.language for _, texts in asked.texts} if asked else set()
    return {**LANGUAGES, **{code: _own_name(code) for code in sorted(written - set(LANGUAGES))}}


def _own_name(code: str) -> str:
    locale = _locale(code)
    return (locale.get_display_name() if locale else None) or code


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _unconfirmed(asked: Questionnaire | None) -> tuple[str, ...]:
    """Name the languages in which a talk's leaf is printed in English, because nobody has confirmed its words."""
    if asked is None:
        return ()
    talks = [part for part in asked.blocks if is_talk(part)]
    return tuple(
        name
        for code, name in _languages(asked).items()
        if any(leaf_language(asked, part, code) != code for part in talks)
    )


def _cover(visit: Visit, filed: Sequence[Filed], language: str) -> Cover:
    locale = _locale(language) or DEFAULT_LANGUAGE
    first, last = (format_date(day, "d MMM y", locale=locale) for day in (visit.first_day, visit.last_day))
    return Cover(
        facility=visit.facility_name,
        days=first if first == last else f"{first} – {last}",
        team=tuple(member.name for member in visit.team),
        versions=versions_of(filed, language),
    )


def _paper(asked: Questionnaire, filed: Sequence[Filed], language: str, now: datetime) -> Paper:
    """Name the form at the foot of each page: the checklist's version, its modules, the fingerprint of the whole."""
    versions = versions_of(filed[:1], language)
    if modules := len(filed) - 1:
        versions = word(
            count("%(checklist)s with %(n)s module", "%(checklist)s with %(n)s modules", modules, checklist=versions),
            language,
        )
    footer = word(say(N_("%(versions)s · fingerprint %(hashes)s"), versions=versions, hashes=asked.hash[:10]), language)
    return Paper(
        title=title_of(asked, language),
        language=language,
        footer=footer,
        page_of=word(PAGE_OF, language),
        made=now,
    )


HANDLERS = [choose, print_out]
