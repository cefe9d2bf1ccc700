"""A checklist while it is read: what it will be, and where in its files each part was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yaml.nodes import Node

from monitor.checklists.rules.model import Edition, Role, Section, Use

KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written: the file, and the node with its line."""

    file: str
    node: Node


@dataclass(slots=True)
class Draft:
    """A checklist or module under reading; `rules` places each expression by its item's key and its field."""

    folder: str
    name: str
    role: Role = Role.CHECKLIST
    use: Use = field(default_factory=lambda: Use(""))
    sections: list[Section] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    rules: dict[tuple[str, str], Place] = field(default_factory=dict)
    attached: dict[str, Node] = field(default_factory=dict)
    letters: dict[str, Place] = field(default_factory=dict)
    blocks: dict[str, Place] = field(default_factory=dict)
    sums: list[tuple[str, Place]] = field(default_factory=list)
    named: list[tuple[str, Node]] = field(default_factory=list)
    gone: dict[str, Node] = field(default_factory=dict)

    def edition(self) -> Edition:
        """Give the structure that was read."""
        return Edition(self.name, self.role, tuple(self.sections))
