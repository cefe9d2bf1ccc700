"""The rules of items and the formulas of indicators: readable, about keys that are asked, and without circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.checklists.rules.expressions import Misread, Tree, parse, refs
from monitor.checklists.rules.expressions.tree import Own, parts
from monitor.checklists.rules.files.drafts import Draft, Place
from monitor.checklists.rules.files.items import RULES
from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.files.together import Items, keys_of
from monitor.checklists.rules.model import CHOICES, NUMBERS, Indicators, Item, Kind, Role
from monitor.checklists.rules.problems import Fault
from monitor.kit.words import N_, say

JUDGES = frozenset({"constraint", "confirm"})
MAY_LEAVE = NUMBERS | CHOICES | {Kind.YES_NO}


def check_formulas(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    """Read every rule of every item and hold it against the keys of its sheet."""
    modules = {draft.name: draft for draft in drafts if draft.role is Role.MODULE}
    for draft in drafts:
        known = keys_of(draft, drafts, modules)
        for item in draft.edition().items:
            for field in RULES:
                text, place = getattr(item, field), draft.rules.get((item.key, field))
                if text and place:
                    _rule(Reader(place.file, faults), place, text, item, field, known)


def _rule(reader: Reader, place: Place, text: str, item: Item, field: str, known: Items) -> None:
    tree = _read(reader, place, text, known)
    if tree is None:
        return
    if field not in JUDGES and any(isinstance(part, Own) for part in parts(tree)):
        reader.fault(
            place.node,
            say(N_("“.” is the answer being judged, and here none is.")),
            say(N_("Name the key: “.” is only known in constraint and confirm.")),
        )
    leaks = [key for key in refs(tree) if key in known and known[key].sealed]
    if field == "calculate" and leaks and item.kind not in MAY_LEAVE:
        reader.fault(
            place.node,
            say(N_("“%(key)s” is sealed."), key=min(leaks)),
            say(N_("Compute a number, yes or no, or a choice: a time or a text would carry the sealed value outside.")),
        )


def _read(reader: Reader, place: Place, text: str, known: Items) -> Tree | None:
    try:
        tree = parse(text)
    except Misread as misread:
        where = say(N_("at “%(there)s”: %(why)s"), there=text[misread.position :][:20], why=misread.sentence)
        reader.fault(place.node, where, misread.todo)
        return None
    for key in sorted(refs(tree) - known.keys()):
        reader.not_among(place.node, key, sorted(known))
    return tree


def check_indicators(
    indicators: Indicators, places: Mapping[tuple[str, str], Place], drafts: Sequence[Draft], faults: list[Fault]
) -> None:
    """Read every formula of the indicators and hold it against the keys of the whole library."""
    known = {item.key: item for draft in drafts for item in draft.edition().items}
    for indicator in indicators.all:
        for field, text in indicator.expressions.items():
            place = places.get((indicator.id, field))
            if place and text:
                _read(Reader(place.file, faults), place, text, known)
