"""Confirming words: English beside a translation, item by item, by somebody who speaks it and knows the work."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.actions import Read, confirm_texts, take_back_confirmation
from monitor.checklists.queries import Filed, confirmations, edition_open_to
from monitor.checklists.rules import AROUND, Confirmation, Item, Texts, TextStatus, digest_of, drafts, texts_hash
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import DEFAULT_LANGUAGE, N_
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.checklists.words import codes_of, draft_words, options_words, tongue

NEED = {"need": Need.CHECKLIST_LOAD}
EVERYTHING, TICKED, SECTION, BACK = "everything", "ticked", "section:", "back:"
AROUND_FIELD = "around"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text as lines, and who confirmed them when."""

    key: str
    code: str
    english: tuple[str, ...]
    said: tuple[str, ...]
    draft: bool
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class WordsSection:
    name: str
    letter: str
    title: str
    drafts: str
    items: tuple[Words, ...]


@get("/checklists/{edition:uuid}/words", opt=NEED)
async def words_page(request: Asking, actor: Who, edition: FromPath[UUID]) -> Response[str]:
    language: str = request.scope["state"]["language"]
    wanted = request.query_params.get("words", language)
    return await _page(request, actor, edition, wanted, Form(language=language))


@post("/checklists/{edition:uuid}/words", opt=NEED)
async def confirm_words(request: Asking, actor: Who, now: Now, edition: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    tag = form.text("language")
    try:
        filed = await edition_open_to(actor, edition)
        words = Read(edition, tag, form.text("hash"), _meant(form, filed))
        act = take_back_confirmation if form.text("scope").startswith(BACK) else confirm_texts
        await act(actor=actor, words=words, now=now)
    except Problem as problem:
        if isinstance(problem, NotHere):
            raise
        return await _page(request, actor, edition, tag, form.failed(problem))
    return see(f"/checklists/{edition}/words?words={tag}")


def _meant(form: Form, filed: Filed) -> frozenset[str]:
    """Read which texts are meant; a confirmation is refused without its declaration, and with nothing chosen."""
    scope = form.text("scope")
    if scope.startswith(BACK):
        return frozenset({_key(scope.removeprefix(BACK))})
    if not form.ticked("declared"):
        form.wrong(
            "declared", N_("Tick this first: only somebody who speaks the language and knows the work confirms.")
        )
    keys = {_key(each) for each in form.lists.get("keys", [])}
    if scope == EVERYTHING:
        keys = {AROUND, *(item.key for item in filed.edition.items)}
    elif scope.startswith(SECTION):
        sections = {section.name: section for section in filed.edition.sections}
        if scope.removeprefix(SECTION) not in sections:
            raise NotHere
        keys = {item.key for item in sections[scope.removeprefix(SECTION)].items}
    elif not keys:
        form.wrong("keys", N_("Tick the texts you confirm, or confirm a section or all of them."))
    form.check()
    return frozenset(keys)


def _key(said: str) -> str:
    return AROUND if said == AROUND_FIELD else said


async def _page(request: Asking, actor: Actor, edition: UUID, wanted: str, form: Form) -> Response[str]:
    filed = await edition_open_to(actor, edition)
    language: str = request.scope["state"]["language"]
    texts = filed.worded(wanted)
    last = {
        (each.key, each.words): each
        for each in await confirmations(actor, filed.edition.name)
        if each.language == texts.language
    }
    left = len(drafts(texts))
    return page(
        request,
        "checklists/words.html",
        status=422 if form.errors else 200,
        form=form,
        filed=filed,
        texts=texts,
        hash=texts_hash(texts),
        tongue=tongue(texts.language),
        tabs=[
            (f"/checklists/{edition}/words?words={each.language}", tongue(each.language), each is texts)
            for each in filed.texts
        ],
        left=draft_words(left, language),
        ticked=frozenset(form.lists.get("keys", [])),
        around=_words(AROUND_FIELD, "", _around(filed.worded(DEFAULT_LANGUAGE)), _around(texts), texts, last),
        sections=_sections(filed, texts, last, language),
    )


def _sections(
    filed: Filed, texts: Texts, last: dict[tuple[str, str], Confirmation], language: str
) -> list[WordsSection]:
    codes, english, waiting = codes_of(filed.edition), filed.worded(DEFAULT_LANGUAGE), set(drafts(texts))
    return [
        WordsSection(
            name=section.name,
            letter=section.letter,
            title=texts.sections[section.name],
            drafts=draft_words(sum(item.key in waiting for item in section.items), language),
            items=tuple(
                _words(
                    item.key,
                    codes[item.key],
                    _lines(item, english),
                    _lines(item, texts),
                    texts,
                    last,
                )
                for item in section.items
            ),
        )
        for section in filed.edition.sections
    ]


def _words(
    key: str,
    code: str,
    english: tuple[str, ...],
    said: tuple[str, ...],
    texts: Texts,
    last: dict[tuple[str, str], Confirmation],
) -> Words:
    found = last.get((_key(key), digest_of(texts, _key(key))))
    told = found if found and found.status is TextStatus.CONFIRMED else None
    same = texts.language == DEFAULT_LANGUAGE
    return Words(
        key=key,
        code=code,
        english=() if same else english,
        said=said,
        draft=_key(key) in drafts(texts),
        by=told.by if told else "",
        at=told.at.date().isoformat() if told else "",
    )


def _lines(item: Item, texts: Texts) -> tuple[str, ...]:
    said, options = texts.items[item.key], options_words(item, texts)
    return tuple(line for line in (said.question, said.help, options, said.constraint, said.confirm) if line)


def _around(texts: Texts) -> tuple[str, ...]:
    blocks = (line for block in texts.blocks.values() for line in (block.row, block.add))
    return (texts.title, texts.about, *texts.sections.values(), *blocks)


HANDLERS = [words_page, confirm_words]
