"""Taking a facility's history out of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from monitor.denials.rules import CONDITION_LABELS, EFFECTIVE
from monitor.history.actions.sheets import sheets_of
from monitor.history.queries import dossier_of, history_of
from monitor.kit.actor import Actor, Scope
from monitor.kit.words import N_, direction, word
from monitor.ledger.actions import action, record
from monitor.ledger.queries import ledger_head
from monitor.people.rules import Need
from monitor.press.spreadsheets import Direction, Sheet, about, csv, xlsx


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand over; its name carries no name of a place (law 10)."""

    content: bytes
    name: str
    media_type: str


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
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Exported(xlsx(sheets, made=now, direction=way), f"{name}.xlsx", kind)
    return Exported(_zipped(sheets, now), f"{name}.zip", "application/zip")


def narrowed(actor: Actor) -> Actor:
    """Keep of what the actor may see what the actor may also take out: never a visit that is still secret (law 4)."""
    exported = actor.scopes(Need.EXPORT_MAKE)
    grants: Mapping[str, frozenset[Scope]] = {
        need: scopes if Scope.ALL in scopes or Scope.ALL in exported else scopes & exported
        for need, scopes in actor.grants.items()
        if need != Need.SECRET_VIEW
    }
    return replace(actor, grants=grants)


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


def _zipped(sheets: Iterable[Sheet], now: datetime) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as folder:
        for number, sheet in enumerate(sheets, start=1):
            entry = ZipInfo(f"{number:02} {sheet.name}.csv", now.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            folder.writestr(entry, csv(sheet))
    return out.getvalue()
