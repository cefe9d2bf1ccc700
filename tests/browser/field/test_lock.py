"""The lock of the phone and what is sealed by it, in a real browser: modules by themselves, without a view."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import TypeVar, cast

import pytest
from playwright.sync_api import Page

from monitor.kit.crypto import new_pair, open_box
from monitor.web.floor.assets import asset_url
from tests.browser.house import PHONE, Doors

pytestmark = pytest.mark.browser
T = TypeVar("T")
Run = Callable[[str], object]


@pytest.fixture
def page(door: Doors) -> Page:
    """The shell, as anybody gets it."""
    opened = door(None, width=PHONE)
    opened.goto("/field")
    return opened


def run(page: Page, work: str, given: object = None) -> object:
    """Run a piece of script with the modules of field mode by their names."""
    names = ("seal", "store", "lock", "book", "outbox", "sync", "file", "words")
    modules = ", ".join(f"import('{asset_url(f'field/{name}.js')}')" for name in names)
    return page.evaluate(
        f"async (given) => {{ const [{', '.join(names)}] = await Promise.all([{modules}]); {work} }}", given
    )


def test_what_is_sealed_opens_in_its_own_place_only(page: Page) -> None:
    told = run(
        page,
        """
        const { lock: kept, keys } = await seal.newLock("the passphrase", 1000);
        const box = await seal.seal(keys, "here", { said: "Хуҷанд" });
        const opened = await seal.openLock(kept, "the passphrase");
        const elsewhere = await seal.unseal(opened, "there", box).then(() => "opened", () => "closed");
        const other = await seal.openLock(kept, "another one");
        const text = new TextDecoder().decode(box);
        return [await seal.unseal(opened, "here", box), elsewhere, other, text.includes("said"), seal.ROUNDS];
        """,
    )
    assert told == [{"said": "Хуҷанд"}, "closed", None, False, 600_000]


def test_a_box_sealed_in_the_browser_opens_on_the_server(page: Page) -> None:
    private, public = new_pair()
    box = cast(
        str,
        run(
            page,
            "return seal.toText(await seal.sealFor(given, new TextEncoder().encode('what was seen: ъ')));",
            public,
        ),
    )
    assert open_box(private, base64.b64decode(box)).decode() == "what was seen: ъ"


def test_wrong_passphrases_slow_down_and_the_right_one_frees(page: Page) -> None:
    told = run(
        page,
        """
        const base = await store.Store.open();
        await lock.makeLock(base, "the passphrase", "device", 1000);
        const waits = [];
        let now = 1_000_000;
        for (let n = 0; n < 6; n += 1) {
          const { keys, wait } = await lock.tryLock(base, "wrong", now);
          waits.push(wait);
          if (wait > 0) waits.push((await lock.tryLock(base, "the passphrase", now + wait - 1)).wait);
          now += wait;
        }
        const right = await lock.tryLock(base, "the passphrase", now);
        const again = await lock.tryLock(base, "wrong", now);
        return [waits, right.keys !== null, again.wait];
        """,
    )
    assert told == [[0, 0, 2000, 1, 4000, 1, 8000, 1, 16000, 1], True, 0]


def test_a_thing_is_kept_under_a_mark_that_tells_nothing(page: Page) -> None:
    told = run(
        page,
        """
        const base = await store.Store.open();
        const { keys } = await seal.newLock("the passphrase", 1000);
        const kept = new book.Book(base, keys);
        await kept.write([await kept.put("visit one", { place: "Colony" }, "visits"), await kept.put("note", 1, "else")]);
        const [raw] = await base.group(await seal.marked(keys, "group visits"));
        await kept.write([await kept.forget("else")]);
        return [await kept.get("visit one"), await kept.group("visits"), await kept.get("note"), Object.keys(raw), raw.id.length];
        """,
    )
    assert told == [{"place": "Colony"}, [{"place": "Colony"}], None, ["id", "group", "box"], 32]


def test_steps_are_done_together_or_not_at_all(page: Page) -> None:
    told = run(
        page,
        """
        const base = await store.Store.open();
        const steps = [["add", "queue", { id: "a" }], ["add", "queue", { id: "b" }], ["add", "queue", { id: "a" }]];
        const how = await base.write(steps).then(() => "kept", () => "refused");
        const left = await base.count("queue");
        await base.write([["add", "queue", { id: "a" }], ["unqueue", "a"], ["unqueue", "gone"]]);
        return [how, left, await base.count("queue")];
        """,
    )
    assert told == ["refused", 0, 0]


def test_wiping_leaves_nothing(page: Page) -> None:
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    told = run(
        page,
        """
        const base = await store.Store.open();
        await base.write([["put", "lock", { salt: 1 }, "lock"]]);
        await store.wipe(base);
        const workers = await navigator.serviceWorker.getRegistrations();
        const bases = (await indexedDB.databases()).filter((each) => each.name === "notes" && each.version);
        return [bases.length, await caches.keys(), workers.length, localStorage.length];
        """,
    )
    assert told == [0, [], 0, 0]


def test_the_file_holds_a_copy_of_each_entry_for_its_own_organisation(page: Page) -> None:
    (mine, my_public), (theirs, their_public) = new_pair(), new_pair()
    text = run(
        page,
        """
        const base = await store.Store.open();
        const { keys } = await seal.newLock("the passphrase", 1000);
        const kept = new book.Book(base, keys);
        const copy = (key, entry) => file.sealedCopy({ name: key[0], public: key[1] }, "me", entry);
        for (const [key, id] of [[given.mine, "a"], [given.theirs, "b"]]) {
          await kept.write([await kept.queue({ id, type: "note" }, await copy(key, { id, type: "note" }))]);
        }
        return file.fileText(base);
        """,
        {"mine": ["m", my_public], "theirs": ["t", their_public]},
    )
    boxes = json.loads(cast(str, text))["boxes"]
    opened = [
        json.loads(open_box(key, base64.b64decode(box["box"]))) for key, box in zip((mine, theirs), boxes, strict=True)
    ]
    assert [(box["for"], said) for box, said in zip(boxes, opened, strict=True)] == [
        ("m", {"author": "me", "entry": {"id": "a", "type": "note"}}),
        ("t", {"author": "me", "entry": {"id": "b", "type": "note"}}),
    ]


def test_a_day_is_written_in_one_order_in_every_language(page: Page) -> None:
    told = run(page, "return ['en', 'ru', 'tg'].map((tag) => (words.speak(tag), words.dayText('2026-11-22')));")
    assert told == ["22 Nov 2026", "22 нояб. 2026", "22 нояб. 2026"]
