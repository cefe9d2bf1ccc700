"""Every checklist and module goes out as a form that pyxform accepts, and comes back as the same edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from monitor.checklists.rules import Loaded, edition_hash, load
from monitor.checklists.rules.xlsform import read_form, tables_of, with_modules
from monitor.cli import main
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.outside.xlsform import form_sheets, refusal_of
from tests.checklists.xlsform.forms import book_from, named, workbook
from tests.checklists.xlsform.test_forms import beside

LIBRARY = load(read_checklist_files(shipped("checklists")))
NAMES = [entry.edition.name for entry in LIBRARY.entries]


def members(name: str, how: str) -> tuple[Loaded, ...]:
    """Give an edition, alone or with its modules."""
    entry = next(each for each in LIBRARY.entries if each.edition.name == name)
    return (entry,) if how == "alone" else with_modules(entry, LIBRARY.entries)


@pytest.mark.parametrize("how", ["alone", "with_modules"])
@pytest.mark.parametrize("name", NAMES)
def test_an_edition_goes_out_and_comes_back(name: str, how: str) -> None:
    sent = members(name, how)
    book = book_from(tables_of(sent))
    came = read_form(book, beside())
    assert [edition_hash(each.edition) for each in came.entries] == [edition_hash(each.edition) for each in sent]
    assert [each.use for each in came.entries] == [each.use for each in sent]
    assert [[t.items[k].question for t in e.texts for k in t.items] for e in came.entries] == [
        [t.items[k].question for t in e.texts for k in t.items] for e in sent
    ]
    assert came.notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_pyxform_accepts_every_edition(name: str) -> None:
    for how in ("alone", "with_modules"):
        assert convert(workbook(book_from(tables_of(members(name, how))))).xform


def test_commands_write_a_form_and_read_it_back(tmp_path: Path) -> None:
    form, folder = tmp_path / "rooms.xlsx", tmp_path / "files"
    assert main(["checklists", "export", "rooms", "--out", str(form)]) == 0
    assert main(["checklists", "import", str(form), "--to", str(folder)]) == 0
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    assert written == {f"modules/rooms/{each}" for each in ("manifest.yaml", "sections/01-rooms.yaml", "texts/en.yaml", "texts/ru.yaml")}  # fmt: skip


def test_commands_never_write_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "rooms.xlsx"
    form.write_bytes(b"mine")
    assert main(["checklists", "export", "rooms", "--out", str(form)]) == 1
    assert form.read_bytes() == b"mine"
    assert "it was not replaced" in capsys.readouterr().err


def test_a_refused_form_is_told_cell_by_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = named("photos")
    book["survey"] = [*book["survey"], (3, ("barcode", "tag", "Scan"))]
    form = tmp_path / "form.xlsx"
    form.write_bytes(workbook(book))
    assert main(["checklists", "import", str(form), "--to", str(tmp_path / "to")]) == 1
    assert "survey · 3 · type: Barcodes are not read. Make it a text." in capsys.readouterr().out
    assert not (tmp_path / "to").exists()


def test_pyxform_is_asked_first_and_keeps_the_numbers_of_rows(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    book = named("photos")
    book["survey"] = [*book["survey"], (3, ("text", "again", "${nowhere}"))]
    form.write_bytes(workbook(book))
    said = refusal_of(form_sheets(form))
    assert said is not None
    assert said.startswith("[row : 3]")
