"""The rows of a survey in their groups: which question stands where, and what its groups say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.checklists.rules.xlsform.grid import Line
from monitor.checklists.rules.xlsform.kinds import REFUSALS, Does, Type, type_of
from monitor.checklists.rules.xlsform.problems import Feature, Findings
from monitor.kit.words import N_, say

MOST_SECTIONS = 24
PASSED_OVER = N_("What a phone notes by itself (start, end, device, place…) is not kept.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A group or repeat that a question stands in."""

    line: Line
    feature: Feature


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row that is no group, with the groups around it, the outermost first, and the notes told just before it."""

    line: Line
    type: Type
    path: tuple[Opened, ...]
    told: tuple[Line, ...] = ()

    @property
    def repeat(self) -> Opened | None:
        """Give the repeat it stands in."""
        return next((each for each in self.path if each.feature is Feature.REPEAT), None)


@dataclass(slots=True)
class Run:
    """Questions that become one section: those of one group, one repeat, or of no group at all."""

    home: Opened | None
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def repeat(self) -> Opened | None:
        """Give the repeat that makes it a block."""
        return self.home if self.home and self.home.feature is Feature.REPEAT else None


def runs_of(lines: Sequence[Line], findings: Findings) -> list[Run]:
    """Gather the questions of a survey into what becomes its sections."""
    leaves = list(_with_notes(list(_leaves(lines, findings)), findings))
    runs = _gathered(leaves, _innermost)
    if len(runs) > MOST_SECTIONS:
        runs = _gathered(leaves, _outermost)
    if len(runs) <= MOST_SECTIONS:
        return runs
    findings.fault(
        runs[MOST_SECTIONS].leaves[0].line.place(),
        Feature.GROUP,
        say(N_("The form has more than %(most)s groups side by side."), most=MOST_SECTIONS),
        say(N_("Put neighbouring groups together.")),
    )
    return runs[:MOST_SECTIONS]


def _leaves(lines: Sequence[Line], findings: Findings) -> Iterator[Leaf]:
    path: list[Opened] = []
    for line in lines:
        kind = type_of(line.cell("type"))
        match kind.does:
            case _ if not line.cell("type"):
                continue
            case Does.OPENS:
                if kind.feature is Feature.REPEAT and any(each.feature is Feature.REPEAT for each in path):
                    findings.fault(
                        line.place(),
                        Feature.REPEAT,
                        say(N_("A repeat stands inside another.")),
                        say(N_("Ask its questions in the outer one, or beside it.")),
                    )
                path.append(Opened(line, kind.feature))
            case Does.CLOSES:
                del path[-1:]
            case Does.REFUSED:
                what, remedy = REFUSALS[kind.feature]
                findings.fault(line.place(), kind.feature, say(what), say(remedy))
            case Does.PASSED_OVER:
                findings.note(line.place(), Feature.METADATA, say(PASSED_OVER))
            case _:
                yield Leaf(line, kind, tuple(path))


def _with_notes(leaves: Sequence[Leaf], findings: Findings) -> Iterator[Leaf]:
    """Hand notes on to the question after them in the same groups; drop the others with a word."""
    told: list[Leaf] = []
    for leaf in leaves:
        if _only_tells(leaf):
            told.append(leaf)
            continue
        heard = tuple(note.line for note in told if note.path == leaf.path[: len(note.path)])
        _dropped([note for note in told if note.line not in heard], findings)
        told = []
        for line in heard:
            findings.note(
                line.place(),
                Feature.NOTE,
                say(N_("A note becomes help of the question after it, and is always shown.")),
            )
        yield Leaf(leaf.line, leaf.type, leaf.path, heard)
    _dropped(told, findings)


def _only_tells(leaf: Leaf) -> bool:
    if leaf.type.does is Does.TELLS:
        return True
    read_only = leaf.line.cell("read_only").casefold() in {"yes", "true", "true()"}
    return read_only and not leaf.line.cell("calculation") and leaf.type.does is Does.ASKS


def _dropped(notes: Sequence[Leaf], findings: Findings) -> None:
    for note in notes:
        findings.note(
            note.line.place(), Feature.NOTE, say(N_("A note with no question after it in its group is left out."))
        )


def _innermost(leaf: Leaf) -> Opened | None:
    return leaf.repeat or (leaf.path[-1] if leaf.path else None)


def _outermost(leaf: Leaf) -> Opened | None:
    return leaf.repeat or (leaf.path[0] if leaf.path else None)


def _gathered(leaves: Sequence[Leaf], home_of: Callable[[Leaf], Opened | None]) -> list[Run]:
    runs: list[Run] = []
    for leaf in leaves:
        home = home_of(leaf)
        if not runs or runs[-1].home is not home:
            runs.append(Run(home))
        runs[-1].leaves.append(leaf)
    return runs
