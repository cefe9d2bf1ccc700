"""Sets the pack of each shipped checklist in each language, both extents; prints its A4 pages, its leaves, and the CPU.

A page is one side of a sheet of A4. Printed on one side a pack takes as many sheets as it has pages; on both sides, about half.

python -m benchmarks.paper_pack [CHECKLIST]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import process_time

from monitor.checklists.rules import Library, Loaded, Questionnaire, Role, assemble, load
from monitor.kit.words import LANGUAGES
from monitor.outside.shipped import read_checklist_files, shipped
from monitor.press.pdf import Paper, typeset
from monitor.web.pages.sheets.pack import SOURCES, Cover, Extent, Sides, Wishes, pack, rows_by_default
from monitor.web.papers import source
from tests.press.pdf_text import pages

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
# What the pack of a later visit holds beside the checklist itself, where the checklist offers it.
CORE = ("access", "follow_up")
FULL = (*CORE, "women_and_mothers", "rooms", "custody_files", "interviews")
COVER = Cover("Facility no 1", "22 Nov 2026", ("Lena Lead", "Dan Deputy", "Omar Monitor", "Nora Guest", "Ivan Expert"))


@dataclass(frozen=True, slots=True)
class Set:
    """One pack as it came out."""

    pages: int
    leaves: int
    seconds: float


def questionnaire(library: Library, name: str, modules: Iterable[str]) -> Questionnaire:
    """Put a checklist together with those of the modules that it offers."""
    base = library.named(name)
    assert base is not None
    offered = {each.module for each in base.use.modules}
    members: list[Loaded] = [entry for each in modules if each in offered and (entry := library.named(each))]
    texts = [(entry.edition.name, words) for entry in (base, *members) for words in entry.texts]
    return assemble(base.edition, [entry.edition for entry in members], texts)


def typeset_pack(asked: Questionnaire, language: str, extent: Extent, sides: Sides) -> bytes:
    """Set one pack with room for one page of each block and one talk."""
    wishes = Wishes(language, extent, sides=sides, rows={each.letter: rows_by_default(each) for each in asked.blocks})
    data = pack(asked, COVER, wishes)
    footer = f"{data.title} · {asked.hash[:10]}"
    paper = Paper(title=data.title, language=language, footer=footer, page_of="page %(page)s of %(pages)s", made=NOW)
    return typeset(source=source(*SOURCES), data=data, paper=paper)


def measured(asked: Questionnaire, language: str, extent: Extent) -> Set:
    """Set a pack on one side and on both; count its pages and its leaves."""
    began = process_time()
    one = pages(typeset_pack(asked, language, extent, Sides.ONE))
    took = process_time() - began
    both = pages(typeset_pack(asked, language, extent, Sides.BOTH))
    return Set(one, (both + 1) // 2, took)


def main() -> int:
    library = load(read_checklist_files(shipped("checklists")))
    names = sys.argv[1:] or [each.edition.name for each in library.entries if each.edition.role is Role.CHECKLIST]
    print(f"{'checklist':26}{'language':10}{'core':>14}{'full':>16}{'CPU of full':>14}")
    for name in names:
        for language in LANGUAGES:
            core = measured(questionnaire(library, name, CORE), language, Extent.CORE)
            full = measured(questionnaire(library, name, FULL), language, Extent.FULL)
            print(
                f"{name:26}{language:10}{core.pages:>5} p {core.leaves:>2} lvs{full.pages:>7} p {full.leaves:>2} lvs"
                f"{full.seconds * 1000:>11.0f} ms"
            )
    print("p: pages of A4, printed on one side; lvs: leaves, printed on both, each talk on its own.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
