"""Puts the pack together: the frame's words, the sections, the blocks, the page for a refusal."""

from __future__ import annotations

from dataclasses import replace

from monitor.checklists.rules import Questionnaire
from monitor.codes import VOCABULARIES, choices
from monitor.kit.words import N_, word
from monitor.web.pages.sheets.pack.items import printed_section
from monitor.web.pages.sheets.pack.layout import Cover, Extent, KindGroup, Pack, PrintedItem, Sides, Ticked, Wishes
from monitor.web.pages.sheets.pack.tables import ALONE, ENGLISH, printed_leaves, printed_tables
from monitor.web.pages.sheets.words import absences, title_of

SOURCES = ("parts", "cover", "questions", "tables", "refusal", "talks")
EMPTY_ROWS = 6
_GROUPS = ("gate", "inside", "people", "papers", "things")
_WORDS = {
    "observer": N_("Observed by"),
    "day": N_("Day"),
    "typed_by": N_("Typed up by"),
    "gate": N_("At the gate"),
    "times": N_("Times"),
    "numbers": N_("Numbers (unknown is an answer)"),
    "promises": N_("Promised at the closing talk"),
    "due": N_("by"),
    "areas": N_("Areas: seen, or why not"),
    "checklist": N_("Checklist"),
    "tick": N_("Tick one answer, or why there is none:"),
    "column": N_("A column for each. Write the key of the answer, or why there is none:"),
    "core": N_("A bold code is a core question: begin with these."),
    "alone": ALONE,
    "english": ENGLISH,
    "hours": N_("h"),
    "minutes": N_("min"),
    "photo": N_("photo no."),
    "denial": N_("Refusal"),
    "denial_lead": N_(
        "One page for one refusal: a closed door is one, however many questions it covers. No names of persons held."
    ),
    "what": N_("What was refused"),
    "area": N_("Which part, paper or thing"),
    "who": N_("Who was kept out"),
    "said": N_("What they said, word for word"),
    "ground": N_("Ground"),
    "ordered": N_("On whose order"),
    "written": N_("In writing?"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "then": N_("What we did then, what was offered instead"),
    "remarks": N_("Remarks"),
    "remarks_lead": N_("Code of the question, then the remark; say where it is known from."),
}
_LISTS = {
    "gate_columns": (
        N_("Person"), N_("In"), N_("Refused"), N_("Late"), N_("In part"), N_("Withdrew"), N_("Time"), N_("They said"),
    ),
    "number_fields": (N_("Held today"), N_("Spoken to alone"), N_("Spoken to in groups")),
    "denial_times": (N_("Arrived at"), N_("Refused at"), N_("Over at")),
    "decided": (N_("Rank"), N_("Post"), N_("Agency")),
}  # fmt: skip
_AREAS = (
    N_("Entrance, waiting, search"), N_("Duty room, registers"), N_("Cells and rooms"),
    N_("Isolation, punishment"), N_("Rooms for questioning"), N_("Toilets, showers"),
    N_("Kitchen, food store"), N_("Medical rooms"), N_("Yards"),
    N_("Visits, telephone"), N_("Classes, work"), N_("Vehicles, other"),
)  # fmt: skip


def pack(asked: Questionnaire, cover: Cover, wishes: Wishes) -> Pack:
    """Word the pack that is wanted."""
    language, full = wishes.language, wishes.extent is Extent.FULL
    plain = (part for part in asked.parts if part.block is None)
    sections = tuple(printed_section(asked, part, language, wishes.detail) for part in plain)
    tables = printed_tables(asked, wishes) if full else ()
    items = (
        *(item for section in sections for item in section.items),
        *(item for table in tables for item in (*table.items, *table.texts)),
    )
    return Pack(
        title=title_of(asked, language),
        cover=replace(cover, team=cover.team or ("",) * EMPTY_ROWS),
        both_sides=wishes.sides is Sides.BOTH,
        stages=tuple(said for _, said in choices("stages", language)),
        areas=tuple(word(said, language) for said in _AREAS),
        marks=tuple(Ticked(key, said) for _, said, key in absences(language)),
        sections=sections,
        tables=tables,
        leaves=printed_leaves(asked, wishes) if full else (),
        kinds=_kinds(language),
        grounds=tuple(said for _, said in choices("grounds", language)),
        words={
            **{name: word(said, language) for name, said in _WORDS.items()},
            **{name: tuple(word(said, language) for said in several) for name, several in _LISTS.items()},
            "legend": _legend(items, language),
        },
    )


def _legend(items: tuple[PrintedItem, ...], language: str) -> str:
    said = [word(_WORDS["core"], language)] if any(item.core for item in items) else []
    if any(item.alone for item in items):
        said.append(word(_WORDS["alone"], language))
    if any(item.english for item in items):
        said.append(word(_WORDS["english"], language))
    return " ".join(said)


def _kinds(language: str) -> tuple[KindGroup, ...]:
    titles = dict(choices("denial_groups", language))
    return tuple(
        KindGroup(
            titles[group],
            tuple(word(code.label, language) for code in VOCABULARIES["denial_kinds"] if code.group == group),
        )
        for group in _GROUPS
    )
