"""Trying a checklist out: its files made whole, and its questions with nothing behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.checklists.rules.assembly import Part, Questionnaire, assemble
from monitor.checklists.rules.files.indicators import INDICATORS
from monitor.checklists.rules.files.reading import Files
from monitor.checklists.rules.files.references import THEMES
from monitor.checklists.rules.files.together import MANIFEST
from monitor.checklists.rules.model import Library, Loaded, Role


def made_whole(files: Files, shipped: Files) -> dict[str, str]:
    """Give files as `load` wants them, however they were packed: from their folder, with what they share.

    A whole folder (with themes.yaml) is taken as it is. One checklist or module alone, found by its manifest, takes the
    place of the one of its name among those that came with the product, and shares what they share.
    """
    whole = _below(files, THEMES)
    if whole:
        return whole
    lent = {path: text for path, text in shipped.items() if path != INDICATORS}
    own: dict[str, str] = {}
    for folder in sorted(
        path.removesuffix(MANIFEST) for path in ("/" + each for each in files) if path.endswith(MANIFEST)
    ):
        name = folder.rsplit("/", 1)[-1] or "checklist"
        inside = [path for path in files if ("/" + path).startswith(folder + "/")]
        own |= {f"{name}{('/' + path)[len(folder) :]}": files[path] for path in inside}
        lent = {path: text for path, text in lent.items() if not path.startswith((f"{name}/", f"modules/{name}/"))}
    return lent | own if own else dict(files)


def _below(files: Files, name: str) -> dict[str, str]:
    """Give the files below the folder in which a file lies; empty when there is none."""
    found = min((path for path in files if path == name or path.endswith("/" + name)), key=len, default=None)
    if found is None:
        return {}
    folder = found.removesuffix(name)
    return {path.removeprefix(folder): text for path, text in files.items() if path.startswith(folder)}


def tried(entry: Loaded, library: Library) -> Questionnaire:
    """Put a checklist or module of a library together with all modules it names, to be tried out."""
    beside = [module for each in entry.use.modules if (module := library.named(each.module))]
    return put_together(entry, beside)


def put_together(entry: Loaded, modules: Sequence[Loaded]) -> Questionnaire:
    """Put a checklist and modules together, to be tried out: what follows from the visit's record is asked instead."""
    members = (entry, *modules)
    texts = [(each.edition.name, words) for each in members for words in each.texts]
    asked = assemble(entry.edition, [each.edition for each in modules], texts, entry.use.photos)
    return replace(asked, parts=tuple(_untied(part) for part in asked.parts))


def _untied(part: Part) -> Part:
    return replace(part, questions=tuple(replace(q, item=replace(q.item, follows_from=None)) for q in part.questions))


def first_of(library: Library, names: Sequence[str]) -> Loaded | None:
    """Find what is to be tried of a library: the first checklist among these names, else the first module."""
    own = [entry for entry in library.entries if entry.edition.name in names] or list(library.entries)
    checklists = [entry for entry in own if entry.edition.role is Role.CHECKLIST]
    return next(iter(checklists or own), None)
