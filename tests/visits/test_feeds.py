"""A person's visits in their own calendar: what is told, to whom, and that moves and cancellations arrive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from monitor.ledger.actions import one_transaction
from monitor.outside.database import run
from monitor.visits.actions import cancel_visit, change_plan, lift_secrecy
from monitor.visits.rules import BACK, Details, FeedEntry, OwnVisit, Standing, VisitState, VisitType, lines_of
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.visits.plans import DAY, a_plan, planned
from tests.visits.reading_feeds import Told, new_address, on_day, told_by

LATER = DAY + timedelta(days=3)
NEUTRAL = ("Busy", "CONFIRMED")


def summed(told: list[Told]) -> list[tuple[str, str]]:
    return [(each.summary, each.status) for each in told]


async def place(cast: Cast, now: datetime, name: str = "Prison no 4") -> UUID:
    return await make_facility(cast.coordinator, name=name, now=now)


async def test_a_monitor_reads_own_visits_and_nothing_of_others(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await place(cast, now)
    await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, last_day=DAY + timedelta(days=1), now=now
    )
    await make_visit(cast.coordinator, facility=facility, lead=cast.monitor_ombudsman, first_day=LATER, now=now)
    client = await client_as(cast.lead)
    (told,) = await told_by(client, await new_address(client))
    assert (told.first, told.until, told.summary, told.status, told.sequence) == (
        DAY, DAY + timedelta(days=2), "Busy", "CONFIRMED", 0,
    )  # fmt: skip


async def test_a_coordinator_who_sees_everything_is_told_only_of_own_visits(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    await make_visit(cast.coordinator, facility=await place(cast, now), lead=cast.lead, first_day=DAY, now=now)
    client = await client_as(cast.coordinator)
    assert await told_by(client, await new_address(client, Details.OWN)) == []


async def test_places_are_told_by_choice_and_never_of_a_secret_visit(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility, hidden = await place(cast, now), await place(cast, now, "Cellar; no, 9")
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, now=now)
    secret = await make_visit(cast.coordinator, facility=hidden, lead=cast.lead, first_day=LATER, secret=True, now=now)
    client = await client_as(cast.lead)
    path = await new_address(client, Details.OWN)
    before = await told_by(client, path)
    assert summed(before) == [("Prison no 4 · In-depth visit", "CONFIRMED"), NEUTRAL]
    await lift_secrecy(actor=cast.coordinator, visit_id=secret, now=now)
    after = await told_by(client, path)
    assert summed(after)[1] == ("Cellar; no, 9 · In-depth visit", "CONFIRMED")
    assert [each.sequence for each in after] == [0, 1]
    assert [each.uid for each in after] == [each.uid for each in before]


async def test_without_that_choice_a_secret_visit_looks_like_any_other(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility, client = await place(cast, now), await client_as(cast.lead)
    for secret in (True, False):
        await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=DAY, secret=secret, now=now)
    assert summed(await told_by(client, await new_address(client))) == [NEUTRAL, NEUTRAL]


async def test_a_move_keeps_the_name_and_raises_the_number(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, client = await place(cast, now), await client_as(cast.lead)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    path = await new_address(client)
    (before,) = await told_by(client, path)
    await change_plan(
        actor=cast.coordinator, visit_id=visit, plan=a_plan(facility, cast.lead, first_day=LATER), now=now
    )
    (after,) = await told_by(client, path)
    assert (after.uid, after.sequence, after.first) == (before.uid, before.sequence + 1, LATER)
    assert [on_day((await client.get(path)).text, day) for day in (DAY, LATER)] == [[], ["Busy"]]


async def test_who_is_taken_off_a_team_is_told_cancelled_and_no_later_move(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility, client = await place(cast, now), await client_as(cast.deputy)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    path = await new_address(client, Details.OWN)
    (before,) = await told_by(client, path)
    for first_day in (DAY, LATER):
        plan = a_plan(facility, cast.lead, first_day=first_day)
        await change_plan(actor=cast.coordinator, visit_id=visit, plan=plan, now=now)
        (after,) = await told_by(client, path)
        assert (after.uid, after.first, after.status) == (before.uid, DAY, "CANCELLED")
        assert after.sequence == 1
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=a_plan(facility, cast.lead, cast.deputy), now=now)
    (again,) = await told_by(client, path)
    assert (again.uid, again.sequence, again.status) == (before.uid, 2, "CONFIRMED")


async def test_a_cancelled_visit_is_told_until_three_months_later(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility, client = await place(cast, now), await client_as(cast.lead)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead), state=VisitState.PROPOSED, now=now)
    path = await new_address(client)
    assert summed(await told_by(client, path)) == [("Busy", "TENTATIVE")]
    await cancel_visit(actor=cast.coordinator, visit_id=visit, reason="Floods", now=now)
    assert summed(await told_by(client, path)) == [("Busy", "CANCELLED")]
    await _shift(visit, DAY - timedelta(days=93))
    assert summed(await told_by(client, path)) == [("Busy", "CANCELLED")]
    assert await told_by(client, await new_address(client)) == []


async def _shift(visit: UUID, day: date) -> None:
    await one_transaction(lambda: run("update visit set first_day = {}, last_day = {} where id = {}", day, day, visit))


async def test_what_has_not_changed_is_not_sent_again(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, client = await place(cast, now), await client_as(cast.lead)
    visit = await planned(cast.coordinator, a_plan(facility, cast.lead), now=now)
    path = await new_address(client)
    first = await client.get(path)
    held = {"if-none-match": f'"other", W/{first.headers["etag"]}'}
    again = await client.get(path, headers=held)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"
    await cancel_visit(actor=cast.coordinator, visit_id=visit, reason="Floods", now=now)
    assert (await client.get(path, headers=held)).status_code == 200


async def test_nobody_is_named_and_nobody_is_invited(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility, client = await place(cast, now), await client_as(cast.lead)
    await planned(cast.coordinator, a_plan(facility, cast.lead, cast.deputy), now=now)
    text = (await client.get(await new_address(client, Details.OWN))).text
    words = (
        "ORGANIZER",
        "ATTENDEE",
        "METHOD",
        "URL",
        "LOCATION",
        "DESCRIPTION",
        "Lena",
        "Dilshod",
        "Prison",
        "/visits",
    )
    assert [word for word in words if word in text] == []


VISITS = st.builds(
    OwnVisit,
    visit=st.sampled_from([UUID(int=n) for n in range(4)]),
    first_day=st.sampled_from([DAY, LATER]),
    last_day=st.sampled_from([LATER, LATER + timedelta(days=9)]),
    state=st.sampled_from(VisitState),
    secret=st.booleans(),
    place=st.sampled_from(["Prison no 4", "Ward 2"]),
    type=st.sampled_from(VisitType),
)
ROUNDS = st.lists(st.lists(VISITS, unique_by=lambda each: each.visit), min_size=1, max_size=6)


@given(st.sampled_from(Details), ROUNDS)
def test_a_number_rises_when_a_line_changes_and_only_then(details: Details, rounds: list[list[OwnVisit]]) -> None:
    at, since = datetime(2026, 11, 22, tzinfo=UTC), DAY - BACK
    kept: dict[UUID, FeedEntry] = {}
    shown: dict[UUID, tuple[object, ...]] = {}
    for n, own in enumerate(rounds):
        lines = lines_of(details, own, kept.values(), since=since, now=at + timedelta(hours=n))
        for line in lines:
            entry, before = line.entry, kept.get(line.entry.visit)
            seen = (entry.first_day, entry.last_day, entry.standing, line.place, line.type)
            changed = before is None or shown[entry.visit] != seen
            assert entry.sequence == (before.sequence if before else -1) + changed
            assert entry.uid == (before.uid if before else entry.uid)
            shown[entry.visit] = seen
        kept |= {line.entry.visit: line.entry for line in lines}


@given(st.sampled_from(Details), ROUNDS)
def test_what_was_told_once_is_told_until_it_is_long_over(details: Details, rounds: list[list[OwnVisit]]) -> None:
    at, kept = datetime(2026, 11, 22, tzinfo=UTC), dict[UUID, FeedEntry]()
    for own in rounds:
        lines = lines_of(details, own, kept.values(), since=DAY - BACK, now=at)
        assert kept.keys() <= {line.entry.visit for line in lines}
        mine = {each.visit for each in own if each.state is not VisitState.CANCELLED}
        standing = {line.entry.visit for line in lines if line.entry.standing is not Standing.CANCELLED}
        assert standing == mine
        assert [line for line in lines if line.place and (details is Details.NEUTRAL or _hidden(own, line.place))] == []
        kept = {line.entry.visit: line.entry for line in lines}
    assert lines_of(details, [], kept.values(), since=LATER + timedelta(days=10), now=at) == ()


def _hidden(own: list[OwnVisit], name: str) -> bool:
    """Say whether every visit to a place of this name is secret."""
    return all(each.secret for each in own if each.place == name)
