"""Text files: the words of one checklist in one language, held against its structure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yaml.nodes import Node

from monitor.checklists.rules.files.drafts import Draft
from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import References
from monitor.checklists.rules.model import BlockText, Cited, Edition, Item, ItemText, Texts, TextStatus
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say


def read_texts(files: Files, draft: Draft, references: References, reader: Reader) -> tuple[Texts, ...]:
    """Read every texts/<language>.yaml of a checklist; English must be complete, others fall back to it."""
    folder = f"{draft.folder}/texts/"
    languages = sorted(path.removeprefix(folder).removesuffix(".yaml") for path in files if path.startswith(folder))
    if DEFAULT_LANGUAGE not in languages:
        Reader(f"{folder}{DEFAULT_LANGUAGE}.yaml", reader.faults).fault(
            1, say(N_("The file is missing.")), say(N_("Add it: every question needs its English words."))
        )
    read = (_language(files, draft, language, references, reader) for language in languages)
    return tuple(texts for texts in read if texts)


def _language(files: Files, draft: Draft, language: str, references: References, parent: Reader) -> Texts | None:
    reader = Reader(f"{draft.folder}/texts/{language}.yaml", parent.faults)
    if language not in references.labels:
        reader.fault(
            1,
            say(N_("There are no shared labels for the language “%(language)s”."), language=language),
            say(N_("Add texts/%(language)s.yaml beside themes.yaml first."), language=language),
        )
        return None
    root = reader.root(files[reader.file])
    if root is None:
        return None
    parts = reader.fields(root, ("status", "title", "about", "sections", "items"), ("blocks",))
    status = reader.one_of(parts.get("status"), TextStatus, TextStatus.DRAFT)
    edition = draft.edition()
    titles = reader.entries(parts["sections"]) if "sections" in parts else {}
    entries = reader.entries(parts["items"]) if "items" in parts else {}
    by_key = {item.key: item for item in edition.items}
    _complete(reader, parts.get("sections"), [section.name for section in edition.sections], titles)
    _complete(reader, parts.get("items"), by_key, entries)
    blocks = _blocks(reader, root, parts, edition)
    return Texts(
        language=language,
        status=status,
        title=reader.text(parts.get("title")),
        about=reader.text(parts.get("about")),
        sections={name: reader.text(node) for name, node in titles.items()},
        items={key: _words(reader, entries[key], item, status) for key, item in by_key.items() if key in entries},
        units=_units(edition, language, references),
        themes=_themes(edition, language, references),
        provisions=_cited(edition, language, references),
        parameters=_parameters(edition, language, references),
        blocks=blocks,
    )


def _complete(reader: Reader, node: Node | None, wanted: Iterable[str], found: Mapping[str, Node]) -> None:
    names = list(wanted)
    for name in names:
        if node is not None and name not in found:
            reader.fault(
                node,
                say(N_("“%(key)s” has no words in this file."), key=name),
                say(N_("Add a line “%(key)s: …” here."), key=name),
            )
    for name, each in found.items():
        if name not in names:
            reader.not_among(each, name, names)


def _blocks(reader: Reader, root: Node, parts: Mapping[str, Node], edition: Edition) -> dict[str, BlockText]:
    names = [section.block.name for section in edition.sections if section.block]
    found = reader.entries(parts["blocks"]) if "blocks" in parts else {}
    _complete(reader, parts.get("blocks", root if names else None), names, found)
    read = {name: reader.fields(found[name], ("row", "add")) for name in names if name in found}
    return {name: BlockText(reader.text(each.get("row")), reader.text(each.get("add"))) for name, each in read.items()}


def _words(reader: Reader, node: Node, item: Item, status: TextStatus) -> ItemText:
    choice = ("options",) if item.options else ()
    said = tuple(name for name in ("constraint", "confirm") if getattr(item, name) is not None)
    parts = reader.fields(node, ("question", *choice, *said), ("help", "status"))
    labels = reader.entries(parts["options"]) if "options" in parts else {}
    _complete(reader, parts.get("options"), item.options, labels)
    return ItemText(
        question=reader.text(parts.get("question")),
        help=reader.text(parts.get("help")),
        constraint=reader.text(parts.get("constraint")),
        confirm=reader.text(parts.get("confirm")),
        options={option: reader.text(labels[option]) for option in item.options if option in labels},
        status=reader.one_of(parts.get("status"), TextStatus, status),
    )


def _units(edition: Edition, language: str, references: References) -> dict[str, str]:
    used = sorted({item.unit for item in edition.items if item.unit})
    words = references.labels[language].units
    return {unit: words.get(unit) or references.units.get(unit, unit) for unit in used}


def _themes(edition: Edition, language: str, references: References) -> dict[str, str]:
    used = {section.theme for section in edition.sections} | {item.theme for item in edition.items}
    used |= {theme.split(".")[0] for theme in used}
    words, english = references.labels[language].themes, references.labels[DEFAULT_LANGUAGE].themes
    return {theme: words.get(theme) or english.get(theme, "") for theme in sorted(used)}


def _cited(edition: Edition, language: str, references: References) -> dict[str, Cited]:
    used = sorted({provision for item in edition.items for provision in item.provisions})
    return {name: references.cited(name, language) for name in used if name in references.provisions}


def _parameters(edition: Edition, language: str, references: References) -> dict[str, str]:
    rules = (item.noncompliant for item in edition.items)
    used = sorted({rule.parameter for rule in rules if rule and rule.parameter})
    words = references.labels[language].parameters
    return {name: words.get(name) or references.parameters.get(name, name) for name in used}
