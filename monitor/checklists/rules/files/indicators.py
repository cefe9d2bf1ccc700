"""indicators.yaml and its words: figures as expressions over the keys that checklists ask."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from monitor.checklists.rules.files.drafts import KEY, Place
from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.files.references import References
from monitor.checklists.rules.model import Direction, Indicator, Indicators, IndicatorText
from monitor.checklists.rules.problems import Fault
from monitor.checklists.rules.values import plain_number
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say

INDICATORS = "indicators.yaml"
FORMULAS = ("value", "numerator", "denominator")
Places = Mapping[tuple[str, str], Place]


def read_indicators(files: Files, references: References, faults: list[Fault]) -> tuple[Indicators, Places]:
    """Read indicators.yaml, where there is one; also give where each expression stands, by id and field."""
    if INDICATORS not in files:
        return Indicators(), {}
    reader = Reader(INDICATORS, faults)
    root = reader.root(files[INDICATORS])
    places: dict[tuple[str, str], Place] = {}
    entries = reader.entries(root) if root else {}
    read = tuple(_indicator(reader, name, node, references, places) for name, node in entries.items())
    texts = {language: _words(files, language, read, references, faults) for language in references.labels}
    return Indicators(read, {language: words for language, words in texts.items() if words}), places


def _indicator(
    reader: Reader, name: str, node: Node, references: References, places: dict[tuple[str, str], Place]
) -> Indicator:
    parts = reader.fields(node, ("unit", "direction", "theme"), (*FORMULAS, "per", "on_page"))
    if not KEY.fullmatch(name):
        reader.fault(
            node,
            say(N_("“%(key)s” is not a key."), key=name),
            say(N_("Use small Latin letters, digits and _, beginning with a letter.")),
        )
    stated = {each: reader.text(parts[each]) for each in FORMULAS if each in parts}
    if stated.keys() not in ({"value"}, {"numerator", "denominator"}):
        reader.fault(
            node,
            say(N_("An indicator is a value, or a numerator over a denominator.")),
            say(N_("Write “value: …”, or both “numerator: …” and “denominator: …”.")),
        )
    places.update({(name, each): Place(reader.file, parts[each]) for each in stated})
    return Indicator(
        id=name,
        unit=reader.known(parts.get("unit"), references.units),
        direction=reader.one_of(parts.get("direction"), Direction, Direction.NEITHER),
        theme=reader.known(parts.get("theme"), references.themes),
        per=_per(reader, parts.get("per")),
        on_page=reader.flag(parts.get("on_page")),
        **stated,
    )


def _per(reader: Reader, node: Node | None) -> int:
    number = plain_number(reader.text(node)) if node is not None else None
    if node is not None and (number is None or number < 1 or number != int(number)):
        reader.fault(
            node,
            say(N_("“per” is a whole number.")),
            say(N_("Write 100 for percent, 1000 for a rate per thousand, or leave the line out.")),
        )
        return 1
    return 1 if number is None else int(number)


def _words(
    files: Files, language: str, read: tuple[Indicator, ...], references: References, faults: list[Fault]
) -> dict[str, IndicatorText]:
    path = f"texts/{language}.yaml"
    reader = Reader(path, faults)
    root = Reader(path).root(files.get(path, ""))
    node = Reader(path).entries(root).get("indicators") if root else None
    if node is None and language != DEFAULT_LANGUAGE:
        return {}
    entries = reader.entries(node) if node is not None else {}
    names = [indicator.id for indicator in read]
    for name in names:
        if name not in entries:
            reader.fault(
                node if node is not None else 1,
                say(N_("“%(key)s” has no words in this file."), key=name),
                say(N_("Add a line “%(key)s: …” under “indicators”."), key=name),
            )
    for name, each in entries.items():
        if name not in names:
            reader.not_among(each, name, names)
    units = references.labels[language].units
    return {
        each.id: _said(reader, entries[each.id], units.get(each.unit, each.unit)) for each in read if each.id in entries
    }


def _said(reader: Reader, node: Node, unit: str) -> IndicatorText:
    parts = reader.fields(node, ("name",), ("caution",))
    return IndicatorText(reader.text(parts.get("name")), unit, reader.text(parts.get("caution")))
