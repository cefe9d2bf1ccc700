"""A mapping made by pointing at columns: what was pointed at, turned into the same mapping that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from monitor.codes import is_code
from monitor.facilities.rules.mapping import Field, FileRule, Mapping, Take, Way
from monitor.facilities.rules.places import FigureKind, Status
from monitor.kit.tabular.lines import same_name
from monitor.kit.text import fold

TRANSLATED = (Field.TYPE, Field.STATUS)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What somebody pointed at: headings for fields and figures, and what is the same for every row."""

    source: str
    key: tuple[str, ...]
    file: FileRule
    columns: Pairs[Field, str] = field(default_factory=dict)
    same: Pairs[Field, str] = field(default_factory=dict)
    figures: Pairs[FigureKind, str] = field(default_factory=dict)


def mapping_pointed(pointed: Pointed) -> Mapping:
    """Make the mapping. Its id comes from the source's name, so that the next file of that source meets the same places."""
    takes = {name: Take(Way.VALUE, value=value) for name, value in pointed.same.items()}
    takes |= {name: Take(Way.COLUMN, (column,)) for name, column in pointed.columns.items()}
    return Mapping(
        id=id_of(pointed.source),
        title=pointed.source,
        source=pointed.source,
        key=pointed.key,
        file=pointed.file,
        register=tuple((name, takes[name]) for name in Field if name in takes),
        numbers=tuple((kind, Take(Way.COLUMN, (column,))) for kind, column in pointed.figures.items()),
    )


def id_of(source: str) -> str:
    """Make a mapping's id of a source's name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(source)).strip("-")[:60] or "source"


def to_translate(mapping: Mapping) -> dict[Field, str]:
    """Tell the columns whose texts still have to be translated into the product's own words."""
    fields = mapping.fields
    return {
        name: fields[name].columns[0]
        for name in TRANSLATED
        if name in fields and fields[name].way is Way.COLUMN and not fields[name].values
    }


def is_known(name: Field, found: str) -> bool:
    """Say whether a text is one of the product's own words for a field."""
    return is_code("facility_types", found) if name is Field.TYPE else found in set(Status)


def translated(mapping: Mapping, name: Field, meanings: Pairs[str, str]) -> Mapping:
    """Add translations for a field to a mapping."""

    def with_values(take: Take) -> Take:
        return replace(take, values=tuple(meanings.items()))

    return replace(mapping, register=tuple((f, with_values(t) if f is name else t) for f, t in mapping.register))


def guessed(headings: Sequence[str], words: Pairs[Field, Sequence[str]]) -> dict[Field, str]:
    """Guess which heading tells which field: one that is its name in some language."""
    by_name = {same_name(heading): heading for heading in headings}
    found: dict[Field, str] = {}
    for name, said in words.items():
        hit = next((by_name[same_name(word)] for word in said if same_name(word) in by_name), None)
        if hit is not None:
            found[name] = hit
    return found
