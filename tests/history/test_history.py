"""What a facility's history says, on real rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import Library
from monitor.denials.rules import Outcome, ThreeDates
from monitor.history.queries import dossier_of, history_of
from monitor.history.rules import AtGate, Gap, History
from monitor.kit.actor import Actor
from tests.makers_denials import make_outside_denial, make_visit_denial
from tests.makers_facilities import make_facility
from tests.makers_history import make_attempt, make_recorded, make_refused
from tests.makers_sheets import load_shipped, shipped
from tests.people import Cast

SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2025, 6, 1), date(2026, 10, 1)


async def told(actor: Actor, facility: UUID) -> History:
    return await history_of(actor, await dossier_of(actor, facility))


async def test_a_place_nobody_visited_has_an_empty_history(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    history = await told(cast.coordinator, facility)
    assert history.is_empty
    assert history.dates == ThreeDates(None, None, None)


async def test_a_refused_visit_is_an_attempt_that_moves_no_date(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await make_attempt(cast, facility, SPRING, now=now)
    await make_attempt(cast, facility, SUMMER, kept_out=[cast.monitor_ngo], now=now)
    await make_refused(cast, facility, AUTUMN, now=now)
    history = await told(cast.coordinator, facility)
    assert [v.outcome for v in history.visited] == [Outcome.MADE, Outcome.PARTLY_REFUSED, Outcome.REFUSED]
    assert history.dates == ThreeDates(entry=SUMMER, whole_team=SPRING, private_talks=SUMMER)


async def test_two_of_five_refused_are_counted_by_kind_of_organisation(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    inside, outside = [cast.deputy, cast.monitor_ombudsman], [cast.monitor_ngo, cast.second_ngo]
    await make_attempt(cast, facility, SPRING, team=inside, kept_out=outside, now=now)
    history = await told(cast.coordinator, facility)
    assert history.gate == (AtGate("ngo", 2, 0, 0, 2), AtGate("ombudsman", 3, 3, 0, 0))


async def test_a_theme_has_its_denominator_and_its_gap(cast: Cast, now: datetime) -> None:
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, now=now)
    await make_recorded(cast, facility, SPRING, {"toilet_access": "no", "hygiene_items": "yes"}, now=now)
    await make_refused(cast, facility, SUMMER, now=now)
    await make_recorded(cast, facility, AUTUMN, {"toilet_access": "not_assessed"}, now=now)
    history = await told(cast.coordinator, facility)
    theme = next(each for each in history.series if each.theme == "hygiene")
    assert [(p.comply, p.judged, p.gap) for p in theme.points] == [
        (1, 2, None),
        (None, None, Gap.REFUSED),
        (None, None, Gap.NOT_JUDGED),
    ]
    assert [(i.key, i.since, i.seen, i.value) for i in history.open_items if i.key == "toilet_access"] == [
        ("toilet_access", SPRING, 1, "no")
    ]
    assert history.lexicon.item("toilet_access").question


async def test_denials_on_and_outside_visits_stand_together(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_attempt(cast, facility, SPRING, now=now)
    await make_visit_denial(cast.lead, visit, accounts=(cast.lead.account,), now=now)
    await make_outside_denial(cast.coordinator, facility=facility, now=now)
    history = await told(cast.coordinator, facility)
    assert sorted(d.kind for d in history.denials) == ["area_closed", "lawyer_kept_out"]
    assert sum(p.events for p in history.patterns) == 2


async def test_a_new_version_of_the_checklist_is_marked_where_it_begins(cast: Cast, now: datetime) -> None:
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, now=now)
    await make_recorded(cast, facility, SPRING, {"toilet_access": "no"}, now=now)
    await make_recorded(cast, facility, SUMMER, {"toilet_access": "no"}, now=now)
    await load_editions(actor=cast.coordinator, library=renewed(), now=now + timedelta(days=1))
    visit = await make_recorded(cast, facility, AUTUMN, {"toilet_access": "yes"}, now=now + timedelta(days=1))
    history = await told(cast.coordinator, facility)
    assert [(change.visit, change.day, change.version) for change in history.changes] == [(visit, AUTUMN, "next")]
    assert "toilet_access" not in {item.key for item in history.open_items}


def renewed() -> Library:
    """The shipped checklists with one core item more in the first."""
    entries = []
    for entry in shipped().entries:
        if entry.edition.name == "temporary_detention":
            first, *rest = entry.edition.sections
            item, *others = first.items
            section = replace(first, items=(replace(item, core=not item.core), *others))
            edition = replace(entry.edition, sections=(section, *rest))
            entry = replace(entry, edition=edition, use=replace(entry.use, version="next"))
        entries.append(entry)
    return Library(tuple(entries))
