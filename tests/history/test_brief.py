"""The preparation brief: what it says, to whom, and what it never says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from monitor.checklists.rules import Absence
from monitor.denials.actions import log_denial
from monitor.denials.rules import DenialLine, KeptOut, ThreeDates, Told
from monitor.facilities.actions import add_capacity
from monitor.facilities.rules import Coverage
from monitor.history.queries import brief_of, dossier_of
from monitor.history.rules import (
    AboutItems,
    BeReady,
    Brief,
    FirstTime,
    History,
    ItemWords,
    Judged,
    Lexicon,
    Look,
    Needed,
    NeverCounted,
    PromisesDue,
    Skill,
    TalkAlone,
    asks_of,
    barred_first,
    left_open,
    never_assessed,
    open_items,
    untold,
)
from monitor.kit.actor import Actor
from monitor.people.rules import ReleasedKind
from monitor.visits.rules import VisitState, VisitType
from tests.history.filling import fill_history
from tests.makers_denials import make_release
from tests.makers_facilities import make_facility, make_mandate
from tests.makers_history import make_attempt, make_promise, make_recorded
from tests.makers_sheets import load_shipped
from tests.makers_visits import make_heads, make_visit
from tests.people import Cast, Clients
from tests.press.pdf_text import pages, text
from tests.visits.counting import Counter

SPRING, SUMMER, AHEAD = date(2025, 3, 1), date(2026, 6, 1), date(2026, 12, 1)


async def make_ahead(cast: Cast, facility: UUID, *, secret: bool = False, now: datetime) -> UUID:
    """A visit that is ahead, in depth, with a guest of the NGO on its team."""
    return await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, team=[cast.monitor_ngo], secret=secret,
        joint=[cast.monitor_ngo.organisation], first_day=AHEAD, now=now,
    )  # fmt: skip


async def refused_once(actor: Actor, visit: UUID, day: date, now: datetime) -> None:
    """One room kept closed on a visit, because nothing came from above."""
    said = Told(
        kind="area_closed", words="Not today.", day=day, kept_out=(KeptOut("whole_team"),), stage="on_site",
        ground="no_permission", decided_agency="Ministry of Keys",
    )  # fmt: skip
    await log_denial(actor=actor, denial_id=uuid4(), visit=visit, told=said, now=now)


async def read_brief(actor: Actor, visit: UUID, now: datetime) -> Brief:
    return await brief_of(actor, visit, now.date())


async def test_it_opens_to_who_runs_or_plans_the_visit_and_to_nobody_else(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    visit = await make_ahead(cast, await make_facility(cast.coordinator, now=now), now=now)
    answers = {}
    for name, actor in cast.everybody.items():
        client = await client_as(actor)
        answers[name] = [(await client.get(f"/visits/{visit}/{each}")).status_code for each in ("brief", "brief.pdf")]
    opened = {name for name, statuses in answers.items() if statuses == [200, 200]}
    assert opened == {"coordinator", "lead", "monitor_ngo", "coordinator_ngo"}
    assert answers["stranger"] == [404, 404]
    assert answers["deputy"] == [403, 403]


async def test_a_secret_visit_has_no_brief_for_colleagues(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_ahead(cast, await make_facility(cast.coordinator, now=now), secret=True, now=now)
    for actor, status in ((cast.deputy, 404), (cast.partner, 404), (cast.monitor_ngo, 200)):
        assert (await (await client_as(actor)).get(f"/visits/{visit}/brief")).status_code == status
    shown = (await (await client_as(cast.lead)).get(f"/visits/{visit}/brief")).text
    assert "<title>Preparation brief · monitor</title>" in shown


async def test_it_says_what_is_known_and_what_to_ask(cast: Cast, client_as: Clients, now: datetime) -> None:
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, name="Prison no 4", now=now)
    await add_capacity(
        actor=cast.coordinator, facility=facility, places=20, day=SPRING, source="Order no 5", now=now
    )  # fmt: skip
    await make_mandate(cast.coordinator, now=now)
    said = {"toilet_access": "no", "held_children": "2", "meals_day": "not_assessed"}
    before = await make_recorded(cast, facility, SUMMER, said, held=31, now=now)
    await make_promise(cast.lead, before, "Repair the roof", due=SUMMER, now=now)
    await refused_once(cast.lead, before, SUMMER, now)
    visit = await make_ahead(cast, facility, now=now)
    shown = (await (await client_as(cast.lead)).get(f"/visits/{visit}/brief")).text
    for words in (
        "Prison no 4", "1 Dec 2026", "Law on the Ombudsman, article 7", "no mandate on record", "Repair the roof",
        "Rooms or buildings closed: No permission from above", "Ministry of Keys", "31 people held, 155 %",
        "Count people and beds", "Ask what became of 1 promise", "Find the answers nobody has had yet",
        "Look again at what was not in order", "A doctor: the visit is in depth", "2 children were held there",
    ):  # fmt: skip
        assert words in shown, words


async def test_only_who_plans_is_told_which_skills_are_missing(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_ahead(cast, await make_facility(cast.coordinator, now=now), now=now)
    for actor, told in ((cast.coordinator, True), (cast.lead, False), (cast.monitor_ngo, False)):
        shown = (await (await client_as(actor)).get(f"/visits/{visit}/brief")).text
        assert ("There is no doctor among the people of your organisation" in shown) == told
        assert "A doctor: the visit is in depth" in shown


async def test_what_another_organisation_keeps_stays_behind_its_wall(cast: Cast, now: datetime) -> None:
    await load_shipped(cast.coordinator, now=now)
    facility = await make_facility(cast.coordinator, now=now)
    before = await make_recorded(cast, facility, SUMMER, {"toilet_access": "no"}, now=now)
    await make_promise(cast.lead, before, "Repair the roof", now=now)
    await refused_once(cast.lead, before, SUMMER, now)
    visit = await make_ahead(cast, facility, now=now)
    assert (await read_brief(cast.lead, visit, now)).history.open_items != ()
    for guest in (cast.monitor_ngo, cast.coordinator_ngo):
        assert (await read_brief(guest, visit, now)).asks == (FirstTime(), NeverCounted())
    await make_release(cast.coordinator, subject=before, to=cast.coordinator_ngo, kind=ReleasedKind.VISIT, now=now)
    assert PromisesDue(1) in (await read_brief(cast.coordinator_ngo, visit, now)).asks
    assert (await read_brief(cast.monitor_ngo, visit, now)).asks == (FirstTime(), NeverCounted())


@pytest.mark.parametrize("page", ["brief", "brief.pdf", "brief.pdf?plain=yes"])
async def test_other_secret_visits_are_left_out_even_for_those_who_know_them(
    page: str, cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_ahead(cast, facility, now=now)
    client = await client_as(cast.coordinator)
    without = (await client.get(f"/visits/{visit}/{page}")).content
    other = await make_attempt(
        cast, facility, now.date(), kept_out=[cast.deputy], secret=True, state=VisitState.UNDER_WAY, now=now
    )
    await make_heads(other, 31, 4, 2, by=cast.lead, now=now)
    await make_promise(cast.lead, other, "Repair the roof", due=SUMMER, now=now)
    await refused_once(cast.lead, other, now.date(), now)
    assert (await client.get(f"/visits/{visit}/{page}")).content == without


@pytest.mark.parametrize(("language", "said"), [("en", "Questions to ask"), ("ru", "О чём спросить")])
async def test_a_long_history_is_one_tagged_sheet(
    language: str, said: str, cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await fill_history(cast, visits=20, records=4, now=now)
    visit, client = await make_ahead(cast, facility, now=now), await client_as(cast.lead)
    await client.post("/language", data={"language": language})
    made = await client.get(f"/visits/{visit}/brief.pdf")
    assert made.headers["content-disposition"] == 'inline; filename="brief.pdf"'
    assert pages(made.content) == 1
    printed = text(made.content)
    assert said in printed
    assert "Lena Lead" in printed
    assert [mark for mark in (b"/StructTreeRoot", f"/Lang({language})".encode()) if mark not in made.content] == []


async def test_the_plain_sheet_names_neither_place_nor_days_nor_people(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await fill_history(cast, visits=4, now=now)
    visit, client = await make_ahead(cast, facility, now=now), await client_as(cast.lead)
    printed = text((await client.get(f"/visits/{visit}/brief.pdf?plain=yes")).content)
    named = ("Худжанд", "Khujand", "Lena Lead", "Nina Ngo", "1 Dec 2026", "29 Nov 2026", "TD-004", "V-20")
    assert [each for each in named if each in printed] == []
    assert "Questions to ask" in printed


async def test_once_the_visit_has_begun_there_is_nothing_to_prepare(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_attempt(cast, facility, SUMMER, state=VisitState.UNDER_WAY, now=now)
    client = await client_as(cast.lead)
    assert (await client.get(f"/visits/{visit}/brief")).status_code == 409
    assert "/brief" not in (await client.get(f"/visits/{visit}")).text


async def test_the_visit_leads_to_its_brief_who_runs_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    visit = await make_ahead(cast, await make_facility(cast.coordinator, now=now), now=now)
    for actor, led in ((cast.lead, True), (cast.deputy, False)):
        shown = (await (await client_as(actor)).get(f"/visits/{visit}")).text
        assert (f'href="/visits/{visit}/brief"' in shown) == led


async def test_a_mandate_says_until_when_notice_is_to_be_given(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    await make_mandate(cast.coordinator, notice_days=3, now=now)
    await make_mandate(cast.coordinator_ngo, coverage=Coverage.CONTESTED, now=now)
    visit = await make_ahead(cast, facility, now=now)
    standings = (await read_brief(cast.lead, visit, now)).standings
    assert [(each.organisation_name, each.give_by) for each in standings] == [
        ("Office of the Ombudsman", AHEAD - timedelta(days=3)),
        ("Open Doors", None),
    ]
    secret = await make_ahead(cast, facility, secret=True, now=now)
    assert [each.give_by for each in (await read_brief(cast.lead, secret, now)).standings] == [None, None]


async def test_a_place_nobody_visited_has_a_brief_too(cast: Cast, now: datetime) -> None:
    facility = await make_facility(cast.coordinator, now=now)
    visit = await make_visit(
        cast.coordinator, facility=facility, lead=cast.lead, type=VisitType.FOLLOW_UP, first_day=AHEAD, now=now
    )
    brief = await read_brief(cast.lead, visit, now)
    assert brief.asks == (FirstTime(), NeverCounted())
    assert brief.needed == (Needed(Skill.WOMAN),)


async def test_it_asks_as_much_of_the_database_at_2_visits_and_at_20(
    cast: Cast, client_as: Clients, now: datetime, query_count: Counter
) -> None:
    client, costs = await client_as(cast.coordinator), []
    for visits in (2, 20):
        visit = await make_ahead(cast, await fill_history(cast, visits=visits, records=2, now=now), now=now)
        costs.append(await query_count.during(partial(client.get, f"/visits/{visit}/brief")))
    assert costs[0] == costs[1] > 0
    assert costs[0] < 65


def judged(key: str, day: date, short: bool | None = None, absence: Absence | None = None) -> Judged:
    return Judged(UUID(int=day.toordinal()), day, key, short, absence, None if short is None else "said")


async def known(cast: Cast, now: datetime) -> History:
    """The history of a place that was entered last in summer, without anything to ask about."""
    empty = untold(await dossier_of(cast.lead, await make_facility(cast.coordinator, now=now)))
    return replace(empty, dates=ThreeDates(entry=SUMMER, whole_team=SUMMER, private_talks=SUMMER))


async def test_items_are_asked_about_once_for_each_reason(cast: Cast, now: datetime) -> None:
    said = [
        judged("barred", SUMMER, absence=Absence.NOT_ALLOWED),
        judged("no_time", SUMMER, absence=Absence.NOT_ASSESSED),
        judged("broken", SPRING, short=True), judged("broken", SUMMER, absence=Absence.NOT_ALLOWED),
        judged("mended", SPRING, short=True), judged("mended", SUMMER, short=False),
        judged("differed", SPRING, short=False), judged("differed", SUMMER),
        judged("agreed", SPRING), judged("agreed", SUMMER, short=False),
    ]  # fmt: skip
    history = replace(
        await known(cast, now),
        open_items=open_items(said),
        never_assessed=never_assessed(said),
        left_open=left_open(said),
    )
    assert asks_of(history, AHEAD) == (
        AboutItems(Look.NOT_ALLOWED, ("barred", "broken")),
        AboutItems(Look.NOT_IN_ORDER, ("broken",)),
        AboutItems(Look.LEFT_OPEN, ("differed",)),
        AboutItems(Look.NEVER_ANSWERED, ("no_time",)),
        NeverCounted(),
    )


async def test_what_was_never_assessed_stands_as_asked_what_was_not_allowed_first(cast: Cast, now: datetime) -> None:
    said = [
        judged("b", SUMMER, absence=Absence.NOT_ASSESSED), judged("a", SUMMER, absence=Absence.UNKNOWN),
        judged("d", SUMMER, absence=Absence.NOT_ALLOWED), judged("c", SUMMER, absence=Absence.NOT_ALLOWED),
        judged("gone", SUMMER, absence=Absence.UNKNOWN),
    ]  # fmt: skip
    lexicon = Lexicon({key: ItemWords("", key) for key in "dcba"}, {})
    history = replace(await known(cast, now), never_assessed=never_assessed(said), lexicon=lexicon)
    assert [item.key for item in barred_first(history)] == ["d", "c", "b", "a", "gone"]


def denial(ground: str | None, result: str | None = None) -> DenialLine:
    return DenialLine(
        id=uuid4(), reference="D-1", day=SUMMER, kind="area_closed", stage="on_site", ground=ground, visit=None,
        facility=None, place="", who="whole_team", persons=1, minutes_lost=None, agency="", result=result, due_day=None,
    )  # fmt: skip


async def test_the_two_grounds_teams_were_given_most_often_are_made_ready_for(cast: Cast, now: datetime) -> None:
    denials = (
        denial("security"), denial("quarantine"), denial("quarantine", "no_access"), denial(None),
        denial("not_on_list", "no_access"), denial("not_on_list", "access_after_call"), denial("not_on_list"),
        *(replace(denial("staff_shortage"), kind="lawyer_kept_out") for _ in range(4)),
    )  # fmt: skip
    history = replace(await known(cast, now), denials=denials)
    assert asks_of(history, AHEAD)[:-1] == (
        BeReady("not_on_list", 3, "access_after_call"),
        BeReady("quarantine", 2, None),
    )


@pytest.mark.parametrize("last", [SPRING, None])
async def test_private_talks_are_asked_for_where_the_last_entry_had_none(
    last: date | None, cast: Cast, now: datetime
) -> None:
    history = replace(await known(cast, now), dates=ThreeDates(entry=SUMMER, whole_team=None, private_talks=last))
    assert TalkAlone(last) in asks_of(history, AHEAD)
    assert TalkAlone(SUMMER) not in asks_of(await known(cast, now), AHEAD)
