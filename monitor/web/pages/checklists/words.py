"""The words of checklists' pages: roles, kinds, marks, what thresholds rest on, what differs between versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from babel import Locale, UnknownLocaleError

from monitor.checklists.rules import (
    Authority,
    Cited,
    Edition,
    Field,
    Follows,
    Item,
    Kind,
    Mark,
    Op,
    Role,
    Texts,
    TextStatus,
    When,
)
from monitor.checklists.rules.values import YES_NO
from monitor.kit.words import LANGUAGES, N_, count, say, without_number, word
from monitor.web.pages.values import with_unit

ROLES = {Role.CHECKLIST: N_("Checklist"), Role.MODULE: N_("Module")}
WHEN = {
    When.ALWAYS: N_("at every visit"),
    When.LATER_VISITS: N_("from the second visit on"),
    When.HELD: N_("where the last visit found people it concerns"),
    When.CHOSEN: N_("when the team chooses it"),
}
STATUSES = {
    TextStatus.DRAFT: N_("These words are a draft: nobody who works in this language has confirmed them yet."),
    TextStatus.CONFIRMED: N_("These words are confirmed."),
}
KINDS = {
    Kind.YES_NO: N_("Yes or no"),
    Kind.CHOICE_ONE: N_("One of several"),
    Kind.CHOICE_MANY: N_("Any of several"),
    Kind.INTEGER: N_("Whole number"),
    Kind.DECIMAL: N_("Number"),
    Kind.TEXT: N_("Text"),
    Kind.DATE: N_("Date"),
    Kind.TIME: N_("Time"),
    Kind.MOMENT: N_("Day and time"),
    Kind.DURATION: N_("Duration"),
    Kind.SCALE: N_("Scale"),
    Kind.TALLY: N_("Tally"),
    Kind.PHOTO: N_("Photo"),
}
MARKS = {
    Mark.SEEN: N_("seen in the source"),
    Mark.PARTLY: N_("seen in part"),
    Mark.FROM_KNOWLEDGE: N_("not yet checked in the source"),
}
AUTHORITIES = {
    Authority.LIMIT: N_("Standard"),
    Authority.UNCHECKED: N_(
        "From a standard, but the number is not yet checked in its text: do not quote it as a rule"
    ),
    Authority.DESIRABLE: N_("Desirable level, not a minimum"),
    Authority.NATIONAL: N_("National limit, as set for the country on the day"),
    Authority.ANY_CASE: N_("One case is too many"),
    Authority.OUR_OWN: N_("Our own alarm level, not law"),
    Authority.PLAIN: N_("From the provisions below"),
}
COMPARISONS = {
    Op.EQ: N_("Falls short when the answer is: %(value)s"),
    Op.IN: N_("Falls short when the answer is: %(value)s"),
    Op.LT: N_("Falls short below %(value)s"),
    Op.GT: N_("Falls short above %(value)s"),
    Op.LE: N_("Falls short at %(value)s or below"),
    Op.GE: N_("Falls short at %(value)s or above"),
}
LIMITS = {
    Op.LT: N_("Falls short below the limit of the country: %(value)s"),
    Op.GT: N_("Falls short above the limit of the country: %(value)s"),
    Op.LE: N_("Falls short at the limit of the country or below: %(value)s"),
    Op.GE: N_("Falls short at the limit of the country or above: %(value)s"),
}
FOLLOWED = {
    Follows.HELD_TODAY: N_("taken from the numbers noted at the end of the visit"),
    Follows.ALONE: N_("taken from the numbers noted at the end of the visit"),
    Follows.IN_GROUPS: N_("taken from the numbers noted at the end of the visit"),
    Follows.NOTICE: N_("taken from the plan of the visit"),
    Follows.WAIT_MINUTES: N_("taken from the times noted at the gate"),
    Follows.FULL_TEAM: N_("taken from who was let in"),
    Follows.AREAS: N_("taken from the refusals noted during the visit"),
    Follows.RECORDS: N_("taken from the refusals noted during the visit"),
    Follows.EQUIPMENT: N_("taken from the refusals noted during the visit"),
    Follows.PRIVATE_INTERVIEWS: N_("taken from the refusals noted during the visit"),
    Follows.CAPACITY: N_("taken from the facility"),
    Follows.RECOMMENDATIONS_PRIOR: N_("taken from the recommendations"),
    Follows.RECOMMENDATIONS_DONE: N_("taken from the recommendations"),
    Follows.RECOMMENDATIONS_REPLY: N_("taken from the recommendations"),
}
PARTS = {
    Field.KIND: N_("Kind of answer"),
    Field.OPTIONS: N_("Answers"),
    Field.UNIT: N_("Unit"),
    Field.BOUNDS: N_("Lowest and highest"),
    Field.THRESHOLD: N_("When it falls short"),
    Field.RELEVANT: N_("Asked only when"),
    Field.CONSTRAINT: N_("Taken only when"),
    Field.CONFIRM: N_("Taken without asking again when"),
    Field.CALCULATE: N_("Computed as"),
    Field.FOLLOWS: N_("Taken from the record"),
    Field.CORE: N_("Core question"),
    Field.PRIVATE: N_("Ask alone only"),
    Field.SEALED: N_("Sealed"),
    Field.SOURCE: N_("Best source"),
    Field.PROVISIONS: N_("Provisions"),
    Field.THEME: N_("Theme"),
    Field.SECTION: N_("Section"),
}
REFERENCE = re.compile(r"\$\{\s*(\w+)\s*\}")


def codes_of(edition: Edition) -> dict[str, str]:
    """Give the short code of each key of an edition."""
    return {
        item.key: f"{section.letter}{position}"
        for section in edition.sections
        for position, item in enumerate(section.items, start=1)
    }


def names_of(edition: Edition, others: Iterable[Texts]) -> dict[str, str]:
    """Name keys for readers: by code where they stand in the edition, by their question where in another's texts."""
    questions = ((key, said) for texts in others for key, said in texts.items.items())
    return {key: f"“{said.question}”" for key, said in questions} | codes_of(edition)


def rule_text(expression: str, codes: Mapping[str, str]) -> str:
    """Write an expression for readers: the codes of the questions it names, and keys where they are of another list."""
    return REFERENCE.sub(lambda found: codes.get(found[1], found[1]), expression)


def answer_words(item: Item, texts: Texts, language: str) -> str:
    """Say what kind of answer an item takes, with its options, bounds or unit."""
    kind = word(KINDS[item.kind], language)
    if item.options:
        return f"{kind}: {options_words(item, texts)}"
    if item.kind is Kind.SCALE:
        return word(
            say(N_("Scale from %(lowest)s to %(highest)s"), lowest=item.minimum or "", highest=item.maximum or ""),
            language,
        )
    return f"{kind}, {without_number(texts.units[item.unit])}" if item.unit else kind


def options_words(item: Item, texts: Texts) -> str:
    said = texts.items.get(item.key)
    return " · ".join(said.options.get(option, option) if said else option for option in item.options)


def threshold_words(item: Item, texts: Texts, language: str) -> str:
    """Say when an answer falls short; empty when it is not judged."""
    rule = item.noncompliant
    if rule is None:
        return ""
    if rule.parameter is not None:
        limit = texts.parameters[rule.parameter]
        return word(say(LIMITS.get(rule.op, COMPARISONS[rule.op]), value=limit), language)
    if rule.basis is not None:
        value = with_unit(", ".join(rule.value), rule.value[-1], texts.units.get(item.unit or "", ""), language)
    else:
        options = texts.items[item.key].options
        value = ", ".join(options.get(each) or word(YES_NO[each], language) for each in rule.value)
    return word(say(COMPARISONS[rule.op], value=value), language)


def cited_words(cited: Cited, language: str) -> str:
    """Word a provision: instrument, number, what it is about, and how far that was checked."""
    return f"{cited.instrument}, {cited.number}: {cited.topic} ({word(MARKS[cited.mark], language)})"


def draft_words(number: int, language: str) -> str:
    """Say how many texts of a language are drafts; empty when none are."""
    return word(count("%(n)s draft", "%(n)s drafts", number), language) if number else ""


def tongue(tag: str) -> str:
    """Name a language in its own words."""
    try:
        return LANGUAGES.get(tag) or (Locale.parse(tag).get_display_name(tag) or tag).capitalize()
    except (UnknownLocaleError, ValueError):
        return tag
