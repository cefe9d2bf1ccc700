"""What an import would do with each row, decided before anything is written: the dry run and the import share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from uuid import UUID

from rapidfuzz import fuzz, process

from monitor.facilities.rules.records import FigureSaid, Record, Said
from monitor.kit.text import fold
from monitor.kit.words import N_, Sentence, say

ALIKE = 90  # of 100: one letter in ten may differ
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})


class Outcome(StrEnum):
    """What an import does with a row."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    SKIPPED = "skipped"


OUTCOME_WORDS = {
    Outcome.CREATED: N_("New"),
    Outcome.CHANGED: N_("Changed"),
    Outcome.SAME: N_("As before"),
    Outcome.REFUSED: N_("Refused"),
    Outcome.SKIPPED: N_("Left out"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that the source says otherwise than last time."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens with one row, and why; warnings stop nothing."""

    row: int
    outcome: Outcome
    name: str
    key: str
    facility: UUID | None = None
    changes: tuple[Change, ...] = ()
    why: Sentence | None = None
    warnings: tuple[Sentence, ...] = ()
    before: Said | None = None
    said: Said | None = None
    figures: tuple[FigureSaid, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A place that the source named before, and what it said of it then (None: only figures)."""

    facility: UUID
    said: Said | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows had each outcome; they add up to the rows read."""

    created: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    skipped: int = 0

    @property
    def rows(self) -> int:
        return self.created + self.changed + self.same + self.refused + self.skipped

    def and_(self, verdicts: Iterable[Verdict]) -> Counts:
        """Count further verdicts."""
        tally = {field.name: int(getattr(self, field.name)) for field in fields(self)}
        for verdict in verdicts:
            tally[verdict.outcome.value] += 1
        return Counts(**tally)


class Seen:
    """What stood in the rows so far: a key or code may stand in one row only."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._codes: dict[str, int] = {}

    def fault(self, record: Record) -> Sentence | None:
        """Say why a row repeats an earlier one, or note it."""
        first = self._keys.setdefault(record.key, record.row)
        if first != record.row:
            said = N_(
                "Row %(row)s has the same key (%(key)s). Add a column to the key that tells them apart, or correct it."
            )
            return say(said, row=first, key=record.key)
        code = record.said.code if record.said else None
        if code is not None and self._codes.setdefault(code, record.row) != record.row:
            return say(N_("Row %(row)s has the same code %(code)s."), row=self._codes[code], code=code)
        return None


def judge_place(
    record: Record,
    *,
    known: Known | None,
    holder: tuple[UUID, str] | None,
    alike: str | None,
    repeated: Sentence | None,
) -> Verdict:
    """Decide about a row of a register.

    `holder` is the facility (id, name) that has the row's code, `alike` a known name that looks like a new one.
    """
    fault = record.fault or repeated
    if record.skipped is not None:
        return _verdict(record, Outcome.SKIPPED, why=record.skipped)
    if fault is not None or record.said is None:
        return _verdict(record, Outcome.REFUSED, why=fault)
    if holder is not None and (known is None or known.facility != holder[0]):
        said = N_("The code %(code)s is that of “%(name)s”, which did not come from this source.")
        return _verdict(record, Outcome.REFUSED, why=say(said, code=record.said.code or "", name=holder[1]))
    if known is None:
        warnings = (say(N_("Looks like “%(name)s”, which is already here."), name=alike),) if alike else ()
        return _verdict(record, Outcome.CREATED, warnings=warnings)
    changes = changes_between(known.said, record.said)
    return _verdict(
        record,
        Outcome.CHANGED if changes else Outcome.SAME,
        facility=known.facility,
        changes=changes,
        before=known.said,
    )


def judge_figures(
    record: Record, *, facility: UUID | None, fresh: tuple[FigureSaid, ...], repeated: Sentence | None
) -> Verdict:
    """Decide about a row of figures; `fresh` are those not known yet, or known with another value."""
    fault = record.fault or repeated
    if record.skipped is not None:
        return _verdict(record, Outcome.SKIPPED, why=record.skipped)
    if fault is not None:
        return _verdict(record, Outcome.REFUSED, why=fault)
    if facility is None:
        return _verdict(
            record, Outcome.REFUSED, why=say(N_("No place is known by this key. Import the register first."))
        )
    if not record.figures:
        return _verdict(record, Outcome.SKIPPED, facility=facility, why=say(N_("The row holds no figure.")))
    changes = tuple(Change(figure.body or figure.kind.value, "", str(figure.value)) for figure in fresh)
    return _verdict(
        record, Outcome.CHANGED if fresh else Outcome.SAME, facility=facility, changes=changes, figures=fresh
    )


def changes_between(before: Said | None, now: Said) -> tuple[Change, ...]:
    """Tell what a source says otherwise than last time; what people corrected since by hand is not its business."""
    if before is None:
        return ()
    pairs = ((field.name, getattr(before, field.name), getattr(now, field.name)) for field in fields(now))
    return tuple(Change(name, _shown(then), _shown(value)) for name, then, value in pairs if then != value)


def look_alike(name: str, others: Mapping[str, str]) -> str | None:
    """Find, among folded names and how they are written, one that looks like a name; numbers must be the same."""
    folded = fold(name)
    numbers = _numbers(folded)
    found = process.extract(folded, others.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=5)
    return next((others[other] for other, _, _ in found if _numbers(other) == numbers), None)


def _numbers(folded: str) -> list[str]:
    return sorted(word for word in folded.split() if word in _ROMAN or any(map(str.isdigit, word)) or len(word) == 1)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _verdict(
    record: Record,
    outcome: Outcome,
    *,
    facility: UUID | None = None,
    changes: tuple[Change, ...] = (),
    why: Sentence | None = None,
    warnings: tuple[Sentence, ...] = (),
    before: Said | None = None,
    figures: tuple[FigureSaid, ...] = (),
) -> Verdict:
    said = record.said if outcome in (Outcome.CREATED, Outcome.CHANGED) else None
    return Verdict(
        record.row, outcome, record.name, record.key, facility, changes, why, warnings, before, said, figures
    )
