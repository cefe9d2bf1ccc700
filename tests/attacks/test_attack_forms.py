"""What no page of ours sends, at every form of planning: a named problem each time, never a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from litestar import Litestar

from monitor.web.pages.programme.weighing import LABELS
from tests.attacks.plans import addresses, form_for, make_plan
from tests.people import Cast, Clients

# Left empty, larger than any number meant, on the last day that is read, of nobody.
EVERYWHERE = ("", "9" * 9, "2200-12-31")
NASTY = ("-1", "9" * 40, "\u00b2", "\x00", "2026-02-30", str(UUID(int=0)), "ll " * 200)
FRESH = "a new id"
# Fields beside those of the forms of programmes.
MORE = (
    "in_depth_months", "any_months", "visit_days", "team_min", "team_max", "base_points", "facility_type", "from_day", "cars",
    "weekends", "nights", "home", "partners", "travel_km", "q", "region", "order", "place", "month", "on", "touch", "mark",
    "away_from", "away_to", "week_from", "weekday0", "least", "country", "year", "kind", "rhythm", "way", "zone", "hour",
    "weekday", "quiet_from", "quiet_to", "hook", "details", "from", "to", "until", "fewer", "x",
)  # fmt: skip


def everything(app: Litestar, known: Mapping[str, UUID], cast: Cast) -> Iterator[tuple[str, str]]:
    """Give the addresses of planning: programmes, days of people, calendars, notices, holidays."""
    yield from addresses(app, known)
    for path in (
        "/programmes",
        "/programmes/frequencies/set",
        "/programmes/weights",
        "/mandates",
        "/account/feeds",
        "/account/notices",
        "/settings/holidays",
    ):
        yield from (("GET", path), ("POST", path))
    days = f"/people/{cast.lead.account}/days"
    yield from (("POST", f"{days}{part}") for part in ("", "/period", "/week", "/calendar"))
    yield from (("GET", path) for path in (days, "/calendar", "/calendar/week", "/calendar/agenda"))
    yield "POST", "/settings/holidays/fill"


@pytest.mark.parametrize("value", EVERYWHERE)
async def test_no_value_in_all_fields_is_a_fault(cast: Cast, client_as: Clients, now: datetime, value: str) -> None:
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)
    form = dict.fromkeys((*form_for(known, cast, now), *MORE), value)
    found = []
    for method, path in everything(client_as.app, known, cast):
        if path.endswith(".pdf") or (method == "POST" and path.endswith("/planner")):
            continue
        answer = await (client.get(path, params=form) if method == "GET" else client.post(path, data=form))
        found += [f"{method} {path}"] if answer.status_code >= 500 else []
    assert found == []


def forms(known: Mapping[str, UUID], cast: Cast, now: datetime) -> dict[str, dict[str, str]]:
    """Give good forms by address; a new id stands where each sending makes its own."""
    day, lead = (now.date() + timedelta(days=20)).isoformat(), str(cast.lead.account)
    board, entry, place = (
        f"/programmes/board/{known['version']}",
        f"/programmes/visits/{known['entry']}",
        known["place"],
    )
    rule = {"in_depth_months": "12", "visit_days": "1", "team_min": "2", "team_max": "4", "base_points": "1"}
    return {
        f"{board}/cells": {"id": FRESH, "facility": str(place), "week": "2", "typed": "LL", "type": "in_depth"},
        f"{board}/put": {
            "id": FRESH,
            "facility": str(place),
            "first_day": day,
            "days": "1",
            "type": "ad_hoc",
            "lead": lead,
        },
        f"{board}/paste": {"rows": "Cellar no 1\t2\tLL\t1", "batch": FRESH},
        f"{entry}/move": {"first_day": day, "days": "1"},
        f"{entry}/team": {"team": lead, "lead": lead},
        f"{board}/places/{place}/points": {"id": FRESH, "points": "3", "reason": "x", "until_day": day},
        "/programmes/frequencies/set": {"id": FRESH, "facility_type": "prison", "from_day": day} | rule,
        "/programmes/weights": {**dict.fromkeys(LABELS, "3"), "first": "2"},
        "/mandates": {
            "id": FRESH,
            "coverage": "covered",
            "legal_basis": "x",
            "notice": "yes",
            "notice_days": "3",
            "notice_working": "yes",
            "from_day": day,
            "to_day": "2200-01-01",
        },
        "/settings/holidays": {"country": "TJ", "day": day, "kind": "off", "name": "x"},
    }


async def test_no_value_in_one_field_is_a_fault(cast: Cast, client_as: Clients, now: datetime) -> None:
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)
    found = []
    for path, base in forms(known, cast, now).items():
        for name in base:
            for value in NASTY:
                sent = {each: str(uuid4()) if said == FRESH else said for each, said in base.items()} | {name: value}
                answer = await client.post(path, data=sent)
                found += [f"{path} {name}={value[:20]!r}"] if answer.status_code >= 500 else []
    assert found == []
