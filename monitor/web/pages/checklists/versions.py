"""The versions of a checklist, where each is used, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.checklists.queries import Filed, edition_open_to, editions, editions_called, elsewhere, lineage
from monitor.checklists.rules import Difference, Field, Item, Step, Texts, Version, difference, fates, with_rewording
from monitor.checklists.rules.values import YES_NO
from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.kit.words import DEFAULT_LANGUAGE, N_, without_number, word
from monitor.people.rules import Need
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.render import page
from monitor.web.pages.checklists.listing import visits_seen
from monitor.web.pages.checklists.words import (
    FOLLOWED,
    KINDS,
    PARTS,
    codes_of,
    names_of,
    options_words,
    rule_text,
    threshold_words,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One version; `before` is the address that compares it with the one before."""

    href: str
    version: str
    since: date
    items: int
    visits: int | None
    in_use: bool
    before: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a question and their language; empty where it is not asked."""

    words: str = ""
    language: str = ""


NOT_ASKED = Said()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question as it was and as it is."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A question that differs: its codes and words on both sides, empty where it is not asked."""

    old_code: str
    old: Said
    new_code: str
    new: Said
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, in groups: a title and the questions under it; `reordered` adds that the order changed."""

    groups: tuple[tuple[str, tuple[Shown, ...]], ...]
    reordered: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two versions under comparison, with its words in the reader's language, its codes, and names for keys."""

    filed: Filed
    version: Version
    texts: Texts
    names: Mapping[str, str]

    @property
    def english(self) -> Texts:
        return self.filed.worded(DEFAULT_LANGUAGE)

    @property
    def codes(self) -> dict[str, str]:
        return codes_of(self.filed.edition)

    def question(self, key: str) -> Said:
        """Give a question with the language its words are in: the reader's, or English."""
        for texts in (self.texts, self.english):
            if key in texts.items:
                return Said(texts.items[key].question, texts.language)
        return Said(key)


@get("/checklists/{edition:uuid}/versions", opt={"need": Need.CHECKLIST_VIEW})
async def versions(request: Asking, actor: Who, edition: FromPath[UUID]) -> Response[str]:
    language: str = request.scope["state"]["language"]
    filed = await edition_open_to(actor, edition)
    found = {each.id: each for each in await editions_called(actor, filed.edition.name)}
    steps = await lineage(actor, filed.edition.name)
    before = _before(request.query_params.get("from", ""), edition, steps, found)
    compared = await _compare(actor, before, filed, language) if before else None
    visits = await visits_seen(actor)
    return page(
        request,
        "checklists/versions.html",
        filed=filed,
        title=filed.worded(language).title,
        lines=_lines(edition, steps, found, visits),
        sees_visits=visits is not None,
        before=before,
        same_name=before is not None and before.use.version == filed.use.version,
        since={step.edition: step.since for step in steps},
        changes=compared,
    )


def _before(said: str, edition: UUID, steps: Sequence[Step], found: Mapping[UUID, Filed]) -> Filed | None:
    """Give the version to compare with: the one asked for, else the one in use before; None for the first."""
    if said:
        try:
            return found[UUID(said)]
        except (ValueError, KeyError):
            raise NotHere from None
    order = [step.edition for step in steps]
    place = order.index(edition) if edition in order else 0
    return found[order[place - 1]] if place else None


def _lines(
    edition: UUID, steps: Sequence[Step], found: Mapping[UUID, Filed], visits: Mapping[UUID, int] | None
) -> list[Line]:
    lines = []
    for place, step in enumerate(steps):
        filed = found[step.edition]
        before = f"/checklists/{filed.id}/versions?from={steps[place - 1].edition}" if place else ""
        lines.append(
            Line(
                href=f"/checklists/{filed.id}",
                version=filed.use.version,
                since=step.since.date(),
                items=len(filed.edition.items),
                visits=None if visits is None else visits.get(filed.id, 0),
                in_use=filed.in_use and place == len(steps) - 1,
                before=before,
                shown=step.edition == edition,
            )
        )
    return lines[::-1]


async def _compare(actor: Actor, before: Filed, after: Filed, language: str) -> Changes:
    others = [each.worded(language) for each in await editions(actor)]
    old, new = await _side(actor, before, others, language), await _side(actor, after, others, language)
    became = with_rewording(fates(before=old.version, after=new.version), old.english, new.english)
    return _worded(difference(before=old.version, after=new.version, became=became), old, new, language)


async def _side(actor: Actor, filed: Filed, others: Sequence[Texts], language: str) -> _Side:
    version = Version(filed.edition, filed.use, await elsewhere(actor, filed))
    return _Side(filed, version, filed.worded(language), names_of(filed.edition, others))


def _worded(found: Difference, old: _Side, new: _Side, language: str) -> Changes:
    def both(key: str, by: str) -> Shown:
        return Shown(old.codes.get(key, ""), old.question(key), new.codes.get(by, ""), new.question(by))

    def gone(key: str) -> Shown:
        return Shown(old.codes[key], old.question(key), "", NOT_ASKED)

    changed = tuple(
        Shown(
            old.codes[each.key],
            NOT_ASKED,
            new.codes[each.key],
            new.question(each.key),
            tuple(_part(field, each.key, old, new, language) for field in each.fields),
        )
        for each in found.changed
    )
    groups = (
        (N_("Added"), tuple(Shown("", NOT_ASKED, new.codes[key], new.question(key)) for key in found.added)),
        (N_("No longer asked"), tuple(gone(key) for key in found.dropped)),
        (N_("Asked by a module now"), tuple(gone(key) for key in found.moved)),
        (N_("Replaced: a series breaks here"), tuple(both(key, by) for key, by in found.replaced)),
        (N_("In other words: a series runs on"), tuple(both(key, key) for key in found.reworded)),
        (N_("Changed"), changed),
    )
    return Changes(tuple(group for group in groups if group[1]), found.reordered)


def _part(field: Field, key: str, old: _Side, new: _Side, language: str) -> Part:
    return Part(PARTS[field], _said(field, key, old, language), _said(field, key, new, language))


_RULES: Mapping[Field, Callable[[Item], str | None]] = {
    Field.RELEVANT: lambda item: item.relevant,
    Field.CONSTRAINT: lambda item: item.constraint,
    Field.CONFIRM: lambda item: item.confirm,
    Field.CALCULATE: lambda item: item.calculate,
}
_FLAGS: Mapping[Field, Callable[[Item], bool]] = {
    Field.CORE: lambda item: item.core,
    Field.PRIVATE: lambda item: item.private_only,
    Field.SEALED: lambda item: item.sealed,
}


_WORDED: Mapping[Field, Callable[[Item, Texts, str], str]] = {
    Field.KIND: lambda item, _, language: word(KINDS[item.kind], language),
    Field.OPTIONS: lambda item, texts, _: options_words(item, texts),
    Field.UNIT: lambda item, texts, _: without_number(texts.units.get(item.unit or "", "")),
    Field.BOUNDS: lambda item, *_: f"{item.minimum or ''}…{item.maximum or ''}",
    Field.THRESHOLD: threshold_words,
    Field.FOLLOWS: lambda item, _, language: word(FOLLOWED[item.follows_from], language) if item.follows_from else "",
    Field.SOURCE: lambda item, _, language: word(label_of("sources", item.source), language),
    Field.PROVISIONS: lambda item, texts, _: _cited(item, texts),
    Field.THEME: lambda item, texts, _: texts.themes.get(item.theme, item.theme),
}


def _cited(item: Item, texts: Texts) -> str:
    cited = (texts.provisions[each] for each in item.provisions if each in texts.provisions)
    return " · ".join(f"{each.instrument}, {each.number}" for each in cited)


def _said(field: Field, key: str, side: _Side, language: str) -> str:
    section, item = next((s, i) for s in side.filed.edition.sections for i in s.items if i.key == key)
    if field in _RULES:
        return rule_text(_RULES[field](item) or "", side.names)
    if field in _FLAGS:
        return word(YES_NO["yes" if _FLAGS[field](item) else "no"], language)
    if field in _WORDED:
        return _WORDED[field](item, side.texts, language)
    return side.texts.sections.get(section.name, section.name)


HANDLERS = [versions]
