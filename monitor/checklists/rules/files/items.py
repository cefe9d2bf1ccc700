"""Items: one question of a section file, each field held against the others."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from monitor.checklists.rules.files.drafts import KEY, Draft, Place
from monitor.checklists.rules.files.judging import read_threshold
from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.files.references import References
from monitor.checklists.rules.model import CHOICES, FOLLOWED_KIND, NUMBERS, Follows, Item, Kind, Source
from monitor.checklists.rules.values import number_text, plain_number
from monitor.kit.words import N_, Sentence, say

REQUIRED = ("key", "kind", "theme", "source")
RULES = ("relevant", "constraint", "confirm", "calculate")
OPTIONAL = (
    "unit", "min", "max", "options", "core", "private_only", "provisions", "noncompliant", "follows_from", "sealed",
    *RULES,
)  # fmt: skip
MEASURED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.TALLY})
BY_HAND = frozenset({Kind.PHOTO, Kind.TALLY})
MINUTES = "minutes"


def read_item(reader: Reader, node: Node, references: References, draft: Draft) -> Item | None:
    """Read one item and note where it and its rules stand; None when it has no key."""
    parts = reader.fields(node, REQUIRED, OPTIONAL)
    key = reader.text(parts.get("key"))
    if not key:
        return None
    _key(reader, parts["key"], key, draft)
    kind = reader.one_of(parts.get("kind"), Kind, Kind.TEXT)
    options = _options(reader, node, parts, kind)
    provisions = reader.texts(parts.get("provisions"))
    for cited in reader.items(parts.get("provisions")):
        reader.known(cited, references.provisions)
    minimum, maximum = _bounds(reader, node, parts, kind)
    rules = {name: reader.text(parts[name]) or None for name in RULES if name in parts}
    draft.rules |= {(key, name): Place(reader.file, parts[name]) for name in rules}
    item = Item(
        key=key,
        kind=kind,
        theme=reader.known(parts.get("theme"), references.sub_themes),
        source=reader.one_of(parts.get("source"), Source, Source.OBSERVATION),
        unit=_unit(reader, node, parts, kind, references.units),
        minimum=minimum,
        maximum=maximum,
        options=options,
        core=reader.flag(parts.get("core")),
        private_only=reader.flag(parts.get("private_only")),
        provisions=provisions,
        noncompliant=read_threshold(
            reader, parts.get("noncompliant"), kind, options, provisions, references.parameters
        ),
        follows_from=_follows(reader, parts.get("follows_from"), kind),
        relevant=rules.get("relevant"),
        constraint=rules.get("constraint"),
        confirm=rules.get("confirm"),
        calculate=rules.get("calculate"),
        sealed=reader.flag(parts.get("sealed")),
    )
    _computed(reader, parts, item)
    _sealed(reader, parts, item)
    return item


def _key(reader: Reader, node: Node, key: str, draft: Draft) -> None:
    if not KEY.fullmatch(key):
        reader.fault(
            node,
            say(N_("“%(key)s” is not a key."), key=key),
            say(N_("Use small Latin letters, digits and _, beginning with a letter.")),
        )
    if key in draft.places:
        reader.fault(
            node,
            say(N_("The key “%(key)s” stands twice in this checklist."), key=key),
            say(N_("One question is asked once: remove one, or give it a key of its own.")),
        )
    draft.places[key] = Place(reader.file, node)


def _computed(reader: Reader, parts: Mapping[str, Node], item: Item) -> None:
    """Refuse what makes no sense for an item that nobody is asked."""
    if not item.computed:
        return
    why = "calculate" if "calculate" in parts else "follows_from"
    others = ("follows_from",) if why == "calculate" else ()
    for name in (*others, "constraint", "confirm", "private_only"):
        if name in parts:
            reader.fault(
                parts[name],
                say(N_("“%(name)s” and “%(why)s” do not go together: nobody is asked this."), name=name, why=why),
                say(N_("Keep one of the two.")),
            )
    if item.kind in BY_HAND:
        reader.fault(
            parts[why],
            say(N_("An answer of the kind %(kind)s is given by hand and cannot be computed."), kind=item.kind),
            say(N_("Make the kind integer, decimal or another, or remove “%(why)s”."), why=why),
        )


def _sealed(reader: Reader, parts: Mapping[str, Node], item: Item) -> None:
    """Refuse what would need a sealed value outside its seal."""
    if not item.sealed:
        return
    for name in ("noncompliant", "follows_from", "calculate"):
        if name in parts:
            reader.fault(
                parts[name],
                say(N_("A sealed item cannot have “%(name)s”: its value leaves no trace outside."), name=name),
                say(N_("Put it on an item of its own that is computed from the sealed one.")),
            )
    if item.kind is Kind.PHOTO:
        reader.fault(
            parts["sealed"],
            say(N_("Photos are encrypted as they are.")),
            say(N_("Remove “sealed”.")),
        )


def _options(reader: Reader, node: Node, parts: Mapping[str, Node], kind: Kind) -> tuple[str, ...]:
    options = reader.texts(parts.get("options"))
    if kind in CHOICES and len(options) < 2:
        reader.fault(
            parts.get("options", node),
            say(N_("A choice needs at least two options.")),
            say(N_("List them: “options: [good, weak, none]”.")),
        )
    if kind not in CHOICES and "options" in parts:
        reader.fault(
            parts["options"],
            say(N_("Only a choice has options.")),
            say(N_("Remove them, or make the kind choice_one or choice_many.")),
        )
    for option in options:
        if not KEY.fullmatch(option):
            reader.fault(
                parts["options"],
                say(N_("“%(option)s” is not an option's id."), option=option),
                say(N_("Use small Latin letters, digits and _; the words come from texts/.")),
            )
    return options


def _unit(reader: Reader, node: Node, parts: Mapping[str, Node], kind: Kind, units: Mapping[str, str]) -> str | None:
    if kind in MEASURED and "unit" not in parts:
        reader.fault(
            node, say(N_("A number needs its unit.")), say(N_("Add “unit: persons”, “unit: hours” or another."))
        )
    if "unit" not in parts:
        return None
    if kind not in NUMBERS:
        reader.fault(parts["unit"], say(N_("Only a number has a unit.")), say(N_("Remove it, or change the kind.")))
    if kind is Kind.DURATION and reader.text(parts["unit"]) != MINUTES:
        reader.fault(
            parts["unit"],
            say(N_("A duration is kept in minutes.")),
            say(N_("Write “unit: minutes”, or leave the line out.")),
        )
    return reader.known(parts["unit"], units)


def _bounds(reader: Reader, item: Node, parts: Mapping[str, Node], kind: Kind) -> tuple[str | None, str | None]:
    read: list[str | None] = []
    for name in ("min", "max"):
        node = parts.get(name)
        value = plain_number(reader.text(node)) if node is not None else None
        if node is not None and (value is None or kind not in NUMBERS):
            reader.fault(
                node,
                say(N_("“%(name)s” is a number and belongs to a number."), name=name),
                say(N_("Write it as 0 or 2.5, and only for kinds that are numbers.")),
            )
        read.append(None if value is None else number_text(value))
    lowest, highest = read
    low, high = plain_number(lowest or "0"), plain_number(highest or "0")
    if highest is not None and low is not None and high is not None and low > high:
        reader.fault(
            parts["max"],
            say(N_("The highest value is below the lowest.")),
            say(N_("Swap min and max; without min the lowest is 0.")),
        )
    if kind is Kind.SCALE:
        _scale(reader, item, lowest, highest)
    return lowest, highest


STEPS = 11


def _scale(reader: Reader, item: Node, lowest: str | None, highest: str | None) -> None:
    remedy: Sentence = say(N_("Add whole numbers such as “min: 1” and “max: 5”; at most %(steps)s steps."), steps=STEPS)
    if lowest is None or highest is None:
        reader.fault(item, say(N_("A scale needs its lowest and its highest step.")), remedy)
    elif not (lowest + highest).replace("-", "").isdecimal() or int(highest) - int(lowest) >= STEPS:
        reader.fault(item, say(N_("A scale has few, whole steps.")), remedy)


def _follows(reader: Reader, node: Node | None, kind: Kind) -> Follows | None:
    if node is None:
        return None
    said = reader.known(node, [each.value for each in Follows])
    if said not in {each.value for each in Follows}:
        return None
    follows = Follows(said)
    if FOLLOWED_KIND[follows] is not kind:
        reader.fault(
            node,
            say(N_("“%(said)s” gives an answer of the kind %(wanted)s."), said=said, wanted=FOLLOWED_KIND[follows]),
            say(N_("Make the item that kind, or let it follow from something else.")),
        )
    return follows
