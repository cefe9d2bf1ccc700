"""What records say of a facility over time, and to whom."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Absence
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.outside.database import number, run
from monitor.people.actions.releases import give_release, revoke_release
from monitor.people.rules import ReleasedKind
from monitor.records.queries import agreed_answers_at, last_answers, measurements_at, open_noncompliant
from monitor.sheets.queries import sheets_of
from monitor.visits.actions import move_on
from monitor.visits.queries import visit_open_to
from monitor.visits.rules import AdmissionStatus, VisitState
from tests.makers_facilities import make_facility
from tests.makers_sheets import answer, load_shipped, make_sheet
from tests.makers_visits import at_gate, make_heads, make_trip, make_visit
from tests.people import Cast
from tests.records.test_closing import close


async def recorded(cast: Cast, facility: UUID, day: date, *, now: datetime, secret: bool = False, **said: str) -> UUID:
    """A visit of the lead on a day, with these answers, closed."""
    visit = await make_visit(
        cast.coordinator,
        facility=facility,
        lead=cast.lead,
        secret=secret,
        first_day=day,
        state=VisitState.UNDER_WAY,
        now=now,
    )
    await at_gate(visit, {cast.lead.account: AdmissionStatus.ADMITTED}, by=cast.lead, now=now)
    await make_heads(visit, 30, 3, 0, by=cast.lead, now=now)
    await answer(cast.lead, await make_sheet(cast.lead, visit, now=now), now=now, **said)
    await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=now)
    await close(cast.lead, visit, now=now)
    return visit


async def place(cast: Cast, now: datetime) -> UUID:
    await load_shipped(cast.coordinator, now=now)
    return await make_facility(cast.coordinator, capacity=20, since=date(2020, 1, 1), now=now)


async def open_keys(actor: Actor, facility: UUID) -> list[str]:
    return [each.key for each in await open_noncompliant(actor, facility)]


async def test_a_series_has_its_denominator_and_its_gap(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", hygiene_items="yes", now=now)
    await recorded(cast, facility, date(2026, 10, 1), toilet_access="not_assessed", now=now)
    points = [each for each in await measurements_at(cast.lead, facility) if each.key == "theme:hygiene"]
    assert [(each.day.month, each.value, each.numerator, each.denominator) for each in points] == [
        (3, "50.0", 1, 2),
        (10, None, 0, 0),
    ]
    assert points[1].absence is Absence.NOT_ASSESSED


async def test_occupancy_is_measured_against_the_places_of_that_day(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, now.date(), toilet_access="yes", now=now)
    found = {each.key: each for each in await measurements_at(cast.lead, facility)}
    occupancy = found["occupancy_rate"]
    assert (occupancy.numerator, occupancy.denominator, occupancy.value) == (30, 20, "150.0")


async def test_an_item_stays_open_until_a_later_record_could_judge_it(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", shower_week="1.5", now=now)
    await recorded(cast, facility, date(2026, 6, 1), toilet_access="not_assessed", shower_week="2.5", now=now)
    assert "toilet_access" in await open_keys(cast.lead, facility)
    assert "shower_week" not in await open_keys(cast.lead, facility)


async def test_the_last_answer_is_that_of_the_record_before(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)
    await recorded(cast, facility, date(2026, 6, 1), toilet_access="yes", now=now)
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=date(2026, 7, 1), now=now)
    last = await last_answers(cast.lead, await visit_open_to(cast.lead, visit))
    assert (last["toilet_access"].day, last["toilet_access"].given.value) == (date(2026, 6, 1), "yes")


async def test_records_are_walled_and_a_stranger_counts_none(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)
    assert await number("select count(*) from agreed_answer") > 0
    for outsider in (cast.stranger, cast.coordinator_ngo, cast.partner):
        assert await agreed_answers_at(outsider, facility) == []
        assert await measurements_at(outsider, facility) == []
        assert await open_keys(outsider, facility) == []


async def test_who_is_about_to_visit_reads_the_record_without_private_talks(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", fear_signs="yes", now=now)
    newcomer = cast.monitor_ombudsman
    assert await agreed_answers_at(newcomer, facility) == []
    await make_visit(cast.coordinator, facility=facility, lead=newcomer, first_day=date(2026, 12, 1), now=now)
    read = {each.key for each in await agreed_answers_at(newcomer, facility)}
    assert "toilet_access" in read
    assert "fear_signs" not in read
    assert "fear_signs" in {each.key for each in await agreed_answers_at(cast.coordinator, facility)}


async def test_a_released_record_is_read_until_it_is_taken_back(cast: Cast, now: datetime) -> None:
    facility, release = await place(cast, now), uuid4()
    visit = await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)
    await give_release(
        actor=cast.coordinator,
        release_id=release,
        kind=ReleasedKind.VISIT,
        subject=visit,
        receiver=cast.partner.organisation,
        until_day=None,
        now=now,
    )
    for reader in (cast.partner, cast.coordinator_ngo):
        assert await open_keys(reader, facility) == ["toilet_access"]
        assert await sheets_of(reader, visit) == []
    assert await open_keys(cast.stranger, facility) == []
    await revoke_release(actor=cast.coordinator, release=release, now=now)
    assert await open_keys(cast.partner, facility) == []


async def test_a_record_of_a_secret_trip_is_seen_by_its_team_and_office_only(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    trip = await make_trip(cast.coordinator, secret=True, now=now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)
    later = await make_visit(
        cast.coordinator,
        facility=facility,
        lead=cast.deputy,
        trip=trip,
        first_day=date(2026, 6, 1),
        state=VisitState.UNDER_WAY,
        now=now,
    )
    await make_visit(cast.coordinator, facility=facility, lead=cast.deputy, trip=trip, now=now)
    await answer(cast.deputy, await make_sheet(cast.deputy, later, now=now), toilet_access="yes", now=now)
    await move_on(actor=cast.deputy, visit_id=later, to=VisitState.ENDED, now=now)
    await close(cast.deputy, later, now=now)
    assert await open_keys(cast.deputy, facility) == []
    assert await open_keys(cast.analyst, facility) == ["toilet_access"]
    visit = await make_visit(cast.coordinator, facility=facility, lead=cast.lead, first_day=date(2026, 12, 1), now=now)
    last = await last_answers(cast.lead, await visit_open_to(cast.lead, visit))
    assert last["toilet_access"].day == date(2026, 3, 1)


async def test_occupancy_of_old_records_goes_on_under_its_new_name(cast: Cast, now: datetime) -> None:
    facility = await place(cast, now)
    await recorded(cast, facility, date(2026, 3, 1), toilet_access="no", now=now)

    async def as_it_was() -> None:
        await run(
            "insert into measurement (id, record, facility, key, day, edition, value, numerator, denominator, unjudged, "
            "not_assessed, not_allowed, not_applicable, unknown) select {}, record, facility, {}, day, edition, {}, 9, 10, "
            "0, 0, 0, 0, 0 from measurement where key = {}",
            uuid4(),
            "occupancy",
            "90.0",
            "theme:hygiene",
        )

    await one_transaction(as_it_was)
    found = [each.value for each in await measurements_at(cast.lead, facility) if each.key == "occupancy_rate"]
    assert "90.0" in found
