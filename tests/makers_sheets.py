"""Makers of questionnaires and sheets."""

from __future__ import annotations

from functools import cache

from monitor.checklists.rules import Library, Questionnaire, assemble, load
from monitor.outside.checklist_files import checklists_folder, read_checklist_files


@cache
def shipped() -> Library:
    """The checklists that come with the product."""
    return load(read_checklist_files(checklists_folder()))


@cache
def shipped_questionnaire(*modules: str) -> Questionnaire:
    """What a first visit to a temporary detention facility is asked; with `follow_up`, a later one."""
    entries = [entry for name in ("temporary_detention", "access", *modules) if (entry := shipped().named(name))]
    texts = [(entry.edition.name, each) for entry in entries for each in entry.texts]
    return assemble(entries[0].edition, [entry.edition for entry in entries[1:]], texts)
