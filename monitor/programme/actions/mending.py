"""Changing one visit and nothing else: on a draft at once, on an accepted version with the real visit behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.kit.words import word
from monitor.ledger.actions import action
from monitor.people.rules import Need
from monitor.programme.actions.accepting import TAKEN_OUT, accept_version
from monitor.programme.actions.drafting import begin_version, hold_programme, move_entry, remove_entry, set_team
from monitor.programme.queries import entries_on, entry_on_board
from monitor.programme.rules.board import Entry
from monitor.programme.rules.programmes import Seat, Version, VersionSettled, VersionState
from monitor.visits.actions import cancel_visit


@action(Need.PROGRAMME_PLAN)
async def mend_visit(*, actor: Actor, entry_id: UUID, first_day: date, team: Sequence[UUID], now: datetime) -> UUID:
    """Give one visit of a version another day or other people, and say which version holds it now.

    Of an accepted version the next one is made and accepted at once: the real visit changes, every other stays as it
    is. Whoever led goes on leading, else the next of those who stay, else the first named. Raises BadForm, VersionSettled, NotOnBoard, NotHere.
    """
    version, entry = await entry_on_board(actor, entry_id)
    if version.state is VersionState.DRAFT:
        await _change(actor, entry, first_day, team, now)
        return version.id
    # Whoever accepts another version meanwhile is waited for: the copy would call off what they planned.
    await hold_programme(version.programme)
    version, entry = await entry_on_board(actor, entry_id)
    _check_accepted(version)
    following = await begin_version(actor=actor, version_id=uuid4(), parent=version.id, now=now)
    await _change(actor, await _copied(actor, following, entry), first_day, team, now)
    await accept_version(actor=actor, version_id=following, now=now)
    return following


@action(Need.PROGRAMME_PLAN)
async def drop_visit(*, actor: Actor, entry_id: UUID, now: datetime) -> UUID:
    """Take one visit off a draft, or call off the real visit of an accepted version. Raises VersionSettled, NotHere."""
    version, entry = await entry_on_board(actor, entry_id)
    if version.state is VersionState.DRAFT:
        await remove_entry(actor=actor, entry_id=entry_id, now=now)
        return version.id
    _check_accepted(version)
    if entry.visit is None:
        raise NotHere()
    reason = word(TAKEN_OUT, actor.language)
    await cancel_visit(actor=actor, visit_id=entry.visit, reason=reason, now=now)
    return version.id


def _check_accepted(version: Version) -> None:
    if version.state is not VersionState.ACCEPTED:
        raise VersionSettled()


async def _copied(actor: Actor, version: UUID, entry: Entry) -> Entry:
    """Find the same visit on the version made from its own; one called off in the meantime was not taken along."""
    for copy in await entries_on(actor, version):
        if copy.visit is not None and copy.visit == entry.visit:
            return copy
    raise NotHere()


async def _change(actor: Actor, entry: Entry, first_day: date, team: Sequence[UUID], now: datetime) -> None:
    if entry.first_day != first_day:
        await move_entry(actor=actor, entry_id=entry.id, first_day=first_day, now=now)
    if {seat.account for seat in entry.team} != set(team):
        await set_team(actor=actor, entry_id=entry.id, team=_seats(entry, team), now=now)


def _seats(entry: Entry, team: Sequence[UUID]) -> Sequence[Seat]:
    stay = [seat.account for seat in entry.team if seat.account in team]
    order = dict.fromkeys((*stay, *team))
    return tuple(Seat(account, place == 0) for place, account in enumerate(order))
