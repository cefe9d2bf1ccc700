"""Manifests and section files: the structure of one checklist or module, read and checked item by item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yaml.nodes import Node

from monitor.checklists.rules.files.judging import read_threshold
from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import References
from monitor.checklists.rules.model import (
    CHOICES,
    FOLLOWED_KIND,
    NUMBERS,
    Attachment,
    Edition,
    Follows,
    Item,
    Kind,
    Role,
    Section,
    Source,
    Use,
    When,
)
from monitor.checklists.rules.values import number_text, plain_number
from monitor.kit.words import N_, say

KEY = re.compile(r"[a-z][a-z0-9_]*")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
REQUIRED = ("key", "kind", "theme", "source")
OPTIONAL = (
    "unit", "min", "max", "options", "core", "private_only", "provisions", "noncompliant", "follows_from",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A checklist while it is read: its folder, what it will be, and where each part was written."""

    folder: str
    name: str
    role: Role = Role.CHECKLIST
    use: Use = field(default_factory=lambda: Use(""))
    sections: list[Section] = field(default_factory=list)
    places: dict[str, tuple[str, Node]] = field(default_factory=dict)
    attached: dict[str, Node] = field(default_factory=dict)
    letters: dict[str, tuple[str, Node]] = field(default_factory=dict)

    def edition(self) -> Edition:
        """Give the structure that was read."""
        return Edition(self.name, self.role, tuple(self.sections))


def read_draft(files: Files, folder: str, references: References, reader: Reader) -> Draft:
    """Read the manifest in a folder and every section file it orders."""
    draft = Draft(folder, folder.rsplit("/", 1)[-1])
    ordered = _manifest(files, draft, reader)
    present = {path.removeprefix(f"{folder}/sections/") for path in files if path.startswith(f"{folder}/sections/")}
    for node, name in ordered:
        if f"{name}.yaml" not in present:
            reader.fault(
                node,
                say(N_("There is no section file “%(name)s”."), name=f"sections/{name}.yaml"),
                say(N_("Add the file, or take this line out.")),
            )
            continue
        path = f"{folder}/sections/{name}.yaml"
        _section(Reader(path, reader.faults), files[path], name, references, draft)
    for stray in sorted(present - {f"{name}.yaml" for _, name in ordered}):
        Reader(f"{folder}/sections/{stray}", reader.faults).fault(
            1,
            say(N_("No manifest line names this section.")),
            say(N_("Name it under “sections” in manifest.yaml, or remove the file.")),
        )
    return draft


def _manifest(files: Files, draft: Draft, reader: Reader) -> list[tuple[Node, str]]:
    root = reader.root(files[reader.file])
    if root is None:
        return []
    parts = reader.fields(root, ("id", "kind", "version", "sections"), ("serves", "modules", "everywhere"))
    draft.role = reader.one_of(parts.get("kind"), Role, Role.CHECKLIST)
    said = reader.text(parts.get("id"))
    if said and said != draft.name:
        reader.fault(
            parts["id"],
            say(N_("The id “%(said)s” is not the folder's name “%(name)s”."), said=said, name=draft.name),
            say(N_("Give both the same name.")),
        )
    attachments = []
    for node in reader.items(parts.get("modules")):
        module = reader.fields(node, ("name", "when"))
        name = reader.text(module.get("name"))
        attachments.append(Attachment(name, reader.one_of(module.get("when"), When, When.ALWAYS)))
        draft.attached[name] = node
    everywhere = reader.one_of(parts["everywhere"], When, When.ALWAYS) if "everywhere" in parts else None
    served = reader.texts(parts.get("serves"))
    draft.use = Use(reader.text(parts.get("version")), served, tuple(attachments), everywhere)
    return [(node, reader.text(node)) for node in reader.items(parts.get("sections"))]


def _section(reader: Reader, text: str, name: str, references: References, draft: Draft) -> None:
    root = reader.root(text)
    if root is None:
        return
    parts = reader.fields(root, ("letter", "theme", "items"))
    letter = reader.text(parts.get("letter"))
    if letter and (len(letter) != 1 or letter not in LETTERS):
        reader.fault(
            parts["letter"],
            say(N_("“%(letter)s” cannot begin a short code."), letter=letter),
            say(N_("Use one capital letter A to Z; I and O look like digits and are left out.")),
        )
    if draft.sections and letter <= draft.sections[-1].letter:
        reader.fault(
            parts.get("letter", root),
            say(N_("The letter “%(letter)s” does not come after that of the section before."), letter=letter),
            say(N_("Letters go up in the order of the manifest, so that a code is found at once.")),
        )
    theme = reader.known(parts.get("theme"), references.themes)
    nodes = reader.items(parts.get("items"))
    items = tuple(item for node in nodes if (item := _item(reader, node, references, draft)))
    draft.letters[letter] = (reader.file, parts.get("letter", root))
    draft.sections.append(Section(name, letter, theme, items))


def _item(reader: Reader, node: Node, references: References, draft: Draft) -> Item | None:
    parts = reader.fields(node, REQUIRED, OPTIONAL)
    key = reader.text(parts.get("key"))
    if not key:
        return None
    if not KEY.fullmatch(key):
        reader.fault(
            parts["key"],
            say(N_("“%(key)s” is not a key."), key=key),
            say(N_("Use small Latin letters, digits and _, beginning with a letter.")),
        )
    if key in draft.places:
        reader.fault(
            parts["key"],
            say(N_("The key “%(key)s” stands twice in this checklist."), key=key),
            say(N_("One question is asked once: remove one, or give it a key of its own.")),
        )
    draft.places[key] = (reader.file, parts["key"])
    kind = reader.one_of(parts.get("kind"), Kind, Kind.TEXT)
    options = _options(reader, node, parts, kind)
    provisions = reader.texts(parts.get("provisions"))
    for cited in reader.items(parts.get("provisions")):
        reader.known(cited, references.provisions)
    minimum, maximum = _bounds(reader, parts, kind)
    return Item(
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
    if kind in NUMBERS and "unit" not in parts:
        reader.fault(
            node, say(N_("A number needs its unit.")), say(N_("Add “unit: persons”, “unit: hours” or another."))
        )
    if kind not in NUMBERS and "unit" in parts:
        reader.fault(parts["unit"], say(N_("Only a number has a unit.")), say(N_("Remove it, or change the kind.")))
    return reader.known(parts["unit"], units) if "unit" in parts else None


def _bounds(reader: Reader, parts: Mapping[str, Node], kind: Kind) -> tuple[str | None, str | None]:
    read: list[str | None] = []
    for name in ("min", "max"):
        node = parts.get(name)
        value = plain_number(reader.text(node)) if node is not None else None
        if node is not None and (value is None or kind not in NUMBERS):
            reader.fault(
                node,
                say(N_("“%(name)s” is a number and belongs to a number."), name=name),
                say(N_("Write it as 0 or 2.5, and only for integer and decimal.")),
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
    return lowest, highest


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
