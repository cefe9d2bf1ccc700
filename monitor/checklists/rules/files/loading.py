"""From a folder of text files to a checked library, or to the list of all mistakes in it."""

from __future__ import annotations

from itertools import chain

from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import PROVISIONS, THEMES, read_references
from monitor.checklists.rules.files.sections import Draft, read_draft
from monitor.checklists.rules.files.wording import read_texts
from monitor.checklists.rules.model import Item, Library, Loaded, Role
from monitor.checklists.rules.problems import ChecklistFaults, Fault
from monitor.kit.words import N_, say

MANIFEST = "/manifest.yaml"


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
    _together(drafts, faults)
    if faults:
        raise ChecklistFaults(tuple(sorted(faults, key=lambda fault: (fault.file, fault.line))))
    return Library(tuple(entries))


def _strays(files: Files, folders: list[str], faults: list[Fault]) -> None:
    for path in sorted(files):
        shared = path in {THEMES, PROVISIONS} or (path.startswith("texts/") and path.count("/") == 1)
        owned = any(path.rsplit("/", 1)[0] in {folder, f"{folder}/sections", f"{folder}/texts"} for folder in folders)
        if not shared and not owned:
            Reader(path, faults).fault(
                1,
                say(N_("This file belongs to no checklist.")),
                say(N_("Put a manifest.yaml into its folder, or remove the file.")),
            )


def _together(drafts: list[Draft], faults: list[Fault]) -> None:
    modules = {draft.name: draft for draft in drafts if draft.role is Role.MODULE}
    _same_everywhere(drafts, faults)
    for draft in drafts:
        reader = Reader(draft.folder + MANIFEST, faults)
        attached: list[Draft] = []
        for name, node in draft.attached.items():
            if name in modules:
                attached.append(modules[name])
            else:
                reader.not_among(node, name, sorted(modules))
        _letters([draft, *attached], faults)


def _letters(members: list[Draft], faults: list[Fault]) -> None:
    taken: dict[str, str] = {}
    for member in members:
        for letter, (file, node) in member.letters.items():
            if letter in taken:
                Reader(file, faults).fault(
                    node,
                    say(N_("The letter “%(letter)s” is also used by %(other)s."), letter=letter, other=taken[letter]),
                    say(N_("Short codes must differ on one sheet: choose a free letter.")),
                )
            taken.setdefault(letter, member.name)


def _same_everywhere(drafts: list[Draft], faults: list[Fault]) -> None:
    first: dict[str, tuple[Item, str]] = {}
    for draft, item in chain.from_iterable(((d, i) for i in d.edition().items) for d in drafts):
        known, home = first.setdefault(item.key, (item, draft.name))
        if (known.kind, known.options, known.unit) != (item.kind, item.options, item.unit):
            file, node = draft.places[item.key]
            Reader(file, faults).fault(
                node,
                say(N_("“%(key)s” has another kind, options or unit in %(other)s."), key=item.key, other=home),
                say(N_("The same key means the same question: make them equal, or give this one a key of its own.")),
            )
