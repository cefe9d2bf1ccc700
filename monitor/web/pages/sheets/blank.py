"""A questionnaire as a form with no values, for filling where there is no network; the same items as on the sheet page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.checklists.rules import Follows, Item, Questionnaire, section_title
from monitor.kit.words import word
from monitor.sheets.rules import Facts, Given, follow
from monitor.web.floor.render import environment
from monitor.web.pages.sheets.view.blocks import ShownBlock, blank_blocks
from monitor.web.pages.sheets.view.client import rules_json
from monitor.web.pages.sheets.view.items import BLANK, Computed, ShownItem, Standing, shown_item
from monitor.web.pages.sheets.view.shown import RailPart, ShownSection, Sum
from monitor.web.pages.sheets.words import NOTHING_YET, absences, calculated_words, sources, title_of

UNTYPED: Mapping[str, Given] = {}
_SOURCES: Mapping[Follows, str] = {what: each.source for what, each in follow(Facts(notice="")).items()}


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A questionnaire with nothing in it, in one language; `rules` is the JSON that static/filling.js works by."""

    title: str
    edition: str
    language: str
    rail: tuple[RailPart, ...]
    sections: tuple[ShownSection, ...]
    blocks: tuple[ShownBlock, ...]
    sums: tuple[Sum, ...]
    rules: str


def blank_form(asked: Questionnaire, language: str, today: date) -> BlankForm:
    """Lay out a questionnaire with no values, in the order of paper; `today` is replaced by the device's own day."""
    blocks = blank_blocks(asked, language)
    return BlankForm(
        title=title_of(asked, language),
        edition=asked.hash,
        language=language,
        rail=tuple(
            RailPart(
                href=f"#s-{part.letter}",
                letter=part.letter,
                title=section_title(asked, part.letter, language),
                current=False,
                tally="0" if part.block else f"0/{len(part.questions)}",
                dots=() if part.block else ("",) * len(part.questions),
            )
            for part in asked.parts
        ),
        sections=tuple(
            ShownSection(
                part.letter,
                section_title(asked, part.letter, language),
                tuple(_blank_item(asked, question.item.key, language) for question in part.questions),
            )
            for part in asked.parts
            if part.block is None
        ),
        blocks=blocks,
        sums=tuple(each for block in blocks for each in block.sums),
        rules=rules_json(asked, UNTYPED, today, language),
    )


def blank_html(blank: BlankForm) -> str:
    """Draw a blank form as the piece of a page that the field mode fills."""
    return (
        environment()
        .get_template("sheets/form.html")
        .render(
            language=blank.language,
            rail=blank.rail,
            core=(),
            sections=blank.sections,
            blocks=blank.blocks,
            sums=blank.sums,
            absences=absences(blank.language),
            sources=sources(blank.language),
            denials=(),
            on_paper=True,
            sheet_id="",
            errors={},
        )
    )


def _blank_item(asked: Questionnaire, key: str, language: str) -> ShownItem:
    question = asked.by_key(key)
    item = question.item
    computed = Computed(word(NOTHING_YET, language), _source(asked, item, language)) if item.computed else None
    return shown_item(asked, question, None, language, Standing(computed=computed) if computed else BLANK)


def _source(asked: Questionnaire, item: Item, language: str) -> str:
    if item.follows_from is None:
        return calculated_words(asked, item, language)
    return word(_SOURCES.get(item.follows_from, ""), language)
