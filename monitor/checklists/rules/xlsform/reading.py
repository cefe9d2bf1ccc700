"""From the sheets of an XLSForm to checklist files that load, or to every reason why not, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.checklists.rules.confirming import AROUND, Verdicts, digest_of, with_verdicts
from monitor.checklists.rules.files import load
from monitor.checklists.rules.files.reading import Files
from monitor.checklists.rules.files.together import MANIFEST
from monitor.checklists.rules.model import Loaded, Texts
from monitor.checklists.rules.problems import ChecklistFaults
from monitor.checklists.rules.trying import made_whole
from monitor.checklists.rules.xlsform.asking import Form, questions_of, settle_kinds
from monitor.checklists.rules.xlsform.choices import id_of, lists_of
from monitor.checklists.rules.xlsform.composing import Member, Pages, only_member, placed, write_member
from monitor.checklists.rules.xlsform.grid import Book, Line, lines_of
from monitor.checklists.rules.xlsform.outline import runs_of
from monitor.checklists.rules.xlsform.problems import Feature, Findings, FormNote, FormRefused, Place
from monitor.checklists.rules.xlsform.wording import Wording
from monitor.checklists.rules.xlsform.words import CHECKLIST, CHOICES, IMPORTED, SETTINGS, SURVEY, language_of
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say

LONGEST_NAME = 60
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


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


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form that was read: its checklist files, what they hold, the checklist first, and what is read otherwise."""

    files: Mapping[str, str]
    entries: tuple[Loaded, ...]
    notes: tuple[FormNote, ...]


def read_form(book: Book, beside: Around) -> ReadForm:
    """Read the sheets of a form into checklist files; raise FormRefused with every reason why that is not possible."""
    findings, pages = Findings(), Pages()
    survey, settings = lines_of(book, SURVEY), next(iter(lines_of(book, SETTINGS)), Line(SETTINGS, 2))
    about = lines_of(book, CHECKLIST)
    if not survey:
        what = say(N_("There is no sheet “survey” with questions."))
        findings.fault(Place(SURVEY), Feature.STRUCTURE, what, say(N_("Write the questions on a sheet of that name.")))
        findings.check()
    form = Form(
        _name(about, settings, beside, findings), lists_of(lines_of(book, CHOICES), findings), frozenset(), findings
    )
    form.taken = frozenset() if about else beside.keys
    words = _wording(survey, settings, bool(about), findings)
    runs = [(run, questions_of(run, form)) for run in runs_of(survey, findings)]
    runs = [(run, asked) for run, asked in runs if asked]
    settle_kinds([each for _, asked in runs for each in asked], form)
    spoken = _languages(survey, words, beside, findings)
    members = _members(about, form, settings, spoken, words)
    for part in placed(runs, form, beside.blocks):
        edition = part.run.home.line.cell("edition") if part.run.home else ""
        next((each for each in members if each.name == edition), members[0]).parts.append(part)
    _check_names(members, findings)
    _check_filled(members, findings)
    findings.check()
    for member in members:
        write_member(member, form, words, pages)
    findings.check()
    return ReadForm(pages.files, _loaded(pages, members, beside), findings.notes)


def _name(about: list[Line], settings: Line, beside: Around, findings: Findings) -> str:
    if about:
        return about[0].cell("name")
    name = id_of(settings.cell("form_id") or settings.cell("form_title") or settings.cell("title") or "form", "form")[
        :LONGEST_NAME
    ]
    if name in beside.names:
        said = N_("A checklist that came with the product has this name; the form's checklist gets “own_” before it.")
        findings.note(settings.place("form_id"), Feature.NAMES, say(said))
        return f"own_{name}"
    return name


def _wording(survey: list[Line], settings: Line, ours: bool, findings: Findings) -> Wording:
    own = language_of(settings.cell("default_language")) if settings.cell("default_language") else DEFAULT_LANGUAGE
    tags = list(dict.fromkeys(tag or own for line in survey for tag in line.worded("label")))
    source = DEFAULT_LANGUAGE if DEFAULT_LANGUAGE in tags else own if own in tags else next(iter(tags), own)
    if source != DEFAULT_LANGUAGE:
        said = N_(
            "The form has no English words; those of its main language stand in their place until somebody translates."
        )
        findings.note(Place(SURVEY, 1, "label"), Feature.TRANSLATION, say(said))
    return Wording(own, source, ours, findings)


def _languages(survey: list[Line], words: Wording, beside: Around, findings: Findings) -> tuple[str, ...]:
    """Give the languages that are kept: English, and those that the library has words in."""
    found = list(dict.fromkeys(tag or words.own for line in survey for tag in line.worded("label")))
    for tag in found:
        if tag not in beside.languages and tag != words.source:
            said = N_("A language that the checklists here do not have yet is left out.")
            findings.note(Place(SURVEY, 1, f"label::{tag}"), Feature.TRANSLATION, say(said))
    kept = [tag for tag in found if tag in beside.languages and tag != DEFAULT_LANGUAGE]
    return (DEFAULT_LANGUAGE, *kept)


def _members(about: list[Line], form: Form, settings: Line, spoken: tuple[str, ...], words: Wording) -> list[Member]:
    if not about:
        title = (
            settings.worded("form_title")
            or settings.worded("title")
            or {words.source: settings.cell("form_id") or form.name}
        )
        only = only_member(form, settings, title, IMPORTED)
        only.languages = spoken
        return [only]
    members = []
    for line in about:
        title, told = line.worded("title"), line.worded("about")
        languages = tuple(tag for tag in spoken if tag in title or tag == DEFAULT_LANGUAGE)
        members.append(Member(line.cell("name"), line, title, told or IMPORTED, languages))
    return members


def _check_names(members: Iterable[Member], findings: Findings) -> None:
    """Refuse names that could not be those of a folder and of files in it."""
    for member in members:
        named = [(member.name, member.line.place("name"))]
        homes = [(part.name, part.run.home.line.place("section")) for part in member.parts if part.run.home]
        for name, place in (*named, *homes):
            if not FILE_NAME.fullmatch(name):
                what = say(N_("“%(name)s” cannot be the name of a checklist or a section."), name=name)
                remedy = say(N_("Use small Latin letters, digits, _ and -."))
                findings.fault(place, Feature.NAMES, what, remedy)


def _check_filled(members: Iterable[Member], findings: Findings) -> None:
    for member in members:
        if not member.parts and not findings.faults:
            what = say(N_("“%(name)s” has no questions."), name=member.name)
            findings.fault(Place(SURVEY), Feature.STRUCTURE, what, say(N_("Ask at least one.")))


def _loaded(pages: Pages, members: list[Member], beside: Around) -> tuple[Loaded, ...]:
    try:
        library = load(made_whole(pages.files, beside.files))
    except ChecklistFaults as refused:
        own = {path.split("/", 1)[1] if path.startswith("modules/") else path: path for path in pages.files}
        raise FormRefused(
            tuple(pages.traced(fault, own.get(fault.file, fault.file)) for fault in refused.faults)
        ) from None
    found = (library.named(member.name) for member in members)
    return tuple(entry for entry in found if entry)


def keep_confirmed(entry: Loaded, known: Sequence[Texts]) -> Loaded:
    """Take over who confirmed what: words that are the same as those in use keep their status, others are drafts."""
    by_language = {texts.language: texts for texts in known}
    return replace(
        entry,
        texts=tuple(
            with_verdicts(texts, _verdicts(by_language[texts.language])) if texts.language in by_language else texts
            for texts in entry.texts
        ),
    )


def _verdicts(known: Texts) -> Verdicts:
    said = {key: words.status for key, words in known.items.items()} | {AROUND: known.status}
    return {(key, digest_of(known, key)): status for key, status in said.items()}
