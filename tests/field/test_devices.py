"""Devices: whose they are, what they hold, ended from afar, and the boxes only their organisation opens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.crypto import DoesNotOpen, new_pair, open_box, seal_box
from monitor.kit.problems import NotHere, NotYours
from monitor.people.actions.devices import end_device, keep_device, key_for, note_given_back, note_taken, note_wiped
from monitor.people.queries import session_of
from monitor.people.queries.devices import _pair_of, device_mark, devices, opened_box
from monitor.people.rules.devices import AnothersDevice, DeviceEnded, NotOurFile, Taken, key_name
from tests.people import Cast, open_session


async def make_device(actor: Actor, *, now: datetime) -> tuple[UUID, str]:
    """A phone of somebody's who is signed in on it; gives its id and the session's token."""
    device, token = uuid4(), await open_session(actor, now)
    signed_in = await session_of(token, now)
    assert signed_in is not None
    await keep_device(actor=actor, device=device, session=signed_in.session, name="Old phone", now=now)
    return device, token


def test_a_box_opens_with_its_own_key_only() -> None:
    (private, public), (other, _) = new_pair(), new_pair()
    box = seal_box(public, b"what was seen")
    assert open_box(private, box) == b"what was seen"
    for key, changed in ((other, box), (private, box[:-1] + bytes([box[-1] ^ 1])), (private, b"\4" + box[1:65])):
        with pytest.raises(DoesNotOpen):
            open_box(key, changed)


async def test_a_device_holds_a_thing_once(cast: Cast, now: datetime) -> None:
    device, _ = await make_device(cast.lead, now=now)
    visit = uuid4()
    for _ in range(2):
        await note_taken(actor=cast.lead, device=device, subject=visit, what=(Taken.SHEET, Taken.HISTORY), now=now)
    (shown,) = await devices(cast.lead)
    assert [(held.subject, held.what) for held in shown.holdings] == [(visit, Taken.HISTORY), (visit, Taken.SHEET)]
    await note_given_back(actor=cast.lead, device=device, subject=visit, now=now)
    assert (await devices(cast.lead))[0].holdings == ()


async def test_coordinators_see_devices_of_their_own_people_only(cast: Cast, now: datetime) -> None:
    device, _ = await make_device(cast.lead, now=now)
    assert [each.id for each in await devices(cast.coordinator)] == [device]
    for stranger in (cast.stranger, cast.coordinator_ngo, cast.deputy):
        assert await devices(stranger) == []
        with pytest.raises(NotHere):
            await end_device(actor=stranger, device=device, now=now)
    for without in (cast.analyst, cast.admin):
        with pytest.raises(NotYours):
            await devices(without)


async def test_an_ended_device_is_signed_out_and_stays_ended(cast: Cast, now: datetime) -> None:
    device, token = await make_device(cast.lead, now=now)
    other = await open_session(cast.lead, now)
    await end_device(actor=cast.coordinator, device=device, now=now)
    assert await session_of(token, now) is None
    assert await session_of(other, now) is not None
    again = await session_of(other, now)
    assert again is not None
    with pytest.raises(DeviceEnded):
        await keep_device(actor=cast.lead, device=device, session=again.session, name="", now=now)
    with pytest.raises(DeviceEnded):
        await note_taken(actor=cast.lead, device=device, subject=uuid4(), what=(Taken.SHEET,), now=now)


async def test_a_device_belongs_to_one_account(cast: Cast, now: datetime) -> None:
    device, token = await make_device(cast.lead, now=now)
    signed_in = await session_of(token, now)
    assert signed_in is not None
    with pytest.raises(AnothersDevice):
        await keep_device(actor=cast.deputy, device=device, session=signed_in.session, name="", now=now)


async def test_a_wiped_device_holds_nothing(cast: Cast, now: datetime) -> None:
    device, token = await make_device(cast.lead, now=now)
    await note_taken(actor=cast.lead, device=device, subject=uuid4(), what=(Taken.SHEET,), now=now)
    await note_wiped(device=device, now=now)
    (shown,) = await devices(cast.lead)
    assert (shown.wiped_at, shown.holdings) == (now, ())
    assert await session_of(token, now) is None
    assert await device_mark(uuid4()) is None


async def test_a_sealed_file_opens_for_its_own_coordinator(cast: Cast, now: datetime) -> None:
    key = await key_for(actor=cast.lead, organisation=cast.lead.organisation, now=now)
    assert key == await key_for(actor=cast.deputy, organisation=cast.lead.organisation, now=now)
    assert key.name == key_name(key.public)
    await key_for(actor=cast.monitor_ngo, organisation=cast.monitor_ngo.organisation, now=now)
    box = seal_box(key.public, b"words")
    assert await opened_box(cast.coordinator, box) == b"words"
    with pytest.raises(NotOurFile):
        await opened_box(cast.coordinator_ngo, box)
    with pytest.raises(NotYours):
        await opened_box(cast.lead, box)


async def test_the_private_key_is_sealed_in_the_database(cast: Cast, now: datetime) -> None:
    await key_for(actor=cast.lead, organisation=cast.lead.organisation, now=now)
    pair = await _pair_of(cast.lead.organisation)
    assert pair is not None
    assert pair.private_sealed.startswith("v1.")
