"""Files that are hard to read, and those that must be refused: the row, the reason, and nothing half done (must-show 8)."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import pytest

from monitor.facilities.queries import facility_open_to, find_facilities
from monitor.facilities.rules import BadMapping, Counts, Outcome, Status
from monitor.facilities.rules.mapping_text import mapping_of, mapping_text
from monitor.facilities.rules.records import Said, said_of, said_text
from monitor.kit.canonical import canonical
from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import MixedDayOrders
from monitor.kit.words import word
from monitor.outside.database import number
from monitor.outside.workbooks import ZipBomb
from tests.makers_facilities import brought, do_import, do_trial
from tests.people import Cast

DAY = date(2026, 11, 1)
MAPPING = """
id: places
title: Places
source: The ministry
file: {dates: dmy}
skip:
  - {column: Name, is: [Total, ""]}
key: [Name, Town]
register:
  name: Name
  type: {column: Kind, values: {prison: colony, ИВС: temporary_detention_facility}}
  part: Town
  status: {column: State, values: {works: open, shut: closed}, otherwise: open}
  opened: Opened
  closed: Closed
  capacity: Places
  zone: {value: Asia/Bishkek}
  latitude: Lat
"""
HEADINGS = "Name;Town;Kind;State;Opened;Closed;Places;Lat"


async def tried(cast: Cast, folder: Path, content: bytes) -> list[tuple[int, str, str]]:
    file = folder / "places.csv"
    file.write_bytes(content)
    done = await do_trial(cast.coordinator, brought(file, MAPPING, as_of=DAY, folder=folder))
    return [(v.row, v.outcome.value, word(v.why or "", "en")) for v in done.verdicts]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
async def test_a_table_of_any_make_under_a_preamble(cast: Cast, tmp_path: Path, end: str, encoding: str) -> None:
    lines = ("Список учреждений;;;;;;;", "", HEADINGS, "ИВС города Ош;Ош;ИВС;works;;;12;", "Total;;;;;;;")
    found = await tried(cast, tmp_path, end.join(lines).encode(encoding))
    assert found == [(4, "created", ""), (5, "skipped", "Left out by the mapping: “Name” is “Total”.")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A;Osh;castle;;;;;", "Column “Kind”: “castle” is not among the values of the mapping. "),
        ("A;Osh;prison;;;;many;", "Column “Places”: “many” is not a whole number. "),
        ("A;Osh;prison;;;;-3;", "Column “Places”: “-3” is below zero."),
        ("A;Osh;prison;;2024-01-31;31/01/24;;", "Column “Closed”: “31/01/24” is not a date. "),
        ("A;Osh;prison;;;;;91.5", "Column “Lat”: “91.5” is not a coordinate in degrees. "),
        ("A;Osh;;;;;;", "Type of place is blank, and a place cannot be added without it."),
        ("A;Osh;prison;;;;3;;;7", "This row has 10 cells under 8 headings: "),
    ],
)
async def test_a_row_is_refused_with_its_column_and_the_reason(cast: Cast, tmp_path: Path, row: str, why: str) -> None:
    found = await tried(cast, tmp_path, f"{HEADINGS}\nGood;Osh;prison;;;;;\n{row}\n".encode())
    assert [(number, outcome) for number, outcome, _ in found] == [(2, "created"), (3, "refused")]
    assert found[1][2].startswith(why)


async def test_a_key_that_stands_twice_is_refused_the_second_time(cast: Cast, tmp_path: Path) -> None:
    rows = "IVS;Osh;prison;;;;;\nIVS;Naryn;prison;;;;;\n ivs ;OSH;prison;;;;;"
    found = await tried(cast, tmp_path, f"{HEADINGS}\n{rows}\n".encode())
    assert [outcome for _, outcome, _ in found] == ["created", "created", "refused"]
    assert found[2][2].startswith("Row 2 has the same key (ivs | osh).")


async def test_mixed_date_orders_refuse_the_whole_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    rows = "A;Osh;prison;;31.01.2020;;;\nB;Osh;prison;;01/31/2020;;;\nC;Osh;prison;;03/04/2020;;;"
    file.write_text(f"{HEADINGS}\n{rows}\n", "utf-8")
    with pytest.raises(MixedDayOrders) as refused:
        await do_import(cast.coordinator, brought(file, MAPPING, as_of=DAY, folder=tmp_path), now=now)
    assert "row 2 can only be day first, row 3 only month first" in word(refused.value.said, "en")
    assert await number("select count(*) from facility") == 0


async def test_text_that_begins_with_an_equals_sign_stays_text(cast: Cast, now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(f"{HEADINGS}\n=1+1;Osh;prison;;;;;\n", "utf-8")
    await do_import(cast.coordinator, brought(file, MAPPING, as_of=DAY, folder=tmp_path), now=now)
    [line] = await find_facilities(cast.lead, "Osh")
    assert line.name == "=1+1"


async def test_dates_say_what_holds_on_the_day_of_the_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    rows = "A;Osh;prison;;01.02.2020;;;\nB;Osh;prison;;;05.2024;;\nC;Osh;prison;;01.01.2027;;;\nD;Osh;prison;shut;;;;"
    file.write_text(f"{HEADINGS}\n{rows}\n", "utf-8")
    await do_import(cast.coordinator, brought(file, MAPPING, as_of=DAY, folder=tmp_path), now=now)
    found = {line.name: await facility_open_to(cast.lead, line.id) for line in await find_facilities(cast.lead, "osh")}
    assert {name: (place.status, place.status_from) for name, place in found.items()} == {
        "A": (Status.OPEN, date(2020, 2, 1)),
        "B": (Status.CLOSED, date(2024, 5, 1)),
        "C": (Status.PLANNED, None),
        "D": (Status.CLOSED, None),
    }


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"%PDF-1.7", b"just words"])
async def test_what_is_no_table_is_refused_by_name(cast: Cast, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Problem) as refused:
        await tried(cast, tmp_path, content)
    assert refused.value.status in (413, 422)


async def test_a_bomb_is_refused_by_name_before_it_is_opened(cast: Cast, tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b"0" * (16 << 20))
    with pytest.raises(ZipBomb):
        await tried(cast, tmp_path, packed.getvalue())


MISTAKES = {
    "id: Big Name": ("id: places", "“id”: write a short name"),
    "tilte: Places": ("title: Places", "“mapping · tilte”: this word is not known here"),
    "key: []": ("key: [Name, Town]", "“key”: name the columns"),
    "key: [Name]\nkey: [Town]": ("key: [Name, Town]", "“key”: it stands twice (line 9)"),
    "file: {dates: american}": ("file: {dates: dmy}", "“dates”: write one of: dmy, mdy, ymd."),
    "{value: Asia/Bishkek, column: Z}": ("{value: Asia/Bishkek}", "“zone”: write exactly one of column, value"),
    "capacity: {sum: [Places, More], by: [a]": ("capacity: Places", "“line 17”: this line is not YAML"),
    "prison: castle": ("prison: colony", "“type”: “castle” is not a type of place"),
    "works: running": ("works: open", "“status”: write one of: open, temporarily_closed, closed, planned."),
    "  namme: Name": ("  name: Name", "“register · namme”: this word is not known here"),
    "opened: {value: today}": ("opened: Opened", "“opened”: a date is taken from one column."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_mapping_is_told_with_its_place(mistake: str) -> None:
    right, said = MISTAKES[mistake]
    assert right in MAPPING
    with pytest.raises(BadMapping) as refused:
        mapping_of(MAPPING.replace(right, mistake, 1))
    assert said in word(refused.value.said, "en")


def test_a_mapping_written_out_reads_the_same() -> None:
    assert mapping_of(mapping_text(mapping_of(MAPPING))) == mapping_of(MAPPING)


async def test_refused_rows_do_not_keep_the_others_out(cast: Cast, now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text(f"{HEADINGS}\nA;Osh;prison;;;;;\nB;Osh;castle;;;;;\n", "utf-8")
    done = await do_import(cast.coordinator, brought(file, MAPPING, as_of=DAY, folder=tmp_path), now=now)
    assert done.counts == Counts(created=1, refused=1)
    assert [verdict.name for verdict in done.of(Outcome.REFUSED)] == ["B"]


def test_what_a_source_said_is_kept_as_canonical_text_and_read_back() -> None:
    said = Said(name="ИВС “7”", type="colony", zone="UTC", regions=("Ош",), since=DAY, capacity=3, status=Status.CLOSED)
    assert said_text(said) == canonical(msgspec.to_builtins(said))
    assert said_of(said_text(said)) == said
