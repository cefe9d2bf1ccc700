"""Words confirmed in the tool: who, which, and for how long that holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from monitor.checklists.actions import Read, Taken, confirm_texts, load_editions, take_back_confirmation
from monitor.checklists.queries import Filed, confirmations, editions, questionnaire
from monitor.checklists.rules import (
    AROUND,
    Texts,
    TextStatus,
    WordsChanged,
    confirmed_or_english,
    drafts,
    load,
    question_text,
    texts_hash,
)
from monitor.kit.problems import NotHere, NotYours
from monitor.outside.database import number
from tests.checklists.full import FULL, LABELS
from tests.people import Cast

pytestmark = pytest.mark.anyio
TALKS = "modules/talks/texts/en.yaml"
RUSSIAN = {
    "texts/ru.yaml": FULL[LABELS],
    "modules/talks/texts/ru.yaml": FULL[TALKS].replace("question: Code", "question: Шифр"),
}


async def talks(cast: Cast, now: datetime, files: dict[str, str] | None = None) -> Filed:
    await load_editions(actor=cast.admin, library=load(files or FULL | RUSSIAN), now=now)
    return await latest(cast)


async def latest(cast: Cast) -> Filed:
    return next(filed for filed in await editions(cast.lead) if filed.edition.name == "talks")


def words(filed: Filed, *keys: str, language: str = "ru") -> Read:
    return Read(filed.id, language, texts_hash(filed.worded(language)), frozenset(keys))


def status(texts: Texts, key: str) -> TextStatus:
    return texts.items[key].status


async def test_confirming_one_text_leaves_the_others_drafts(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    assert await confirm_texts(actor=cast.coordinator, words=words(filed, "talk_code"), now=now) == 1
    after = await latest(cast)
    assert set(drafts(filed.worded("ru"))) - set(drafts(after.worded("ru"))) == {"talk_code"}
    assert status(after.worded("en"), "talk_code") is TextStatus.DRAFT
    (told,) = await confirmations(cast.coordinator, "talks")
    assert (told.key, told.language, told.by, told.at) == ("talk_code", "ru", cast.coordinator.name, now)


async def test_readers_of_other_organisations_see_the_body_and_not_the_person(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    await confirm_texts(actor=cast.coordinator, words=words(filed, "talk_code"), now=now)
    (told,) = await confirmations(cast.monitor_ngo, "talks")
    assert told.by != cast.coordinator.name


async def test_confirming_is_recorded_once_and_again_does_nothing(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    before = await number("select count(*) from ledger")
    await confirm_texts(actor=cast.admin, words=words(filed, "talk_code", "gap_h", AROUND), now=now)
    assert await confirm_texts(actor=cast.admin, words=words(await latest(cast), "gap_h"), now=now) == 0
    assert await number("select count(*) from ledger") == before + 1


async def test_loading_again_keeps_confirmations_of_unchanged_words_only(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    await confirm_texts(actor=cast.admin, words=words(filed, "talk_code", "gap_h"), now=now)
    assert await load_editions(actor=cast.admin, library=load(FULL | RUSSIAN), now=now) == Taken()
    reworded = RUSSIAN["modules/talks/texts/ru.yaml"].replace("Шифр", "Код")
    files = FULL | RUSSIAN | {"modules/talks/texts/ru.yaml": reworded}
    after = (await talks(cast, now, files)).worded("ru")
    assert (status(after, "talk_code"), status(after, "gap_h")) == (TextStatus.DRAFT, TextStatus.CONFIRMED)


async def test_a_new_edition_keeps_confirmations_of_the_same_words(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    await confirm_texts(actor=cast.admin, words=words(filed, "gap_h"), now=now)
    section = "modules/talks/sections/01-talks.yaml"
    files = FULL | RUSSIAN | {section: FULL[section].replace("label: talk_code", "label: talk_code, most: 9")}
    after = await talks(cast, now, files)
    assert after.hash != filed.hash
    assert status(after.worded("ru"), "gap_h") is TextStatus.CONFIRMED


async def test_a_confirmation_can_be_taken_back(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    await confirm_texts(actor=cast.admin, words=words(filed, "gap_h"), now=now)
    again = words(await latest(cast), "gap_h")
    assert await take_back_confirmation(actor=cast.admin, words=again, now=now + timedelta(days=1)) == 1
    assert status((await latest(cast)).worded("ru"), "gap_h") is TextStatus.DRAFT


async def test_words_that_changed_meanwhile_are_not_confirmed(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    await confirm_texts(actor=cast.admin, words=words(filed, "gap_h"), now=now)
    with pytest.raises(WordsChanged):
        await confirm_texts(actor=cast.admin, words=words(filed, "talk_code"), now=now)


async def test_what_is_not_there_is_not_confirmed(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    mark = texts_hash(filed.worded("ru"))
    for edition, language, key in (
        (filed.id, "ru", "nothing"),
        (filed.id, "ky", "gap_h"),
        (UUID(int=1), "ru", "gap_h"),
    ):
        with pytest.raises(NotHere):
            await confirm_texts(actor=cast.admin, words=Read(edition, language, mark, frozenset({key})), now=now)


@pytest.mark.parametrize("who", ["lead", "partner", "analyst"])
async def test_only_who_loads_checklists_confirms(cast: Cast, now: datetime, who: str) -> None:
    filed = await talks(cast, now)
    with pytest.raises(NotYours):
        await confirm_texts(actor=getattr(cast, who), words=words(filed, "gap_h"), now=now)


async def test_a_draft_is_never_read_out_in_an_interview(cast: Cast, now: datetime) -> None:
    filed = await talks(cast, now)
    asked = await questionnaire(cast.lead, [filed.id])
    assert question_text(asked, "talk_code", "ru").fallback is True
    assert question_text(asked, "gap_h", "ru").fallback is False
    assert confirmed_or_english(asked, "gap_h", "ru").fallback is True
    await confirm_texts(actor=cast.admin, words=words(filed, "talk_code"), now=now)
    spoken = question_text(await questionnaire(cast.lead, [filed.id]), "talk_code", "ru")
    assert (spoken.text.question, spoken.fallback) == ("Шифр", False)
