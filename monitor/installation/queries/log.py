"""The log as people read it: who did what and when, as far as the actor may know that there was something to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from monitor.denials.queries import visible_denials
from monitor.installation.rules import SAID, LogLine
from monitor.kit.actor import Actor, Scope, query
from monitor.ledger.queries import ledger_head
from monitor.ledger.rules import Link
from monitor.outside.database import Sql, any_of, joined, read, sql
from monitor.people.rules import Need
from monitor.visits.queries import visible_visits

SHOWN = 100
_BATCH = 200

# What never concerns one visit: shown to whoever may read the log at all.
TECHNICAL = frozenset(
    {
        Need.SIGN_IN,
        Need.ACCOUNT_OWN,
        Need.ACCOUNT_MANAGE,
        Need.ORGANISATION_MANAGE,
        Need.FACILITY_EDIT,
        Need.FACILITY_IMPORT,
        Need.MANDATE_EDIT,
        Need.HOLIDAY_KEEP,
        Need.CHECKLIST_LOAD,
        Need.BACKUP_MAKE,
        Need.INSTALLATION_MANAGE,
        Need.FEED_KEEP,
    }
)
# What is about one visit or denial, and shown only where that is open to the actor and no secret any more.
_OF_VISITS = frozenset({Need.VISIT_PLAN, Need.VISIT_RUN})
_OF_DENIALS = frozenset({Need.DENIAL_LOG})


class _Body(msgspec.Struct, frozen=True):
    account: UUID
    at: datetime
    subject: UUID
    verb: str


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str


@query(Need.LEDGER_VIEW)
async def log_lines(actor: Actor) -> list[LogLine]:
    """Give the latest entries, newest first: an administrator's are technical, a coordinator's of the own office.

    Numbers of entries are left out: a gap would tell of a hidden one (law 4).
    """
    everybody = actor.has(Need.LEDGER_VIEW, Scope.ALL)
    verbs = TECHNICAL if everybody else TECHNICAL | _OF_VISITS | _OF_DENIALS
    condition = _verbs(verbs) if everybody else sql("{} and {}", _verbs(verbs), _office(actor))
    found: list[_Body] = []
    before = 1 << 62
    while len(found) < SHOWN:
        links = await read(
            Link,
            "select seq, body, hash from ledger where seq < {} and {} order by seq desc limit {}",
            before,
            condition,
            _BATCH,
        )
        if not links:
            break
        before = links[-1].seq
        found += await _open_to(actor, [msgspec.json.decode(link.body, type=_Body) for link in links])
    return await _worded(found[:SHOWN])


@query(Need.LEDGER_VIEW)
async def head_of_log(actor: Actor) -> str:
    """Give the head to keep on paper; it tells that something was done, never what or how much."""
    return (await ledger_head()).hash


def _verbs(verbs: Iterable[Need]) -> Sql:
    return sql("({})", joined([sql("body like {}", f'%"verb":"{verb.value}"}}') for verb in sorted(verbs)], " or "))


def _office(actor: Actor) -> Sql:
    return sql(
        "exists (select 1 from account a where a.organisation = {} "
        "and body like cast({} as text) || cast(a.id as text) || '\"%')",
        actor.organisation,
        '{"account":"',
    )


async def _open_to(actor: Actor, entries: list[_Body]) -> list[_Body]:
    visits = await read(
        _Id,
        "select v.id from visit v join trip t on t.id = v.trip where v.id in {} and not t.secret and {}",
        any_of(entry.subject for entry in entries if entry.verb in _OF_VISITS),
        visible_visits(actor),
    )
    denials = await read(
        _Id,
        "select d.id from denial d left join visit v on v.id = d.visit left join trip t on t.id = v.trip "
        "where d.id in {} and (d.visit is null or not t.secret) and {}",
        any_of(entry.subject for entry in entries if entry.verb in _OF_DENIALS),
        visible_denials(actor),
    )
    known = {row.id for row in visits} | {row.id for row in denials}
    return [entry for entry in entries if entry.verb in TECHNICAL or entry.subject in known]


async def _worded(entries: list[_Body]) -> list[LogLine]:
    accounts = {entry.account for entry in entries}
    names = await read(_Named, "select id, name from account where id in {}", any_of(sorted(accounts)))
    by_id = {row.id: row.name for row in names}
    return [LogLine(entry.at, by_id.get(entry.account, ""), SAID[Need(entry.verb)]) for entry in entries]
