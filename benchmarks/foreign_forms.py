"""Reads a folder of other people's XLSForms and prints which are accepted, which refused, and by which feature.

python -m benchmarks.foreign_forms DIR [--checklists DIR]

An accepted form also goes out again and must come back as the same edition. Nothing is written and nothing is loaded.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from monitor.checklists.rules import edition_hash
from monitor.checklists.rules.xlsform import Around, FormRefused, ReadForm, around, read_form, tables_of
from monitor.kit.problems import Problem
from monitor.kit.words import DEFAULT_LANGUAGE, word
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.web.pages.checklists.xlsform import read_workbook

ENDINGS = {".xls", ".xlsx", ".xlsm"}
SHOWN = 3


def forms_in(folder: Path) -> Iterator[Path]:
    """Find the workbooks below a folder, without those that an open spreadsheet program leaves."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.casefold() in ENDINGS and not path.name.startswith("~$"):
            yield path


def comes_back(read: ReadForm, beside: Around) -> bool:
    """Say whether a form that was read goes out and comes back as the same editions."""
    tables = tables_of(read.entries)
    again = read_form({t.name: [(1, t.columns), *enumerate(t.rows, start=2)] for t in tables}, beside)
    return [edition_hash(e.edition) for e in again.entries] == [edition_hash(e.edition) for e in read.entries]


def tell(path: Path, beside: Around, refused: Counter[str], noted: Counter[str]) -> bool:
    """Read one form, print what came of it, and count its features."""
    try:
        read = read_workbook(path, beside)
    except FormRefused as problem:
        features = {fault.feature.value for fault in problem.faults}
        refused.update(features)
        print(f"refused   {path.name}: {', '.join(sorted(features))}")
        for fault in problem.faults[:SHOWN]:
            said = f"{word(fault.what, DEFAULT_LANGUAGE)} {word(fault.remedy, DEFAULT_LANGUAGE)}"
            print(f"            {fault.place.sheet} {fault.place.row} {fault.place.column}: {said}")
        return False
    except Problem as problem:
        refused[problem.code] += 1
        print(f"refused   {path.name}: {word(problem.said, DEFAULT_LANGUAGE)}")
        return False
    noted.update({note.feature.value for note in read.notes})
    asked = sum(len(entry.edition.items) for entry in read.entries)
    same = "" if comes_back(read, beside) else "; COMES BACK OTHERWISE"
    print(f"accepted  {path.name}: {asked} questions{same}")
    return True


def main() -> int:
    """Go over a folder and print the sums."""
    arguments = sys.argv[1:]
    if not arguments:
        print(__doc__)
        return 2
    folder = Path(arguments[2]) if arguments[1:2] == ["--checklists"] else shipped("checklists")
    beside = around(read_checklist_files(folder))
    refused: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    began = process_time()
    results = [tell(path, beside, refused, noted) for path in forms_in(Path(arguments[0]))]
    spent = process_time() - began
    print(f"\n{len(results)} forms: {sum(results)} accepted, {len(results) - sum(results)} refused; CPU {spent:.1f} s")
    for title, counted in (("refused for", refused), ("read otherwise", noted)):
        for feature, forms in counted.most_common():
            print(f"{title:15} {feature:22} {forms} forms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
