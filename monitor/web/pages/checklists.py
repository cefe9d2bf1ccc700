"""Checklists: the library of what is asked, and each edition with its codes, thresholds and references."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists import queries
from monitor.checklists.queries import Filed
from monitor.checklists.rules import (
    Authority,
    Cited,
    Follows,
    Item,
    Kind,
    Mark,
    Op,
    Role,
    Texts,
    TextStatus,
    When,
    authority_of,
)
from monitor.codes import is_code, label_of
from monitor.kit.words import LANGUAGES, N_, Sentence, count, say, word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page

ROLES = {Role.CHECKLIST: N_("Checklist"), Role.MODULE: N_("Module")}
WHEN = {
    When.ALWAYS: N_("at every visit"),
    When.LATER_VISITS: N_("from the second visit on"),
    When.HELD: N_("where the last visit found people it concerns"),
    When.CHOSEN: N_("when the team chooses it"),
}
STATUSES = {
    TextStatus.DRAFT: N_("These words are a draft: nobody who works in this language has confirmed them yet."),
    TextStatus.CONFIRMED: N_("These words are confirmed."),
}
KINDS = {
    Kind.YES_NO: N_("Yes or no"),
    Kind.CHOICE_ONE: N_("One of several"),
    Kind.CHOICE_MANY: N_("Any of several"),
    Kind.INTEGER: N_("Whole number"),
    Kind.DECIMAL: N_("Number"),
    Kind.TEXT: N_("Text"),
    Kind.DATE: N_("Date"),
    Kind.TIME: N_("Time"),
    Kind.MOMENT: N_("Day and time"),
    Kind.DURATION: N_("Duration"),
    Kind.SCALE: N_("Scale"),
    Kind.TALLY: N_("Tally"),
    Kind.PHOTO: N_("Photo"),
}
MARKS = {
    Mark.SEEN: N_("seen in the source"),
    Mark.PARTLY: N_("seen in part"),
    Mark.FROM_KNOWLEDGE: N_("not yet checked in the source"),
}
AUTHORITIES = {
    Authority.LIMIT: N_("Standard"),
    Authority.UNCHECKED: N_(
        "From a standard, but the number is not yet checked in its text: do not quote it as a rule"
    ),
    Authority.DESIRABLE: N_("Desirable level, not a minimum"),
    Authority.NATIONAL: N_("National limit, as set for the country on the day"),
    Authority.ANY_CASE: N_("One case is too many"),
    Authority.OUR_OWN: N_("Our own alarm level, not law"),
    Authority.PLAIN: N_("From the provisions below"),
}
COMPARISONS = {
    Op.EQ: N_("Falls short when the answer is: %(value)s"),
    Op.IN: N_("Falls short when the answer is: %(value)s"),
    Op.LT: N_("Falls short below %(value)s"),
    Op.GT: N_("Falls short above %(value)s"),
    Op.LE: N_("Falls short at %(value)s or below"),
    Op.GE: N_("Falls short at %(value)s or above"),
}
FOLLOWED = {
    Follows.HELD_TODAY: N_("taken from the numbers noted at the end of the visit"),
    Follows.ALONE: N_("taken from the numbers noted at the end of the visit"),
    Follows.IN_GROUPS: N_("taken from the numbers noted at the end of the visit"),
    Follows.NOTICE: N_("taken from the plan of the visit"),
    Follows.WAIT_MINUTES: N_("taken from the times noted at the gate"),
    Follows.FULL_TEAM: N_("taken from who was let in"),
    Follows.AREAS: N_("taken from the refusals noted during the visit"),
    Follows.RECORDS: N_("taken from the refusals noted during the visit"),
    Follows.EQUIPMENT: N_("taken from the refusals noted during the visit"),
    Follows.PRIVATE_INTERVIEWS: N_("taken from the refusals noted during the visit"),
    Follows.CAPACITY: N_("taken from the facility"),
    Follows.RECOMMENDATIONS_PRIOR: N_("taken from the recommendations"),
    Follows.RECOMMENDATIONS_DONE: N_("taken from the recommendations"),
    Follows.RECOMMENDATIONS_REPLY: N_("taken from the recommendations"),
}
YES_NO = {"yes": N_("Yes"), "no": N_("No")}


@dataclass(frozen=True, slots=True)
class Line:
    """One checklist in the library."""

    href: str
    title: str
    role: str
    version: str
    items: int
    languages: str
    about: str
    draft: bool


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
    follows: str
    threshold: str
    authority: str
    reference: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    letter: str
    title: str
    items: tuple[Shown, ...]


@get("/checklists", opt={"need": Need.CHECKLIST_VIEW})
async def library(request: Asking, actor: Who) -> Response[str]:
    language: str = request.scope["state"]["language"]
    found = await queries.editions(actor)
    return page(request, "checklists/list.html", lines=[_line(filed, language) for filed in found])


@get("/checklists/{edition:uuid}", opt={"need": Need.CHECKLIST_VIEW})
async def checklist(request: Asking, actor: Who, edition: FromPath[UUID]) -> Response[str]:
    filed = await queries.edition_open_to(actor, edition)
    language: str = request.scope["state"]["language"]
    texts = filed.worded(request.query_params.get("words", language))
    return page(
        request,
        "checklists/show.html",
        filed=filed,
        texts=texts,
        status_words=STATUSES[texts.status],
        role=ROLES[filed.edition.role],
        tabs=_tabs(filed, texts),
        serves=[
            word(label_of("facility_types", each), language)
            for each in filed.use.serves
            if is_code("facility_types", each)
        ],
        modules=await _modules(actor, filed, language),
        everywhere=WHEN[filed.use.everywhere] if filed.use.everywhere else "",
        items=_counted(filed),
        sections=_sections(filed, texts, language),
    )


def _tabs(filed: Filed, chosen: Texts) -> list[tuple[str, str, bool]]:
    return [
        (f"/checklists/{filed.id}?words={each.language}", LANGUAGES.get(each.language, each.language), each is chosen)
        for each in filed.texts
    ]


async def _modules(actor: Who, filed: Filed, language: str) -> list[tuple[str, str, str]]:
    """Give address, title and time of each module that is attached."""
    current = {each.edition.name: each for each in await queries.editions(actor)}
    return [
        (f"/checklists/{module.id}", module.worded(language).title, WHEN[attached.when])
        for attached in filed.use.modules
        if (module := current.get(attached.module))
    ]


def _line(filed: Filed, language: str) -> Line:
    texts = filed.worded(language)
    return Line(
        href=f"/checklists/{filed.id}",
        title=texts.title,
        role=ROLES[filed.edition.role],
        version=filed.use.version,
        items=len(filed.edition.items),
        languages=", ".join(LANGUAGES.get(each.language, each.language) for each in filed.texts),
        about=texts.about,
        draft=texts.status is TextStatus.DRAFT,
    )


def _counted(filed: Filed) -> Sentence:
    return count("%(n)s question", "%(n)s questions", len(filed.edition.items))


def _sections(filed: Filed, texts: Texts, language: str) -> list[ShownSection]:
    return [
        ShownSection(
            letter=section.letter,
            title=texts.sections[section.name],
            items=tuple(
                _shown(f"{section.letter}{position}", item, texts, language)
                for position, item in enumerate(section.items, start=1)
            ),
        )
        for section in filed.edition.sections
    ]


def _shown(code: str, item: Item, texts: Texts, language: str) -> Shown:
    text, rule, authority = texts.items[item.key], item.noncompliant, authority_of(item, texts)
    reference = texts.provisions.get(rule.reference) if rule and rule.reference else None
    return Shown(
        code=code,
        question=text.question,
        help=text.help,
        draft=text.status is TextStatus.DRAFT,
        answer=_answer(item, texts, language),
        source=word(label_of("sources", item.source), language),
        core=item.core,
        private=item.private_only,
        follows=FOLLOWED[item.follows_from] if item.follows_from else "",
        threshold=_threshold(item, texts, language),
        authority=AUTHORITIES[authority] if authority else "",
        reference=_cited(reference, language) if reference else "",
        provisions=tuple(_cited(texts.provisions[each], language) for each in item.provisions),
    )


def _answer(item: Item, texts: Texts, language: str) -> str:
    kind = word(KINDS[item.kind], language)
    if item.options:
        return f"{kind}: {' · '.join(texts.items[item.key].options[option] for option in item.options)}"
    return f"{kind}, {texts.units[item.unit]}" if item.unit else kind


def _threshold(item: Item, texts: Texts, language: str) -> str:
    rule = item.noncompliant
    if rule is None:
        return ""
    if rule.parameter is not None:
        value = texts.parameters[rule.parameter]
    elif item.unit is not None:
        value = f"{', '.join(rule.value)} {texts.units[item.unit]}"
    else:
        options = texts.items[item.key].options
        value = ", ".join(options.get(each) or word(YES_NO[each], language) for each in rule.value)
    return word(say(COMPARISONS[rule.op], value=value), language)


def _cited(cited: Cited, language: str) -> str:
    """Word a provision: instrument, number, what it is about, and how far that was checked."""
    return f"{cited.instrument}, {cited.number}: {cited.topic} ({word(MARKS[cited.mark], language)})"


HANDLERS = [library, checklist]
