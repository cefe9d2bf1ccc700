"""What the forms of the register offer to choose from: regions, authorities, types, bodies, time zones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from monitor.codes import choices
from monitor.facilities.queries import authorities, regions
from monitor.facilities.rules import STATUS_WORDS, UNKNOWN_ZONE, Status
from monitor.kit.actor import Actor
from monitor.kit.words import N_
from monitor.people.queries import organisations
from monitor.web.floor.forms import Form, choices_of

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Options of the register's forms, worded."""

    types: Options
    regions: Options
    authorities: Options
    statuses: Options
    bodies: Options


async def choices_for(actor: Actor, language: str) -> Choices:
    """Load what places hang on: three queries, however many places there are."""
    return Choices(
        types=choices("facility_types", language),
        regions=as_tree((region.id, region.name, region.parent) for region in await regions(actor)),
        authorities=as_tree((found.id, found.name, found.parent) for found in await authorities(actor)),
        statuses=choices_of(Status, STATUS_WORDS, language),
        bodies=tuple((str(body.id), body.name) for body in await organisations(actor)),
    )


def as_tree(nodes: Iterable[tuple[UUID, str, UUID | None]]) -> Options:
    """Order a tree for a list of choices: children under their parent, set in by dashes."""
    below: dict[UUID | None, list[tuple[UUID, str]]] = {}
    for node, name, parent in nodes:
        below.setdefault(parent, []).append((node, name))
    options: list[tuple[str, str]] = []

    def put(parent: UUID | None, depth: int) -> None:
        for node, name in below.pop(parent, []):
            options.append((str(node), "– " * depth + name))
            put(node, depth + 1)

    put(None, 0)
    return tuple(options)


@cache
def zones() -> Options:
    """Name the time zones there are, those that are countries' and cities' own."""
    return tuple((zone, zone) for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith("Etc/"))


def zone_of(form: Form, name: str) -> str:
    """Read a time zone; notes an error for a name that is none."""
    found = form.needed(name)
    try:
        return ZoneInfo(found).key if found else UNKNOWN_ZONE
    except (ValueError, OSError, LookupError):
        form.wrong(name, N_("Choose a time zone from the list, such as Asia/Dushanbe."))
        return UNKNOWN_ZONE


def coordinate(form: Form, name: str, limit: int) -> str | None:
    """Read an optional coordinate in degrees."""
    found = form.text(name).replace(",", ".")
    if not found:
        return None
    try:
        number = float(found)
    except ValueError:
        number = float("inf")
    if not abs(number) <= limit:
        form.wrong(name, N_("Write the coordinate in degrees, such as 40.2833."))
    return found


def type_of(form: Form, name: str, types: Options) -> str:
    """Read a type of place that must be one of those offered."""
    found = form.text(name)
    if found not in dict(types):
        form.wrong(name, N_("Choose the type of the place."))
    return found
