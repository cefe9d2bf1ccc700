"""Lists of choices: their ids as ours are written, and their labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.checklists.rules.xlsform.grid import Line
from monitor.checklists.rules.xlsform.problems import Feature, Findings
from monitor.checklists.rules.xlsform.words import NO_WORDS, YES_WORDS
from monitor.kit.text import fold
from monitor.kit.words import N_, say

ID = re.compile(r"[a-z][a-z0-9_]*")
OUTSIDE = re.compile(r"[^a-z0-9]+")
YES_OR_NO = {"yes": YES_WORDS, "no": NO_WORDS}


@dataclass(frozen=True, slots=True)
class Listed:
    """The choices of one question: ids in order, labels by id and language, and ids by the names they had."""

    options: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_yes_or_no(self) -> bool:
        """Say whether the choices are a plain yes and no, in whatever language."""
        return set(self.options) == set(YES_OR_NO) and all(
            text.strip(" .!").casefold() in YES_OR_NO[option]
            for option, words in self.labels.items()
            for text in words.values()
        )


def id_of(name: str, before: str) -> str:
    """Make a key of a name: small Latin letters, digits and _; `before` goes in front where a letter is missing."""
    if ID.fullmatch(name):
        return name
    latin = name if name.isascii() else fold(name)
    plain = OUTSIDE.sub("_", latin.casefold()).strip("_")
    return plain if ID.fullmatch(plain) else f"{before}_{plain}".rstrip("_")


def lists_of(lines: Sequence[Line], findings: Findings) -> Mapping[str, Listed]:
    """Gather the lists of the sheet “choices” by their names."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.cell("list_name"), []).append(line)
    return {name: _listed(members, findings) for name, members in by_name.items() if name}


def _listed(lines: Sequence[Line], findings: Findings) -> Listed:
    ids: dict[str, str] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for line in lines:
        name = line.cell("name")
        made = id_of(name, "o")
        if name in ids:
            findings.note(
                line.place("name"), Feature.CHOICES, say(N_("A choice that stands twice in its list is kept once."))
            )
            continue
        if made in labels:
            findings.fault(
                line.place("name"),
                Feature.CHOICES,
                say(N_("“%(name)s” reads like another choice of its list."), name=name),
                say(N_("Give each choice a name of its own in small Latin letters, digits and _.")),
            )
        ids[name] = made
        labels[made] = line.worded("label") or {"": name}
        for column in ("image", "audio", "video"):
            if line.cell(column):
                findings.note(line.place(column), Feature.MEDIA, say(N_("Pictures and sounds of a form are left out.")))
    return Listed(tuple(labels), labels, ids)
