"""The register of the country: regions, authorities, places with what changed about them, mandates, published figures."""

from __future__ import annotations

import csv
import hashlib
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from monitor.demo.country import AUTHORITIES, HOUSES, MIDDLES, REGIONS, UNOFFICIAL, ZONE, places
from monitor.demo.country import Place as Listed
from monitor.demo.dice import unit
from monitor.demo.world import World
from monitor.facilities.actions import (
    Beginning,
    Place,
    add_alias,
    add_authority,
    add_capacity,
    add_facility,
    add_region,
    move_facility,
    rename_facility,
    set_mandate,
    set_status,
)
from monitor.facilities.actions.importing import Source
from monitor.facilities.actions.importing_figures import import_figures
from monitor.facilities.actions.reading import Unwatched, read_file
from monitor.facilities.rules import Coverage, Status, Told
from monitor.facilities.rules.mapping import Kind
from monitor.facilities.rules.mapping_text import mapping_of
from monitor.kit.actor import Actor

CYRILLIC_FIRST = "okrud"
MOVED, RENAMED, CLOSED, PLANNED, SHUT_FOR_REPAIR = "SIZO-04", "SR-02", "IK-04", "VK-02", "DI-03"
_OLD_NAME = "Reception and distribution centre No. 2, Sarvan"
_BASIS = "Law on the Commissioner for Human Rights, articles 12 and 14"
_AGREEMENT = "Agreement on the work of the Coordination Council, clause 7"
_CONTESTED = ("temporary_detention_facility", "remand_prison")
_LEFT_OUT = "police_station"

# A mapping as anybody could write it for the yearly table of the two ministries.
POPULATION = """
id: almaran-custody
title: Yearly table of the ministries, persons held
source: Ministries of the Interior and of Justice, yearly table
key: [Код]
figures:
  population: Содержится
  capacity: Мест
  inspected_by:
    period_months: 12
    "yes": [да]
    "no": [нет]
    bodies:
      - {column: Прокурор, body: Prosecutor's office, kind: prosecutor}
"""


async def draw_map(world: World, at: datetime) -> None:
    """Add regions, authorities and every place as known when the register began."""
    by = world.actor("coordinator", at)
    world.regions.update({key: world.new() for key in REGIONS})
    for key, name in REGIONS.items():
        await add_region(actor=by, region_id=world.regions[key], name=name.latin, now=at)
    above = {key: world.new() for key in AUTHORITIES}
    for key, (name, parent) in AUTHORITIES.items():
        await add_authority(
            actor=by, authority_id=above[key], name=name.latin, parent=above[parent] if parent else None, now=at
        )
    world.authorities.update(above)
    for listed in places():
        world.described[listed.code] = listed
        world.places[listed.code] = await add_facility(
            actor=by,
            facility_id=world.new(),
            place=Place(
                name=_official(listed),
                type=listed.kind,
                zone=ZONE,
                code=None if listed.kind == UNOFFICIAL else listed.code,
                region=world.regions[listed.region],
                unofficial=listed.kind == UNOFFICIAL,
                latitude=MIDDLES[listed.region][0],
                longitude=MIDDLES[listed.region][1],
            ),
            beginning=_beginning(world, listed, at),
            day=at.date(),
            now=at,
        )
        await _also_called(world, listed, by, at)


def _cyrillic_first(listed: Listed) -> bool:
    return listed.region == CYRILLIC_FIRST and listed.kind == "police_station"


def _official(listed: Listed) -> str:
    if listed.code == RENAMED:
        return _OLD_NAME
    return listed.name.cyrillic if _cyrillic_first(listed) else listed.name.latin


async def _also_called(world: World, listed: Listed, by: Actor, at: datetime) -> None:
    other, language = (listed.name.latin, "en") if _cyrillic_first(listed) else (listed.name.cyrillic, "ru")
    await add_alias(actor=by, facility=world.places[listed.code], name=other, language=language, now=at)


def _beginning(world: World, listed: Listed, at: datetime) -> Beginning:
    authority = "custody" if listed.code == MOVED else listed.authority
    planned = listed.code == PLANNED
    return Beginning(
        authority=world.authorities.get(authority),
        status=Status.PLANNED if planned else Status.OPEN,
        status_from=Told(at.date()) if planned else Told(),
        capacity=listed.capacity or None,
    )


async def move_prison(world: World, at: datetime) -> None:
    """Two years ago a remand prison went from the Interior to Justice; its history stays one."""
    await move_facility(
        actor=world.actor("coordinator", at),
        facility=world.places[MOVED],
        authority=world.authorities["prisons"],
        from_day=at.date(),
        now=at,
    )


async def rename_centre(world: World, at: datetime) -> None:
    """A special reception centre got the name it has now."""
    name = world.described[RENAMED].name.latin
    by = world.actor("coordinator", at)
    await rename_facility(actor=by, facility=world.places[RENAMED], name=name, from_day=at.date(), now=at)


async def close_colony(world: World, at: datetime) -> None:
    """A colony was closed for good."""
    by = world.actor("coordinator", at)
    note = "Closed by government decree; those held were moved to the other colonies."
    await set_status(
        actor=by, facility=world.places[CLOSED], status=Status.CLOSED, since=Told(at.date()), note=note, now=at
    )


async def shut_for_repair(world: World, at: datetime) -> None:
    """A home was emptied for repairs."""
    by, note = world.actor("coordinator", at), "Капитальный ремонт, жильцы переведены временно."
    await set_status(
        actor=by,
        facility=world.places[SHUT_FOR_REPAIR],
        status=Status.TEMPORARILY_CLOSED,
        since=Told(at.date()),
        note=note,
        now=at,
    )


async def enlarge(world: World, at: datetime) -> None:
    """Four temporary detention facilities got other capacities by an order of the ministry."""
    for number, code in enumerate(("IVS-01", "IVS-05", "IVS-09", "IVS-13")):
        await add_capacity(
            actor=world.actor("coordinator", at),
            facility=world.places[code],
            places=world.described[code].capacity + 4 * number - 4,
            day=at.date(),
            source="Order of the Department of Custody",
            now=at,
        )


async def set_mandates(world: World, at: datetime) -> None:
    """The office may enter every place; the NGOs rest on an agreement that two kinds of place contest."""
    office = world.actor("coordinator", at)
    await _mandate(world, office, "office", None, Coverage.COVERED, _BASIS, at)
    for house in HOUSES:
        if house == "office":
            continue
        by = world.actor("ngo-coordinator" if house == "huquq" else "administrator", at)
        await _mandate(world, by, house, None, Coverage.COVERED, _AGREEMENT, at)
        for kind in _CONTESTED:
            await _mandate(world, by, house, kind, Coverage.CONTESTED, _AGREEMENT, at)
        await _mandate(world, by, house, _LEFT_OUT, Coverage.NOT_COVERED, _AGREEMENT, at)


async def _mandate(
    world: World, by: Actor, house: str, kind: str | None, coverage: Coverage, basis: str, at: datetime
) -> None:
    await set_mandate(
        actor=by,
        mandate_id=world.new(),
        organisation=world.houses[house],
        facility=None,
        facility_type=kind,
        coverage=coverage,
        legal_basis=basis,
        notice_days=None,
        from_day=at.date() - timedelta(days=700),
        to_day=None,
        now=at,
    )


async def publish_figures(world: World, day: date, at: datetime) -> None:
    """Import the ministries' table of one day, written as a file like theirs."""
    with tempfile.TemporaryDirectory() as folder:
        file, spool = Path(folder) / f"{day.year}.csv", Path(folder) / "rows"
        _write_table(world, file, day)
        mapping = mapping_of(POPULATION)
        source = Source(
            mapping=mapping,
            mapping_text=POPULATION,
            as_of=day,
            file_name=f"задержанные-{day.isoformat()}.csv",
            file_hash=hashlib.sha256(file.read_bytes()).hexdigest(),
            spool=spool,
            rows=read_file(file, mapping, Kind.FIGURES, as_of=day, spool=spool, watch=Unwatched()),
        )
        await import_figures(
            actor=world.actor("coordinator", at),
            run_id=world.new(),
            source=source,
            watch=Unwatched(),
            report=lambda verdicts: None,
            now=at,
        )


def _write_table(world: World, file: Path, day: date) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(["Код", "Содержится", "Мест", "Прокурор"])
        for listed in world.described.values():
            if listed.kind != UNOFFICIAL and listed.code != PLANNED:
                held = held_on(listed, world.years(day))
                table.writerow([listed.code, held, listed.capacity, world.dice.choice(["да", "да", "нет"])])


def held_on(listed: Listed, years: float) -> int:
    """Invent how many people a place holds: its own level, its own drift, so many years from the middle of the story."""
    level = 0.55 + 0.7 * unit(listed.code, "level")
    drift = 0.24 * (unit(listed.code, "drift") - 0.5) * years
    stir = 0.16 * (unit(listed.code, f"{years:.2f}") - 0.5)
    return max(0, round(listed.capacity * (level + drift + stir)))
