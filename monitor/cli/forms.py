"""`monitor checklists import` and `export`: XLSForms become checklist files, checklists become XLSForms."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from monitor.checklists.rules import Library, Loaded, edition_hash, load
from monitor.checklists.rules.xlsform import FormNote, FormRefused, around, with_modules
from monitor.cli.export import FileThere
from monitor.cli.frame import Desk
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, count, say, word
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.press.spreadsheets import xlsx
from monitor.web.pages.checklists.xlsform import form_of_editions, read_workbook


class NoSuchChecklist(Problem):
    status = 404
    sentence = N_("There is no checklist “%(name)s”. There are: %(known)s.")


class NoSuchForm(Problem):
    status = 404
    sentence = N_("There is no file %(file)s.")


def add_commands(lists: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    taking = lists.add_parser("import", parents=[shared], help=N_("turn an XLSForm into checklist files"))
    taking.add_argument("form", type=Path, metavar=N_("FILE"))
    taking.add_argument("--to", type=Path, required=True, metavar=N_("DIR"), help=N_("where the files are written"))
    taking.set_defaults(command=import_form)
    giving = lists.add_parser("export", parents=[shared], help=N_("write a checklist as an XLSForm"))
    giving.add_argument("name", metavar=N_("NAME"))
    giving.add_argument("--alone", action="store_true", help=N_("without the modules it brings along"))
    giving.add_argument("--out", type=Path, metavar=N_("FILE"), help=N_("else NAME.xlsx here"))
    giving.set_defaults(command=export_form)
    for parser in (taking, giving):
        parser.add_argument(
            "--checklists", type=Path, metavar=N_("DIR"), help=N_("checklist files; else those of the product")
        )


def import_form(desk: Desk, asked: argparse.Namespace) -> int:
    """Write an XLSForm as checklist files into a folder, or say every cell that stands in the way."""
    if not asked.form.is_file():
        raise NoSuchForm(file=str(asked.form))
    try:
        read = read_workbook(asked.form, around(_files(asked)))
    except FormRefused as refused:
        for fault in refused.faults:
            place = fault.place
            said = word(say("%(what)s %(remedy)s", what=fault.what, remedy=fault.remedy), desk.language)
            told = {"sheet": place.sheet, "column": place.column, "feature": fault.feature.value, "said": said}
            desk.tell({**told, "row": place.row}, f"{place.sheet} · {place.row} · {place.column}: {said}")
        return 1
    _write(asked.to, read.files)
    names: list[Sentence | str] = [_counted(entry) for entry in read.entries]
    files = list[str](read.files)
    return desk.tell(
        {"files": [*files]}, *names, *map(_noted, read.notes), say(N_("Written: %(file)s"), file=str(asked.to))
    )


def _counted(entry: Loaded) -> Sentence:
    asked = count("%(n)s question", "%(n)s questions", len(entry.edition.items))
    return say("%(name)s  %(asked)s  %(hash)s", name=entry.edition.name, asked=asked, hash=edition_hash(entry.edition))


def _noted(note: FormNote) -> Sentence:
    place = note.place
    return say(
        "%(sheet)s · %(row)s · %(column)s (%(n)s): %(said)s",
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        n=note.places,
        said=note.said,
    )


def _write(folder: Path, files: Mapping[str, str]) -> None:
    there = [path for path in files if (folder / path).exists()]
    if there:
        raise FileThere(file=str(folder / there[0]))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def export_form(desk: Desk, asked: argparse.Namespace) -> int:
    """Write a checklist, with the modules it brings along unless alone, as an XLSForm."""
    library = load(_files(asked))
    target: Path = asked.out or Path(f"{asked.name}.xlsx")
    if target.exists():
        raise FileThere(file=str(target))
    entry = _named(library, asked.name)
    members = (entry,) if asked.alone else with_modules(entry, library.entries)
    target.write_bytes(xlsx(form_of_editions(members), made=desk.now))
    return desk.tell({"file": str(target)}, say(N_("Written: %(file)s"), file=str(target)))


def _named(library: Library, name: str) -> Loaded:
    entry = library.named(name)
    if entry is None:
        raise NoSuchChecklist(name=name, known=", ".join(each.edition.name for each in library.entries))
    return entry


def _files(asked: argparse.Namespace) -> Mapping[str, str]:
    folder: Path = asked.checklists or shipped("checklists")
    return read_checklist_files(folder)
