"""Blocks: sections asked row by row, and what their columns may be."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from monitor.checklists.rules.files.drafts import KEY, Draft, Place
from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.model import Block, Item, Kind, Sum
from monitor.checklists.rules.values import plain_number
from monitor.kit.words import N_, say

MOST, LARGEST = 60, 200
NAMES_A_ROW = frozenset({Kind.TEXT, Kind.INTEGER, Kind.CHOICE_ONE})
TELLS_WHEN = frozenset({Kind.DATE, Kind.TIME, Kind.MOMENT})


def read_block(reader: Reader, node: Node) -> Block | None:
    """Read what makes a section a repeated block; None when it is no block of fields."""
    parts = reader.fields(node, ("name", "label"), ("most", "private", "sums"))
    if "name" not in parts:
        return None
    name = reader.text(parts["name"])
    if not KEY.fullmatch(name):
        reader.fault(
            parts["name"],
            say(N_("“%(key)s” is not a key."), key=name),
            say(N_("Use small Latin letters, digits and _, beginning with a letter.")),
        )
    return Block(
        name=name,
        label=reader.text(parts.get("label")),
        most=_most(reader, parts.get("most")),
        private=reader.flag(parts.get("private")),
        sums=tuple(_sum(reader, each) for each in reader.items(parts.get("sums"))),
    )


def _most(reader: Reader, node: Node | None) -> int:
    if node is None:
        return MOST
    number = plain_number(reader.text(node))
    if number is None or number != int(number) or not 1 <= number <= LARGEST:
        reader.fault(
            node,
            say(N_("“most” is a whole number of rows.")),
            say(N_("Write 1 to %(largest)s, or leave the line out for %(usual)s."), largest=LARGEST, usual=MOST),
        )
        return MOST
    return int(number)


def _sum(reader: Reader, node: Node) -> Sum:
    parts = reader.fields(node, ("column", "equals"))
    return Sum(reader.text(parts.get("column")), reader.text(parts.get("equals")))


def check_block(reader: Reader, node: Node, block: Block, items: tuple[Item, ...], draft: Draft) -> None:
    """Hold a block against its columns, and note where it and what it adds up to were written."""
    columns = {item.key: item for item in items}
    parts: Mapping[str, Node] = reader.entries(node)
    draft.blocks[block.name] = Place(reader.file, parts["name"])
    if block.label not in columns:
        reader.not_among(parts.get("label", node), block.label, list(columns))
    elif columns[block.label].kind not in NAMES_A_ROW or columns[block.label].computed:
        reader.fault(
            parts["label"],
            say(N_("“%(key)s” cannot name a row."), key=block.label),
            say(N_("Name rows by a text, a whole number or a choice that somebody gives.")),
        )
    for each in reader.items(parts.get("sums")):
        named = reader.entries(each)
        if "column" in named:
            reader.known(named["column"], columns)
        if "equals" in named:
            draft.sums.append((reader.text(named["equals"]), Place(reader.file, named["equals"])))
    for item in items:
        _column(reader, item, block, draft)


def _column(reader: Reader, item: Item, block: Block, draft: Draft) -> None:
    node = draft.places[item.key].node
    if item.follows_from is not None:
        reader.fault(
            node,
            say(
                N_("“%(key)s” is a column, and what follows from the visit is one fact, not one for each row."),
                key=item.key,
            ),
            say(N_("Ask it outside the block.")),
        )
    if block.private and item.kind in TELLS_WHEN and not item.sealed:
        reader.fault(
            node,
            say(
                N_("“%(key)s” would tell when a person was spoken to or held: in a private block it is sealed."),
                key=item.key,
            ),
            say(N_("Add “sealed: yes”, and let a computed duration carry what is needed outside.")),
        )
