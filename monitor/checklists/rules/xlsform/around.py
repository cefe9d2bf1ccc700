"""What a form meets when it is read: the library it joins, and what stands in for what a form does not say."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.checklists.rules.files import load
from monitor.checklists.rules.files.reading import Files
from monitor.checklists.rules.files.together import MANIFEST

THEME, SUB_THEME, UNIT = "overall", "overall.summary", "number"


@dataclass(frozen=True, slots=True)
class Around:
    """The files a form joins: their languages, and by checklist the keys and blocks that are taken."""

    files: Files
    languages: frozenset[str]
    keys: frozenset[str]
    blocks: frozenset[str]
    names: frozenset[str]


def around(files: Files) -> Around:
    """Look at the checklist files that a form is to stand beside; raise ChecklistFaults when they hold mistakes."""
    entries = load(files).entries
    sections = [section for entry in entries for section in entry.edition.sections]
    return Around(
        files=files,
        languages=frozenset(path[6:-5] for path in files if path.startswith("texts/") and path.count("/") == 1),
        keys=frozenset(item.key for section in sections for item in section.items),
        blocks=frozenset(section.block.name for section in sections if section.block),
        names=frozenset(path.removesuffix(MANIFEST).rsplit("/", 1)[-1] for path in files if path.endswith(MANIFEST)),
    )
