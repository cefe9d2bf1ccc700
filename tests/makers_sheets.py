"""Makers of questionnaires and sheets."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from uuid import UUID, uuid4

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import Absence, Library, Questionnaire, assemble, load
from monitor.kit.actor import Actor
from monitor.outside.shipped import read_checklist_files
from monitor.outside.shipped import shipped as shipped_folder
from monitor.sheets.actions import give_answers, open_sheet
from monitor.sheets.rules import Kept, NewAnswer
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast


@cache
def shipped() -> Library:
    """The checklists that come with the product."""
    return load(read_checklist_files(shipped_folder("checklists")))


@cache
def shipped_questionnaire(*modules: str) -> Questionnaire:
    """What a first visit to a temporary detention facility is asked; with `follow_up`, a later one."""
    entries = [entry for name in ("temporary_detention", "access", *modules) if (entry := shipped().named(name))]
    texts = [(entry.edition.name, each) for entry in entries for each in entry.texts]
    return assemble(entries[0].edition, [entry.edition for entry in entries[1:]], texts)


async def load_shipped(actor: Actor, *, now: datetime) -> None:
    """Take the shipped checklists into the database; the actor is a coordinator or an administrator."""
    await load_editions(actor=actor, library=shipped(), now=now)


async def make_sheet(actor: Actor, visit: UUID, *, observed_by: Actor | None = None, now: datetime) -> UUID:
    """Open a sheet of one's own, or of somebody whose notes one types up."""
    observer = observed_by or actor
    return await open_sheet(actor=actor, sheet=uuid4(), visit=visit, observed_by=observer.account, now=now)


async def answer(actor: Actor, sheet: UUID, *, now: datetime, **said: str) -> tuple[Kept, ...]:
    """Give answers by key: a value, or the name of an absence kind."""
    kinds = {kind.value: kind for kind in Absence}
    answers = [
        NewAnswer(id=uuid4(), key=key, absence=kinds[each]) if each in kinds else NewAnswer(uuid4(), key, each)
        for key, each in said.items()
    ]
    return await give_answers(actor=actor, sheet=sheet, answers=answers, now=now)


async def make_visit_under_way(cast: Cast, *, secret: bool = False, now: datetime) -> UUID:
    """A visit of the ombudsman's office with a lead, a deputy and a guest of the NGO, inside a small facility."""
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, capacity=20, now=now)
    return await make_visit(
        cast.coordinator,
        facility=facility,
        lead=cast.lead,
        deputy=cast.deputy,
        team=[cast.monitor_ngo],
        secret=secret,
        state=VisitState.UNDER_WAY,
        now=now,
    )
