"""A walk over YAML nodes that keeps the line of everything and collects faults instead of stopping.

Scalars are taken as the text that was written: `no` stays "no" and 2.50 stays "2.50".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from unicodedata import normalize

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.checklists.rules.files.nodes import TooDeep, composed
from monitor.checklists.rules.problems import Fault
from monitor.kit.words import N_, Sentence, say

E = TypeVar("E", bound=StrEnum)
YES, NO = "yes", "no"
UNREADABLE = "\ufffd"
Files = Mapping[str, str]


@dataclass(slots=True)
class Reader:
    """One file under reading; faults go to a list shared with the other files."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, node: Node | int, what: Sentence, remedy: Sentence) -> None:
        """Note a mistake at a node, or at a line counted from 1."""
        line = node if isinstance(node, int) else node.start_mark.line + 1
        self.faults.append(Fault(self.file, line, what, remedy))

    def root(self, text: str) -> Node | None:
        """Read the file's one document; None with a fault when it is no YAML or empty."""
        for number, line in enumerate(text.splitlines(), start=1):
            if UNREADABLE in line:
                self.fault(
                    number,
                    say(N_("A letter here is not UTF-8.")),
                    say(N_("Save the file as UTF-8 and look at this line.")),
                )
        try:
            node = composed(text)
        except TooDeep:
            self.fault(
                1, say(N_("Blocks stand too deep in each other.")), say(N_("Write the file as the guide shows."))
            )
            return None
        except yaml.YAMLError as error:
            unclosed = "quoted scalar" in (getattr(error, "context", None) or "")
            mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
            why = str(getattr(error, "problem", None) or error).splitlines()[0]
            self.fault(
                mark.line + 1 if mark else 1,
                say(N_("This is not readable as YAML (%(why)s)."), why=why),
                say(N_("Check indentation, colons and quotes here and one line above.")),
            )
            return None
        if node is None:
            self.fault(1, say(N_("The file is empty.")), say(N_("Fill it in, or remove it.")))
        return node

    def fields(self, node: Node, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """Read a block of named fields; unknown, doubled and missing names are faults."""
        needed, known = list(required), [*required, *optional]
        found = self.entries(node)
        for name, value in found.items():
            if name not in known:
                self._unknown(value, name, known)
        for name in needed:
            if name not in found and isinstance(node, MappingNode):
                self.fault(
                    node,
                    say(N_("The field “%(name)s” is missing."), name=name),
                    say(N_("Add a line “%(name)s: …” to this block."), name=name),
                )
        return {name: value for name, value in found.items() if name in known}

    def entries(self, node: Node) -> dict[str, Node]:
        """Read a block of free names, each of which may stand once."""
        if not isinstance(node, MappingNode):
            self.fault(
                node,
                say(N_("Here a block of “name: value” lines is expected.")),
                say(N_("Write each field on its own line, indented under its parent.")),
            )
            return {}
        found: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.fault(
                    key,
                    say(N_("“%(name)s” stands twice in this block."), name=name),
                    say(N_("Keep one of the two.")),
                )
            found[name] = value
        return found

    def _unknown(self, node: Node, name: str, known: list[str]) -> None:
        close = get_close_matches(name, known, n=1)
        remedy = (
            say(N_("Did you mean “%(close)s”?"), close=close[0])
            if close
            else say(N_("Known here: %(known)s."), known=", ".join(known))
        )
        self.fault(node, say(N_("“%(name)s” is not a field of this block."), name=name), remedy)

    def items(self, node: Node | None) -> list[Node]:
        """Read a list; an absent one is empty."""
        if node is None:
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.fault(node, say(N_("Here a list is expected.")), say(N_("Begin each entry with a dash: “- …”.")))
        return []

    def text(self, node: Node | None) -> str:
        """Read one text; empty with a fault when there is a block or nothing."""
        if node is None:
            return ""
        said = normalize("NFC", node.value).strip() if isinstance(node, ScalarNode) else ""
        if not said:
            self.fault(node, say(N_("Here a text is expected.")), say(N_("Write it after the colon, on one line.")))
        return said

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Read a list of texts, each of which may stand once."""
        read: list[str] = []
        for each in self.items(node):
            said = self.text(each)
            if said in read:
                self.fault(each, say(N_("“%(name)s” is listed twice."), name=said), say(N_("Keep one of the two.")))
            elif said:
                read.append(said)
        return tuple(read)

    def flag(self, node: Node | None) -> bool:
        """Read yes or no; an absent flag is no."""
        if node is None:
            return False
        said = self.text(node)
        if said not in {YES, NO}:
            self.fault(
                node,
                say(N_("“%(said)s” is neither yes nor no."), said=said),
                say(N_("Write “yes”, or leave the line out.")),
            )
        return said == YES

    def one_of(self, node: Node | None, kind: type[E], fallback: E) -> E:
        """Read a word of a fixed list; the fallback with a fault when it is none of them."""
        if node is None:
            return fallback
        said = self.text(node)
        if said in {each.value for each in kind}:
            return kind(said)
        self.not_among(node, said, [each.value for each in kind])
        return fallback

    def known(self, node: Node | None, among: Iterable[str]) -> str:
        """Read a name that has to be known already."""
        said = self.text(node)
        names = sorted(among)
        if node is not None and said and said not in names:
            self.not_among(node, said, names)
        return said

    def not_among(self, node: Node, said: str, names: list[str]) -> None:
        """Note that a word is none of those allowed, with the nearest one as the remedy."""
        close = get_close_matches(said, names, n=1)
        if close:
            remedy = say(N_("Did you mean “%(close)s”?"), close=close[0])
        elif len(names) <= 16:
            remedy = say(N_("Use one of: %(known)s."), known=", ".join(names))
        else:
            remedy = say(N_("Use one that is defined, or define it first."))
        self.fault(node, say(N_("“%(said)s” is not known here."), said=said), remedy)
