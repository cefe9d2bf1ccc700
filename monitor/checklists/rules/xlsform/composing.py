"""Sections, blocks, manifests and words of a form, written as checklist files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.checklists.rules.model import Kind, Role
from monitor.checklists.rules.problems import Fault
from monitor.checklists.rules.xlsform.asking import Asked, Form
from monitor.checklists.rules.xlsform.choices import id_of
from monitor.checklists.rules.xlsform.grid import Line
from monitor.checklists.rules.xlsform.items import Field, fields_of
from monitor.checklists.rules.xlsform.outline import Run
from monitor.checklists.rules.xlsform.problems import Feature, FormFault, Place
from monitor.checklists.rules.xlsform.wording import Wording
from monitor.checklists.rules.xlsform.words import NOT_POSSIBLE, ROW, THEME
from monitor.kit.words import N_, say

FEW_LETTERS, ALL_LETTERS = "BCDEFGHJKLMNP", "ABCDEFGHJKLMNPQRSTUVWXYZ"
NAMES_A_ROW = frozenset({Kind.TEXT, Kind.INTEGER, Kind.CHOICE_ONE})
LARGEST, LONGEST_NAME = 200, 60


PLAIN = re.compile(r"[a-z][a-z0-9_.]*|-?\d+(\.\d+)?")
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class Pages:
    """Files under writing: their lines, and for each line its cell."""

    def __init__(self) -> None:
        self._lines: dict[str, list[tuple[str, Place]]] = {}

    def write(self, file: str, line: str, place: Place) -> None:
        """Add a line to a file."""
        self._lines.setdefault(file, []).append((line, place))

    def entry(self, file: str, name: str, text: str, place: Place) -> None:
        """Add a line “name: text”, indented as the name is."""
        self.write(file, f"{name}: {scalar(text)}", place)

    @property
    def files(self) -> Mapping[str, str]:
        """Give the files as text."""
        return {file: "".join(f"{line}\n" for line, _ in lines) for file, lines in self._lines.items()}

    def traced(self, fault: Fault, file: str) -> FormFault:
        """Say a mistake in a file, known here by this name, as one in the cell it came from."""
        lines = self._lines.get(file, [])
        known = [place for _, place in lines[: fault.line]] or [place for _, place in lines[:1]]
        place = known[-1] if known else Place("survey")
        return FormFault(place, Feature.GRAMMAR, fault.what, fault.remedy)


def scalar(text: str) -> str:
    """Write a text so that YAML reads exactly it."""
    if PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


@dataclass(slots=True)
class Part:
    """A section on its way into a file."""

    run: Run
    asked: Sequence[Asked]
    name: str
    letter: str
    block: str = ""
    fields: Mapping[str, Sequence[Field]] = field(default_factory=dict)


@dataclass(slots=True)
class Member:
    """A checklist or module of a form: what is said of it, where, and its sections."""

    name: str
    line: Line
    title: Mapping[str, str]
    about: Mapping[str, str]
    languages: tuple[str, ...]
    parts: list[Part] = field(default_factory=list)

    @property
    def role(self) -> Role:
        """Say whether it stands alone or is attached to others."""
        return Role.MODULE if self.line.cell("role") == Role.MODULE else Role.CHECKLIST

    @property
    def folder(self) -> str:
        """Give the folder its files go into."""
        return f"modules/{self.name}" if self.role is Role.MODULE else self.name


def placed(runs: Sequence[tuple[Run, Sequence[Asked]]], form: Form, blocks: frozenset[str]) -> list[Part]:
    """Give each section its name, its letter and, in a repeat, its block's name."""
    letters = FEW_LETTERS if len(runs) <= len(FEW_LETTERS) else ALL_LETTERS
    parts: list[Part] = []
    for number, (run, asked) in enumerate(runs):
        line = run.home.line if run.home else Line("survey", 0)
        name = line.cell("section") or f"{number + 1:02d}-{id_of(line.cell('name') or 'questions', 's')[:LONGEST_NAME]}"
        block = ""
        if run.repeat:
            block = line.cell("block") or id_of(line.cell("name"), "rows")
            block = f"{form.name}_{block}" if block in blocks and not line.cell("block") else block
        fields = {each.key: fields_of(each, form) for each in asked}
        parts.append(Part(run, asked, name, line.cell("letter") or letters[number], block, fields))
    return parts


def write_member(member: Member, form: Form, words: Wording, pages: Pages) -> None:
    """Write one checklist or module: manifest, sections, and words in each of its languages."""
    _manifest(member, pages)
    for part in member.parts:
        _section(part, f"{member.folder}/sections/{part.name}.yaml", form, pages)
    for language in member.languages:
        _texts(member, language, words, pages)


def _manifest(member: Member, pages: Pages) -> None:
    file, line = f"{member.folder}/manifest.yaml", member.line
    pages.entry(file, "id", member.name, line.place("name"))
    pages.entry(file, "kind", member.role.value, line.place("role"))
    pages.entry(file, "version", line.cell("version") or "1", line.place("version"))
    if line.cell("serves"):
        pages.write(file, f"serves: [{', '.join(line.cell('serves').split())}]", line.place("serves"))
    for name in ("everywhere", "photos"):
        if line.cell(name) and line.cell(name) != "allowed":
            pages.entry(file, name, line.cell(name), line.place(name))
    for name, fields in (("modules", ("name", "when", "held")), ("became", ("key", "fate", "by"))):
        entries = [each.split() for each in line.cell(name).split(";") if each.strip()]
        if entries:
            pages.write(file, f"{name}:", line.place(name))
        for entry in entries:
            said = ", ".join(f"{field}: {text}" for field, text in zip(fields, entry, strict=False))
            pages.write(file, f"  - {{{said}}}", line.place(name))
    pages.write(file, "sections:", line.place("sections"))
    for name in line.cell("sections").split() or [part.name for part in member.parts]:
        pages.write(file, f"  - {name}", line.place("sections"))


def _section(part: Part, file: str, form: Form, pages: Pages) -> None:
    line = part.run.home.line if part.run.home else part.asked[0].line
    pages.entry(file, "letter", part.letter, line.place("letter"))
    pages.entry(file, "theme", (line.cell("theme") if part.run.home else "") or THEME, line.place("theme"))
    if part.run.repeat:
        _block(part, line, file, form, pages)
    pages.write(file, "items:", line.place())
    for asked in part.asked:
        for number, each in enumerate(part.fields[asked.key]):
            name = f"  {'  ' if number else '- '}{each.name}"
            if each.structured:
                pages.write(file, f"{name}: {each.said}", each.place)
            else:
                pages.entry(file, name, each.said, each.place)


def _block(part: Part, line: Line, file: str, form: Form, pages: Pages) -> None:
    label = line.cell("block_label") or next(
        (each.key for each in part.asked if each.kind in NAMES_A_ROW and not each.calculation), ""
    )
    if not label:
        form.findings.fault(
            line.place(),
            Feature.REPEAT,
            say(N_("Nothing in this repeat can name its rows.")),
            say(N_("Add a text, a whole number or a select_one as its first question.")),
        )
    pages.write(file, "block:", line.place())
    pages.entry(file, "  name", part.block, line.place("name"))
    pages.entry(file, "  label", label or "label", line.place("block_label"))
    most = line.cell("block_most") or _count(line, form)
    if most:
        pages.entry(file, "  most", most, line.place("block_most"))
    if line.cell("block_private"):
        pages.entry(file, "  private", line.cell("block_private"), line.place("block_private"))
    sums = [each.partition("=") for each in line.cell("block_sums").split(";") if each.strip()]
    if sums:
        pages.write(file, "  sums:", line.place("block_sums"))
    for column, _, equals in sums:
        entry = f"    - {{column: {' '.join(column.split())}, equals: {' '.join(equals.split())}}}"
        pages.write(file, entry, line.place("block_sums"))


def _count(line: Line, form: Form) -> str:
    said = line.cell("repeat_count")
    if not said:
        return ""
    if said.isdecimal() and 1 <= int(said) <= LARGEST:
        note = N_("A fixed number of rows becomes the most there may be.")
        form.findings.note(line.place("repeat_count"), Feature.REPEAT_COUNT, say(note))
        return str(int(said))
    note = N_("Rows are added by whoever fills them in; how many there should be is not computed.")
    form.findings.note(line.place("repeat_count"), Feature.REPEAT_COUNT, say(note))
    return ""


def _texts(member: Member, language: str, words: Wording, pages: Pages) -> None:
    file, line = f"{member.folder}/texts/{language}.yaml", member.line
    pages.entry(file, "status", "draft", line.place())
    pages.entry(file, "title", words.of(member.title, language, line.place("title"), member.name), line.place("title"))
    pages.entry(file, "about", words.of(member.about, language, line.place("about"), "-"), line.place("about"))
    pages.write(file, "sections:", line.place())
    for part in member.parts:
        home = part.run.home.line if part.run.home else None
        title = words.said(home, "label", language) if home else ""
        said = title or words.of(member.title, language, line.place("title"), part.name)
        pages.entry(file, f"  {part.name}", said, home.place("label") if home else line.place("title"))
    blocks = [part for part in member.parts if part.block]
    if blocks:
        pages.write(file, "blocks:", line.place())
    for part in blocks:
        _block_words(part, language, words, file, pages)
    pages.write(file, "items:", line.place())
    for part in member.parts:
        for asked in part.asked:
            given = frozenset(each.name for each in part.fields[asked.key])
            _item_words(asked, given, language, words, file, pages)


def _block_words(part: Part, language: str, words: Wording, file: str, pages: Pages) -> None:
    line = part.asked[0].leaf.path[-1].line if part.run.home is None else part.run.home.line
    row, add = ROW.get(language, ROW["en"])
    pages.write(file, f"  {part.block}:", line.place())
    pages.entry(file, "    row", words.said(line, "row", language) or row, line.place("row"))
    pages.entry(file, "    add", words.said(line, "add", language) or add, line.place("add"))


def _item_words(asked: Asked, given: frozenset[str], language: str, words: Wording, file: str, pages: Pages) -> None:
    line = asked.line
    pages.write(file, f"  {asked.key}:", line.place("name"))
    if asked.follows:
        pages.entry(file, "    question", words.of(asked.words, language, line.place(), asked.key), line.place())
        return
    question = words.said(line, "label", language, missing=True) or line.cell("name") or asked.key
    pages.entry(file, "    question", question, line.place("label"))
    told = [words.said(note, "label", language) for note in asked.leaf.told]
    hints = [words.said(line, column, language) for column in ("hint", "guidance_hint")]
    text = "\n".join(each for each in (*told, *hints) if each)
    if text:
        pages.entry(file, "    help", text, line.place("hint"))
    for name, column in (("constraint", "constraint_message"), ("confirm", "confirm_message")):
        if name in given:
            said = words.said(line, column, language) or NOT_POSSIBLE.get(language, NOT_POSSIBLE["en"])
            pages.entry(file, f"    {name}", said, line.place(column))
    if "options" in given:
        pages.write(file, "    options:", line.place())
    for option in asked.listed.options if "options" in given else ():
        label = words.of(asked.listed.labels[option], language, Place("choices"), option)
        pages.entry(file, f"      {option}", label, line.place())


def only_member(form: Form, settings: Line, title: Mapping[str, str], about: Mapping[str, str]) -> Member:
    """Make the checklist of a form that says nothing of checklists."""
    line = Line("settings", settings.number or 2, {"version": settings.cell("version")}, {}, settings.headings)
    return Member(form.name, line, title, about, ())
