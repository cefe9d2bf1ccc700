"""Imports of two real registers (excerpts): counts reconcile, twice is once, hand corrections stay, nothing half done."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from monitor.facilities.actions import Cancelled, Place, Stage, correct_place
from monitor.facilities.queries import facilities, facility_open_to, find_facilities
from monitor.facilities.rules import Counts, Filters, Kind, Outcome, Status
from monitor.kit.problems import NotYours
from monitor.kit.words import word
from monitor.outside.database import number
from tests.makers_facilities import brought, do_import, do_trial, make_facility
from tests.people import Cast

DATA = Path(__file__).parents[1] / "data"
INFOPEN, PRISONS = DATA / "infopen-excerpt.xlsx", DATA / "uk-prison-excerpt.tsv"
WAVE, REGISTERED = date(2019, 12, 31), date(2017, 6, 1)

SMALL = """
id: small
title: A small register
source: The ministry
key: [code]
register:
  name: name
  code: code
  type: {value: colony}
  zone: {value: Asia/Dushanbe}
  capacity: places
  other_names: {column: also, split: ";"}
  authority: under
"""


def written(folder: Path, *rows: str) -> Path:
    file = folder / "small.csv"
    file.write_text("\n".join(("code,name,places,also,under", *rows)), "utf-8")
    return file


async def test_infopen_reconciles_with_its_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    done = await do_import(cast.coordinator, brought(INFOPEN, "infopen", as_of=WAVE, folder=tmp_path), now=now)
    heading, *rows = CalamineWorkbook.from_path(INFOPEN).get_sheet_by_index(0).to_python()
    states = Counter(str(row[heading.index("UF")]) for row in rows)
    assert done.counts == Counts(created=len(rows))
    assert await number("select count(*) from facility") == len(rows) == 30
    found: Counter[str] = Counter()
    for line in (await facilities(cast.analyst)).rows:
        place = await facility_open_to(cast.analyst, line.id)
        assert place.region is not None
        found[place.zone] += 1
    assert found["America/Rio_Branco"] == states["AC"] > 0


async def test_inspections_by_the_ombudsman_equal_a_direct_count(cast: Cast, now: datetime, tmp_path: Path) -> None:
    await do_import(cast.coordinator, brought(INFOPEN, "infopen", as_of=WAVE, folder=tmp_path), now=now)
    figures = brought(INFOPEN, "infopen", kind=Kind.FIGURES, as_of=WAVE, folder=tmp_path)
    await do_import(cast.coordinator, figures, now=now)
    heading, *rows = CalamineWorkbook.from_path(INFOPEN).get_sheet_by_index(0).to_python()
    column = next(i for i, name in enumerate(heading) if "| Ouvidoria" in str(name))
    people = next(i for i, name in enumerate(heading) if str(name) == "4.1 População prisional | Total")
    seen = "select count(*) from facility_figure where body_kind = 'ombudsman' and value = 1"
    held = "select sum(value) from facility_figure where kind = 'population'"
    assert await number(seen) == sum(row[column] == "Sim" for row in rows) >= 2
    assert await number(held) == sum(int(float(str(row[people]))) for row in rows)


PASSES = [
    (INFOPEN, "infopen", WAVE, Kind.REGISTER),
    (INFOPEN, "infopen", WAVE, Kind.FIGURES),
    (PRISONS, "uk-prisons", REGISTERED, Kind.REGISTER),
]


@pytest.mark.parametrize(("file", "mapping", "day", "kind"), PASSES)
async def test_importing_again_changes_nothing(
    cast: Cast, now: datetime, tmp_path: Path, file: Path, mapping: str, day: date, kind: Kind
) -> None:
    register = brought(file, mapping, as_of=day, folder=tmp_path)
    what = brought(file, mapping, kind=kind, as_of=day, folder=tmp_path)
    first = await do_import(cast.coordinator, register, now=now)
    if kind is Kind.FIGURES:
        first = await do_import(cast.coordinator, what, now=now)
    again = await do_import(cast.coordinator, what, now=now)
    assert (again.counts.created, again.counts.changed) == (0, 0)
    assert again.counts.same == first.counts.created + first.counts.changed > 20


async def test_the_prison_register_closes_places_as_far_as_it_says_when(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    done = await do_import(cast.coordinator, brought(PRISONS, "uk-prisons", as_of=REGISTERED, folder=tmp_path), now=now)
    assert done.counts == Counts(created=28, refused=2)
    assert [word(verdict.why or "", "en") for verdict in done.of(Outcome.REFUSED)] == [
        "Row 18 has the same key (mh). Add a column to the key that tells them apart, or correct it.",
        "Row 20 has the same key (ve). Add a column to the key that tells them apart, or correct it.",
    ]
    [line] = await find_facilities(cast.lead, "HMP Albany")
    albany = await facility_open_to(cast.lead, line.id)
    assert (albany.status, albany.status_from, albany.code) == (Status.CLOSED, date(2009, 4, 1), "AL")
    assert (await facility_open_to(cast.lead, line.id, date(2009, 3, 31))).status is Status.OPEN


async def test_a_trial_says_the_same_and_writes_nothing(cast: Cast, now: datetime, tmp_path: Path) -> None:
    what = brought(PRISONS, "uk-prisons", as_of=REGISTERED, folder=tmp_path)
    tried = await do_trial(cast.coordinator, what)
    assert await number("select count(*) from facility") == 0
    made = await do_import(cast.coordinator, what, now=now)
    assert tried.counts == made.counts
    assert [(v.row, v.outcome, v.why) for v in tried.verdicts] == [(v.row, v.outcome, v.why) for v in made.verdicts]


async def test_what_the_source_changes_holds_from_its_day(cast: Cast, now: datetime, tmp_path: Path) -> None:
    first = written(tmp_path, "K1,Colony 1,100,Old jail,Interior", "K2,Colony 2,50,,Interior")
    await do_import(cast.coordinator, brought(first, SMALL, as_of=date(2024, 1, 1), folder=tmp_path), now=now)
    later = written(tmp_path, "K1,Prison 1,120,The house,Justice", "K2,Colony 2,50,,Interior")
    done = await do_import(
        cast.coordinator, brought(later, SMALL, as_of=date(2025, 1, 1), folder=tmp_path), now=now + timedelta(hours=1)
    )
    assert done.counts == Counts(changed=1, same=1)
    changed = {change.field: (change.before, change.after) for change in done.of(Outcome.CHANGED)[0].changes}
    assert changed["capacity"] == ("100", "120")
    [line] = await find_facilities(cast.lead, "the house")
    then, since = [await facility_open_to(cast.lead, line.id, date(year, 6, 1)) for year in (2024, 2025)]
    assert (then.name, then.capacity, then.authority_name) == ("Colony 1", 100, "Interior")
    assert (since.name, since.capacity, since.authority_name) == ("Prison 1", 120, "Justice")
    assert [name.name for name in since.other_names] == ["Colony 1", "The house"]


async def test_what_people_corrected_stays_until_the_source_changes_it(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    file = written(tmp_path, "K1,Colony 1,100,,")
    what = brought(file, SMALL, as_of=date(2024, 1, 1), folder=tmp_path)
    await do_import(cast.coordinator, what, now=now)
    [line] = await find_facilities(cast.lead, "K1")
    place = Place(name=line.name, type="remand_prison", zone=line.zone, code="K1")
    await correct_place(actor=cast.coordinator, facility=line.id, place=place, now=now)
    assert (await do_import(cast.coordinator, what, now=now)).counts == Counts(same=1)
    assert (await facility_open_to(cast.lead, line.id)).type == "remand_prison"


async def test_names_that_look_alike_only_warn(cast: Cast, now: datetime, tmp_path: Path) -> None:
    await make_facility(cast.coordinator, name="Penitenciária de Feijo", now=now)
    file = written(tmp_path, "K1,Penitenciaria de Feijó,1,,", "K2,Penitenciaria de Feijó 2,1,,")
    done = await do_trial(cast.coordinator, brought(file, SMALL, as_of=WAVE, folder=tmp_path))
    assert done.counts == Counts(created=2)
    assert [[word(said, "en") for said in v.warnings] for v in done.verdicts] == [
        ["Looks like “Penitenciária de Feijo”, which is already here."],
        [],
    ]


class StopsWriting:
    """Stops when the second batch is about to be written."""

    def note(self, stage: Stage, done: int, total: int) -> None:
        if stage is Stage.WRITING and done > 0:
            raise Cancelled()


async def test_stopping_in_the_middle_leaves_nothing(cast: Cast, now: datetime, tmp_path: Path) -> None:
    file = written(tmp_path, *(f"K{n},Colony {n},{n},," for n in range(600)))
    what = brought(file, SMALL, as_of=WAVE, folder=tmp_path)
    with pytest.raises(Cancelled):
        await do_import(cast.coordinator, what, now=now, watch=StopsWriting())
    for table in ("facility", "facility_name", "import_key", "import_run", "ledger"):
        assert await number(f"select count(*) from {table}") == 0
    assert (await do_import(cast.coordinator, what, now=now)).counts == Counts(created=600)


async def test_who_may_not_import_may_not_try(cast: Cast, now: datetime, tmp_path: Path) -> None:
    what = brought(PRISONS, "uk-prisons", as_of=REGISTERED, folder=tmp_path)
    for who in (cast.lead, cast.partner, cast.analyst):
        with pytest.raises(NotYours):
            await do_trial(who, what)
        with pytest.raises(NotYours):
            await do_import(who, what, now=now)


async def test_filters_find_imported_places(cast: Cast, now: datetime, tmp_path: Path) -> None:
    await do_import(cast.coordinator, brought(PRISONS, "uk-prisons", as_of=REGISTERED, folder=tmp_path), now=now)
    closed = await facilities(cast.lead, Filters(status=Status.CLOSED))
    assert closed.total == 16
