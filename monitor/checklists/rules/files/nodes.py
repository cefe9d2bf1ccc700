"""YAML text to nodes that keep their lines, without recursion and without references: files may come from anybody."""

from __future__ import annotations

from typing import cast

import yaml
from yaml.error import Mark
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

DEEPEST = 20
# The loader written in C reads a library five times faster; where it is missing the other reads the same.
_LOADER: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooDeep(Exception):
    """Blocks stand deeper in each other than any checklist needs."""


def composed(text: str) -> Node | None:
    """Read the one document of a text into nodes; None when it is empty. Raises yaml.YAMLError or TooDeep."""
    open_nodes: list[tuple[CollectionStartEvent, list[Node]]] = []
    root: list[Node] = []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, ScalarEvent):
            _add(
                ScalarNode(event.tag or "", event.value, _mark(event.start_mark), _mark(event.end_mark)),
                open_nodes,
                root,
            )
        elif isinstance(event, CollectionStartEvent):
            if len(open_nodes) == DEEPEST:
                raise TooDeep
            open_nodes.append((event, []))
        elif isinstance(event, CollectionEndEvent):
            start, inside = open_nodes.pop()
            _add(_closed(start, inside, event), open_nodes, root)
        elif isinstance(event, AliasEvent) or (isinstance(event, DocumentStartEvent) and root):
            raise _refused(event)
    return root[0] if root else None


def _add(node: Node, open_nodes: list[tuple[CollectionStartEvent, list[Node]]], root: list[Node]) -> None:
    (open_nodes[-1][1] if open_nodes else root).append(node)


def _closed(start: CollectionStartEvent, inside: list[Node], end: CollectionEndEvent) -> Node:
    if isinstance(start, MappingStartEvent):
        pairs = list(zip(inside[::2], inside[1::2], strict=True))
        return MappingNode(start.tag or "", pairs, _mark(start.start_mark), _mark(end.end_mark))
    return SequenceNode(start.tag or "", inside, _mark(start.start_mark), _mark(end.end_mark))


def _refused(event: NodeEvent | DocumentStartEvent) -> yaml.YAMLError:
    why = "a reference to another place" if isinstance(event, AliasEvent) else "a second document"
    return yaml.MarkedYAMLError(problem=why, problem_mark=_mark(event.start_mark))


def _mark(mark: object) -> Mark | None:
    """Take a mark of either loader: both have a line and a column."""
    return cast("Mark | None", mark)
