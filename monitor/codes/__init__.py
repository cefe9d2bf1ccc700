"""The codes of the trade with their labels, in one place: what is stored is the id, what people read is the label (D6).

Stands just above kit: every room, the checklists and the pages word their codes here. Labels are English sentences to
be worded at the edge. `standards` maps every value of the standards' vocabularies to a code here, or drops it by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.codes.denials import DENIALS
from monitor.codes.findings import FINDINGS
from monitor.codes.kinds import Code
from monitor.codes.people import PEOPLE
from monitor.codes.places import PLACES
from monitor.codes.visits import VISITS
from monitor.kit.words import word

VOCABULARIES: Mapping[str, tuple[Code, ...]] = {**PLACES, **PEOPLE, **VISITS, **DENIALS, **FINDINGS}

_LABELS: Mapping[str, Mapping[str, str]] = {
    name: {code.id: code.label for code in codes} for name, codes in VOCABULARIES.items()
}


def label_of(vocabulary: str, code: str) -> str:
    """Give a code's label, an English sentence to be worded; raises KeyError for a code that does not exist."""
    return _LABELS[vocabulary][code]


def is_code(vocabulary: str, code: str) -> bool:
    """Say whether a vocabulary holds a code."""
    return code in _LABELS[vocabulary]


def choices(vocabulary: str, language: str, among: Sequence[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Word a vocabulary, or some of its codes in the given order, for a field of choices: (id, label)."""
    labels = _LABELS[vocabulary]
    return tuple((code, word(labels[code], language)) for code in (labels if among is None else among))


__all__ = ["VOCABULARIES", "Code", "choices", "is_code", "label_of"]
