"""What must be known before a visit: kept by the person and the own coordinators, hidden from everybody else."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, NotHere, NotYours, Problem
from monitor.outside.database import number
from monitor.people import actions
from monitor.people.queries import account_open_to, organisations, readiness_open_to
from monitor.people.rules import Expertise, OrganisationKind, Role, Sex
from tests.makers_facilities import make_facility
from tests.people import Cast

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
SECRET = "My brother works there"


async def paper(by: Actor, of: Actor, now: datetime, key: UUID, last: date | None = LAST) -> None:
    await actions.add_credential(
        actor=by, credential_id=key, account=of.account, paper="No 7", from_day=FIRST, to_day=last, now=now
    )


async def conflict(by: Actor, of: Actor, facility: UUID, now: datetime, key: UUID) -> None:
    await actions.declare_conflict(
        actor=by, conflict_id=key, account=of.account, facility=facility, reason=SECRET, now=now
    )


async def test_a_paper_counts_on_its_last_day_and_no_more(cast: Cast, now: datetime) -> None:
    await paper(cast.lead, cast.lead, now, uuid4())
    (kept,) = (await readiness_open_to(cast.lead, cast.lead.account)).credentials
    assert (LAST in kept.valid, date(2026, 12, 1) in kept.valid) == (True, False)


async def test_what_is_sent_twice_is_kept_once(cast: Cast, now: datetime) -> None:
    key, place = uuid4(), await make_facility(cast.coordinator, now=now)
    for _ in range(2):
        await paper(cast.coordinator, cast.lead, now, key)
        await conflict(cast.coordinator, cast.lead, place, now, key)
    kept = await readiness_open_to(cast.coordinator, cast.lead.account)
    assert (len(kept.credentials), len(kept.conflicts)) == (1, 1)
    with pytest.raises(NotHere):
        await paper(cast.coordinator, cast.deputy, now, key)


async def test_what_ends_is_no_longer_shown_and_stays_in_the_file(cast: Cast, now: datetime) -> None:
    key, place, own = uuid4(), await make_facility(cast.coordinator, now=now), cast.lead.account
    await paper(cast.lead, cast.lead, now, key)
    await conflict(cast.lead, cast.lead, place, now, key)
    await actions.withdraw_credential(actor=cast.lead, account=own, credential=key, now=now)
    await actions.end_conflict(actor=cast.lead, account=own, conflict=key, now=now)
    kept = await readiness_open_to(cast.lead, own)
    assert (kept.credentials, kept.conflicts) == ((), ())
    for table in ("credential", "conflict"):
        assert await number(f"select count(*) from {table}") == 1


async def test_the_reason_of_a_conflict_is_sealed(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    await conflict(cast.lead, cast.lead, place, now, uuid4())
    assert await number("select count(*) from conflict where reason_sealed like {}", f"%{SECRET}%") == 0
    assert [c.reason for c in (await readiness_open_to(cast.coordinator, cast.lead.account)).conflicts] == [SECRET]


@pytest.mark.parametrize(
    ("name", "refused"),
    [("monitor_ombudsman", NotHere), ("coordinator_ngo", NotHere), ("stranger", NotHere), ("admin", NotYours),
     ("analyst", NotYours)],
)  # fmt: skip
async def test_nobody_else_reads_or_keeps_it(cast: Cast, now: datetime, name: str, refused: type[Problem]) -> None:
    other = cast.everybody[name]
    with pytest.raises(refused):
        await readiness_open_to(other, cast.lead.account)
    with pytest.raises(refused):
        await paper(other, cast.lead, now, uuid4())
    assert await number("select count(*) from credential") == 0


@pytest.mark.parametrize("last", [date(2026, 10, 31)])
async def test_a_period_does_not_end_before_it_begins(cast: Cast, now: datetime, last: date) -> None:
    with pytest.raises(BadForm):
        await paper(cast.lead, cast.lead, now, uuid4(), last)


async def test_a_profile_is_kept_by_its_owner(cast: Cast, now: datetime) -> None:
    await actions.keep_profile(
        actor=cast.lead, account=cast.lead.account, sex=Sex.WOMAN, languages=frozenset({"tg", "ru"}),
        expertise=frozenset({Expertise.DOCTOR}), now=now,
    )  # fmt: skip
    found = await account_open_to(cast.lead, cast.lead.account)
    assert (found.sex, found.languages, found.expertise) == (Sex.WOMAN, ("ru", "tg"), (Expertise.DOCTOR,))
    with pytest.raises(BadForm):
        await actions.keep_profile(
            actor=cast.lead, account=cast.lead.account, sex=Sex.MAN, languages=frozenset({"<script>"}),
            expertise=frozenset(), now=now,
        )  # fmt: skip


async def keep(by: Actor, house: UUID, now: datetime, until: date | None) -> None:
    await actions.keep_organisation(
        actor=by, organisation=house, name="Open Doors Now", kind=OrganisationKind.NGO, from_day=FIRST, to_day=until,
        now=now,
    )  # fmt: skip


async def test_an_organisation_is_renamed_and_ends_with_its_sessions(cast: Cast, now: datetime) -> None:
    house = cast.partner.organisation
    await keep(cast.admin, house, now, now.date())
    (kept,) = [o for o in await organisations(cast.admin) if o.id == house]
    assert (kept.name, kept.from_day, kept.to_day) == ("Open Doors Now", FIRST, now.date())
    with pytest.raises(BadForm):
        await keep(cast.admin, cast.admin.organisation, now, now.date())
    with pytest.raises(NotHere):
        await keep(cast.admin, uuid4(), now, None)
    with pytest.raises(NotYours):
        await keep(cast.coordinator, house, now, None)


async def test_roles_change_and_people_leave_at_once(cast: Cast, now: datetime) -> None:
    await actions.change_roles(actor=cast.admin, account=cast.partner.account, roles={Role.ANALYST}, now=now)
    await actions.end_account(actor=cast.admin, account=cast.partner.account, left_on=now.date(), now=now)
    found = await account_open_to(cast.admin, cast.partner.account)
    assert (found.roles, found.left_on) == (frozenset({Role.ANALYST}), now.date())
