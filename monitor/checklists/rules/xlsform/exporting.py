"""From editions to the tables of an XLSForm: what other programs read, and beside it the columns they pass over.

Read back by `read_form`, the tables give the same editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.checklists.rules.model import CHOICES as CHOICE_KINDS
from monitor.checklists.rules.model import Block, Item, Kind, Loaded, Section, Texts, Threshold
from monitor.checklists.rules.xlsform.adapting import accepted_by_others, for_others, hidden
from monitor.checklists.rules.xlsform.words import (
    CHECKLIST,
    CHOICES,
    SETTINGS,
    SURVEY,
    YES_NO,
    language_header,
)
from monitor.kit.words import DEFAULT_LANGUAGE

TYPES: Mapping[Kind, str] = {
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "decimal",
    Kind.TEXT: "text",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.MOMENT: "dateTime",
    Kind.DURATION: "integer",
    Kind.SCALE: "range",
    Kind.TALLY: "integer",
    Kind.PHOTO: "image",
}
SELECTS = {Kind.YES_NO: "select_one", Kind.CHOICE_ONE: "select_one", Kind.CHOICE_MANY: "select_multiple"}
APPEARANCES = {Kind.TALLY: "counter"}
OURS = (
    "item_key", "kind", "options", "theme", "source", "unit", "min", "max", "core", "private_only", "sealed",
    "provisions", "noncompliant", "follows_from", "our_relevant", "our_constraint", "our_calculation", "confirm",
    "edition", "section", "letter", "block", "block_label", "block_most", "block_private", "block_sums",
)  # fmt: skip
THEIRS = ("type", "name", "relevant", "constraint", "calculation", "parameters", "appearance")
WORDED = ("label", "hint", "constraint_message", "confirm_message", "row", "add")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook: its headings, and its rows as long as they are."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Export:
    """What is gathered while a form is written; `lists` names each list of choices by its words in all languages."""

    members: Sequence[Loaded]
    languages: tuple[str, ...]
    asked: frozenset[str]
    lists: dict[tuple[tuple[str, ...], ...], str] = field(default_factory=dict)
    choices: list[Row] = field(default_factory=list)


def tables_of(members: Sequence[Loaded]) -> tuple[Table, ...]:
    """Write a checklist or module, and modules after it, as the sheets of one XLSForm."""
    spoken = {texts.language for member in members for texts in member.texts} - {DEFAULT_LANGUAGE}
    keys = frozenset(item.key for member in members for item in member.edition.items)
    export = _Export(members, (DEFAULT_LANGUAGE, *sorted(spoken)), keys)
    survey = list(_survey(export))
    return (
        _table(SURVEY, survey, ("type", "name"), export.languages),
        _table(CHOICES, export.choices, ("list_name", "name"), export.languages),
        _table(SETTINGS, [_settings(members[0])], ()),
        _table(CHECKLIST, [_checklist(member, export.languages) for member in members], ()),
    )


def _survey(export: _Export) -> Iterator[Row]:
    placed = [(section, member) for member in export.members for section in member.edition.sections]
    told: set[str] = set()
    for section, member in sorted(placed, key=lambda pair: pair[0].letter):
        what = "repeat" if section.block else "group"
        name = _group_name(section, export.asked)
        yield {"type": f"begin_{what}", "name": name, **_section(section, member, export)}
        for item in section.items:
            again = item.key in told
            told.add(item.key)
            yield _repeated(item, member, export) if again else _item(item, member, export)
        yield {"type": f"end_{what}", "name": name}


def _group_name(section: Section, asked: frozenset[str]) -> str:
    if section.block and section.block.name not in asked:
        return section.block.name
    return f"section_{section.letter.lower()}"


def _section(section: Section, member: Loaded, export: _Export) -> dict[str, str]:
    row = {
        "edition": "" if member is export.members[0] else member.edition.name,
        "section": section.name,
        "letter": section.letter,
        "theme": section.theme,
    }
    for texts in member.texts:
        row[language_header("label", texts.language)] = texts.sections[section.name]
    return row | (_block(section.block, member.texts) if section.block else {})


def _block(block: Block, words: Iterable[Texts]) -> dict[str, str]:
    row = {
        "block": block.name,
        "block_label": block.label,
        "block_most": str(block.most),
        "block_private": _flag(block.private),
        "block_sums": "; ".join(f"{each.column} = {each.equals}" for each in block.sums),
    }
    for texts in words:
        row[language_header("row", texts.language)] = texts.blocks[block.name].row
        row[language_header("add", texts.language)] = texts.blocks[block.name].add
    return row


def _repeated(item: Item, member: Loaded, export: _Export) -> Row:
    """Write an item that was asked before on the same form: others see the answer given there."""
    row = _item(item, member, export)
    name = f"{item.key}_in_{member.edition.name}"
    for heading in ("relevant", "constraint", "parameters", "appearance"):
        row.pop(heading, None)
    rules = (("relevant", item.relevant), ("calculation", item.calculate))
    stated = {f"our_{name}": hidden(text) for name, text in rules if text}
    listed = {"options": _list_name(item, member, export)} if item.kind in CHOICE_KINDS else {}
    return row | stated | listed | {"type": "calculate", "name": name, "calculation": f"${{{item.key}}}"}


def _item(item: Item, member: Loaded, export: _Export) -> dict[str, str]:
    row = {**_ours(item), **_rules(item, export.asked), "name": item.key, "type": _type(item, member, export)}
    if item.calculate is not None:
        row["type"] = "calculate"
        row |= {"options": _list_name(item, member, export)} if item.kind in CHOICE_KINDS else {}
    elif item.kind is Kind.SCALE:
        row["parameters"] = f"start={item.minimum} end={item.maximum} step=1"
    elif item.kind in APPEARANCES:
        row["appearance"] = APPEARANCES[item.kind]
    for texts in member.texts:
        words = texts.items[item.key]
        said = (words.question, words.help, words.constraint, words.confirm)
        row |= {language_header(name, texts.language): text for name, text in zip(WORDED[:4], said, strict=True)}
    return row


def _type(item: Item, member: Loaded, export: _Export) -> str:
    if item.kind not in SELECTS:
        return TYPES[item.kind]
    return f"{SELECTS[item.kind]} {_list_name(item, member, export)}"


def _ours(item: Item) -> dict[str, str]:
    return {
        "item_key": item.key,
        "kind": item.kind.value,
        "theme": item.theme,
        "source": item.source.value,
        "unit": item.unit or "",
        "min": item.minimum or "",
        "max": item.maximum or "",
        "core": _flag(item.core),
        "private_only": _flag(item.private_only),
        "sealed": _flag(item.sealed),
        "provisions": " ".join(item.provisions),
        "noncompliant": _threshold(item.noncompliant) if item.noncompliant else "",
        "follows_from": item.follows_from.value if item.follows_from else "",
        "confirm": hidden(item.confirm or ""),
        "our_constraint": hidden(item.constraint or ""),
    }


def _rules(item: Item, asked: frozenset[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, text in (("relevant", item.relevant), ("calculation", item.calculate)):
        if text is not None:
            row[name] = for_others(text, asked)
            row[f"our_{name}"] = "" if row[name] == text else hidden(text)
    if item.calculate is None:
        row["constraint"] = accepted_by_others(item.kind, item.minimum, item.maximum, item.constraint, asked)
    return row


def _threshold(rule: Threshold) -> str:
    said = {
        "op": rule.op.value,
        "value": rule.value[0] if len(rule.value) == 1 else f"[{', '.join(rule.value)}]" if rule.value else "",
        "basis": rule.basis.value if rule.basis else "",
        "from": rule.reference or "",
        "parameter": rule.parameter or "",
    }
    return ", ".join(f"{name}: {text}" for name, text in said.items() if text)


def _list_name(item: Item, member: Loaded, export: _Export) -> str:
    """Give the name of the list of an item's answers; lists with the same words in all languages are one."""
    options = ("yes", "no") if item.kind is Kind.YES_NO else item.options
    worded = [_labels(item, texts) for texts in member.texts]
    shape = (options, *((texts.language, *labels) for texts, labels in zip(member.texts, worded, strict=True)))
    if shape not in export.lists:
        wanted = "yes_no" if item.kind is Kind.YES_NO else item.key
        taken = set(export.lists.values())
        export.lists[shape] = next(n for n in (wanted, *(f"{wanted}_{i}" for i in range(2, 999))) if n not in taken)
        for place, option in enumerate(options):
            words = {
                language_header("label", texts.language): labels[place]
                for texts, labels in zip(member.texts, worded, strict=True)
            }
            export.choices.append({"list_name": export.lists[shape], "name": option, **words})
    return export.lists[shape]


def _labels(item: Item, texts: Texts) -> tuple[str, ...]:
    if item.kind is Kind.YES_NO:
        return YES_NO.get(texts.language, YES_NO[DEFAULT_LANGUAGE])
    return tuple(texts.items[item.key].options[option] for option in item.options)


def _flag(stated: bool) -> str:
    return "yes" if stated else ""


def _settings(main: Loaded) -> Row:
    english = next(texts for texts in main.texts if texts.language == DEFAULT_LANGUAGE)
    return {
        "form_title": english.title,
        "form_id": main.edition.name,
        "version": main.use.version,
        "default_language": language_header("", DEFAULT_LANGUAGE).removeprefix("::"),
    }


def _checklist(member: Loaded, languages: Iterable[str]) -> Row:
    edition, use = member.edition, member.use
    row = {
        "name": edition.name,
        "role": edition.role.value,
        "version": use.version,
        "serves": " ".join(use.serves),
        "everywhere": use.everywhere.value if use.everywhere else "",
        "photos": use.photos.value,
        "modules": "; ".join(" ".join(filter(None, (m.module, m.when, m.held))) for m in use.modules),
        "became": "; ".join(" ".join(filter(None, (b.key, b.fate, b.by))) for b in use.became),
        "sections": " ".join(section.name for section in edition.sections),
    }
    for language in languages:
        for texts in member.texts:
            if texts.language == language:
                row |= {
                    language_header("title", language): texts.title,
                    language_header("about", language): texts.about,
                }
    return row


def _table(name: str, rows: Sequence[Row], first: tuple[str, ...], languages: Sequence[str] = ()) -> Table:
    worded = [language_header(each, language) for each in WORDED for language in languages]
    known = [*first, *worded[: len(languages) * 2], *THEIRS, *worded, *OURS]
    used = {heading for row in rows for heading, text in row.items() if text} | set(first)
    ordered = [heading for heading in dict.fromkeys([*known, *(h for row in rows for h in row)]) if heading in used]
    return Table(name, tuple(ordered), tuple(tuple(row.get(heading, "") for heading in ordered) for row in rows))


def with_modules(main: Loaded, modules: Iterable[Loaded]) -> tuple[Loaded, ...]:
    """Give a checklist and, of these modules, those it names, in its order."""
    found: dict[str, Loaded] = {module.edition.name: module for module in modules}
    return (main, *(found[each.module] for each in main.use.modules if each.module in found))
