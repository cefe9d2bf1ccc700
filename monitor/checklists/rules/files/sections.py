"""Manifests and section files: the structure of one checklist or module, read and checked part by part."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from monitor.checklists.rules.files.blocks import check_block, read_block
from monitor.checklists.rules.files.drafts import Draft, Place
from monitor.checklists.rules.files.items import read_item
from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import References
from monitor.checklists.rules.model import Attachment, Became, Fate, Photos, Role, Section, Use, When
from monitor.kit.words import N_, say

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


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
    optional = ("serves", "modules", "everywhere", "photos", "became")
    parts = reader.fields(root, ("id", "kind", "version", "sections"), optional)
    draft.role = reader.one_of(parts.get("kind"), Role, Role.CHECKLIST)
    said = reader.text(parts.get("id"))
    if said and said != draft.name:
        reader.fault(
            parts["id"],
            say(N_("The id “%(said)s” is not the folder's name “%(name)s”."), said=said, name=draft.name),
            say(N_("Give both the same name.")),
        )
    draft.use = Use(
        version=reader.text(parts.get("version")),
        serves=reader.texts(parts.get("serves")),
        modules=tuple(_attachment(reader, node, draft) for node in reader.items(parts.get("modules"))),
        everywhere=reader.one_of(parts["everywhere"], When, When.ALWAYS) if "everywhere" in parts else None,
        photos=reader.one_of(parts["photos"], Photos, Photos.ALLOWED) if "photos" in parts else Photos.ALLOWED,
        became=_told(reader, parts.get("became"), draft),
    )
    return [(node, reader.text(node)) for node in reader.items(parts.get("sections"))]


def _attachment(reader: Reader, node: Node, draft: Draft) -> Attachment:
    parts = reader.fields(node, ("name", "when"), ("held",))
    name = reader.text(parts.get("name"))
    when = reader.one_of(parts.get("when"), When, When.ALWAYS)
    draft.attached[name] = node
    if (when is When.HELD) != ("held" in parts):
        reader.fault(
            parts.get("held", node),
            say(N_("“when: held” and “held” belong together.")),
            say(N_("Write “when: held, held: held_women” with the key of the item that counts those people.")),
        )
    held = reader.text(parts["held"]) if "held" in parts else None
    if held:
        draft.named.append((held, parts["held"]))
    return Attachment(name, when, held)


def _told(reader: Reader, node: Node | None, draft: Draft) -> tuple[Became, ...]:
    told: dict[str, Became] = {}
    for each in reader.items(node):
        parts = reader.fields(each, ("key", "fate"), ("by",))
        key, fate = reader.text(parts.get("key")), reader.one_of(parts.get("fate"), Fate, Fate.SAME)
        if (fate is Fate.REPLACED) != ("by" in parts):
            reader.fault(
                parts.get("by", each),
                say(N_("“fate: replaced” and “by” belong together.")),
                say(N_("Name under “by” the key that is asked instead.")),
            )
        if key in told:
            reader.fault(
                each, say(N_("“%(name)s” stands twice in this block."), name=key), say(N_("Keep one of the two."))
            )
        told[key] = Became(key, fate, reader.text(parts["by"]) if "by" in parts else None)
        if "by" in parts:
            draft.named.append((reader.text(parts["by"]), parts["by"]))
        elif fate is not Fate.DROPPED and "key" in parts:
            draft.named.append((key, parts["key"]))
        elif "key" in parts:
            draft.gone[key] = parts["key"]
    return tuple(told.values())


def _section(reader: Reader, text: str, name: str, references: References, draft: Draft) -> None:
    root = reader.root(text)
    if root is None:
        return
    parts = reader.fields(root, ("letter", "theme", "items"), ("block",))
    letter = _letter(reader, root, parts, draft)
    theme = reader.known(parts.get("theme"), references.themes)
    nodes = reader.items(parts.get("items"))
    items = tuple(item for node in nodes if (item := read_item(reader, node, references, draft)))
    draft.letters[letter] = Place(reader.file, parts.get("letter", root))
    block = read_block(reader, parts["block"]) if "block" in parts else None
    if block is not None:
        check_block(reader, parts["block"], block, items, draft)
    draft.sections.append(Section(name, letter, theme, items, block))


def _letter(reader: Reader, root: Node, parts: Mapping[str, Node], draft: Draft) -> str:
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
    return letter
