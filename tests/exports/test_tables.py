"""What programs that read such exports expect: names, keys, parents, options of several, versions together."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from monitor.checklists.rules import Became, Fate, Kind, Loaded, Use
from monitor.outside.database import number
from monitor.press.spreadsheets import Separator
from monitor.records.rules.exporting import AFTER, BEFORE, BothOfThem, Format, Groups, NothingToTake, What, Words
from tests.exports.taking import HOUSE, SAID, files, lines, make_taken, sheets, take
from tests.people import Cast
from tests.sheets.small import item, words_of


async def test_the_names_and_keys_of_others_are_kept(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    found = files(await take(cast.coordinator, now=now))
    root = found["answers.csv"][0]
    assert (tuple(root)[: len(BEFORE)], tuple(root)[-len(AFTER) :]) == (BEFORE, AFTER)
    assert root["SubmissionDate"] == "2026-11-22T09:00:00.000Z"
    assert (root["facility"], root["FormVersion"], root["Edits"]) == ("Prison no 4", "1", "0")
    assert (root["ReviewState"], root["SubmitterName"], root["DeviceID"]) == ("hasIssues", "", "")
    room = found["answers-rooms.csv"][0]
    assert (room["PARENT_KEY"], tuple(room)[-2:]) == (root["KEY"], ("PARENT_KEY", "KEY"))
    assert (room["room"], room["each"], room["window"]) == ("Cell 4", "3.5", "no")
    assert set(found) == {"answers.csv", "answers-rooms.csv", "answers-talks.csv", "About.csv"}


async def test_several_answers_stand_together_and_apart(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    root = files(await take(cast.coordinator, groups=Groups.HYPHEN, now=now))["answers.csv"][0]
    assert [root[f"people-many{each}"] for each in ("", "-beds", "-light", "-air")] == ["beds air", "1", "0", "1"]
    plain = files(await take(cast.coordinator, groups=Groups.NONE, now=now))["answers.csv"][0]
    assert (plain["many"], plain["many/light"], plain["many.absence"]) == ("beds air", "0", "")


async def test_words_stand_for_codes_and_text_never_becomes_a_formula(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    made = await take(cast.coordinator, words=Words.LABELS, separator=Separator.SEMICOLON, now=now)
    root = files(made, ";")["answers.csv"][0]
    assert (root["People/B1 plain?"], root["People/B9 many?"]) == ("No", "beds; air")
    assert (root["People/B10 weight?"], root["People/B11 words?"]) == ("2,5", "'=HYPERLINK(1)")
    assert root["People/B4 is_not_allowed?: why there is no answer"] == "Not allowed"


async def test_a_workbook_has_numbers_days_and_a_sheet_about_itself(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    found = sheets(await take(cast.coordinator, format=Format.XLSX, now=now))
    root = found["answers"][0]
    assert (root["people/zero"], root["people/weight"], str(root["people/day"])) == (0.0, 2.5, "2026-11-20")
    assert root["people/words"] == "=HYPERLINK(1)"
    assert list(found) == ["answers", "answers-rooms", "answers-talks", "About"]


async def test_json_lines_lose_nothing(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    about, record = lines(await take(cast.coordinator, format=Format.JSON_LINES, now=now))
    assert record["answers"]["many"] == {"value": "beds,air", "absence": None, "source": "one"}
    assert record["rows"]["rooms"][0]["answers"]["each"] == {"value": "3.5", "absence": None, "source": "computed"}
    assert ["Made by", "Corinne Coordinator"] in about["about"]


async def test_what_single_persons_filled_is_told_apart_without_their_names(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    made = files(await take(cast.coordinator, what=What.SHEETS, now=now))
    rows = sorted(made["answers.csv"], key=lambda row: row["people/open"])
    assert [row["people/open"] for row in rows] == ["no", "yes"]
    assert len({row["SubmitterID"] for row in rows} - {str(cast.lead.account), str(cast.monitor_ngo.account)}) == 2
    assert (rows[0]["SubmissionDate"], rows[0]["ReviewState"]) == (rows[0]["last_day"], "received")
    assert set(made) == {"answers.csv", "answers-rooms.csv", "About.csv"}
    assert "sleeping" not in " ".join(rows[0])


async def next_version(cast: Cast, *, now: datetime) -> UUID:
    """A record of a version that asks one thing otherwise, one thing more, and one no longer."""
    changed = {
        "zero": item("zero", Kind.DECIMAL, maximum="9"),
        "words": item("news", Kind.INTEGER),
    }
    section = replace(HOUSE.sections[0], items=tuple(changed.get(each.key, each) for each in HOUSE.items))
    said = {key: value for key, value in SAID.items() if key != "words"} | {"zero": "0.5"}
    edition = replace(HOUSE, sections=(section,))
    became = (Became("zero", Fate.REPLACED, "zero"), Became("words", Fate.DROPPED))
    version = Loaded(edition, Use("2", became=became), (words_of(edition),))
    return await make_taken(cast, version=version, said=said, now=now + timedelta(days=1))


async def test_versions_stand_together_as_far_as_a_question_stayed_the_same(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    await next_version(cast, now=now)
    rows = files(await take(cast.coordinator, now=now))["answers.csv"]
    old, new = sorted(rows, key=lambda row: row["people/news.absence"] != "not_asked")
    assert (old["people/plain"], new["people/plain"]) == ("no", "no")
    assert (old["people/zero.before"], old["people/zero"], old["people/zero.absence"]) == ("0", "", "not_asked")
    assert (new["people/zero"], new["people/zero.before.absence"]) == ("0.5", "not_asked")
    assert (new["people/words"], new["people/words.absence"]) == ("", "not_asked")


async def test_choices_narrow_and_each_export_is_noted(cast: Cast, now: datetime) -> None:
    await make_taken(cast, now=now)
    before = await number("select count(*) from ledger where body like '%export.make%'")
    day = now.date()
    for fits in ({"checklist": "small_house"}, {"first": day}, {"last": day}, {}):
        assert len(files(await take(cast.coordinator, now=now, **fits))["answers.csv"]) == 1
    for other in ({"checklist": "prison"}, {"facility": cast.lead.account}, {"edition": cast.lead.account}):
        with pytest.raises(NothingToTake):
            await take(cast.coordinator, now=now, **other)
    with pytest.raises(BothOfThem):
        await take(cast.coordinator, checklist="small_house", edition=cast.lead.account, now=now)
    assert await number("select count(*) from ledger where body like '%export.make%'") == before + 4
