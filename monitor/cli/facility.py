"""`monitor facility`: the register on the command line."""

from __future__ import annotations

import argparse

from monitor.cli.frame import Desk, Told
from monitor.codes import label_of
from monitor.facilities.queries import facilities, facility_open_to, find_facilities, mandates_on
from monitor.facilities.rules import COVERAGE_WORDS, STATUS_WORDS, Facility, FacilityLine, Filters, Mandate
from monitor.kit.actor import Actor
from monitor.kit.paging import Page
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import N_, Sentence, count, say

MOST = 1_000
MOST_ALIKE = 20


class NoSuchFacility(Problem):
    status = 404
    sentence = N_("No place is called “%(asked)s” or has that code.")


class SeveralFacilities(Problem):
    status = 409
    sentence = N_("“%(asked)s” fits several places: %(names)s. Write more of the name, or its code.")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    room = commands.add_parser("facility", help=N_("look into the register of places"))
    whats = room.add_subparsers(required=True, metavar=N_("WHAT"))
    listing = whats.add_parser("list", parents=[shared], help=N_("list places, or those whose name holds a text"))
    listing.add_argument("text", nargs="?", default="", metavar=N_("TEXT"))
    listing.set_defaults(command=list_facilities)
    showing = whats.add_parser("show", parents=[shared], help=N_("show one place"))
    showing.add_argument("text", metavar=N_("CODE-OR-NAME"))
    showing.set_defaults(command=show_facility)


def list_facilities(desk: Desk, asked: argparse.Namespace) -> int:
    """List places, one to a line."""

    async def work(actor: Actor) -> Page[FacilityLine]:
        return await facilities(actor, Filters(search=asked.text, day=desk.now.date()), 1, MOST)

    found = desk.in_house(work)
    told: list[Told] = [
        {"id": str(line.id), "code": line.code, "name": line.name, "type": line.type, "status": line.status.value}
        for line in found.rows
    ]
    lines = [" · ".join(part for part in (line.code, line.name, line.region_name) if part) for line in found.rows]
    return desk.tell(
        {"total": found.total, "facilities": told},
        *lines,
        count("%(n)s place", "%(n)s places", found.total),
    )


def show_facility(desk: Desk, asked: argparse.Namespace) -> int:
    """Show one place, found by its code or a part of its name, with who may enter it."""

    async def work(actor: Actor) -> tuple[Facility, list[Mandate]]:
        line = the_one(await find_facilities(actor, asked.text, MOST_ALIKE), asked.text)
        return (
            await facility_open_to(actor, line.id, desk.now.date()),
            await mandates_on(actor, line.id, desk.now.date()),
        )

    place, mandates = desk.in_house(work)
    told = _told(place) | {
        "mandates": [{"organisation": m.organisation_name, "coverage": m.coverage.value} for m in mandates]
    }
    return desk.tell(told, *_lines(place), *(_mandate_line(mandate) for mandate in mandates))


def the_one(found: list[FacilityLine], text: str) -> FacilityLine:
    """Choose the place that a code or a part of a name means. Raises NoSuchFacility, SeveralFacilities."""
    exact = [line for line in found if text == line.code or fold(text) == fold(line.name)]
    fitting = exact or found
    if not fitting:
        raise NoSuchFacility(asked=text)
    if len(fitting) > 1:
        raise SeveralFacilities(asked=text, names=", ".join(line.name for line in fitting))
    return fitting[0]


def _told(place: Facility) -> dict[str, Told]:
    return {
        "id": str(place.id),
        "code": place.code,
        "name": place.name,
        "other_names": [name.name for name in place.other_names],
        "type": place.type,
        "region": place.region_name,
        "authority": place.authority_name,
        "capacity": place.capacity,
        "status": place.status.value,
        "zone": place.zone,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "unofficial": place.unofficial,
    }


def _lines(place: Facility) -> list[Sentence | str]:
    pairs: list[tuple[str, Sentence | str | int | None]] = [
        (N_("Code: %(said)s"), place.code),
        (N_("Type: %(said)s"), say(label_of("facility_types", place.type))),
        (N_("Region: %(said)s"), place.region_name),
        (N_("Authority: %(said)s"), place.authority_name),
        (N_("Capacity: %(said)s"), place.capacity),
        (N_("Status: %(said)s"), say(STATUS_WORDS[place.status])),
        (N_("Other names: %(said)s"), ", ".join(name.name for name in place.other_names) or None),
    ]
    return [place.name, *(say(text, said=said) for text, said in pairs if said is not None)]


def _mandate_line(mandate: Mandate) -> Sentence:
    said = say(COVERAGE_WORDS[mandate.coverage])
    return say(N_("Mandate of %(body)s: %(said)s"), body=mandate.organisation_name, said=said)
