"""Taking a facility's history out of the house."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from monitor.denials.rules import CONDITION_LABELS, EFFECTIVE
from monitor.history.actions.sheets import sheets_of
from monitor.history.queries import dossier_of, history_of
from monitor.kit.actor import Actor
from monitor.kit.words import N_, direction, word
from monitor.ledger.actions import action, record
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need, narrowed
from monitor.press.handing import WORKBOOK, ZIP, Exported, zipped
from monitor.press.spreadsheets import Direction, Sheet, about, csv, xlsx


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


_DEFINITIONS = (
    (N_("Visits"), N_("Attempts to enter that have reached the gate. Cancelled visits, planned ones and visits that are still secret are left out.")),
    (N_("Entry"), N_("A visit that was made, partly refused or cut short. A refused visit is an attempt and moves no date.")),
    (N_("Persons"), N_("A person counts once for each visit. Who withdrew for an own reason or was never heard of sought no entry.")),
    (N_("Denials"), N_("Events: one locked door is one denial, however many items it kept from view. Those of others than a visiting team are among them.")),
    (N_("In order"), N_("Items of a theme whose answer does not fall short of its threshold, of all items of the theme that could be judged.")),
    (N_("Figures"), N_("Worked out from the closed record of each visit. What a figure lacks is counted by kind beside it; a figure that could not be worked out is “none”, never zero. Where the questions behind a figure were replaced or dropped, it does not compare with the visits before.")),
    (N_("Left open"), N_("Questions on which people differed and could not agree: kept in the record with every voice and without a value.")),
    (N_("Absence"), N_("Not assessed, not allowed, not applicable and unknown stand in columns of their own. None of them is a no or a zero, and an empty cell is never a no.")),
    (N_("People held"), N_("Numbers counted on visits and numbers published by others are told apart in each row. Places are those known for the day.")),
)  # fmt: skip


@action(Need.EXPORT_MAKE)
async def export_history(*, actor: Actor, facility_id: UUID, format: Format, now: datetime) -> Exported:
    """Write the history of a facility as a workbook, or as CSV tables in one ZIP, each with its About. Raises NotHere."""
    narrow = narrowed(actor)
    dossier = await dossier_of(narrow, facility_id)
    history = await history_of(narrow, dossier)
    sheets = (*sheets_of(history, actor.language), await _about(actor, dossier.facility.name, now))
    record(Need.EXPORT_MAKE, actor=actor, subject=facility_id, at=now, content={"history": format.value})
    name = f"history-{facility_id.hex[:8]}-{now:%Y-%m-%d}"
    if format is Format.XLSX:
        way = Direction(direction(actor.language))
        return Exported(xlsx(sheets, made=now, direction=way), f"{name}.xlsx", WORKBOOK)
    tables = [(f"{number:02} {sheet.name}.csv", csv(sheet)) for number, sheet in enumerate(sheets, start=1)]
    return Exported(zipped(tables, made=now), f"{name}.zip", ZIP)


async def _about(actor: Actor, name: str, now: datetime) -> Sheet:
    language = actor.language
    head = await ledger_head()
    conditions = "; ".join(word(CONDITION_LABELS[each], language) for each in sorted(EFFECTIVE))
    rows = (
        (N_("Facility"), name),
        (N_("What"), word(N_("Its whole history, as far as the person who exported it may take it out"), language)),
        (N_("Made at"), f"{now:%Y-%m-%d %H:%M} UTC"),
        (N_("Made by"), actor.name),
        *((heading, word(said, language)) for heading, said in _DEFINITIONS),
        (N_("Entry with private talks"), conditions),
        (N_("Log before this export"), head.hash),
    )  # fmt: skip
    return about(name=word(N_("About"), language), rows=tuple((word(what, language), said) for what, said in rows))
