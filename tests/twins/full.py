"""A filled sheet with everything on it: rooms, a talk, a photo, a phone that took the visit along."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.people.actions.devices import keep_device, note_taken
from monitor.people.rules.devices import Taken
from monitor.sheets.actions import choose_questionnaire, give_answers, keep_photo, open_sheet
from monitor.sheets.rules import NewAnswer, NewRow
from tests.outside.test_pictures import picture
from tests.sheets.small import named_edition

ASKED = ("temporary_detention", "access", "rooms", "interviews", "custody_files")
PARTS = ("sheet", "row", "talk", "photo", "device")


def part_ids() -> dict[str, UUID]:
    """Draw the ids of a full sheet, in the order in which `make_full_sheet` draws them."""
    return {name: uuid4() for name in PARTS}


async def make_full_sheet(actor: Actor, visit: UUID, *, now: datetime) -> dict[str, UUID]:
    """Fill a sheet of the actor's own with rows, a photo and remarks; gives the id of every part."""
    ids = part_ids()
    asked = [await named_edition(actor, name) for name in ASKED]
    await choose_questionnaire(actor=actor, visit=visit, editions=asked, now=now)
    await open_sheet(actor=actor, sheet=ids["sheet"], visit=visit, observed_by=actor.account, now=now)
    said = (
        ("room_label", "Cellar 7", ids["row"]),
        ("interview_code", "Talk 7", ids["talk"]),
        ("toilet_access", "no", None),
    )
    await give_answers(
        actor=actor,
        sheet=ids["sheet"],
        answers=[NewAnswer(uuid4(), key, value, row=row, remark="Afraid of Karim.") for key, value, row in said],
        rows=[NewRow(ids["row"], "rooms"), NewRow(ids["talk"], "interviews")],
        now=now,
    )
    await keep_photo(
        actor=actor, photo=ids["photo"], sheet=ids["sheet"], key="room_photo", row=ids["row"], data=picture(), now=now
    )
    await keep_device(actor=actor, device=ids["device"], session=uuid4(), name="Old phone", now=now)
    await note_taken(actor=actor, device=ids["device"], subject=visit, what=(Taken.SHEET,), now=now)
    return ids
