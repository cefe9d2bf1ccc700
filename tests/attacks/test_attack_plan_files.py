"""Plans on paper and as files: no reason stands in them, no name in what programs show of them, no cell that reckons."""

from __future__ import annotations

import csv
import re
import zlib
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest

from tests.attacks.plans import NAMES, SAID, make_plan
from tests.makers_facilities import make_facility
from tests.makers_visits import make_visit
from tests.people import Cast, Clients
from tests.press.pdf_text import text
from tests.programmes.makers import make_entry, make_programme
from tests.twins.worlds import words_of

KINDS = ("pdf", "csv", "xlsx")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


def bytes_of(answer: httpx.Response) -> bytes:
    """Give all that lies in a file, unpacked: parts of a workbook, streams of a PDF."""
    content = answer.content
    if content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as folder:
            return b"\n".join(name.encode() + folder.read(name) for name in folder.namelist())
    return content + b"\n".join(_unpacked(stream) for stream in _STREAM.findall(content))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def said_in(answer: httpx.Response) -> str:
    return text(answer.content) if answer.content[:4] == b"%PDF" else words_of(answer)


def about_of(pdf: bytes) -> str:
    """Give what a program shows of a PDF without opening it: its facts, its metadata, its outline."""
    lines = [line for line in pdf.split(b"\n") if re.search(rb"/(Title|Author|Subject|Keywords|Creator)\b", line)]
    metadata = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.S)
    assert metadata, "an archival PDF has metadata"
    return b"\n".join([*lines, *metadata]).decode("utf-8", "replace")


async def taken(cast: Cast, client_as: Clients, now: datetime, extra: str = "") -> dict[str, httpx.Response]:
    known, client = await make_plan(cast, now), await client_as(cast.coordinator)
    base = f"/programmes/board/{known['version']}/plan"
    return {kind: await client.get(f"{base}.{kind}{extra}") for kind in KINDS}


async def test_no_reason_stands_in_a_plan(cast: Cast, client_as: Clients, now: datetime) -> None:
    for kind, answer in (await taken(cast, client_as, now)).items():
        said = said_in(answer)
        assert answer.status_code == 200
        assert ("Cellar no 0" in said, "Lena Lead" in said) == (True, True), kind
        assert [word for word in (SAID, "Karim", "point", "Point") if word in said] == [], kind


async def test_counts_name_neither_place_nor_person_nor_day(cast: Cast, client_as: Clients, now: datetime) -> None:
    for kind, answer in (await taken(cast, client_as, now, "?counts")).items():
        said, inside = said_in(answer), bytes_of(answer).decode("utf-8", "replace")
        names = [name for name in NAMES if name != "Northern"]
        names = [name for name in names if name != "Corinne"] if kind == "xlsx" else names
        assert [name for name in names if name in said or name in inside] == [], kind
        assert (now + timedelta(days=17)).strftime("%d") not in re.findall(r"\b\d{1,2} Dec", said)


async def test_what_programs_show_of_a_file_names_nothing(cast: Cast, client_as: Clients, now: datetime) -> None:
    files = await taken(cast, client_as, now)
    place = await make_facility(cast.coordinator, name="Cellar no 9", now=now)
    visit = await make_visit(cast.coordinator, facility=place, lead=cast.lead, secret=True, now=now)
    client = await client_as(cast.lead)
    brief = [await client.get(f"/visits/{visit}/brief.pdf{each}") for each in ("", "?plain")]
    for answer in (files["pdf"], *brief):
        assert [name for name in NAMES if name in about_of(answer.content)] == []
    for answer in (*files.values(), *brief):
        assert [name for name in NAMES if name in answer.headers["content-disposition"]] == []
    with ZipFile(BytesIO(files["xlsx"].content)) as folder:
        shown = b"".join(folder.read(name) for name in folder.namelist() if name.startswith("docProps/"))
    assert [name for name in NAMES if name.encode() in shown] == []
    assert [name for name in NAMES if name in said_in(brief[1])] == []


HOSTILE = '=HYPERLINK("https://elsewhere.example","x")'


@pytest.mark.parametrize("title", [HOSTILE, "+1+1", "@x", '#read("/etc/passwd")', "*bold* _x_ $x$ #panic()"])
async def test_what_was_typed_is_text_in_every_file(cast: Cast, client_as: Clients, now: datetime, title: str) -> None:
    by = cast.coordinator
    made = await make_programme(by, title=title, now=now)
    await make_entry(by, made, await make_facility(by, name=title, now=now), team=[cast.lead], now=now)
    client, base = await client_as(by), f"/programmes/board/{made.version}/plan"
    for extra in ("", "?counts"):
        answers = {kind: await client.get(f"{base}.{kind}{extra}") for kind in KINDS}
        assert {answer.status_code for answer in answers.values()} == {200}
        assert plain(title) in plain(text(answers["pdf"].content))
        assert b"<f>" not in bytes_of(answers["xlsx"])
        cells = [cell for line in csv.reader(answers["csv"].text.splitlines()) for cell in line]
        assert [cell for cell in cells if cell[:1] in set("=+@-\t")] == []


def plain(text: str) -> str:
    """Leave out what paper breaks and sets otherwise: spaces, line ends, quotation marks."""
    return re.sub(r"[^\w#=+@*$()/.,]", "", text)
