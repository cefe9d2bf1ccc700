"""The library: every checklist, module and block, its languages and how far they are confirmed, where it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get

from monitor.checklists.queries import Filed, editions
from monitor.checklists.rules import Role, drafts
from monitor.codes import is_code, label_of
from monitor.kit.actor import Actor
from monitor.kit.words import N_, word
from monitor.people.rules import Need
from monitor.sheets.queries.uses import visits_by_edition
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page
from monitor.web.pages.checklists.words import draft_words, tongue

GROUPS = {
    "checklists": N_("Checklists"),
    "modules": N_("Modules: what checklists bring along"),
    "blocks": N_("Blocks: asked for each room, file or person"),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of a checklist with how many of its texts are drafts, worded."""

    name: str
    tag: str
    drafts: str


@dataclass(frozen=True, slots=True)
class Line:
    """One checklist in the library; `visits` is None for readers who see no visits."""

    href: str
    title: str
    language: str
    version: str
    items: int
    languages: tuple[Spoken, ...]
    used: tuple[str, ...]
    visits: int | None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@get("/checklists", opt={"need": Need.CHECKLIST_VIEW})
async def library(request: Asking, actor: Who) -> Response[str]:
    language: str = request.scope["state"]["language"]
    found = await editions(actor)
    visits = await visits_seen(actor)
    grouped: dict[str, list[Line]] = {name: [] for name in GROUPS}
    for filed in found:
        grouped[_group(filed)].append(_line(filed, found, visits, language))
    groups = [Group(GROUPS[name], tuple(lines)) for name, lines in grouped.items() if lines]
    may = {"loads": actor.may(Need.CHECKLIST_LOAD), "takes": actor.may(Need.EXPORT_MAKE)}
    return page(request, "checklists/list.html", groups=groups, **may)


async def visits_seen(actor: Actor) -> Mapping[UUID, int] | None:
    """Count visits by edition, for readers who see visits at all."""
    return await visits_by_edition(actor) if actor.may(Need.VISIT_VIEW) else None


def _group(filed: Filed) -> str:
    if filed.edition.role is Role.CHECKLIST:
        return "checklists"
    return "blocks" if all(section.block for section in filed.edition.sections) else "modules"


def _line(filed: Filed, found: Sequence[Filed], visits: Mapping[UUID, int] | None, language: str) -> Line:
    texts = filed.worded(language)
    return Line(
        href=f"/checklists/{filed.id}",
        title=texts.title,
        language=texts.language,
        version=filed.use.version,
        items=len(filed.edition.items),
        languages=tuple(
            Spoken(tongue(each.language), each.language, draft_words(len(drafts(each)), language))
            for each in filed.texts
        ),
        used=(*places_served(filed, language), *brought_by(filed, found, language)),
        visits=None if visits is None else visits.get(filed.id, 0),
    )


def places_served(filed: Filed, language: str) -> tuple[str, ...]:
    """Name the types of places where a checklist is asked."""
    served = (each for each in filed.use.serves if is_code("facility_types", each))
    return tuple(word(label_of("facility_types", each), language) for each in served)


def brought_by(filed: Filed, found: Sequence[Filed], language: str) -> tuple[str, ...]:
    """Name the checklists in use that bring a module along."""
    name = filed.edition.name
    return tuple(
        each.worded(language).title for each in found if any(attached.module == name for attached in each.use.modules)
    )


HANDLERS = [library]
