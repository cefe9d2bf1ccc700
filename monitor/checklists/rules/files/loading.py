"""From a folder of text files to a checked library, or to the list of all mistakes in it."""

from __future__ import annotations

from monitor.checklists.rules.files.drafts import Draft
from monitor.checklists.rules.files.formulas import check_formulas, check_indicators
from monitor.checklists.rules.files.indicators import INDICATORS, read_indicators
from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import PROVISIONS, THEMES, read_references
from monitor.checklists.rules.files.sections import read_draft
from monitor.checklists.rules.files.together import MANIFEST, check_together
from monitor.checklists.rules.files.wording import read_texts
from monitor.checklists.rules.model import Library, Loaded
from monitor.checklists.rules.problems import ChecklistFaults, Fault
from monitor.kit.words import N_, say


def load(files: Files) -> Library:
    """Read checklist files (path below the folder to text) into a library; raise ChecklistFaults with all mistakes."""
    faults: list[Fault] = []
    references = read_references(files, faults)
    folders = sorted(path.removesuffix(MANIFEST) for path in files if path.endswith(MANIFEST))
    _strays(files, folders, faults)
    drafts: list[Draft] = []
    entries: list[Loaded] = []
    for folder in folders:
        reader = Reader(folder + MANIFEST, faults)
        draft = read_draft(files, folder, references, reader)
        drafts.append(draft)
        texts = read_texts(files, draft, references, reader)
        entries.append(Loaded(draft.edition(), draft.use, texts))
    check_together(drafts, faults)
    check_formulas(drafts, faults)
    indicators, placed = read_indicators(files, references, faults)
    check_indicators(indicators, placed, drafts, faults)
    if faults:
        raise ChecklistFaults(tuple(sorted(faults, key=lambda fault: (fault.file, fault.line))))
    return Library(tuple(entries), indicators)


def _strays(files: Files, folders: list[str], faults: list[Fault]) -> None:
    for path in sorted(files):
        shared = path in {THEMES, PROVISIONS, INDICATORS} or (path.startswith("texts/") and path.count("/") == 1)
        owned = any(path.rsplit("/", 1)[0] in {folder, f"{folder}/sections", f"{folder}/texts"} for folder in folders)
        if not shared and not owned:
            Reader(path, faults).fault(
                1,
                say(N_("This file belongs to no checklist.")),
                say(N_("Put a manifest.yaml into its folder, or remove the file.")),
            )
