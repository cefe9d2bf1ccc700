"""Words a board in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from babel.dates import format_date

from monitor.codes import label_of
from monitor.kit.words import N_, Sentence, count, say
from monitor.programme.rules.board import Board, BoardPerson, Entry, Fixed, Place, Seated, Week
from monitor.programme.rules.by_hand import GRAVE, Note, NoteKind, initials_of, notes_of
from monitor.programme.rules.coverage import CoverageLine
from monitor.programme.rules.model import AWAY, FREE, UNKNOWN, Figures
from monitor.programme.rules.programmes import How, VersionState
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import address
from monitor.web.pages.programme.shown.trips import Trip, row_of, trips_in, trips_of
from monitor.web.pages.programme.shown.values import Block, Cell, Covered, Head, Mate, Reason, Row, Shown

BANDS = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}


class BoardWords:
    """Words a board in one language."""

    def __init__(self, board: Board, pen: Pen, today: date, along: str = "") -> None:
        """Begin with a board; `along` is what the query of a visit's address takes along to lead back here."""
        self.board, self.pen, self.along = board, pen, along
        self.initials: Mapping[UUID, str] = initials_of(board.people)
        self.notes: Mapping[UUID, tuple[Note, ...]] = notes_of(board, today)
        self.names = {place.id: place.name for place in board.places}
        self.entries: dict[UUID, list[Entry]] = {}
        for entry in board.entries:
            self.entries.setdefault(entry.facility, []).append(entry)
        self.fixed: dict[UUID, list[Fixed]] = {}
        for visit in board.fixed:
            self.fixed.setdefault(visit.facility, []).append(visit)
        self.trips: Mapping[UUID, Trip] = trips_of(board)

    def shown(self, places: Iterable[Place], weeks: Sequence[Week] | None = None) -> Shown:
        """Word the rows of these places in these weeks (in all unless said), and everything around them."""
        board = self.board
        columns = board.weeks if weeks is None else weeks
        return Shown(
            base=address(board.version.id),
            along=self.along,
            draft=board.version.is_draft,
            weeks=tuple(self._heads(columns)),
            rows=tuple(self.row(place, columns) for place in places),
            mates=tuple(self._mates()),
            by_type=self._covered(board.by_type, self._type),
            by_region=self._covered(board.by_region, self._region),
            summary=self.summary(),
            warnings=tuple(self._warnings()),
        )

    def summary(self) -> str:
        """Say in one line what the plan comes to."""
        board, pen = self.board, self.pen
        visited = len({entry.facility for entry in board.standing} | {visit.facility for visit in board.fixed})
        parts = [
            count("%(n)s visit", "%(n)s visits", len(board.standing)),
            count("%(visited)s of %(n)s place", "%(visited)s of %(n)s places", len(board.places), visited=visited),
            spent_words(board.person_days, board.programme.budget),
        ]
        if beside := len(board.fixed):
            days = sum(len(visit.team) * ((visit.last_day - visit.first_day).days + 1) for visit in board.fixed)
            parts.append(
                count(
                    "%(n)s visit planned beside it (person-days: %(days)s)",
                    "%(n)s visits planned beside it (person-days: %(days)s)",
                    beside,
                    days=days,
                )
            )
        return " · ".join(pen(part) for part in parts)

    def row(self, place: Place, weeks: Sequence[Week] = ()) -> Row:
        """Word a place with what stands in its weeks."""
        pen = self.pen
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
            marks=(*self._marks(place), *self._elsewhere(blocks, weeks)),
            reasons=tuple(self._reasons(place)),
            facts=tuple(self._facts(place)),
            cells=tuple(Cell(week.number, tuple(blocks.get(week.number, ()))) for week in weeks),
        )

    def block(self, entry: Entry) -> Block:
        pen = self.pen
        notes = [(_shape(note), pen(note.said)) for note in self.notes[entry.id]]
        what = pen(
            say(
                N_("%(days)s, %(people)s; %(type)s."),
                days=self.days(entry.first_day, entry.last_day),
                people=self.people(entry.team),
                type=pen(label_of("visit_types", entry.type)).lower(),
            )
        )
        trip = self.trips.get(entry.id)
        beside = self.together([each for each in trip.visits if each.id != entry.id]) if trip else ""
        plain = " ".join(part for part in (what, beside) if part)
        settled = entry.visit is not None and self.board.version.state is not VersionState.DRAFT
        proposed = self.board.version.how is How.PROPOSED and entry.visit is None and not entry.pinned
        kind = "settled" if settled else "proposed" if proposed else "planned"
        initials = [self.initials.get(seat.account, "?") for seat in entry.team]
        typed = " ".join([*initials, str(entry.days)]) if entry.days > 1 or not initials else " ".join(initials)
        return Block(
            id=entry.id,
            href=self._href(entry),
            kind=kind,
            initials=initials[0] if initials else "–",
            trip=trip.letter if trip else "",
            typed=typed,
            day=entry.first_day.isoformat(),
            type=entry.type.value,
            said=" ".join([plain, *(words for _, words in notes)]),
            plain=plain,
            notes=tuple(notes),
        )

    def together(self, others: Sequence[Entry]) -> str:
        """Say with which other visits a journey is made; empty where there are none."""
        places = self.pen.listed([self.names.get(other.facility, "?") for other in others])
        return self.pen(say(N_("On one journey with %(places)s."), places=places)) if places else ""

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
        return Block(visit.visit, f"/visits/{visit.visit}", "beside", initials, "", "", "", "", said, said, ())

    def _week(self, day: date) -> int:
        for week in self.board.weeks:
            if day <= week.last_day:
                return week.number
        return self.board.weeks[-1].number

    def _heads(self, weeks: Iterable[Week]) -> Iterable[Head]:
        language = self.pen.language
        visits = Counter(self._week(entry.first_day) for entry in self.board.standing)
        for week in weeks:
            trips = trips_in(self.trips.values(), week)
            names = {trip.letter: [self.names.get(each.facility, "?") for each in trip.visits] for trip in trips}
            yield Head(
                number=week.number,
                day=str(week.first_day.day),
                month=format_date(week.first_day, "LLL", locale=language).rstrip("."),
                said=self.week(week),
                visits=visits[week.number],
                trips=row_of([trip.letter for trip in trips]),
                trips_said="; ".join(f"{letter}: {self.pen.listed(places)}" for letter, places in names.items()),
            )

    def _elsewhere(self, blocks: Mapping[int, list[Block]], weeks: Sequence[Week]) -> Iterable[tuple[str, str]]:
        """Say that a place has visits in weeks that are not shown."""
        shown = {week.number for week in weeks}
        n = sum(len(held) for number, held in blocks.items() if number not in shown)
        if n and shown:
            yield "visit", self.pen(count("%(n)s visit in other weeks", "%(n)s visits in other weeks", n))

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
        visits = Counter(seat.account for entry in self.board.standing for seat in entry.team)
        for person in self.board.people:
            yield Mate(
                account=person.account,
                initials=self.initials[person.account],
                name=person.name,
                organisation=person.organisation_name,
                skills=self.skills(person),
                visits=visits[person.account],
                own=person.known,
                free=person.calendar.count(FREE),
                unknown=person.calendar.count(UNKNOWN),
                away=person.calendar.count(AWAY),
            )

    def skills(self, person: BoardPerson) -> str:
        """Say what a person brings that teams are asked for."""
        known = ((person.woman, N_("woman")), (person.doctor, N_("doctor")))
        return self.pen.listed([self.pen(word) for has, word in known if has])

    def _href(self, entry: Entry) -> str:
        return f"/programmes/visits/{entry.id}?{self.along}" if self.along else f"/programmes/visits/{entry.id}"

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
                said = f"{self.names.get(entry.facility, '?')}, {days}: {words}"
                yield self._href(entry), said


def covered_words(figures: Figures) -> str:
    """Say what share of all points a plan covers."""
    return f"{figures.covered_pct:.0f} %"


def spent_words(person_days: int, limit: int | None) -> Sentence:
    """Say how many days of people are taken, and of how many where there is a limit."""
    if limit is None:
        return count("%(n)s person-day", "%(n)s person-days", person_days)
    return count("%(days)s of %(n)s person-day", "%(days)s of %(n)s person-days", limit, days=person_days)


def _shape(note: Note) -> str:
    if note.kind in GRAVE:
        return "due"
    return {NoteKind.UNKNOWN: "unknown", NoteKind.SAME_PAIR: "partly"}.get(note.kind, "info")
