"""The board in words: rows of places, cells of weeks, blocks of visits, the foot that counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from babel.dates import format_date

from monitor.codes import label_of
from monitor.kit.words import N_, Sentence, count, say
from monitor.programme.rules.board import Board, BoardPerson, Entry, Fixed, Place, Seated, Week
from monitor.programme.rules.by_hand import GRAVE, Note, NoteKind, initials_of, notes_of
from monitor.programme.rules.coverage import CoverageLine
from monitor.programme.rules.model import AWAY, FREE, UNKNOWN
from monitor.programme.rules.programmes import How, VersionState
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import address

BANDS = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}


@dataclass(frozen=True, slots=True)
class Block:
    """A visit in a cell. `kind` is planned, proposed, settled (has begun), or beside (not of this version)."""

    id: UUID
    href: str
    kind: str
    initials: str
    typed: str
    day: str
    type: str
    said: str
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    week: int
    said: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    points: str
    said: str
    under: str


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the board with what speaks for a visit."""

    id: UUID
    name: str
    under: str
    points: int
    high: str
    band: str
    marks: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    facts: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A week above its column."""

    number: int
    day: str
    month: str
    said: str
    visits: int


@dataclass(frozen=True, slots=True)
class Mate:
    """A person under the board: initials, days known, visits already planned."""

    account: UUID
    initials: str
    name: str
    organisation: str
    skills: str
    visits: int
    free: int
    unknown: int
    away: int


@dataclass(frozen=True, slots=True)
class Covered:
    """A line of the coverage; `label` is the type or the region."""

    label: str
    line: CoverageLine


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the board's templates show."""

    base: str
    draft: bool
    weeks: tuple[Head, ...]
    rows: tuple[Row, ...]
    mates: tuple[Mate, ...]
    by_type: tuple[Covered, ...]
    by_region: tuple[Covered, ...]
    summary: str
    warnings: tuple[tuple[str, str], ...]


class BoardWords:
    """Words a board in one language."""

    def __init__(self, board: Board, pen: Pen, today: date) -> None:
        self.board, self.pen = board, pen
        self.initials: Mapping[UUID, str] = initials_of(board.people)
        self.notes: Mapping[UUID, tuple[Note, ...]] = notes_of(board, today)
        self.names = {place.id: place.name for place in board.places}
        self.entries: dict[UUID, list[Entry]] = {}
        for entry in board.entries:
            self.entries.setdefault(entry.facility, []).append(entry)
        self.fixed: dict[UUID, list[Fixed]] = {}
        for visit in board.fixed:
            self.fixed.setdefault(visit.facility, []).append(visit)

    def shown(self, places: Iterable[Place]) -> Shown:
        """Word the rows of these places, and everything around them."""
        board = self.board
        return Shown(
            base=address(board.version.id),
            draft=board.version.is_draft,
            weeks=tuple(self._head(week) for week in board.weeks),
            rows=tuple(self.row(place) for place in places),
            mates=tuple(self._mates()),
            by_type=self._covered(board.by_type, self._type),
            by_region=self._covered(board.by_region, self._region),
            summary=self.summary(),
            warnings=tuple(self._warnings()),
        )

    def summary(self) -> str:
        """Say in one line what the plan comes to."""
        board, pen = self.board, self.pen
        visited = len({entry.facility for entry in board.entries} | {visit.facility for visit in board.fixed})
        budget = board.programme.budget
        spent = (
            count("%(n)s person-day", "%(n)s person-days", board.person_days)
            if budget is None
            else count("%(days)s of %(n)s person-day", "%(days)s of %(n)s person-days", budget, days=board.person_days)
        )
        parts = (
            count("%(n)s visit", "%(n)s visits", len(board.entries)),
            count("%(visited)s of %(n)s place", "%(visited)s of %(n)s places", len(board.places), visited=visited),
            spent,
        )
        return " · ".join(pen(part) for part in parts)

    def row(self, place: Place) -> Row:
        board, pen = self.board, self.pen
        blocks: dict[int, list[Block]] = {}
        for visit in self.fixed.get(place.id, ()):
            blocks.setdefault(self._week(visit.first_day), []).append(self._beside(visit))
        for entry in self.entries.get(place.id, ()):
            blocks.setdefault(self._week(entry.first_day), []).append(self.block(entry))
        return Row(
            id=place.id,
            name=place.name,
            under=pen.listed([self._type(place.type), place.region_name]),
            points=place.score.points,
            high=place.band.value,
            band=pen(BANDS[place.band.value]),
            marks=tuple(self._marks(place)),
            reasons=tuple(self._reasons(place)),
            facts=tuple(self._facts(place)),
            cells=tuple(Cell(week.number, self.week(week), tuple(blocks.get(week.number, ()))) for week in board.weeks),
        )

    def block(self, entry: Entry) -> Block:
        pen = self.pen
        notes = [(_shape(note), pen(note.said)) for note in self.notes[entry.id]]
        days = self.days(entry.first_day, entry.last_day)
        said = " ".join([f"{days}, {self.people(entry.team)}.", *(words for _, words in notes)])
        settled = entry.visit is not None and self.board.version.state is not VersionState.DRAFT
        proposed = self.board.version.how is How.PROPOSED and entry.visit is None and not entry.pinned
        kind = "settled" if settled else "proposed" if proposed else "planned"
        initials = [self.initials.get(seat.account, "?") for seat in entry.team]
        typed = " ".join([*initials, str(entry.days)]) if entry.days > 1 or not initials else " ".join(initials)
        href = f"/programmes/visits/{entry.id}"
        return Block(
            id=entry.id,
            href=href,
            kind=kind,
            initials=initials[0] if initials else "–",
            typed=typed,
            day=entry.first_day.isoformat(),
            type=entry.type.value,
            said=said,
            notes=tuple(notes),
        )

    def people(self, team: Sequence[Seated]) -> str:
        """Name a team, whoever leads first."""
        led = sorted(team, key=lambda seat: not seat.lead)
        return ", ".join(seat.name for seat in led) or self.pen(N_("nobody yet"))

    def days(self, first: date, last: date) -> str:
        """Write a day, or from when to when, without the year."""
        if first == last:
            return format_date(first, "EEE d MMM", locale=self.pen.language)
        begins = "d" if (first.year, first.month) == (last.year, last.month) else "d MMM"
        return " – ".join(
            format_date(day, how, locale=self.pen.language) for day, how in ((first, begins), (last, "d MMM"))
        )

    def week(self, week: Week) -> str:
        days = self.days(week.first_day, week.last_day)
        return self.pen(say(N_("Week %(n)s: %(days)s"), n=week.number, days=days))

    def _beside(self, visit: Fixed) -> Block:
        said = self.pen(
            say(
                N_("%(days)s, %(people)s; planned beside this programme"),
                days=self.days(visit.first_day, visit.last_day),
                people=self.people(visit.team),
            )
        )
        lead = next((seat.account for seat in visit.team if seat.lead), None)
        initials = self.initials.get(lead, "•") if lead else "•"
        return Block(visit.visit, f"/visits/{visit.visit}", "beside", initials, "", "", "", said, ())

    def _week(self, day: date) -> int:
        for week in self.board.weeks:
            if day <= week.last_day:
                return week.number
        return self.board.weeks[-1].number

    def _head(self, week: Week) -> Head:
        language = self.pen.language
        visits = Counter(self._week(entry.first_day) for entry in self.board.entries)
        return Head(
            number=week.number,
            day=str(week.first_day.day),
            month=format_date(week.first_day, "LLL", locale=language).rstrip("."),
            said=self.week(week),
            visits=visits[week.number],
        )

    def _marks(self, place: Place) -> Iterable[tuple[str, str]]:
        pen = self.pen
        if not place.covered:
            yield "refusal", pen(N_("no mandate"))
        if place.pinned:
            yield "good", pen(N_("must be visited"))
        if place.forbidden:
            yield "not_assessed", pen(N_("left out"))

    def _reasons(self, place: Place) -> Iterable[Reason]:
        for point in place.score.reasons:
            under = self.pen.day(point.day) if point.day else ""
            yield Reason(f"{point.points:+d}".replace("-", "−"), self.pen(point.said), under)

    def _facts(self, place: Place) -> Iterable[tuple[str, str]]:
        pen = self.pen
        yield (
            pen(N_("Last entry")),
            pen.day(place.last_entry) if place.last_entry else pen(N_("never, as far as known")),
        )
        if place.last_in_depth:
            yield pen(N_("Last in-depth visit")), pen.day(place.last_in_depth)
        if place.due is not None and place.due.day is not None:
            yield pen(N_("Next due")), pen.day(place.due.day)
        for term in place.notices:
            yield pen(N_("Notice to be given")), pen(term.said)
        there = [person.name for person in self.board.people if person.account in place.last_team]
        if there:
            yield pen(N_("Who was there last")), ", ".join(there)

    def _mates(self) -> Iterable[Mate]:
        visits = Counter(seat.account for entry in self.board.entries for seat in entry.team)
        for person in self.board.people:
            yield Mate(
                account=person.account,
                initials=self.initials[person.account],
                name=person.name,
                organisation=person.organisation_name,
                skills=self.skills(person),
                visits=visits[person.account],
                free=person.calendar.count(FREE),
                unknown=person.calendar.count(UNKNOWN),
                away=person.calendar.count(AWAY),
            )

    def skills(self, person: BoardPerson) -> str:
        """Say what a person brings that teams are asked for."""
        known = ((person.woman, N_("woman")), (person.doctor, N_("doctor")))
        return self.pen.listed([self.pen(word) for has, word in known if has])

    def _type(self, kind: str) -> str:
        return self.pen(label_of("facility_types", kind))

    def _region(self, name: str) -> str:
        return name or self.pen(N_("region not known"))

    def _covered(self, lines: Iterable[CoverageLine], label: Callable[[str], str]) -> tuple[Covered, ...]:
        return tuple(Covered(label(line.key), line) for line in lines)

    def _warnings(self) -> Iterable[tuple[str, str]]:
        for entry in self.board.entries:
            grave: list[Sentence] = [note.said for note in self.notes[entry.id] if note.kind in GRAVE]
            if grave:
                days = self.days(entry.first_day, entry.last_day)
                words = " ".join(self.pen(said) for said in grave)
                yield f"/programmes/visits/{entry.id}", f"{self.names.get(entry.facility, '?')}, {days}: {words}"


def _shape(note: Note) -> str:
    if note.kind in GRAVE:
        return "due"
    return {NoteKind.UNKNOWN: "unknown", NoteKind.SAME_PAIR: "partly"}.get(note.kind, "info")
