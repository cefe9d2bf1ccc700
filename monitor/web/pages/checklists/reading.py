"""One checklist: each question with its code, its answers, what it rests on and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists.queries import Filed, edition_open_to, editions
from monitor.checklists.rules import Authority, Field, Item, Section, Texts, TextStatus, authority_of, drafts
from monitor.codes import label_of
from monitor.kit.words import Sentence, count, word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page
from monitor.web.pages.checklists.listing import brought_by, places_served
from monitor.web.pages.checklists.words import (
    AUTHORITIES,
    FOLLOWED,
    PARTS,
    ROLES,
    STATUSES,
    WHEN,
    answer_words,
    cited_words,
    draft_words,
    names_of,
    rule_text,
    threshold_words,
    tongue,
)

RULES = (
    (Field.RELEVANT, "relevant"),
    (Field.CONSTRAINT, "constraint"),
    (Field.CONFIRM, "confirm"),
    (Field.CALCULATE, "calculate"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of an item: what it does, the rule itself, and the sentence people see when it does not hold."""

    label: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One item as it is read on the page."""

    code: str
    question: str
    help: str
    draft: bool
    answer: str
    source: str
    core: bool
    private: bool
    sealed: bool
    follows: str
    rules: tuple[Rule, ...]
    threshold: str
    authority: str
    reference: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """What makes a section a block: one row's name, how many there may be, and what its columns add up to."""

    row: str
    most: int
    private: bool
    sums: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    letter: str
    title: str
    items: tuple[Shown, ...]
    block: ShownBlock | None


@get("/checklists/{edition:uuid}", opt={"need": Need.CHECKLIST_VIEW})
async def checklist(request: Asking, actor: Who, edition: FromPath[UUID]) -> Response[str]:
    filed = await edition_open_to(actor, edition)
    language: str = request.scope["state"]["language"]
    texts = filed.worded(request.query_params.get("words", language))
    found = await editions(actor)
    return page(
        request,
        "checklists/show.html",
        filed=filed,
        texts=texts,
        status_words=STATUSES[TextStatus.DRAFT if drafts(texts) else TextStatus.CONFIRMED],
        drafts=draft_words(len(drafts(texts)), language),
        confirms=actor.may(Need.CHECKLIST_LOAD),
        role=ROLES[filed.edition.role],
        tabs=[(f"/checklists/{filed.id}?words={tag}", name, tag == texts.language) for tag, name in tongues(filed)],
        serves=places_served(filed, language),
        brought_by=brought_by(filed, found, language),
        modules=_modules(filed, found, language),
        everywhere=WHEN[filed.use.everywhere] if filed.use.everywhere else "",
        items=_counted(filed),
        sections=_sections(
            filed, texts, names_of(filed.edition, (each.worded(texts.language) for each in found)), language
        ),
    )


def tongues(filed: Filed) -> list[tuple[str, str]]:
    """List the languages of an edition: tag and name."""
    return [(each.language, tongue(each.language)) for each in filed.texts]


def _modules(filed: Filed, found: list[Filed], language: str) -> list[tuple[str, str, str]]:
    """Give address, title and time of each module that is attached."""
    current = {each.edition.name: each for each in found}
    return [
        (f"/checklists/{module.id}", module.worded(language).title, WHEN[attached.when])
        for attached in filed.use.modules
        if (module := current.get(attached.module))
    ]


def _counted(filed: Filed) -> Sentence:
    return count("%(n)s question", "%(n)s questions", len(filed.edition.items))


def _sections(filed: Filed, texts: Texts, codes: dict[str, str], language: str) -> list[ShownSection]:
    return [
        ShownSection(
            letter=section.letter,
            title=texts.sections[section.name],
            items=tuple(_shown(item, texts, codes, language) for item in section.items),
            block=_block(section, texts, codes),
        )
        for section in filed.edition.sections
    ]


def _block(section: Section, texts: Texts, codes: dict[str, str]) -> ShownBlock | None:
    block = section.block
    if block is None:
        return None
    row = texts.blocks[block.name].row if block.name in texts.blocks else block.name
    sums = tuple((codes[each.column], codes.get(each.equals, each.equals)) for each in block.sums)
    return ShownBlock(row, block.most, block.private, sums)


def _shown(item: Item, texts: Texts, codes: dict[str, str], language: str) -> Shown:
    text, rule = texts.items[item.key], item.noncompliant
    reference = texts.provisions.get(rule.reference) if rule and rule.reference else None
    return Shown(
        code=codes[item.key],
        question=text.question,
        help=text.help,
        draft=text.status is TextStatus.DRAFT,
        answer=answer_words(item, texts, language),
        source=word(label_of("sources", item.source), language),
        core=item.core,
        private=item.private_only,
        sealed=item.sealed,
        follows=FOLLOWED[item.follows_from] if item.follows_from else "",
        rules=_rules(item, texts, codes),
        threshold=threshold_words(item, texts, language),
        authority=_authority(item, texts),
        reference=cited_words(reference, language) if reference else "",
        provisions=tuple(cited_words(texts.provisions[each], language) for each in item.provisions),
    )


def _authority(item: Item, texts: Texts) -> str:
    """Say how the threshold may be spoken of; nothing where it would point at provisions that the item has not."""
    authority = authority_of(item, texts)
    if authority is None or (authority is Authority.PLAIN and not item.provisions):
        return ""
    return AUTHORITIES[authority]


def _rules(item: Item, texts: Texts, codes: dict[str, str]) -> tuple[Rule, ...]:
    said = texts.items[item.key]
    stated = ((field, getattr(item, name), getattr(said, name, "")) for field, name in RULES)
    return tuple(Rule(PARTS[field], rule_text(text, codes), words) for field, text, words in stated if text)


HANDLERS = [checklist]
