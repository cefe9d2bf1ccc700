"""The pattern of denials at one facility: who refuses what, on which ground, and what solved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.denials.rules import DenialLine


@dataclass(frozen=True, slots=True)
class Pattern:
    """Denials that have agency, kind and ground in common; `solved` counts results, None for none known.

    `agency` is empty where nobody noted who decided. The events of all patterns add up to the denials.
    """

    agency: str
    kind: str
    ground: str | None
    events: int
    persons: int
    solved: tuple[tuple[str | None, int], ...]


def patterns(denials: Iterable[DenialLine]) -> tuple[Pattern, ...]:
    """Group denials, the most frequent first."""
    groups: dict[tuple[str, str, str | None], list[DenialLine]] = {}
    for denial in denials:
        groups.setdefault((denial.agency, denial.kind, denial.ground), []).append(denial)
    found = [
        Pattern(
            agency=agency,
            kind=kind,
            ground=ground,
            events=len(lines),
            persons=sum(line.persons for line in lines),
            solved=tuple(Counter(line.result for line in lines).most_common()),
        )
        for (agency, kind, ground), lines in groups.items()
    ]
    return tuple(sorted(found, key=lambda p: (-p.events, p.agency, p.kind, p.ground or "")))
