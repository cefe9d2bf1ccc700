"""The points that a version keeps: as they were, and nothing of a record whose release was taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.people.actions import revoke_release
from monitor.people.rules import ReleasedKind
from monitor.programme.actions import accept_version
from monitor.programme.queries import points_kept
from monitor.programme.rules.priority import Reason
from tests.makers_denials import make_release
from tests.makers_facilities import make_facility
from tests.makers_history import make_attempt
from tests.people import Cast
from tests.programmes.makers import make_entry, make_programme


async def test_an_entry_is_not_told_once_its_release_is_taken_back(cast: Cast, now: datetime) -> None:
    place, ngo = await make_facility(cast.coordinator, now=now), cast.coordinator_ngo
    then = now - timedelta(days=400)
    visit = await make_attempt(cast, place, then.date(), now=then)
    release = await make_release(cast.coordinator, subject=visit, to=ngo, kind=ReleasedKind.VISIT, now=now)
    made = await make_programme(ngo, now=now)
    await make_entry(ngo, made, place, team=[cast.monitor_ngo], now=now)
    await accept_version(actor=ngo, version_id=made.version, now=now)
    (before,) = await points_kept(ngo, made.version)
    await revoke_release(actor=cast.coordinator, release=release, now=now)
    (after,) = await points_kept(ngo, made.version)
    gone = [point for point in before.reasons if point not in after.reasons]
    assert [(point.reason, point.source) for point in gone] == [(Reason.TIME, visit)]
    assert len(after.reasons) == len(before.reasons) - 1
