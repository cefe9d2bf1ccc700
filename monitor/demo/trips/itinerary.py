"""Two years of trips as plain values: where, when, who, and how each visit went. No database, one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from monitor.demo.country import PEOPLE, REGIONS, TOWNS, places
from monitor.demo.dice import Dice
from monitor.demo.register import CLOSED, PLANNED, SHUT_FOR_REPAIR
from monitor.visits.rules import Notice, VisitType

SERVED = frozenset({"temporary_detention_facility", "special_reception_centre"})
TRIPS, FIRST_DAY, STEP = 44, 726, 16
KIND_OF = {place.code: place.kind for place in places()}
HOUSE_OF = {person.key: person.house for person in PEOPLE}


class Fate(StrEnum):
    """How a visit went."""

    MADE = "made"
    DELAYED = "delayed"
    AREA = "area"
    PAPERS = "papers"
    TALKS = "talks"
    PARTLY = "partly"
    CUT = "cut"
    REFUSED = "refused"
    OPEN = "open"
    NOW = "now"
    AHEAD = "ahead"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a trip."""

    place: str
    day: date
    type: VisitType
    fate: Fate = Fate.MADE


@dataclass(frozen=True, slots=True)
class Outing:
    """One trip: whose, with whom (the first leads, the second is the deputy), and its visits."""

    house: str
    notice: Notice
    team: tuple[str, ...]
    stops: tuple[Stop, ...]
    title: str

    @property
    def joint(self) -> tuple[str, ...]:
        """List the other bodies that take part."""
        return tuple(dict.fromkeys(HOUSE_OF[key] for key in self.team if HOUSE_OF[key] != self.house))


_OFFICE_TEAMS = (
    ("lead", "deputy", "office-3"),
    ("lead", "office-4", "office-6"),
    ("deputy", "office-3", "office-5", "office-4"),
    ("lead", "office-6", "office-3"),
)
_JOINT_TEAMS = (
    ("lead", "deputy", "office-3", "ngo", "ngo-3"),
    ("lead", "office-4", "doctor", "doctor-2"),
    ("deputy", "lead", "office-5", "dast-1", "dast-2"),
    ("office-4", "lead", "office-3", "ngo", "doctor"),
    ("lead", "deputy", "ngo-coordinator", "doctor-3"),
)
_NGO_TEAMS = (
    ("ngo-coordinator", "ngo", "ngo-3"),
    ("ngo", "ngo-3", "doctor", "doctor-2"),
)
# How many visits of each fate; the rest were simply made. Those inside need a checklist that asks about it.
_FATES: Mapping[Fate, int] = {
    Fate.PARTLY: 7,
    Fate.REFUSED: 5,
    Fate.CUT: 3,
    Fate.AREA: 5,
    Fate.PAPERS: 4,
    Fate.TALKS: 4,
    Fate.DELAYED: 6,
}


def itinerary(dice: Dice, today: date) -> tuple[Outing, ...]:
    """Make every trip up to today and the few that lie ahead."""
    past = _with_fates(dice, _past(dice, today))
    return (*past, *_present(today), *_ahead(today))


def _past(dice: Dice, today: date) -> list[Outing]:
    seen: Counter[str] = Counter()
    regions = {region: _Region(region) for region in TOWNS}
    outings: list[Outing] = []
    for number in range(TRIPS):
        region = regions[tuple(TOWNS)[number % len(TOWNS)]]
        day = _weekday(today - timedelta(days=FIRST_DAY - STEP * number + dice.randrange(5)))
        house, team = _company(number)
        codes = [region.main(number // len(TOWNS))]
        if number % 5 != 4:
            codes.append(region.other(day, today))
        stops: list[Stop] = []
        for place in codes:
            stops.append(Stop(place, _weekday(day + timedelta(days=len(stops))), _type(dice, seen[place])))
            seen[place] += 1
        title = f"{REGIONS[region.key].latin}, {day:%B %Y}" if number % 3 else f"{REGIONS[region.key].cyrillic}"
        outings.append(Outing(house, _notice(dice, house), team, tuple(stops), title))
    return outings


def _company(number: int) -> tuple[str, tuple[str, ...]]:
    """Say whose trip it is and who goes: every seventh is the NGO's own, of the others every second is joint."""
    if number % 7 == 3:
        return "huquq", _NGO_TEAMS[number // 7 % len(_NGO_TEAMS)]
    if number % 2:
        return "office", _JOINT_TEAMS[number // 2 % len(_JOINT_TEAMS)]
    return "office", _OFFICE_TEAMS[number // 2 % len(_OFFICE_TEAMS)]


def _type(dice: Dice, seen: int) -> VisitType:
    if seen:
        return dice.choice([VisitType.FOLLOW_UP, VisitType.FOLLOW_UP, VisitType.IN_DEPTH, VisitType.AD_HOC])
    return dice.choice([VisitType.IN_DEPTH, VisitType.IN_DEPTH, VisitType.THEMATIC, VisitType.OTHER])


def _notice(dice: Dice, house: str) -> Notice:
    if house != "office":
        return dice.choice([Notice.ANNOUNCED, Notice.ANNOUNCED_BY_OBLIGATION])
    return dice.choice([Notice.UNANNOUNCED, Notice.UNANNOUNCED, Notice.UNANNOUNCED, Notice.ANNOUNCED])


class _Region:
    """The places of a region: three that are visited again and again, and the others in turn."""

    def __init__(self, key: str) -> None:
        self.key = key
        listed = [place for place in places() if place.region == key and place.code not in {PLANNED, SHUT_FOR_REPAIR}]
        served = [place.code for place in listed if place.kind in SERVED]
        self._again = [served[0], served[2], next(code for code in served if code.startswith("SR"))]
        official = [place.code for place in listed if place.kind != "unofficial_place"]
        self._others = [code for code in official if code not in self._again]
        self._turn = 0

    def main(self, round_: int) -> str:
        return self._again[round_ % len(self._again)]

    def other(self, day: date, today: date) -> str:
        """Give the next of the others; the colony that closed is left out once it has."""
        self._turn += 1
        code = self._others[(self._turn * 7) % len(self._others)]
        return code if code != CLOSED or day < closing_day(today) else self.other(day, today)


def closing_day(today: date) -> date:
    """Say when the colony was closed for good."""
    return today - timedelta(days=400)


def _weekday(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _with_fates(dice: Dice, outings: list[Outing]) -> list[Outing]:
    """Deal out how visits went: parts of teams are refused where NGOs come along, papers withheld where they are asked for."""
    spots = [(i, j) for i, outing in enumerate(outings) for j, _ in enumerate(outing.stops)]
    dice.shuffle(spots)
    dealt: dict[tuple[int, int], Fate] = {}
    for fate, wanted in _FATES.items():
        fitting = [spot for spot in spots if spot not in dealt and _fits(fate, outings[spot[0]], spot[1])]
        dealt.update((spot, fate) for spot in fitting[:wanted])
    return [
        replace(
            outing,
            stops=tuple(replace(stop, fate=dealt.get((i, j), Fate.MADE)) for j, stop in enumerate(outing.stops)),
        )
        for i, outing in enumerate(outings)
    ]


def _fits(fate: Fate, outing: Outing, index: int) -> bool:
    kind = KIND_OF[outing.stops[index].place]
    with_ngo = outing.house == "office" and bool(outing.joint)
    match fate:
        case Fate.PARTLY:
            return with_ngo
        case Fate.REFUSED:
            return index == 1 or (outing.house != "office" and kind == "temporary_detention_facility")
        case Fate.AREA | Fate.PAPERS | Fate.TALKS:
            return kind in SERVED
        case _:
            return True


def _present(today: date) -> tuple[Outing, ...]:
    """Give what is not settled: a visit called off, two that wait for closing, one under way."""
    off = Stop("PB-04", today - timedelta(days=102), VisitType.THEMATIC, Fate.OFF)
    late = Stop("IVS-12", today - timedelta(days=24), VisitType.FOLLOW_UP, Fate.OPEN)
    fresh = Stop("IVS-01", today - timedelta(days=3), VisitType.FOLLOW_UP, Fate.OPEN)
    now = Stop("IVS-05", today, VisitType.FOLLOW_UP, Fate.NOW)
    return (
        Outing("office", Notice.ANNOUNCED, ("lead", "office-6", "doctor-3"), (off,), "Psychiatric care, Okrud"),
        Outing("office", Notice.UNANNOUNCED, ("deputy", "office-5", "office-4"), (late,), "Навзамин"),
        Outing("office", Notice.UNANNOUNCED, ("lead", "deputy", "office-3", "ngo", "doctor"), (fresh,), "Mirzol"),
        Outing("office", Notice.UNANNOUNCED, ("lead", "office-3", "doctor-2"), (now,), "Sarvan"),
    )


def _ahead(today: date) -> tuple[Outing, ...]:
    """Give what is planned: two secret trips, one of them joint with an NGO, and one that is announced."""
    in_depth, again = VisitType.IN_DEPTH, VisitType.FOLLOW_UP
    first = _weekday(today + timedelta(days=8))
    joint = (
        Stop("IVS-09", first, again, Fate.AHEAD),
        Stop("IVS-10", first + timedelta(days=1), in_depth, Fate.AHEAD),
    )
    second = _weekday(today + timedelta(days=19))
    own = (Stop("SIZO-04", second, again, Fate.AHEAD), Stop("IVS-16", second, again, Fate.AHEAD))
    known = (Stop("DI-01", _weekday(today + timedelta(days=13)), VisitType.THEMATIC, Fate.AHEAD),)
    ngo = (Stop("SR-02", _weekday(today + timedelta(days=26)), again, Fate.AHEAD),)
    return (
        Outing("office", Notice.UNANNOUNCED, ("lead", "deputy", "office-4", "ngo", "ngo-3"), joint, "Tashbel, autumn"),
        Outing("office", Notice.UNANNOUNCED, ("deputy", "office-3", "office-5"), own, "Акруд"),
        Outing("office", Notice.ANNOUNCED, ("lead", "office-6", "doctor-3"), known, "Social care, Mirzol"),
        Outing("huquq", Notice.ANNOUNCED, ("ngo-coordinator", "ngo", "doctor-2"), ngo, "Sarvan, special reception"),
    )
