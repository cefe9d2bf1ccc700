"""The pages of programmes, walked as a coordinator does, and shut to everybody else."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.kit.actor import Actor
from monitor.programme.actions import accept_version, begin_version
from monitor.programme.queries import board_of, programmes, versions_of
from monitor.visits.actions import change_plan
from monitor.visits.queries import visit_open_to, visits_at
from monitor.visits.rules import Plan, Teammate, TeamRole, VisitState
from tests.makers_facilities import make_facility, make_region
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.programmes.makers import Made, make_entry, make_programme
from tests.twins.worlds import normalised

BOARD = {"x-board": "1", "accept": "text/html, application/json"}


async def arrange(coordinator: Actor, now: datetime) -> tuple[str, Made]:
    """A place in a region and a programme of a quarter."""
    region = await make_region(coordinator, now=now)
    place = await make_facility(coordinator, name="Prison no 4", region=region, now=now)
    return str(place), await make_programme(coordinator, now=now)


async def test_a_programme_is_begun_and_its_board_shown(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_facility(cast.coordinator, name="Prison no 4", now=now)
    client = await client_as(cast.coordinator)
    assert "Begin a programme" in (await client.get("/programmes")).text
    form = {"id": str(uuid4()), "version": str(uuid4()), "title": "Spring", "first_day": "2027-01-01"}
    wrong = await client.post("/programmes", data=form)
    assert (wrong.status_code, "Spring" in wrong.text) == (422, True)
    answer = await client.post("/programmes", data={**form, "last_day": "2027-03-31", "budget": "120"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/programmes/board/{form['version']}")
    shown = await client.get(answer.headers["location"])
    assert "Prison no 4" in shown.text
    assert "0 visits · 0 of 1 place · 0 of 120 person-days" in shown.text
    assert [each.title for each in await programmes(cast.coordinator)] == ["Spring"]
    assert (await client.get(f"/programmes/{form['id']}")).headers["location"] == answer.headers["location"]


async def test_a_visit_is_put_by_a_form(cast: Cast, client_as: Clients, now: datetime) -> None:
    place, made = await arrange(cast.coordinator, now)
    client = await client_as(cast.coordinator)
    base = f"/programmes/board/{made.version}"
    shown = await client.get(f"{base}/put", params={"place": place, "week": "3"})
    assert (made.first_day + timedelta(days=14)).isoformat() in shown.text
    form = {"id": str(uuid4()), "facility": place, "first_day": made.first_day.isoformat(), "days": "2"}
    form |= {"type": "in_depth", "lead": str(cast.lead.account), "team": str(cast.deputy.account)}
    assert (await client.post(f"{base}/put", data={**form, "days": "0"})).status_code == 422
    answer = await client.post(f"{base}/put", data=form)
    assert answer.headers["location"] == f"{base}#p-{place}"
    (entry,) = (await board_of(cast.coordinator, made.version)).entries
    assert ([seat.name for seat in entry.team], entry.days) == (["Lena Lead", "Dilshod Deputy"], 2)
    assert "Lena Lead, Dilshod Deputy" in (await client.get(base)).text


async def test_a_visit_is_typed_into_a_cell(cast: Cast, client_as: Clients, now: datetime) -> None:
    place, made = await arrange(cast.coordinator, now)
    client = await client_as(cast.coordinator)
    cells = f"/programmes/board/{made.version}/cells"
    form = {"id": str(uuid4()), "facility": place, "week": "2", "typed": "ll dd 2"}
    answer = await client.post(cells, data=form, headers=BOARD)
    assert (answer.status_code, "1 visit · 1 of 1 place · 4 person-days" in answer.text) == (200, True)
    assert (await client.post(cells, data=form, headers=BOARD)).status_code == 200
    (entry,) = (await board_of(cast.coordinator, made.version)).entries
    assert (entry.first_day, entry.days, entry.lead) == (made.first_day + timedelta(days=7), 2, cast.lead.account)
    wrong = await client.post(cells, data={**form, "id": str(uuid4()), "typed": "zz"}, headers=BOARD)
    assert wrong.status_code == 422
    assert wrong.json()["fields"] == {"typed": "Nobody on the board has the initials or the name “zz”."}


async def test_a_visit_is_moved_changed_and_taken_off(cast: Cast, client_as: Clients, now: datetime) -> None:
    place, made = await arrange(cast.coordinator, now)
    client = await client_as(cast.coordinator)
    entry = await make_entry(
        cast.coordinator, made, (await board_of(cast.coordinator, made.version)).places[0].id, now=now
    )
    at = f"/programmes/visits/{entry}"
    assert "Nobody leads this visit yet." in (await client.get(at)).text
    assert (await client.post(f"{at}/move", data={"week": "5"}, headers=BOARD)).status_code == 200
    assert (await client.post(f"{at}/team", data={"typed": "DD LL 3"}, headers=BOARD)).status_code == 200
    (moved,) = (await board_of(cast.coordinator, made.version)).entries
    assert (moved.first_day, moved.days) == (made.first_day + timedelta(days=28), 3)
    assert (moved.lead, len(moved.team)) == (cast.deputy.account, 2)
    assert (await client.post(f"{at}/move", data={"first_day": "2030-01-01"})).status_code == 422
    assert (await client.post(f"{at}/remove")).headers["location"].endswith(f"#p-{place}")
    assert (await board_of(cast.coordinator, made.version)).entries == ()


async def test_a_team_typed_with_too_many_days_changes_nothing(cast: Cast, client_as: Clients, now: datetime) -> None:
    place, made = await arrange(cast.coordinator, now)
    entry = await make_entry(cast.coordinator, made, UUID(place), day=90, team=[cast.lead], now=now)
    client, at = await client_as(cast.coordinator), f"/programmes/visits/{entry}"
    assert (await client.post(f"{at}/team", data={"typed": "DD LL 2"}, headers=BOARD)).status_code == 422
    (kept,) = (await board_of(cast.coordinator, made.version)).entries
    assert (kept.days, [seat.account for seat in kept.team]) == (1, [cast.lead.account])


async def test_accepting_says_what_will_happen_and_does_it(cast: Cast, client_as: Clients, now: datetime) -> None:
    _, made = await arrange(cast.coordinator, now)
    board = await board_of(cast.coordinator, made.version)
    await make_entry(cast.coordinator, made, board.places[0].id, team=[cast.lead, cast.deputy], now=now)
    client = await client_as(cast.coordinator)
    at = f"/programmes/board/{made.version}/accept"
    assert "1 secret visit is planned." in (await client.get(at)).text
    assert await visits_at(cast.coordinator, board.places[0].id) == []
    assert (await client.post(at)).status_code == 303
    (line,) = await visits_at(cast.coordinator, board.places[0].id)
    assert (line.state, line.secret) == (VisitState.PLANNED, True)
    again = await client.post(at)
    assert (again.status_code, "no longer a draft" in again.text) == (409, True)
    assert (await client.post(f"/programmes/board/{made.version}/copy")).status_code == 303
    assert [each.number for each in await versions_of(cast.coordinator, made.programme)] == [2, 1]


async def test_what_to_look_at_twice_stands_on_the_board(cast: Cast, client_as: Clients, now: datetime) -> None:
    _, made = await arrange(cast.coordinator, now)
    other = await make_facility(cast.coordinator, name="Prison no 5", now=now)
    board = await board_of(cast.coordinator, made.version)
    for place in board.places[:1] * 2:
        await make_entry(cast.coordinator, made, place.id, team=[cast.lead], now=now)
    await make_visit(cast.coordinator, facility=other, lead=cast.deputy, first_day=made.first_day, now=now)
    shown = (await (await client_as(cast.coordinator)).get(f"/programmes/board/{made.version}")).text
    assert "Lena Lead is on another visit on these days." in shown
    assert "Nobody has said whether Lena Lead is free." in shown
    assert "Dilshod Deputy; planned beside this programme" in shown
    assert "2 person-days · 1 visit planned beside it (person-days: 1)" in shown


def asked(made: Made, entry: str) -> list[tuple[str, str]]:
    """Every address of a programme, with its method."""
    board, visit = f"/programmes/board/{made.version}", f"/programmes/visits/{entry}"
    reads = ["/programmes", "/programmes/new", f"/programmes/{made.programme}", f"/programmes/{made.programme}/frame"]
    reads += [f"{board}{name}" for name in ("", "/put", "/paste", "/accept", "/plan.pdf", "/plan.csv", "/plan.xlsx")]
    reads += [visit]
    writes = [f"{board}/{name}" for name in ("cells", "put", "paste", "accept", "copy", "aside")]
    writes += [f"{visit}/{name}" for name in ("move", "team", "remove", "pin")] + [
        f"/programmes/{made.programme}/frame"
    ]
    return [("GET", path) for path in reads] + [("POST", path) for path in writes]


async def test_only_own_people_are_asked_for_their_days(cast: Cast, client_as: Clients, now: datetime) -> None:
    await make_facility(cast.coordinator, name="Prison no 4", now=now)
    made = await make_programme(cast.coordinator, partners=[cast.monitor_ngo.organisation], now=now)
    page = (await (await client_as(cast.coordinator)).get(f"/programmes/board/{made.version}")).text
    asked = [f'href="/people/{each.account}/days"' in page for each in (cast.lead, cast.monitor_ngo)]
    assert (asked, "Nothing is planned yet." in page) == ([True, False], True)


@pytest.mark.parametrize("name", ["coordinator_ngo", "stranger", "lead", "monitor_ngo", "partner", "analyst", "admin"])
async def test_a_programme_is_not_there_for_others(cast: Cast, client_as: Clients, now: datetime, name: str) -> None:
    _, made = await arrange(cast.coordinator, now)
    place = (await board_of(cast.coordinator, made.version)).places[0].id
    entry = str(await make_entry(cast.coordinator, made, place, team=[cast.lead], now=now))
    nothing = Made(uuid4(), uuid4(), made.first_day)
    before = await board_of(cast.coordinator, made.version)
    client = await client_as(cast.everybody[name])
    for there, nowhere in zip(asked(made, entry), asked(nothing, str(uuid4())), strict=True):
        first, second = await client.request(*there), await client.request(*nowhere)
        assert first.status_code == second.status_code, there
        assert first.status_code in {403, 404} or there[1] in {"/programmes", "/programmes/new"}, there
        assert cleaned(first.text) == cleaned(second.text), there
        assert "First quarter" not in first.text
    assert await board_of(cast.coordinator, made.version) == before


def cleaned(text: str) -> str:
    """Take out ids: those that were asked for, which a page may repeat, and those made anew."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "#", normalised(text))


async def test_pasted_rows_say_which_cell_is_wrong_and_are_put_together(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    _, made = await arrange(cast.coordinator, now)
    client, at = await client_as(cast.coordinator), f"/programmes/board/{made.version}/paste"
    day = made.first_day + timedelta(days=10)
    rows = f"Place\tWeek\tPeople\r\nPrison no 4\t2\tll zz\r\nPrison no 9\t99\tLena\t2\r\nPrison\t{day:%d.%m.%Y}\tDD\t2"
    shown = await client.post(at, data={"rows": rows})
    for fault in ("the name “zz”", "No place of this name or code", "lies outside the programme"):
        assert fault in shown.text
    assert "3 cells could not be read" in shown.text
    assert (await board_of(cast.coordinator, made.version)).entries == ()
    right = f"Prison no 4;2;ll dd\nprison no 4;{day:%Y-%m-%d};Office;2"
    looked = await client.post(at, data={"rows": right})
    batch = re.findall(r'name="batch" value="([^"]+)"', looked.text)[0]
    for _ in range(2):
        assert (await client.post(at, data={"rows": right, "batch": batch})).status_code == 303
    entries = (await board_of(cast.coordinator, made.version)).entries
    assert [(entry.first_day, entry.days, len(entry.team)) for entry in entries] == [
        (made.first_day + timedelta(days=7), 1, 2),
        (day, 2, 1),
    ]


async def test_a_plan_is_taken_along_whole_or_as_counts(cast: Cast, client_as: Clients, now: datetime) -> None:
    _, made = await arrange(cast.coordinator, now)
    place = (await board_of(cast.coordinator, made.version)).places[0].id
    for day in (1, 3):
        await make_entry(cast.coordinator, made, place, day=day, days=2, team=[cast.lead, cast.deputy], now=now)
    client, at = await client_as(cast.coordinator), f"/programmes/board/{made.version}/plan"
    whole = (await client.get(f"{at}.csv")).text.splitlines()
    assert whole[1].split(",")[2:] == ["Prison no 4", *whole[1].split(",")[3:6], "Lena Lead", "Dilshod Deputy"]
    assert len(whole) == 3
    counts = (await client.get(f"{at}.csv?counts")).text.splitlines()
    assert counts[1].split(",")[0] == f"{made.first_day + timedelta(days=1):%B %Y}"
    assert counts[1].split(",")[2:] == ["2", "8"]
    for asked in ("", "?counts"):
        assert (await client.get(f"{at}.pdf{asked}")).content.startswith(b"%PDF")
        assert (await client.get(f"{at}.xlsx{asked}")).status_code == 200
    assert "Prison" not in "".join(counts)


async def test_accepting_says_which_visits_that_stand_it_changes(cast: Cast, client_as: Clients, now: datetime) -> None:
    """Also those changed by hand since the version was begun: accepting it undoes that, and says so first."""
    _, made = await arrange(cast.coordinator, now)
    place = (await board_of(cast.coordinator, made.version)).places[0].id
    await make_entry(cast.coordinator, made, place, team=[cast.lead, cast.deputy], now=now)
    (visit,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    later = await begin_version(actor=cast.coordinator, version_id=uuid4(), parent=made.version, now=now)
    client, at = await client_as(cast.coordinator), f"/programmes/board/{later}/accept"
    first = (await client.get(at)).text
    assert ("1 visit planned before stays as it is." in first, "secret visit" in first) == (True, False)
    held = await visit_open_to(cast.coordinator, visit)
    plan = Plan(
        place, held.first_day, held.last_day, held.type, held.notice, (Teammate(cast.lead.account, TeamRole.LEAD),)
    )
    await change_plan(actor=cast.coordinator, visit_id=visit, plan=plan, now=now)
    shown = (await client.get(at)).text
    day = f"{made.first_day:%a} {made.first_day.day} {made.first_day:%b}"
    said = f"Prison no 4: {day}, Lena Lead, Dilshod Deputy instead of {day}, Lena Lead"
    assert [words in shown for words in ("1 visit planned before changes:", said)] == [True, True]
    assert "stays as it is" not in shown
