"""Who takes out what: the own office's, nothing secret, no free words for who reads figures (laws 4 and 6)."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.kit.problems import NotYours
from monitor.people.rules import ReleasedKind
from monitor.records.queries import record_of
from monitor.records.rules.exporting import Format, NothingToTake, What
from tests.exports.taking import files, lines, make_taken, take
from tests.makers_denials import make_release
from tests.makers_facilities import make_facility
from tests.makers_visits import make_trip, make_visit
from tests.people import Cast


@pytest.mark.parametrize("what", What)
async def test_others_get_the_answer_of_an_empty_house(what: What, cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    for actor in (cast.coordinator_ngo, cast.partner):
        with pytest.raises(NothingToTake):
            await take(actor, what=what, now=now)
    for actor in (cast.lead, cast.monitor_ombudsman, cast.admin):
        with pytest.raises(NotYours):
            await take(actor, what=what, now=now)


async def test_a_secret_visit_leaves_no_trace(cast: Cast, now: datetime) -> None:
    """A trip stays secret until its last visit is over, also where the record of one is closed already."""
    trip = await make_trip(cast.coordinator, secret=True, now=now)
    facility = await make_facility(cast.coordinator, now=now)
    await make_visit(cast.coordinator, facility=facility, lead=cast.lead, trip=trip, now=now)
    hidden = await make_taken(cast, trip=trip, now=now)
    assert await record_of(cast.coordinator, hidden) is not None
    for what in What:
        with pytest.raises(NothingToTake):
            await take(cast.coordinator, what=what, now=now)
    await make_taken(cast, now=now)
    for what, many in ((What.RECORDS, 1), (What.SHEETS, 2)):
        assert len(lines(await take(cast.coordinator, what=what, format=Format.JSON_LINES, now=now))) == 1 + many


async def test_who_reads_figures_gets_no_free_words_and_no_sheets(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    made = files(await take(cast.analyst, now=now))
    root, room = made["answers.csv"][0], made["answers-rooms.csv"][0]
    assert (root["people/plain"], root["people/weight"], room["sleepers"]) == ("no", "2.5", "6")
    assert "Cell 4" not in str(made)
    assert {"people/words", "room", "corner"} & {*root, *room} == set()
    with pytest.raises(NothingToTake):
        await take(cast.analyst, what=What.SHEETS, now=now)


async def test_a_released_record_goes_along_and_its_sheets_do_not(cast: Cast, now: datetime) -> None:
    visit = await make_taken(cast, now=now)
    await make_release(cast.coordinator, subject=visit, to=cast.coordinator_ngo, kind=ReleasedKind.VISIT, now=now)
    assert len(files(await take(cast.coordinator_ngo, now=now))["answers.csv"]) == 1
    with pytest.raises(NothingToTake):
        await take(cast.coordinator_ngo, what=What.SHEETS, now=now)
