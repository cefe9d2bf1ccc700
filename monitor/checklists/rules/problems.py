"""What can be wrong with checklist files and with answers, said with the way forward."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a checklist file: where, what, and what to do about it."""

    file: str
    line: int
    what: Sentence
    remedy: Sentence


class ChecklistFaults(Problem):
    """The checklist files hold mistakes; nothing was loaded."""

    status = 422
    sentence = N_(
        "The checklist files hold mistakes, and nothing was loaded. The first is in %(file)s, line %(line)s: "
        "%(what)s %(remedy)s"
    )

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(file=first.file, line=first.line, what=first.what, remedy=first.remedy)
        self.faults = faults


class BadValue(Problem):
    """An answer does not have the shape its item asks for."""

    status = 422
    sentence = N_("This answer cannot be kept as it is. %(accepted)s")


class KeysUntold(Problem):
    """A new version removes or changes questions and does not say what became of them; nothing was loaded."""

    status = 422
    sentence = N_(
        "The new version of “%(name)s” removes or changes these keys without saying what became of them: %(keys)s. "
        "Nothing was loaded. Add a line for each under “became” in its manifest.yaml, such as "
        "{key: %(first)s, fate: dropped}, and load it again."
    )

    def __init__(self, name: str, keys: tuple[str, ...]) -> None:
        super().__init__(name=name, keys=", ".join(keys), first=keys[0])
        self.name, self.keys = name, keys
