"""What the look promises: nothing for axe to find, nothing that runs out of the page, marks that never leave."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Dialog

from tests.look.gallery import ADDRESS, opened, page_names
from tests.look.seen import OUTSIDE, wrong_with

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", page_names())
def test_nothing_is_wrong_with_a_page(browser: Browser, name: str) -> None:
    with opened(browser, 360, "light") as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{ADDRESS}/{name}?en")
        assert wrong_with(page) == []
        assert said == []  # the policy refuses inline styles and scripts aloud


@pytest.mark.parametrize("name", page_names())
@pytest.mark.parametrize(("language", "widths"), [("ru", (360, 900)), ("fa", (360,)), ("en", (320,))])
def test_long_words_stay_on_the_page(browser: Browser, name: str, language: str, widths: tuple[int, ...]) -> None:
    with opened(browser, widths[0], "light") as page:
        page.goto(f"{ADDRESS}/{name}?{language}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OUTSIDE) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_bar_on_a_phone_offers_four_places_and_the_rest_under_more(browser: Browser) -> None:
    with opened(browser, 360, "light") as page:
        page.goto(f"{ADDRESS}/list")
        places = page.get_by_role("navigation", name="Main pages").get_by_role("link")
        assert places.all_inner_texts() == ["Today", "Calendar", "Visits", "Facilities"]
        page.get_by_text("More", exact=True).click()
        assert places.all_inner_texts()[4:] == ["Denials", "Figures", "Checklists", "Settings"]
        page.keyboard.press("Escape")
        assert places.count() == 4


def test_first_tab_skips_to_the_content(browser: Browser) -> None:
    with opened(browser, 1280, "light") as page:
        page.goto(f"{ADDRESS}/list")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_error_summary_takes_focus_and_leads_to_the_field(browser: Browser) -> None:
    with opened(browser, 360, "light") as page:
        page.goto(f"{ADDRESS}/form")
        assert page.evaluate("document.activeElement.className") == "error-summary"
        page.get_by_role("link", name="Choose a day").click()
        assert page.evaluate("document.activeElement.name") == "day"
        assert "Choose a day" in page.locator("#f-day-error").inner_text()


def test_what_was_typed_is_given_back(browser: Browser) -> None:
    with opened(browser, 1280, "light") as page:
        page.goto(f"{ADDRESS}/form")
        assert page.get_by_label("Place").first.input_value() == "Temporary detention, Рудакӣ 14"
        assert page.locator("[name=needs]:checked").evaluate_all("all => all.map((e) => e.value)") == [
            "women",
            "doctor",
        ]
        assert page.locator("[name=told]:checked").input_value() == "no"


def test_grave_step_asks_first(browser: Browser) -> None:
    with opened(browser, 1280, "light") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(f"{ADDRESS}/form")
        cancel = page.get_by_role("button", name="Cancel this visit")
        cancel.click()
        page.get_by_role("button", name="Go back", exact=True).click()
        cancel.click()
        assert "POST" not in sent
        with page.expect_request(f"{ADDRESS}/end") as asked:
            page.get_by_role("dialog").get_by_role("button", name="Cancel this visit").click()
        assert asked.value.method == "POST"


def test_leaving_a_touched_form_asks(browser: Browser) -> None:
    with opened(browser, 1280, "light") as page:
        page.goto(f"{ADDRESS}/form")
        asked: list[str] = []

        def agree(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", agree)
        page.get_by_label("What the visit is to find out").fill("Why is the book in pencil?")
        page.goto(f"{ADDRESS}/list")
        assert asked == ["beforeunload"]


def test_marks_stay_in_forced_colours_and_print(browser: Browser) -> None:
    with opened(browser, 360, "light") as page:
        page.emulate_media(forced_colors="active", media="print")
        page.goto(f"{ADDRESS}/parts")
        marks = page.locator("main .mark svg")
        assert marks.count() >= 12
        assert [
            box for box in marks.evaluate_all("all => all.map((e) => e.getBoundingClientRect().width)") if box < 8
        ] == []


def test_paper_leaves_the_frame_out(browser: Browser) -> None:
    with opened(browser, 1280, "dark") as page:
        page.emulate_media(media="print")
        page.goto(f"{ADDRESS}/facility")
        assert page.get_by_role("navigation").count() == 0
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
