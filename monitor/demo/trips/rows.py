"""Rows of blocks as a team would write them: rooms measured, custody files read, people spoken to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from monitor.checklists.rules import Absence, Follows, Questionnaire, Source
from monitor.demo.dice import Dice
from monitor.demo.trips.answering import goodness
from monitor.sheets.rules import Followed, Given, NewAnswer, NewRow, state_of

Columns = Mapping[str, str | Absence]
# Who of a team writes which block: one sees the rooms, one reads papers, one talks with people.
_WRITES = {"rooms": Source.OBSERVATION, "custody_files": Source.DOCUMENT, "interviews": Source.PERSON_HELD}
_KINDS = ("beating", "blunt_objects", "positional", "threats", "threats_family", "sleep_deprivation", "humiliation")


@dataclass(frozen=True, slots=True)
class Scene:
    """What rows are invented from: the place, the day, how many years from the middle of the story, who is held."""

    place: str
    day: date
    years: float
    held: int
    dice: Dice
    new: Callable[[], UUID]

    def between(self, theme: str, worst: float, best: float) -> float:
        """Give a number that fits how well the place does in a theme, with some spread."""
        good = goodness(self.place, theme, self.years) + self.dice.uniform(-0.25, 0.25)
        return worst + (best - worst) * min(1.0, max(0.0, good))

    def fine(self, theme: str) -> bool:
        """Say whether something is in order, more often where the place does well."""
        return self.dice.random() < goodness(self.place, theme, self.years)


def written_by(
    scene: Scene, asked: Questionnaire, number: int, persons: int, without: frozenset[str]
) -> tuple[list[NewRow], list[NewAnswer]]:
    """Give the rows that one person of a team writes, and all that stands in them."""
    turns = {Source.DOCUMENT: 0, Source.OBSERVATION: 1, Source.PERSON_HELD: 2}
    rows: list[NewRow] = []
    answers: list[NewAnswer] = []
    for part in asked.blocks:
        name = part.block.name if part.block else ""
        if name not in _WRITES or name in without or turns[_WRITES[name]] % persons != number:
            continue
        columns = {question.item.key for question in part.questions}
        for said in _INVENTED[name](scene):
            row = NewRow(scene.new(), name)
            rows.append(row)
            answers.extend(_answer(scene, row, key, each) for key, each in said.items() if key in columns)
    return rows, answers


def acceptable(
    scene: Scene, asked: Questionnaire, rows: Sequence[NewRow], answers: Sequence[NewAnswer]
) -> list[NewAnswer]:
    """Leave out what a checklist does not accept beside the rest, as somebody typing it up would correct it."""
    heads = {Follows.HELD_TODAY: Followed(Given(value=str(scene.held)), "", "")}
    given = {answer.place: Given(answer.value, answer.absence) for answer in answers}
    state = state_of(asked, heads, given, rows, scene.day)
    items = {question.item.key: question.item for question in asked.everything}
    return [each for each in answers if state.accepts(items[each.key], given[each.place], each.row)]


def _answer(scene: Scene, row: NewRow, key: str, said: str | Absence) -> NewAnswer:
    if isinstance(said, Absence):
        return NewAnswer(id=scene.new(), key=key, absence=said, row=row.id)
    return NewAnswer(id=scene.new(), key=key, value=said, sources=(_WRITES[row.block],), row=row.id)


def _yes(fine: bool) -> str:
    return "yes" if fine else "no"


def _rooms(scene: Scene) -> Iterator[Columns]:
    dice = scene.dice
    rooms = dice.randrange(3, 7)
    left = scene.held
    for number in range(1, rooms + 1):
        heads = left if number == rooms else min(left, round(scene.held / rooms) + dice.randrange(-1, 2))
        heads = max(0, heads)
        left -= heads
        annexe = dice.choice((0.0, 1.2, 1.5))
        floor = max(1, heads) * scene.between("material_conditions", 1.8, 5.4) + annexe
        yield {
            "room_label": f"Камера {number}",
            "room_use": "single_cell" if heads == 1 else "shared_cell",
            "floor_area_m2": f"{floor:.1f}",
            "annexe_area_m2": f"{annexe:.1f}",
            "persons_in_room": str(heads),
            "sleeping_places": str(
                heads + (dice.randrange(0, 3) if scene.fine("material_conditions") else -(heads > 2))
            ),
            "width_min_m": f"{scene.between('material_conditions', 1.6, 2.7):.2f}",
            "height_m": f"{scene.between('material_conditions', 2.3, 3.1):.2f}",
            "window_openable": _yes(scene.fine("material_conditions")),
            "daylight_to_read": _yes(scene.fine("material_conditions")),
            "toilet_screened": "in_room_full" if scene.fine("hygiene") else "in_room_partial",
            "temperature_c": f"{dice.uniform(14, 27):.0f}",
            "call_bell_works": _yes(scene.fine("material_conditions")),
        }


def _files(scene: Scene) -> Iterator[Columns]:
    for number in range(1, scene.dice.randrange(4, 8)):
        yield {"file_code": f"Д{number}", **_person(scene, "file"), **_times(scene), **_papers(scene)}


def _person(scene: Scene, block: str) -> Columns:
    ages = ("age_18_24", "age_25_59", "age_25_59", "age_25_59", "age_60_plus", "age_14_17")
    return {
        f"{block}_sex": scene.dice.choice(("male", "male", "male", "male", "female")),
        f"{block}_age_group": scene.dice.choice(ages),
    }


def _times(scene: Scene) -> Columns:
    dice = scene.dice
    caught = datetime.combine(scene.day, time(dice.randrange(24), dice.randrange(60)))
    caught -= timedelta(days=dice.randrange(6, 20))
    spread = dice.uniform(0.4, 1.1)

    def after(theme: str, worst: float, best: float, start: datetime = caught) -> str:
        return _moment(start + timedelta(hours=max(0.2, scene.between(theme, worst, best) * spread)))

    admitted = caught + timedelta(hours=dice.uniform(4, 12))
    return {
        "apprehended_at": _moment(caught),
        "apprehended_at_basis": dice.choice(("register", "register", "person", "lawyer")),
        "arrived_at": _moment(caught + timedelta(minutes=dice.randrange(15, 90))),
        "registered_at": after("registration", 9, 0.6),
        "family_notified_at": Absence.UNKNOWN if dice.random() < 0.2 else after("safeguards", 30, 1),
        "first_questioning_at": after("safeguards", 3, 10),
        "lawyer_at": Absence.NOT_APPLICABLE if dice.random() < 0.15 else after("safeguards", 70, 2),
        "admitted_at": _moment(admitted),
        "doctor_at": Absence.UNKNOWN if dice.random() < 0.15 else after("health", 60, 4, admitted),
        "judge_at": after("safeguards", 96, 44),
        "released_or_moved_at": Absence.NOT_APPLICABLE,
    }


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def _papers(scene: Scene) -> Columns:
    full = scene.fine("registration")
    return {
        "file_foreign": _yes(scene.dice.random() < 0.08),
        "both_times_shown": _yes(scene.fine("registration")),
        "order_valid": _yes(scene.dice.random() < 0.94),
        "officers_named": _yes(scene.fine("registration")),
        "injuries_noted": scene.dice.choice(("none_noted", "noted_full") if full else ("none_noted", "field_empty")),
    }


def _talks(scene: Scene) -> Iterator[Columns]:
    dice = scene.dice
    for number in range(1, dice.randrange(3, 7)):
        consent = dice.choice(("none", *["anonymous_use_only"] * 6, "may_be_passed_on"))
        yield {
            "consent_to_record": consent,
            "interview_code": f"Б{number}",
            "interview_privacy": "alone" if scene.fine("visit_access") else "staff_in_sight",
            "chosen_by": dice.choice(("team", "team", "random_from_list", "person_asked")),
            **({} if consent == "none" else _told(scene)),
        }


def _told(scene: Scene) -> Columns:
    dice = scene.dice
    said: dict[str, str | Absence] = {
        **_person(scene, "interview"),
        "rights_told": dice.choice(("yes", "not_known")) if scene.fine("safeguards") else "no",
        "family_told": _yes(scene.fine("safeguards")),
        "lawyer_before_questioning": _yes(scene.fine("safeguards")),
        "alleged": "no" if scene.fine("treatment") else dice.choice(("yes", "yes", "declined")),
        "pressed_to_confess": _yes(not scene.fine("treatment")),
        "injuries_on_body": "yes" if dice.random() < 0.08 else "no",
        "fear_of_reprisal": _yes(dice.random() < 0.15),
        "follow_up_wanted": _yes(dice.random() < 0.2),
    }
    if said["alleged"] == "yes":
        said |= {
            "allegation_kinds": ",".join(_some(dice, _KINDS)),
            "alleged_place": dice.choice(("this_place", "apprehension", "apprehension", "other_place")),
            "alleged_agency": dice.choice(("police_criminal", "police_patrol", "drug_control")),
        }
    return said


def _some(dice: Dice, among: Sequence[str]) -> list[str]:
    chosen = set(dice.sample(among, dice.randrange(1, 3)))
    return [each for each in among if each in chosen]


_INVENTED: Mapping[str, Callable[[Scene], Iterator[Columns]]] = {
    "rooms": _rooms,
    "custody_files": _files,
    "interviews": _talks,
}
