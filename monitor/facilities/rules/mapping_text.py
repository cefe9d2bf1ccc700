"""A mapping read from its text, strictly: a misspelt word is an error with its place, never left out silently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

import yaml

from monitor.codes import is_code
from monitor.facilities.rules.mapping import (
    DATED,
    NEEDED,
    SUMMED,
    BadMapping,
    Field,
    FileRule,
    Inspecting,
    Kind,
    Mapping,
    NothingMapped,
    Skip,
    Take,
    Way,
)
from monitor.facilities.rules.places import Body, FigureKind, Status
from monitor.kit.tabular.cells import DayOrder
from monitor.kit.tabular.lines import Encoding, Separator
from monitor.kit.words import N_, Sentence, say

E = TypeVar("E", bound=StrEnum)
Node = str | list["Node"] | dict[str, "Node"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_TOP = ("id", "title", "source", "file", "skip", "key", "register", "figures")
_SEPARATORS = {"tab": Separator.TAB, "comma": Separator.COMMA, "semicolon": Separator.SEMICOLON, "bar": Separator.BAR}
_ENCODINGS = {"utf-8": Encoding.UTF_8.value, "windows-1251": Encoding.CP1251.value}
_MOST_MONTHS = 120


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text ("no" stays a word) and refuses a name that stands twice."""


def _pairs_once(loader: _Loader, node: yaml.MappingNode) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise _wrong(key, N_("it stands twice (line %(line)s)."), line=key_node.start_mark.line + 1)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _pairs_once)


def mapping_of(text: str) -> Mapping:
    """Read a mapping from YAML. Raises BadMapping with the entry and what to write there."""
    try:
        top = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader that makes nothing but text
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise _wrong(
            say(N_("line %(line)s"), line=line),
            N_("this line is not YAML; look at its indentation, colons and quotation marks."),
        ) from None
    except yaml.YAMLError:
        raise _wrong("mapping", N_("the file holds characters that YAML does not allow.")) from None
    entries = _pairs(top, "mapping", _TOP)
    figures = _pairs(entries.get("figures", {}), "figures", ("population", "capacity", "inspected_by"))
    inspected = _pairs(figures.pop("inspected_by", {}), "inspected_by", ("period_months", "yes", "no", "bodies"))
    return Mapping(
        id=_id(entries),
        title=_text(entries, "title"),
        source=_text(entries, "source"),
        key=_key(entries),
        file=_file(_pairs(entries.get("file", {}), "file", ("sheet", "separator", "encoding", "dates"))),
        skip=tuple(_skip(node) for node in _list(entries.get("skip", []), "skip")),
        register=_register(entries.get("register", {})),
        numbers=tuple((_one_of(FigureKind, name, "figures"), _take(node, name)) for name, node in figures.items()),
        inspections=tuple(_inspecting(node) for node in _list(inspected.get("bodies", []), "bodies")),
        yes=_texts(inspected.get("yes", []), "yes"),
        no=_texts(inspected.get("no", []), "no"),
        period_months=_months(inspected.get("period_months", "12")),
    )


def check_speaks_of(mapping: Mapping, kind: Kind) -> None:
    """Refuse a mapping that says nothing about what is to be imported."""
    if kind is Kind.REGISTER and not mapping.register:
        raise NothingMapped(kind=say(N_("places (register)")))
    if kind is Kind.FIGURES and not (mapping.numbers or mapping.inspections):
        raise NothingMapped(kind=say(N_("figures")))


def mapping_text(mapping: Mapping) -> str:
    """Write a mapping as YAML that `mapping_of` reads as the same mapping."""
    top: dict[str, object] = {"id": mapping.id, "title": mapping.title, "source": mapping.source}
    separators = {separator: word for word, separator in _SEPARATORS.items()}
    rule = mapping.file
    file: dict[str, object] = {"dates": rule.dates.value}
    file |= {"sheet": rule.sheet} if rule.sheet is not None else {}
    file |= {"separator": separators[rule.separator]} if rule.separator else {}
    file |= {"encoding": rule.encoding.value} if rule.encoding else {}
    top["file"] = file
    if mapping.skip:
        top["skip"] = [{"column": skip.column, "is": list(skip.values)} for skip in mapping.skip]
    top["key"] = list(mapping.key)
    if mapping.register:
        top["register"] = {field.value: _written(take) for field, take in mapping.register}
    figures: dict[str, object] = {kind.value: _written(take) for kind, take in mapping.numbers}
    if mapping.inspections:
        bodies = [{"column": one.column, "body": one.body, "kind": one.kind.value} for one in mapping.inspections]
        asked = {"period_months": mapping.period_months, "yes": list(mapping.yes), "no": list(mapping.no)}
        figures["inspected_by"] = {**asked, "bodies": bodies}
    if figures:
        top["figures"] = figures
    return yaml.safe_dump(top, allow_unicode=True, sort_keys=False, width=120)


def _written(take: Take) -> object:
    if take.way is Way.VALUE:
        return {"value": take.value}
    if take.way is Way.SUM:
        return {"sum": list(take.columns)}
    if take.way is Way.JOIN:
        return {"join": list(take.columns), "by": take.by}
    said: dict[str, object] = {"column": take.columns[0]}
    said |= {"values": {found: meant or "" for found, meant in take.values}} if take.values else {}
    said |= {"otherwise": take.otherwise} if take.otherwise is not None else {}
    said |= {"split": take.split} if take.split else {}
    return said


def _id(entries: dict[str, Node]) -> str:
    found = _text(entries, "id")
    if not _ID.fullmatch(found):
        raise _wrong("id", N_("write a short name of small letters, digits and hyphens, such as prisons-2026."))
    return found


def _key(entries: dict[str, Node]) -> tuple[str, ...]:
    found = _texts(entries.get("key", []), "key")
    if not found:
        raise _wrong("key", N_("name the columns that together tell one place from all others."))
    return found


def _file(entries: dict[str, Node]) -> FileRule:
    separator, encoding = entries.get("separator"), entries.get("encoding")
    if separator is not None and separator not in _SEPARATORS:
        raise _wrong("separator", N_("write one of: %(words)s."), words=", ".join(_SEPARATORS))
    return FileRule(
        sheet=_text(entries, "sheet") if "sheet" in entries else None,
        separator=_SEPARATORS[str(separator)] if separator is not None else None,
        encoding=_one_of(Encoding, _ENCODINGS.get(str(encoding), encoding), "encoding") if encoding else None,
        dates=_one_of(DayOrder, entries.get("dates", "ymd"), "dates"),
    )


def _skip(node: Node) -> Skip:
    entries = _pairs(node, "skip", ("column", "is"))
    return Skip(column=_text(entries, "column"), values=_texts(entries.get("is", [""]), "is"))


def _register(node: Node) -> tuple[tuple[Field, Take], ...]:
    entries = _pairs(node, "register", tuple(Field))
    if not entries:
        return ()
    for needed in NEEDED:
        if needed not in entries:
            raise _wrong("register", N_("“%(field)s” is needed: a column, or {value: …}."), field=needed.value)
    return tuple((Field(name), _checked(Field(name), _take(entry, name))) for name, entry in entries.items())


def _checked(field: Field, take: Take) -> Take:
    """Refuse a translation into a word that the product does not know."""
    if take.way is Way.SUM and field not in SUMMED:
        raise _wrong(field.value, N_("only numbers can be added up; use join for text."))
    if field in DATED and take.way is not Way.COLUMN:
        raise _wrong(field.value, N_("a date is taken from one column."))
    given = [meant for _, meant in take.values if meant] + [text for text in (take.value, take.otherwise) if text]
    for meant in given:
        if field is Field.TYPE and not is_code("facility_types", meant):
            raise _wrong(field.value, N_("“%(meant)s” is not a type of place; docs/import.md lists them."), meant=meant)
        if field is Field.STATUS and meant not in set(Status):
            raise _wrong(field.value, N_("write one of: %(words)s."), words=", ".join(Status))
    return take


def _take(node: Node, where: str) -> Take:
    if isinstance(node, str):
        return Take(Way.COLUMN, columns=(_full(node, where),))
    entries = _pairs(node, where, ("column", "value", "sum", "join", "by", "values", "otherwise", "split"))
    ways = [way for way in Way if way.value in entries]
    if len(ways) != 1:
        raise _wrong(where, N_("write exactly one of column, value, sum or join."))
    way = ways[0]
    if way is Way.VALUE:
        return Take(way, value=_text(entries, "value"))
    if way is Way.COLUMN:
        columns: tuple[str, ...] = (_text(entries, "column"),)
    else:
        columns = _texts(entries[way.value], where)
    values = entries.get("values", {})
    if not isinstance(values, dict):
        raise _wrong(where, N_("under values write one line for each: what stands in the file, colon, what it means."))
    return Take(
        way,
        columns=columns,
        values=tuple((found, _full_or_none(meant, where)) for found, meant in values.items()),
        otherwise=_text(entries, "otherwise") if "otherwise" in entries else None,
        by=str(entries.get("by", ", ")),
        split=str(entries.get("split", "")),
    )


def _inspecting(node: Node) -> Inspecting:
    entries = _pairs(node, "bodies", ("column", "body", "kind"))
    kind = _one_of(Body, entries.get("kind", Body.OTHER.value), "kind")
    return Inspecting(column=_text(entries, "column"), body=_text(entries, "body"), kind=kind)


def _months(node: Node) -> int:
    if isinstance(node, str) and node.isdecimal() and 1 <= int(node) <= _MOST_MONTHS:
        return int(node)
    raise _wrong("period_months", N_("write the number of months the file speaks of, such as 6."))


def _pairs(node: object, where: str, allowed: Iterable[str]) -> dict[str, Node]:
    if not isinstance(node, dict):
        raise _wrong(where, N_("write entries as “name: value”, one to a line."))
    known = [str(word) for word in allowed]
    for name in node:
        if name not in known:
            raise _wrong(
                f"{where} · {name}", N_("this word is not known here; possible are: %(words)s."), words=", ".join(known)
            )
    return dict(node)


def _list(node: Node, where: str) -> list[Node]:
    if not isinstance(node, list):
        raise _wrong(where, N_("write a list, each entry after a hyphen."))
    return node


def _texts(node: Node, where: str) -> tuple[str, ...]:
    items = [node] if isinstance(node, str) else _list(node, where)
    if not all(isinstance(item, str) for item in items):
        raise _wrong(where, N_("write a list of words."))
    return tuple(str(item).strip() for item in items)


def _text(entries: dict[str, Node], name: str) -> str:
    return _full(entries.get(name, ""), name)


def _full(node: Node, where: str) -> str:
    if not isinstance(node, str) or not node.strip():
        raise _wrong(where, N_("one word or line of text is needed."))
    return node.strip()


def _full_or_none(node: Node, where: str) -> str | None:
    return _full(node, where) if node != "" else None


def _one_of(kind: type[E], node: object, where: str) -> E:
    try:
        return kind(str(node))
    except ValueError:
        raise _wrong(where, N_("write one of: %(words)s."), words=", ".join(kind)) from None


def _wrong(where: str | Sentence, said: str, **values: str | int | Sentence) -> BadMapping:
    return BadMapping(where=where, said=say(said, **values))
