"""`monitor checklists check`: are the checklist files sound, and if not, which line and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

from monitor.checklists.rules import ChecklistFaults, edition_hash, load
from monitor.kit.words import DEFAULT_LANGUAGE, N_, count, say, word
from monitor.outside.shipped import read_checklist_files, shipped


def check(directory: Path | None, *, language: str = DEFAULT_LANGUAGE) -> int:
    """Check a checklists folder, or the one that came with the product; 0 when sound, 1 with one line per mistake."""
    folder = directory or shipped("checklists")
    files = read_checklist_files(folder)
    if not files:
        _tell(word(say(N_("There are no checklist files (*.yaml) in %(folder)s."), folder=str(folder)), language))
        return 1
    try:
        library = load(files)
    except ChecklistFaults as refused:
        for fault in refused.faults:
            what, remedy = word(fault.what, language), word(fault.remedy, language)
            _tell(f"{fault.file}:{fault.line}: {what} {remedy}")
        return 1
    for entry in library.entries:
        asked = word(count("%(n)s question", "%(n)s questions", len(entry.edition.items)), language)
        spoken = " ".join(texts.language for texts in entry.texts)
        print(f"{entry.edition.name}  {asked}  {spoken}  {edition_hash(entry.edition)}")
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr)
