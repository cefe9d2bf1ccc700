"""How days, shares, codes and outcomes are worded on the facility's page, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date

from monitor.checklists.rules import Absence
from monitor.codes import label_of
from monitor.denials.rules import CONDITION_LABELS, Condition, DenialLine, Outcome, said_of
from monitor.history.rules import Gap, Held, Inspection, ItemWords, Joint, ThemePoint, Visited
from monitor.kit.words import N_, Sentence, count, say, word
from monitor.web.pages.values import figure_words, value_words

GAPS: Mapping[Gap, str] = {
    Gap.REFUSED: N_("refused"),
    Gap.NO_RECORD: N_("no closed record that you may see"),
    Gap.NOT_ASKED: N_("not asked"),
    Gap.NOT_JUDGED: N_("nothing could be judged"),
}
JOINTS: Mapping[Joint, str] = {
    Joint.REWORDED: N_("asked in other words from here on"),
    Joint.APART: N_("not to be compared with the visits before: the questions changed"),
}
MARKS: Mapping[Outcome | None, str] = {
    Outcome.MADE: "visit",
    Outcome.PARTLY_REFUSED: "partly",
    Outcome.CUT_SHORT: "partly",
    Outcome.REFUSED: "refusal",
    None: "other",
}


@dataclass(frozen=True, slots=True)
class Pen:
    """Words things in the reader's language; `opens_denials` says that the whole story of a denial is theirs to open."""

    language: str
    opens_denials: bool = False

    def __call__(self, sentence: Sentence | str) -> str:
        return word(sentence, self.language)

    def day(self, day: date) -> str:
        """Write a day without ambiguity: 22 Nov 2026."""
        return _day(day, self.language)

    def code(self, vocabulary: str, code: str) -> str:
        return self(label_of(vocabulary, code))

    def percent(self, share: Decimal) -> str:
        return _percent(share, self.language)

    def listed(self, parts: list[str]) -> str:
        return ", ".join(part for part in parts if part)

    def outcome(self, outcome: Outcome | None) -> str:
        """Say how a visit turned out; one of which nothing was written yet says so."""
        return self(N_("Not recorded yet")) if outcome is None else self.code("outcomes", outcome)

    def absences(self, counted: Mapping[Absence, int]) -> str:
        """Count each kind of absence apart: "15 not allowed, 3 not assessed"; empty when there is none."""
        return self.listed([self(_absent(kind, n)) for kind, n in counted.items() if n])


# A page words the same few days and shares a thousand times; both follow from their arguments alone.
@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    return format_date(day, "d MMM y", locale=language)


@lru_cache(maxsize=4096)
def _percent(share: Decimal, language: str) -> str:
    return word(say(N_("%(number)s %%"), number=figure_words(share, language)), language)


def _absent(kind: Absence, n: int) -> Sentence:
    match kind:
        case Absence.NOT_ASSESSED:
            return count("%(n)s not assessed", "%(n)s not assessed", n)
        case Absence.NOT_ALLOWED:
            return count("%(n)s not allowed", "%(n)s not allowed", n)
        case Absence.NOT_APPLICABLE:
            return count("%(n)s not applicable", "%(n)s not applicable", n)
        case Absence.UNKNOWN:
            return count("%(n)s could not be established", "%(n)s could not be established", n)


def answer_words(pen: Pen, item: ItemWords, value: str | None) -> str:
    """Say an answer as it was given; empty without one."""
    if value is None:
        return ""
    return value_words(value, kind=item.kind, options=item.options, unit=item.unit, language=pen.language)


def visit_words(pen: Pen, attempt: Visited) -> str:
    """Say what a visit came to: "Partly refused: 2 of 5 refused, both from civil society"."""
    refused = said_of(attempt.turn.tally)
    outcome = pen.outcome(attempt.outcome)
    return outcome if refused is None else pen(say(N_("%(what)s: %(detail)s"), what=outcome, detail=refused))


def denial_href(pen: Pen, denial: DenialLine) -> str | None:
    """Give the address of a denial's story, None for whoever may only count it."""
    return f"/denials/{denial.id}" if pen.opens_denials else None


def denial_words(pen: Pen, denial: DenialLine) -> str:
    """Say what was refused, on which ground: "Entry refused: Name not on the list"."""
    kind = pen.code("denial_kinds", denial.kind)
    if denial.ground is None:
        return kind
    return pen(say(N_("%(what)s: %(detail)s"), what=kind, detail=pen.code("grounds", denial.ground)))


def point_words(pen: Pen, point: ThemePoint) -> str:
    """Say a point of a theme with its denominator and the absences beside it."""
    beside = pen.listed([pen.absences(point.absences), left_open(pen, point.unresolved)])
    if point.share is None or point.judged is None or point.comply is None:
        reason = GAPS[point.gap or Gap.NOT_JUDGED]
        return pen(say(N_("%(what)s: %(detail)s"), what=pen(reason), detail=beside)) if beside else pen(reason)
    judged = count(
        "%(comply)s of %(n)s judged item in order", "%(comply)s of %(n)s judged items in order", point.judged,
        comply=point.comply,
    )  # fmt: skip
    said = pen(say(N_("%(share)s, %(counted)s"), share=pen.percent(point.share), counted=judged))
    if beside:
        said = pen(say(N_("%(said)s; beside them %(beside)s"), said=said, beside=beside))
    return noted(pen, said, point.joint)


def left_open(pen: Pen, n: int) -> str:
    """Count what people could not agree on; empty when there is none."""
    return pen(count("%(n)s left open", "%(n)s left open", n)) if n else ""


def noted(pen: Pen, said: str, joint: Joint) -> str:
    """Add to a point how it goes on from the one before, where the questions changed."""
    note = JOINTS.get(joint)
    return pen(say(N_("%(said)s; %(note)s"), said=said, note=pen(note))) if note else said


def held_words(pen: Pen, held: Held) -> str:
    """Say a number of people held, with the occupancy where the places are known."""
    if held.held is None:
        return pen(N_("not known"))
    people = pen(count("%(n)s person held", "%(n)s people held", held.held))
    if held.occupancy is None or held.places is None:
        return people
    return pen(
        say(
            N_("%(people)s, %(share)s of %(places)s places"),
            people=people,
            share=pen.percent(held.occupancy),
            places=held.places,
        )
    )


def inspection_words(pen: Pen, inspection: Inspection) -> str:
    """Name the body that was there and the source that says so."""
    return pen(say(N_("Visit of %(body)s, as recorded in %(source)s"), body=inspection.body, source=inspection.source))


def effective_words(pen: Pen, conditions: frozenset[Condition]) -> str:
    """Say what an entry must have had to count as one with private talks; stands beside the date (law 1)."""
    first, *rest = (say(CONDITION_LABELS[condition]) for condition in sorted(conditions, reverse=True))
    for condition in rest:
        first = say(N_("%(first)s and %(second)s"), first=first, second=condition)
    return pen(say(N_("Counted where %(conditions)s."), conditions=first))
