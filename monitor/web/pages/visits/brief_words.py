"""The preparation brief as worded values: a few sections of short lines, as many as one sheet of paper holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from babel import Locale

from monitor.history.rules import (
    AboutItems,
    Ask,
    BeReady,
    Brief,
    Crowded,
    FirstTime,
    Lexicon,
    Look,
    Needed,
    NeverCounted,
    PromisesDue,
    Skill,
    Standing,
    TalkAlone,
)
from monitor.kit.words import N_, Sentence, count, say
from monitor.visits.rules import Notice, Visit
from monitor.web.pages.history import view
from monitor.web.pages.history.words import Pen, held_words

MOST_CODES = 8
MOST: Mapping[str, int] = {"items": 7, "never": 6, "refusals": 5, "promises": 5, "held": 3, "visits": 5}
_TITLES: Mapping[str, str] = {
    "asks": N_("Questions to ask"),
    "skills": N_("Skills this visit needs"),
    "items": N_("Not in order"),
    "never": N_("Never assessed"),
    "mandates": N_("Who may enter"),
    "refusals": N_("Who refuses what, and what solved it"),
    "promises": N_("Promises"),
    "held": N_("People held and places"),
    "visits": N_("Visits so far"),
}
_EMPTY: Mapping[str, str] = {
    "asks": N_("Nothing from earlier visits calls for a question of its own. Ask what the checklist asks."),
    "items": N_("No item that was judged is known to be not in order."),
    "never": N_("No question that was asked is known to be without an answer."),
    "refusals": N_("No denial at this place is known to you."),
    "promises": N_("Nothing was promised at a closing talk yet."),
    "held": N_("No number of people held is known yet."),
    "visits": N_("Nobody you know of has visited this place."),
}
_ABOUT: Mapping[Look, str] = {
    Look.NOT_ALLOWED: N_("Ask again to see what was not allowed: %(codes)s."),
    Look.NOT_IN_ORDER: N_("Look again at what was not in order, the longest first: %(codes)s."),
    Look.LEFT_OPEN: N_("Settle what people saw differently: %(codes)s."),
    Look.NEVER_ANSWERED: N_("Find the answers nobody has had yet: %(codes)s."),
}
LEFT, RIGHT = ("asks", "items", "never"), ("skills", "mandates", "refusals", "promises", "held", "visits")


@dataclass(frozen=True, slots=True)
class Line:
    """Something to know: `mark` with its `word` where it has a state, `under` in smaller letters."""

    said: str
    under: str = ""
    mark: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A few lines under a title; `rest` says how many more stand on the facility's page, `empty` why there are none."""

    name: str
    title: str
    lines: tuple[Line, ...]
    rest: str
    empty: str


@dataclass(frozen=True, slots=True)
class BriefSheet:
    """Everything on the sheet, worded; the left column is what to look at, the right one what to know."""

    title: str
    place: str
    names: str
    identity: str
    when: str
    team_title: str
    team: tuple[str, ...]
    objectives_title: str
    objectives: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    note: str


def brief_sheet(pen: Pen, brief: Brief, today: date) -> BriefSheet:
    """Word a brief."""
    facility, visit = brief.dossier.facility, brief.visit
    sections = {name: _section(pen, name, lines) for name, lines in _lines(pen, brief, today).items()}
    standing = view.status_line(pen, facility)
    return BriefSheet(
        title=pen(N_("Preparation brief")),
        place=visit.facility_name,
        names=" · ".join(view.name_lines(pen, facility)),
        identity=" · ".join(part for part in (view.identity_line(pen, facility), standing) if part),
        when=_when(pen, visit),
        team_title=pen(N_("Team")),
        team=tuple(
            f"{each.name} ({pen.listed([pen.code('team_roles', each.role), each.organisation_name])})"
            for each in visit.team
        ),
        objectives_title=pen(N_("What the visit is to find out")),
        objectives=tuple(line.strip() for line in visit.objectives.splitlines() if line.strip()),
        dates=tuple((title, said) for title, said, _ in view.three_dates(pen, brief.history)),
        left=tuple(sections[name] for name in LEFT),
        right=tuple(sections[name] for name in RIGHT),
        note=pen(
            N_("Only what your account may see is here; visits that are still secret are left out, also from counts.")
        ),
    )


def place_left_out(brief: Brief) -> Brief:
    """Take out what names the place, numbers a visit or tells its day; what people wrote themselves stays as it is."""
    name = brief.dossier.facility.name
    visited = tuple(replace(each, facility_name=name, reference=None) for each in brief.history.visited)
    standings = tuple(replace(each, give_by=None) for each in brief.standings)
    return replace(brief, history=replace(brief.history, visited=visited), standings=standings)


def _when(pen: Pen, visit: Visit) -> str:
    first, last = pen.day(visit.first_day), pen.day(visit.last_day)
    days = first if first == last else f"{first} – {last}"
    return " · ".join((days, pen.code("visit_types", visit.type), pen.code("notice", visit.notice)))


def _section(pen: Pen, name: str, lines: Sequence[Line]) -> Section:
    most = MOST.get(name, len(lines))
    more = len(lines) - most
    rest = (
        pen(count("%(n)s more on the facility's page", "%(n)s more on the facility's page", more)) if more > 0 else ""
    )
    return Section(name, pen(_TITLES[name]), tuple(lines[:most]), rest, "" if lines else pen(_EMPTY[name]))


def _lines(pen: Pen, brief: Brief, today: date) -> Mapping[str, Sequence[Line]]:
    history, facility = brief.history, brief.dossier.facility.id
    return {
        "asks": [Line(_ask(pen, history.lexicon, ask)) for ask in brief.asks],
        "skills": _skills(pen, brief),
        "items": [Line(each.said, each.under) for each in view.open_lines(pen, history, facility)],
        "never": [Line(each.said, each.under) for each in view.never_lines(pen, history)],
        "mandates": [_standing(pen, brief.visit, each) for each in brief.standings],
        "refusals": _refusals(pen, brief),
        "promises": [Line(p.said, "", p.mark, p.word) for p in view.promise_lines(pen, history.promises, today)],
        "held": _held(pen, brief),
        "visits": _visits(pen, brief, facility),
    }


def _refusals(pen: Pen, brief: Brief) -> list[Line]:
    """Say what was refused and why, by whom and how often, and what came of it."""
    lines = []
    for row in view.pattern_rows(pen, brief.history):
        what, ground, times, solved = row.cells
        often = pen(count("%(n)s time", "%(n)s times", int(times)))
        lines.append(Line(f"{what}: {ground}", " · ".join((row.head, often, solved))))
    return lines


def _held(pen: Pen, brief: Brief) -> list[Line]:
    lines = []
    for each in reversed(brief.history.held):
        ours, published = N_("counted by %(who)s"), N_("published in %(source)s")
        source = say(ours, who=each.source) if each.visit else say(published, source=each.source)
        lines.append(Line(held_words(pen, each), f"{pen.day(each.day)} · {pen(source)}"))
    return lines


def _visits(pen: Pen, brief: Brief, facility: UUID) -> list[Line]:
    """List visits, ours and others', the latest first; denials have a section of their own."""
    rows = view.event_rows(pen, brief.dossier, replace(brief.history, denials=()))
    return [Line(row.said, row.detail, row.mark, row.what) for row in rows]


def _standing(pen: Pen, visit: Visit, standing: Standing) -> Line:
    """Say on what an organisation enters, and what notice it still owes."""
    mandate = standing.mandate
    if mandate is None:
        return Line(standing.organisation_name, "", "due", pen(N_("no mandate on record")))
    ((name, how),) = view.mandate_pairs(pen, [mandate])
    if standing.give_by is not None:
        return Line(name, how, "due", pen(say(N_("give notice by %(day)s"), day=pen.day(standing.give_by))))
    if not mandate.lets_in:
        return Line(name, how, "due", pen(N_("no valid mandate")))
    if mandate.notice_required and visit.notice is Notice.UNANNOUNCED:
        return Line(name, how, "due", pen(N_("this visit is unannounced")))
    return Line(name, how)


def _skills(pen: Pen, brief: Brief) -> list[Line]:
    """Name what is missing first, for those who plan; then everything that is needed."""
    missing = [Line(pen(said), "", "due", pen(N_("missing"))) for said in brief.missing or ()]
    return [*missing, *(Line(_skill(pen, each)) for each in brief.needed)]


def _skill(pen: Pen, needed: Needed) -> str:
    match needed.skill:
        case Skill.LANGUAGE:
            name = Locale.parse(pen.language).languages.get(needed.language, needed.language)
            return pen(say(N_("Somebody who speaks this language: %(language)s"), language=str(name)))
        case Skill.DOCTOR:
            return pen(N_("A doctor: the visit is in depth"))
        case Skill.CHILD_SPECIALIST:
            return pen(
                count(
                    "A specialist for children: %(n)s child was held there by the last record",
                    "A specialist for children: %(n)s children were held there by the last record",
                    needed.held or 0,
                )
            )
        case Skill.WOMAN:
            if not needed.held:
                return pen(N_("A woman"))
            return pen(
                count(
                    "A woman: %(n)s woman was held there by the last record",
                    "A woman: %(n)s women were held there by the last record",
                    needed.held,
                )
            )


def _ask(pen: Pen, lexicon: Lexicon, ask: Ask) -> str:
    match ask:
        case FirstTime():
            return pen(N_("Nobody you know of has been inside: begin with the numbers, the rooms and the registers."))
        case BeReady():
            return pen(_be_ready(pen, ask))
        case PromisesDue():
            return pen(
                count(
                    "Ask what became of %(n)s promise: it is due by the end of the visit, or has no day.",
                    "Ask what became of %(n)s promises: they are due by the end of the visit, or have no day.",
                    ask.n,
                )
            )
        case AboutItems():
            return pen(say(_ABOUT[ask.why], codes=_codes(pen, lexicon, ask.keys)))
        case Crowded():
            said = N_("Count people and beds: it was over capacity on %(day)s (%(held)s).")
            return pen(say(said, day=pen.day(ask.held.day), held=held_words(pen, ask.held)))
        case NeverCounted():
            return pen(N_("Ask how many people are held, and for how many places: no number is known."))
        case TalkAlone():
            if ask.last is None:
                return pen(N_("Talk to people in private: no visit is known to have done so."))
            return pen(
                say(N_("Talk to people in private: the last who did were there on %(day)s."), day=pen.day(ask.last))
            )


def _be_ready(pen: Pen, ask: BeReady) -> Sentence:
    ground = pen.code("grounds", ask.ground)
    if ask.helped is None:
        return count(
            "Be ready for “%(ground)s”: said %(n)s time; nothing is known to have helped.",
            "Be ready for “%(ground)s”: said %(n)s times; nothing is known to have helped.",
            ask.times,
            ground=ground,
        )
    return count(
        "Be ready for “%(ground)s”: said %(n)s time; what helped: %(result)s.",
        "Be ready for “%(ground)s”: said %(n)s times; what helped: %(result)s.",
        ask.times,
        ground=ground,
        result=pen.code("denial_results", ask.helped),
    )


def _codes(pen: Pen, lexicon: Lexicon, keys: Sequence[str]) -> str:
    """Name items by their codes; an item without one, of a version that is gone, goes by its key."""
    named = list(dict.fromkeys(lexicon.item(key).code or key for key in keys))
    shown, more = named[:MOST_CODES], len(named) - MOST_CODES
    return pen.listed([*shown, pen(count("%(n)s more", "%(n)s more", more))] if more > 0 else shown)
