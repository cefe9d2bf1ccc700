"""Writing imported places: many rows at once, each with its day and its import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import authorities, regions
from monitor.facilities.rules import NameKind, script_of
from monitor.facilities.rules.judging import Verdict
from monitor.facilities.rules.records import Said, said_text
from monitor.kit.actor import Actor
from monitor.kit.canonical import digest
from monitor.kit.text import fold, tidy
from monitor.outside.database import run, run_many

_FACILITY = (
    "id", "code", "code_folded", "sort_name", "type", "region", "zone", "address", "latitude", "longitude",
    "unofficial", "created_at", "created_by", "digest",
)  # fmt: skip
_NAME = (
    "id", "facility", "kind", "name", "folded", "script", "from_day", "withdrawn", "entered_at", "entered_by"
)  # fmt: skip
_AUTHORITY = ("id", "facility", "authority", "from_day", "entered_at", "entered_by")
_STATUS = ("id", "facility", "status", "from_day", "precision", "note", "entered_at", "entered_by")
_CAPACITY = ("id", "facility", "places", "day", "source", "entered_at", "entered_by")
_KEY = ("id", "origin", "key", "facility", "said", "import_run")
_PLAIN = ("code", "type", "zone", "address", "latitude", "longitude")

Values = tuple[object, ...]


@dataclass(slots=True)
class Filling:
    """One import being written: the trees it adds to and the rows that wait for their batch's end."""

    actor: Actor
    run_id: UUID
    source: str
    as_of: date
    now: datetime
    regions: dict[tuple[UUID | None, str], UUID]
    authorities: dict[str, UUID]
    keys: list[Values] = field(default_factory=list)
    again: list[Values] = field(default_factory=list)

    @classmethod
    async def begin(cls, actor: Actor, run_id: UUID, source: str, as_of: date, now: datetime) -> Filling:
        """Load the two trees that places hang on."""
        known_regions = {(region.parent, fold(region.name)): region.id for region in await regions(actor)}
        known_authorities = {fold(found.name): found.id for found in await authorities(actor)}
        return cls(actor, run_id, source, as_of, now, known_regions, known_authorities)

    async def add(self, origin: str, verdicts: Sequence[Verdict]) -> None:
        """Add new places with all that their rows say."""
        facilities: list[Values] = []
        names: list[Values] = []
        placed: list[Values] = []
        statuses: list[Values] = []
        capacities: list[Values] = []
        for verdict in verdicts:
            said, facility = verdict.said, uuid4()
            if said is None:
                continue
            facilities.append(await self._facility(facility, said))
            names.append(self._name(facility, NameKind.OFFICIAL, said.name))
            names += [self._name(facility, NameKind.ALIAS, name) for name in said.other_names]
            if said.authority:
                placed.append(self._placed(facility, await self._authority(said.authority), None))
            statuses.append(self._status(facility, said, said.since))
            if said.capacity is not None:
                capacities.append(self._capacity(facility, said.capacity))
            self.keys.append((uuid4(), origin, verdict.key, facility, said_text(said), self.run_id))
        await run_many("facility", _FACILITY, facilities)
        await run_many("facility_name", _NAME, names)
        await run_many("facility_authority", _AUTHORITY, placed)
        await run_many("facility_status", _STATUS, statuses)
        await run_many("facility_capacity", _CAPACITY, capacities)

    async def change(self, origin: str, verdicts: Sequence[Verdict]) -> None:
        """Change, from the day of the file on, what the source says otherwise than last time."""
        for verdict in verdicts:
            said, facility = verdict.said, verdict.facility
            if said is None or facility is None:
                continue
            changed = {change.field for change in verdict.changes}
            await self._change_plain(facility, said, changed)
            await self._change_dated(facility, said, changed)
            await self._change_aliases(facility, said, verdict.before)
            self.again.append((said_text(said), self.run_id, origin, verdict.key))

    async def remember(self) -> None:
        """Keep what the source said, for the next import to compare with; the import's own row is there by now."""
        await run_many("import_key", _KEY, self.keys)
        for values in self.again:
            await run("update import_key set said = {}, import_run = {} where origin = {} and key = {}", *values)

    async def _change_plain(self, facility: UUID, said: Said, changed: set[str]) -> None:
        values: dict[str, object] = {name: getattr(said, name) for name in _PLAIN if name in changed}
        if "code" in changed:
            values["code_folded"] = fold(said.code) if said.code else None
        if "regions" in changed:
            values["region"] = await self._region(said.regions)
        if "name" in changed:
            values["sort_name"] = fold(said.name)
        if values:
            setting = ", ".join(f"{name} = {{}}" for name in values)
            await run(f"update facility set {setting} where id = {{}}", *values.values(), facility)

    async def _change_dated(self, facility: UUID, said: Said, changed: set[str]) -> None:
        if "name" in changed:
            name = self._name(facility, NameKind.OFFICIAL, said.name, self.as_of)
            await run_many("facility_name", _NAME, [name])
        if "authority" in changed:
            body = await self._authority(said.authority) if said.authority else None
            await run_many("facility_authority", _AUTHORITY, [self._placed(facility, body, self.as_of)])
        if changed & {"status", "since", "precision"}:
            await run_many("facility_status", _STATUS, [self._status(facility, said, said.since or self.as_of)])
        if "capacity" in changed and said.capacity is not None:
            await run_many("facility_capacity", _CAPACITY, [self._capacity(facility, said.capacity)])

    async def _change_aliases(self, facility: UUID, said: Said, before: Said | None) -> None:
        """Withdraw the names the source no longer gives and add its new ones; those people added stay."""
        then = before.other_names if before else ()
        for name in set(then) - set(said.other_names):
            await run(
                "update facility_name set withdrawn = {} where facility = {} and kind = 'alias' and folded = {}",
                True,
                facility,
                fold(name),
            )
        fresh = [self._name(facility, NameKind.ALIAS, name) for name in said.other_names if name not in then]
        await run_many("facility_name", _NAME, fresh)

    async def _facility(self, facility: UUID, said: Said) -> Values:
        code = fold(said.code) if said.code else None
        region, mark = await self._region(said.regions), digest(said_text(said))
        where = (said.type, region, said.zone, said.address, said.latitude, said.longitude)
        return (facility, said.code, code, fold(said.name), *where, False, self.now, self.actor.account, mark)

    async def _region(self, names: Sequence[str]) -> UUID | None:
        """Find a region and its part by name, adding those that are not there yet."""
        parent: UUID | None = None
        for name in names:
            place = (parent, fold(name))
            if place not in self.regions:
                self.regions[place] = uuid4()
                values = (self.regions[place], tidy(name), fold(name), parent)
                await run_many("region", ("id", "name", "folded", "parent"), [values])
            parent = self.regions[place]
        return parent

    async def _authority(self, name: str) -> UUID:
        if fold(name) not in self.authorities:
            self.authorities[fold(name)] = uuid4()
            values = (self.authorities[fold(name)], tidy(name), fold(name))
            await run_many("authority", ("id", "name", "folded"), [values])
        return self.authorities[fold(name)]

    def _name(self, facility: UUID, kind: NameKind, name: str, from_day: date | None = None) -> Values:
        written = (tidy(name), fold(name), script_of(name), from_day)
        return (uuid4(), facility, kind.value, *written, False, self.now, self.actor.account)

    def _placed(self, facility: UUID, authority: UUID | None, from_day: date | None) -> Values:
        return (uuid4(), facility, authority, from_day, self.now, self.actor.account)

    def _status(self, facility: UUID, said: Said, from_day: date | None) -> Values:
        precision = said.precision.value if said.since else "day"
        return (uuid4(), facility, said.status.value, from_day, precision, self.source, self.now, self.actor.account)

    def _capacity(self, facility: UUID, places: int) -> Values:
        return (uuid4(), facility, places, self.as_of, self.source, self.now, self.actor.account)
