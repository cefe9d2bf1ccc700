"""A small checklist of the tests' own, so that they do not change with what the product asks: rows, rules, a photo."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from monitor.checklists.actions import load_editions
from monitor.checklists.queries import editions
from monitor.checklists.rules import (
    Attachment,
    Block,
    BlockText,
    Edition,
    Item,
    ItemText,
    Kind,
    Library,
    Loaded,
    Photos,
    Questionnaire,
    Role,
    Section,
    Source,
    Sum,
    Texts,
    TextStatus,
    Use,
    When,
    assemble,
)
from monitor.kit.actor import Actor
from monitor.sheets.actions import choose_questionnaire, give_answers
from monitor.sheets.rules import Kept, NewAnswer, NewRow
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast

THEME = "conditions.space"


def item(key: str, kind: Kind = Kind.YES_NO, **more: Any) -> Item:
    return Item(key=key, kind=kind, theme=THEME, source=Source.OBSERVATION, **more)


HOUSE = Edition(
    "small_house",
    Role.CHECKLIST,
    (
        Section(
            "people",
            "B",
            THEME,
            (
                item("held", Kind.INTEGER, maximum="500"),
                item("women", Kind.INTEGER, constraint=". <= ${held}"),
                item("women_apart", relevant="${women} > 0"),
                item("beds", Kind.INTEGER, confirm=". <= 2 * ${held}"),
                item("sleeping", Kind.INTEGER, calculate="sum(${sleepers})"),
                item("locked", Kind.INTEGER, constraint=". <= count(${room})"),
                item("wall", Kind.PHOTO),
                item("alone_only", private_only=True),
            ),
        ),
    ),
)
ROOMS = Edition(
    "small_rooms",
    Role.MODULE,
    (
        Section(
            "rooms",
            "V",
            THEME,
            (
                item("room", Kind.TEXT),
                item("sleepers", Kind.INTEGER),
                item("area", Kind.DECIMAL, minimum="0.1", maximum="900"),
                item("each", Kind.DECIMAL, calculate="${area} div ${sleepers}"),
                item("window"),
                item("corner", Kind.PHOTO),
            ),
            Block("rooms", "room", most=3, sums=(Sum("sleepers", "held"),)),
        ),
    ),
)
TALKS = Edition(
    "small_talks",
    Role.MODULE,
    (
        Section(
            "talks",
            "X",
            THEME,
            (
                item("talk", Kind.TEXT),
                item("interview_privacy", Kind.CHOICE_ONE, options=("alone", "others_held_present")),
                item("beaten", private_only=True),
                item("taken_at", Kind.MOMENT, sealed=True),
                item("lawyer_at", Kind.MOMENT, sealed=True, constraint=". >= ${taken_at}"),
                item("hours", Kind.DECIMAL, calculate="round((${lawyer_at} - ${taken_at}) * 24, 1)"),
            ),
            Block("talks", "talk", most=200, private=True),
        ),
    ),
)
WOMEN = Edition("small_women", Role.MODULE, (Section("women", "Q", THEME, (item("cot"),)),))
CARS = Edition("small_cars", Role.MODULE, (Section("cars", "T", THEME, (item("belts"),)),))
_MODULES = (ROOMS, TALKS, WOMEN, CARS)
_WHEN = (
    Attachment("small_rooms", When.ALWAYS),
    Attachment("small_talks", When.ALWAYS),
    Attachment("small_women", When.HELD, held="women"),
    Attachment("small_cars", When.CHOSEN),
)


def words_of(edition: Edition) -> Texts:
    """English words for everything an edition asks."""
    blocks = {s.block.name: BlockText(f"One of {s.block.name}", "Add one") for s in edition.sections if s.block}
    return Texts(
        language="en",
        status=TextStatus.CONFIRMED,
        title=edition.name,
        about="For tests.",
        sections={section.name: section.name.title() for section in edition.sections},
        items={
            each.key: ItemText(
                f"{each.key}?",
                constraint=f"{each.key} does not fit" if each.constraint else "",
                confirm="Sure?" if each.confirm else "",
                options={option: option for option in each.options},
                status=TextStatus.CONFIRMED,
            )
            for each in edition.items
        },
        units={},
        themes={THEME: "Space"},
        provisions={},
        blocks=blocks,
    )


def small_questionnaire(*modules: Edition) -> Questionnaire:
    """The small checklist with some of its modules, rooms and talks unless others are named."""
    chosen = modules or (ROOMS, TALKS)
    return assemble(HOUSE, chosen, [(each.name, words_of(each)) for each in (HOUSE, *chosen)])


async def load_small(actor: Actor, *, house: Edition = HOUSE, photos: Photos = Photos.ALLOWED, now: datetime) -> None:
    """Take the small checklist and its modules into the database; it serves no type of facility by itself."""
    checklist = Loaded(house, Use("1", modules=_WHEN, photos=photos), (words_of(house),))
    modules = (Loaded(each, Use("1"), (words_of(each),)) for each in _MODULES)
    await load_editions(actor=actor, library=Library((checklist, *modules)), now=now)


async def named_edition(actor: Actor, name: str) -> UUID:
    """The edition in use under a name."""
    return next(filed.id for filed in await editions(actor) if filed.edition.name == name)


async def make_small_visit(
    cast: Cast, *modules: str, photos: Photos = Photos.ALLOWED, facility: UUID | None = None, now: datetime
) -> UUID:
    """A visit under way that is asked the small checklist with rooms and talks, or with the modules named."""
    await load_small(cast.coordinator, photos=photos, now=now)
    visit = await make_visit(
        cast.coordinator,
        facility=facility or await make_facility(cast.coordinator, capacity=20, now=now),
        lead=cast.lead,
        deputy=cast.deputy,
        team=[cast.monitor_ngo],
        state=VisitState.UNDER_WAY,
        now=now,
    )
    names = ("small_house", *(modules or ("small_rooms", "small_talks")))
    chosen = [await named_edition(cast.lead, name) for name in names]
    await choose_questionnaire(actor=cast.lead, visit=visit, editions=chosen, now=now)
    return visit


async def add_row(actor: Actor, sheet: UUID, block: str, *, now: datetime, **said: str) -> UUID:
    """Add a row to a sheet with what is said in it, in one batch."""
    row = uuid4()
    answers = [NewAnswer(id=uuid4(), key=key, value=value, row=row) for key, value in said.items()]
    await give_answers(actor=actor, sheet=sheet, answers=answers, rows=[NewRow(row, block)], now=now)
    return row


async def answer_in(actor: Actor, sheet: UUID, row: UUID, *, now: datetime, **said: str) -> tuple[Kept, ...]:
    """Give answers in a row that is there already."""
    answers = [NewAnswer(id=uuid4(), key=key, value=value, row=row) for key, value in said.items()]
    return await give_answers(actor=actor, sheet=sheet, answers=answers, now=now)
