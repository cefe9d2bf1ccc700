"""The facility's page as plain worded values, part by part; templates only set them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.denials.rules import DenialLine, Outcome
from monitor.facilities.rules import STATUS_WORDS, Facility, Mandate, Name, NameKind, Status
from monitor.history.rules import Dossier, Held, History, NeverAssessed, OpenItem, Visited
from monitor.kit.words import N_, count, say
from monitor.visits.rules import Promise, PromiseState
from monitor.web.pages.history.words import (
    MARKS,
    Pen,
    answer_words,
    denial_href,
    denial_words,
    effective_words,
    inspection_words,
    visit_words,
)


@dataclass(frozen=True, slots=True)
class Link:
    """Something to read, with where it leads, if anywhere, and a line under it."""

    said: str
    href: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the axis as a row of the table under it."""

    day: date
    said: str
    href: str
    mark: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Due:
    """A promise with the mark of its state; `mark` is empty where there is nothing to mark."""

    mark: str
    word: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a plain table: its head, and its cells in the order of the columns."""

    head: str
    cells: tuple[str, ...]
    href: str = ""


def name_lines(pen: Pen, facility: Facility) -> list[str]:
    """Say the other names: those used beside the official one, and former ones with their end."""
    return [_name(pen, name) for name in facility.other_names]


def _name(pen: Pen, name: Name) -> str:
    if name.days.end is None or name.kind is NameKind.ALIAS:
        return name.name
    return pen(say(N_("%(name)s (until %(day)s)"), name=name.name, day=pen.day(name.days.end)))


def identity_line(pen: Pen, facility: Facility) -> str:
    """Say type, authority, region, capacity and code in one line; what is not known is left out."""
    capacity = facility.capacity
    parts = [
        pen.code("facility_types", facility.type),
        facility.authority_name or "",
        facility.region_name or "",
        pen(count("%(n)s place", "%(n)s places", capacity)) if capacity is not None else pen(N_("capacity not known")),
        facility.code or "",
    ]
    return " · ".join(part for part in parts if part)


def status_line(pen: Pen, facility: Facility) -> str:
    """Say the status where it is not simply open."""
    if facility.status is Status.OPEN:
        return ""
    word = pen(STATUS_WORDS[facility.status])
    if facility.status_from is None:
        return word
    return pen(say(N_("%(status)s since %(day)s"), status=word, day=pen.day(facility.status_from)))


def past_lines(pen: Pen, dossier: Dossier) -> list[Link]:
    """Say where the place comes from: former authorities, the facility before it, those after it."""
    lines = [
        Link(pen(say(N_("Under %(authority)s until %(day)s"), authority=each.name, day=pen.day(each.until))))
        for each in dossier.authorities
        if each.name and each.until
    ]
    if dossier.before:
        said = pen(say(N_("Before it: %(name)s"), name=dossier.before.name))
        lines.append(Link(said, f"/facilities/{dossier.before.id}"))
    for each in dossier.after:
        lines.append(Link(pen(say(N_("After it: %(name)s"), name=each.name)), f"/facilities/{each.id}"))
    return lines


def three_dates(pen: Pen, history: History) -> list[tuple[str, str, str]]:
    """Give the three dates of law 1 with what the third counts."""
    dates = history.dates

    def said(day: date | None) -> str:
        return pen.day(day) if day else pen(N_("never"))

    return [
        (pen(N_("Last entry")), said(dates.entry), ""),
        (pen(N_("With the whole team")), said(dates.whole_team), ""),
        (pen(N_("With private talks")), said(dates.private_talks), effective_words(pen, history.effective)),
    ]


def event_rows(pen: Pen, dossier: Dossier, history: History) -> list[Row]:
    """List everything of the axis, the latest first."""
    rows = [
        *(_visit_row(pen, visit, dossier.facility.name) for visit in history.visited),
        *(_denial_row(pen, denial) for denial in history.denials),
        *(
            Row(o.day, pen.day(o.day), "", "other", pen(N_("Visit of others")), inspection_words(pen, o))
            for o in history.inspections
        ),
    ]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def _visit_row(pen: Pen, visit: Visited, name_now: str) -> Row:
    then = "" if visit.facility_name == name_now else visit.facility_name
    refused = visit_words(pen, visit) if visit.turn.tally.kept_out else ""
    kind = pen.code("visit_types", visit.type)
    secret = pen(N_("still secret")) if visit.secret else ""
    detail = pen.listed([refused, kind, visit.organisation_name, then, visit.reference or "", secret])
    return Row(
        visit.day,
        pen.day(visit.day),
        f"/visits/{visit.visit}",
        MARKS[visit.outcome],
        pen.outcome(visit.outcome),
        detail,
    )


def _denial_row(pen: Pen, denial: DenialLine) -> Row:
    where = "" if denial.visit else pen(N_("outside any visit"))
    persons = pen(count("%(n)s person or group", "%(n)s persons or groups", denial.persons)) if denial.persons else ""
    result = pen.code("denial_results", denial.result) if denial.result else ""
    detail = pen.listed([denial_words(pen, denial), persons, where, result])
    return Row(denial.day, pen.day(denial.day), denial_href(pen, denial) or "", "refusal", pen(N_("Denial")), detail)


def counted_line(pen: Pen, history: History) -> str:
    """Say what the page counts: attempts with how they ended, and denials, as far as the reader may see them."""
    ended = [visit.outcome for visit in history.visited]
    refused, open_ = ended.count(Outcome.REFUSED), ended.count(None)
    entered = len(ended) - refused - open_
    parts = [
        pen(count("%(n)s entry", "%(n)s entries", entered)),
        pen(count("%(n)s refused", "%(n)s refused", refused)) if refused else "",
        pen(count("%(n)s not recorded yet", "%(n)s not recorded yet", open_)) if open_ else "",
    ]
    return pen(
        say(
            N_("%(attempts)s: %(parts)s. %(logged)s. Only what your account may see is counted."),
            attempts=count("%(n)s attempt to visit", "%(n)s attempts to visit", len(ended)),
            parts=pen.listed(parts),
            logged=count("%(n)s denial logged", "%(n)s denials logged", len(history.denials)),
        )
    )


def open_lines(pen: Pen, history: History, facility: UUID) -> list[Link]:
    """List the items not in order, with since when and on how many visits; each leads to the question over visits."""
    return [_open(pen, history, item, facility) for item in history.open_items]


def _open(pen: Pen, history: History, item: OpenItem, facility: UUID) -> Link:
    words = history.lexicon.item(item.key)
    since = pen(
        count("since %(day)s, seen on %(n)s visit", "since %(day)s, seen on %(n)s visits", item.seen, day=pen.day(item.since))
    )  # fmt: skip
    unseen = pen.absences(item.unseen)
    later = pen(say(N_("not judged since %(day)s: %(why)s"), day=pen.day(item.last), why=unseen)) if unseen else ""
    under = " · ".join(part for part in (words.code, answer_words(pen, words, item.value), since, later) if part)
    return Link(words.question, f"/facilities/{facility}/questions/{item.key}", under)


def never_lines(pen: Pen, history: History) -> list[Link]:
    """List the items asked and never answered, with the reasons counted."""
    return [_never(pen, history, item) for item in history.never_assessed]


def _never(pen: Pen, history: History, item: NeverAssessed) -> Link:
    words = history.lexicon.item(item.key)
    asked = pen(count("asked on %(n)s visit", "asked on %(n)s visits", item.asked))
    under = " · ".join(part for part in (words.code, asked, pen.absences(item.absences)) if part)
    return Link(words.question, "", under)


def promise_lines(pen: Pen, promises: Sequence[Promise], today: date) -> list[Due]:
    """List promises: those due first, then those without an answer, then those checked."""
    return [
        _promise(pen, each, today)
        for each in sorted(promises, key=lambda p: (p.state is not None, p.due_day or date.max))
    ]


def _promise(pen: Pen, promise: Promise, today: date) -> Due:
    href = f"/visits/{promise.visit}"
    if promise.state is not None:
        mark = "good" if promise.state is PromiseState.KEPT else "refusal"
        word = pen.code("promises", promise.state)
        on = pen.day(promise.checked_on) if promise.checked_on else ""
        return Due(mark, pen(say(N_("%(what)s, %(day)s"), what=word, day=on)) if on else word, promise.what, href)
    if promise.due_day is None:
        return Due("", pen(N_("no day named")), promise.what, href)
    if promise.due_day < today:
        days = (today - promise.due_day).days
        word = pen(count("%(n)s day over", "%(n)s days over", days))
        return Due("due", word, promise.what, href)
    return Due("due", pen(say(N_("due %(day)s"), day=pen.day(promise.due_day))), promise.what, href)


def mandate_pairs(pen: Pen, mandates: Sequence[Mandate]) -> list[tuple[str, str]]:
    """Say for each body whether it may enter, on what, and with which notice."""
    return [(each.organisation_name, _mandate(pen, each)) for each in mandates]


def _mandate(pen: Pen, mandate: Mandate) -> str:
    notice = N_("no notice needed")
    if mandate.notice_required:
        notice = N_("notice needed")
    said = pen(notice)
    if mandate.notice_days and mandate.notice_working:
        said = pen(count("%(n)s working day of notice", "%(n)s working days of notice", mandate.notice_days))
    elif mandate.notice_days:
        said = pen(count("%(n)s day of notice", "%(n)s days of notice", mandate.notice_days))
    return pen.listed([pen.code("mandate_coverage", mandate.coverage), mandate.legal_basis, said])


def gate_rows(pen: Pen, history: History) -> list[Cells]:
    """Count persons at the gate by kind of organisation: "2 of 5" kept out, with the parts that add up."""
    return [
        Cells(
            pen.code("organisation_kinds", each.kind),
            (
                pen(say(N_("%(part)s of %(whole)s"), part=each.kept_out, whole=each.sought)),
                str(each.let_in),
                str(each.in_part),
            ),
        )
        for each in history.gate
    ]


def pattern_rows(pen: Pen, history: History) -> list[Cells]:
    """Say who refuses what on which ground, how often, and what solved it."""
    return [
        Cells(
            each.agency or pen(N_("Not stated who")),
            (
                pen.code("denial_kinds", each.kind),
                pen.code("grounds", each.ground) if each.ground else pen(N_("not stated")),
                str(each.events),
                pen.listed([_solved(pen, result, times) for result, times in each.solved]),
            ),
        )
        for each in history.patterns
    ]


def _solved(pen: Pen, result: str | None, times: int) -> str:
    word = pen.code("denial_results", result) if result else pen(N_("no result noted"))
    return word if times == 1 else pen(count("%(word)s (%(n)s time)", "%(word)s (%(n)s times)", times, word=word))


def held_rows(pen: Pen, held: Sequence[Held]) -> list[Cells]:
    """List people held, the latest first, each with its source and the source of the places."""
    return [_held(pen, each) for each in reversed(held)]


def _held(pen: Pen, held: Held) -> Cells:
    unknown = pen(N_("not known"))
    ours = pen(say(N_("counted by %(who)s"), who=held.source))
    return Cells(
        pen.day(held.day),
        (
            unknown if held.held is None else str(held.held),
            unknown if held.places is None else str(held.places),
            unknown if held.occupancy is None else pen.percent(held.occupancy),
            ours if held.visit else pen(say(N_("published in %(source)s"), source=held.source)),
        ),
        f"/visits/{held.visit}" if held.visit else "",
    )
