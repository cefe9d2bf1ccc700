"""`monitor checklists check`: are the checklist files sound, and if not, which line and what to do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from monitor.checklists.rules import ChecklistFaults, Fault, Library, Loaded, edition_hash, load
from monitor.kit.words import DEFAULT_LANGUAGE, N_, count, say, word
from monitor.outside.shipped import read_checklist_files, shipped


def check(directory: Path | None, *, language: str = DEFAULT_LANGUAGE) -> int:
    """Check a checklists folder, or the one that came with the product; 0 when sound, 1 with one line per mistake."""
    library = _load(directory)
    if isinstance(library, Library):
        for entry in library.entries:
            asked = word(count("%(n)s question", "%(n)s questions", len(entry.edition.items)), language)
            print(f"{entry.edition.name}  {asked}  {_spoken(entry)}  {edition_hash(entry.edition)}")
        return 0
    for fault in library:
        what, remedy = word(fault.what, language), word(fault.remedy, language)
        print(f"{fault.file}:{fault.line}: {what} {remedy}" if fault.line else what, file=sys.stderr)
    return 1


def check_for_scripts(directory: Path | None, *, language: str = DEFAULT_LANGUAGE) -> int:
    """Check as `check` does, and print one JSON object a line: an edition each, or a mistake each."""
    library = _load(directory)
    if isinstance(library, Library):
        for entry in library.entries:
            _print({
                "name": entry.edition.name,
                "role": entry.edition.role,
                "questions": len(entry.edition.items),
                "languages": [texts.language for texts in entry.texts],
                "hash": edition_hash(entry.edition),
            })  # fmt: skip
        return 0
    for fault in library:
        what, remedy = word(fault.what, language), word(fault.remedy, language)
        _print({"file": fault.file, "line": fault.line, "what": what, "remedy": remedy})
    return 1


def _load(directory: Path | None) -> Library | tuple[Fault, ...]:
    folder = directory or shipped("checklists")
    files = read_checklist_files(folder)
    if not files:
        what = say(N_("There are no checklist files (*.yaml) in %(folder)s."), folder=str(folder))
        return (Fault(str(folder), 0, what, say(N_("Name the folder that holds themes.yaml."))),)
    try:
        return load(files)
    except ChecklistFaults as refused:
        return refused.faults


def _spoken(entry: Loaded) -> str:
    return " ".join(texts.language for texts in entry.texts)


def _print(told: dict[str, str | int | list[str]]) -> None:
    print(json.dumps(told, ensure_ascii=False))
