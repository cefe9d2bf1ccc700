"""The rules of items and the formulas of indicators: readable, about keys that are asked, and without circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.checklists.rules.expressions import (
    Doubt,
    Known,
    Misread,
    Tree,
    check_condition,
    check_value_rule,
    cycle,
    known_of,
    parse,
    refs,
)
from monitor.checklists.rules.files.drafts import Draft, Place
from monitor.checklists.rules.files.items import RULES
from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.files.together import seen_from
from monitor.checklists.rules.model import CHOICES, NUMBERS, Fact, Indicators, Item, Kind, Role
from monitor.checklists.rules.problems import Fault
from monitor.kit.words import N_, say

JUDGES = frozenset({"constraint", "confirm"})
MAY_LEAVE = NUMBERS | CHOICES | {Kind.YES_NO}
Placed = Mapping[tuple[str, str], Place]


@dataclass(frozen=True, slots=True)
class _Column:
    """An item and the block whose column it is."""

    item: Item
    block: str | None


def check_formulas(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    """Read every rule of every item and hold it against the keys of its sheet."""
    modules = {draft.name: draft for draft in drafts if draft.role is Role.MODULE}
    for draft in drafts:
        seen = _columns(seen_from(draft, drafts, modules))
        known = {key: known_of(each.item, each.block) for key, each in seen.items()}
        for column in _columns([draft]).values():
            for field in RULES:
                if text := getattr(column.item, field):
                    _rule(draft.rules[column.item.key, field], text, field, column, seen, known, faults)
    _circles(drafts, faults)


def _columns(drafts: Sequence[Draft]) -> dict[str, _Column]:
    found: dict[str, _Column] = {}
    for section in (section for draft in drafts for section in draft.sections):
        for item in section.items:
            found.setdefault(item.key, _Column(item, section.block.name if section.block else None))
    return found


def _rule(
    place: Place,
    text: str,
    field: str,
    column: _Column,
    seen: Mapping[str, _Column],
    known: Mapping[str, Known],
    faults: list[Fault],
) -> None:
    reader, item, block = Reader(place.file, faults), column.item, column.block
    tree = _read(reader, place, text)
    if tree is None:
        return
    if field == "calculate":
        _tell(reader, place, check_value_rule(tree, known=known, kind=item.kind, block=block))
        leaks = [key for key in refs(tree) if key in seen and seen[key].item.sealed]
        if leaks and item.kind not in MAY_LEAVE:
            reader.fault(
                place.node,
                say(N_("“%(key)s” is sealed."), key=min(leaks)),
                say(
                    N_(
                        "Compute a number, yes or no, or a choice: a time or a text would carry the sealed value outside."
                    )
                ),
            )
    else:
        own = known_of(item, block) if field in JUDGES else None
        _tell(reader, place, check_condition(tree, known=known, block=block, own=own))


def _read(reader: Reader, place: Place, text: str) -> Tree | None:
    try:
        return parse(text)
    except Misread as misread:
        there = text[misread.position :][:20] or text
        reader.fault(place.node, say(N_("At “%(there)s”: %(why)s"), there=there, why=misread.sentence), misread.todo)
        return None


def _tell(reader: Reader, place: Place, doubts: Sequence[Doubt]) -> None:
    for doubt in doubts:
        reader.fault(place.node, doubt.sentence, doubt.todo)


def _circles(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    needs: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for draft in drafts:
        for item in draft.edition().items:
            for field in ("calculate", "relevant"):
                text, place = getattr(item, field), draft.rules.get((item.key, field))
                if text and place and (tree := _read(Reader(""), place, text)):
                    needs.setdefault(item.key, []).extend(sorted(refs(tree)))
                    places.setdefault(item.key, place)
    circle = cycle(needs)
    if circle:
        place = places[circle[0]]
        Reader(place.file, faults).fault(
            place.node,
            say(N_("These need each other in a circle: %(keys)s."), keys=" → ".join(circle)),
            say(N_("Take one of them out of a calculate or relevant.")),
        )


def check_indicators(indicators: Indicators, places: Placed, drafts: Sequence[Draft], faults: list[Fault]) -> None:
    """Read every formula of the indicators and hold it against the keys of the whole library."""
    known = {key: known_of(each.item, each.block) for key, each in _columns(drafts).items()}
    known |= {fact.value: Known(Kind.DECIMAL) for fact in Fact}
    for indicator in indicators.all:
        for field, text in indicator.expressions.items():
            place = places[indicator.id, field]
            reader = Reader(place.file, faults)
            tree = _read(reader, place, text) if text else None
            if tree is not None:
                _tell(reader, place, check_value_rule(tree, known=known, kind=Kind.DECIMAL))
