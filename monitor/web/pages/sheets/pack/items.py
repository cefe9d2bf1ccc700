"""Questions as they are printed, and which ones nobody is asked."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.checklists.rules import Part, Question, Questionnaire, Worded, question_text, section_title
from monitor.checklists.rules.expressions import refs
from monitor.kit.words import N_, say, without_number, word
from monitor.sheets.rules import tree_of
from monitor.web.pages.sheets.pack.conditions import Asked, Wording, with_conditions
from monitor.web.pages.sheets.pack.layout import Detail, PrintedItem, PrintedSection, Ticked
from monitor.web.pages.sheets.words import answers_to

_FOLLOWED = N_("%(codes)s: filled from the cover and the refusals; not asked again.")
_COMPUTED = N_("%(codes)s: worked out from %(what)s.")
_BY_ITSELF = N_("%(codes)s: worked out from the answers above; not asked.")


def printed_section(asked: Questionnaire, part: Part, language: str, detail: Detail) -> PrintedSection:
    """Lay out a section of questions asked once."""
    return PrintedSection(
        letter=part.letter,
        title=section_title(asked, part.letter, language),
        elsewhere=" ".join((*_followed(part, language), *computed_words(asked, part, language))),
        items=printed_items(asked, part.questions, language, detail),
    )


def printed_items(
    asked: Questionnaire,
    questions: Sequence[Question],
    language: str,
    detail: Detail,
    wording: Wording = question_text,
) -> tuple[PrintedItem, ...]:
    """Print the questions that are asked, each with the condition it hangs on."""
    printed = [question for question in questions if not question.item.computed]
    plain = [_item(question, wording(asked, question.item.key, language), detail) for question in printed]
    return with_conditions(Asked(asked, wording, language), printed, plain)


def _item(question: Question, words: Worded, detail: Detail) -> PrintedItem:
    item, choices = question.item, answers_to(question, words, words.language)
    return PrintedItem(
        code=question.code,
        shape=item.kind.value,
        core=item.core,
        alone=item.private_only,
        english=words.fallback,
        question=words.text.question,
        help=words.text.help if detail is Detail.WITH_HELP else "",
        options=tuple(_ticked(said, key, place) for place, (_, said, key) in enumerate(choices, 1)),
        unit=without_number(words.unit),
    )


def _ticked(said: str, key: str, place: int) -> Ticked:
    """Name an option by the key that gives it; where keys have run out, by its place."""
    return Ticked(key or str(place), said)


def _followed(part: Part, language: str) -> tuple[str, ...]:
    codes = [question.code for question in part.questions if question.item.follows_from is not None]
    return (word(say(_FOLLOWED, codes=spans(codes)), language),) if codes else ()


def computed_words(asked: Questionnaire, part: Part, language: str) -> tuple[str, ...]:
    """Say which questions of a part are worked out, and from which blocks and questions."""
    worked_out = [question for question in part.questions if question.item.calculate is not None]
    keys = frozenset[str]().union(*(refs(tree_of(question.item.calculate or "")) for question in worked_out))
    named: list[str] = []
    for other in asked.parts:
        found = [question.code for question in other.questions if question.item.key in keys]
        if found and other.block is not None and other is not part:
            named.append(f"{other.letter} ({section_title(asked, other.letter, language)})")
        elif found and not (other is part and part.block is not None):
            named.append(spans(found))
    if not worked_out:
        return ()
    codes = spans([question.code for question in worked_out])
    if not named:
        return (word(say(_BY_ITSELF, codes=codes), language),)
    return (word(say(_COMPUTED, codes=codes, what=", ".join(named)), language),)


def spans(codes: Sequence[str]) -> str:
    """Join codes, neighbours as a span: A1–A3, A7."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code[0] == runs[-1][-1][0] and int(code[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
