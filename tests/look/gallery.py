"""Every component on sample pages, in a plain Jinja2 environment: what the look is judged and tested by.

Run as a script to write screenshots and a PDF: `python -m tests.look.gallery FOLDER`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from playwright.sync_api import Browser, Page, Route, sync_playwright

from monitor.press.charts import Lane, Mark, Point, Shape, Span, series, time_axis
from monitor.web.floor.render import Frame, Place

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "look" / "pages"
STATIC = ROOT / "static"
ADDRESS = "http://gallery.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]

LETTERS = {
    "ru": str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстувшьыз"),
    "fa": str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابجدهفگهیژکلمنوپقرستوووخیز"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form as pages get it: what was typed and what is wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One section in the rail of a sheet."""

    href: str
    letter: str
    title: str
    current: bool
    tally: str
    dots: tuple[str, ...]


def disguise(text: str, language: str) -> str:
    """Put an English text into another alphabet, longer by a third; placeholders and tags stay."""
    if language == "en":
        return text
    pieces = re.split(r"(%\(\w+\)s|<[^>]+>)", text)
    return "".join(
        piece if at % 2 else re.sub(r"\w+", lambda word: _longer(word[0]).translate(LETTERS[language]), piece.lower())
        for at, piece in enumerate(pieces)
    )


def _longer(word: str) -> str:
    return word if len(word) < 4 else word + word[1 : 1 + len(word) // 3]


@cache
def environment(language: str) -> Environment:
    """Make the environment the web room will make: escaping, strict, worded through gettext."""
    env = Environment(
        loader=FileSystemLoader([ROOT / "monitor" / "web" / "templates", PAGES]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        lambda text: disguise(text, language),
        lambda one, many, n: disguise(one if n == 1 else many, language),
        newstyle=True,
    )
    return env


def page_names() -> list[str]:
    """Name the sample pages."""
    return ["problem", *sorted(path.stem for path in PAGES.glob("*.html"))]


def _frame(name: str, language: str) -> Frame:
    labels = ("Today", "Calendar", "Visits", "Facilities", "Denials", "Figures", "Checklists", "Settings")
    if language == "ru":
        labels = (
            "Сегодня",
            "Календарь",
            "Посещения",
            "Учреждения",
            "Недопуски",
            "Показатели",
            "Вопросники",
            "Настройки",
        )
    places = tuple(Place(f"/{n}", label, n == 3) for n, label in enumerate(labels))
    away = name in {"signin"}
    return Frame(
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        languages=(("en", "English"), ("ru", "Русский"), ("fa", "فارسی")),
        partly=frozenset({"fa"}),
        person=None if away else "Nodira Sharipova",
        places=() if away else places,
        search="",
        demo=True,
        version="0.1.0",
        here=f"/{name}",
        asset=lambda file: f"/static/{file}",
    )


def render(name: str, language: str = "en") -> str:
    """Render one sample page in English, a long Russian look-alike or a right-to-left one."""
    dots = ("done", "done", "absent", "not_allowed", "", "", "")
    parts = tuple(
        Part(f"#s-{letter}", letter, disguise(title, language), letter == "C", "4 / 7", dots)
        for letter, title in (
            ("A", "Arrival and registers"),
            ("B", "Information on rights"),
            ("C", "Cells"),
            ("D", "Hygiene"),
        )
    )
    typed = Form(
        values={"name": "Temporary detention, Рудакӣ 14", "kind": "ad_hoc", "needs": "women,doctor", "told": "no"}
    )
    wrong = Form(
        values=typed.values,
        errors={
            "day": "Choose a day that is not in the past.",
            "told": "Say whether notice was given.",
            "name": "Too long.",
        },
    )
    template = environment(language).get_template(f"{name}.html")
    return template.render(
        frame=_frame(name, language), form=typed, wrong=wrong, sections=parts, axis=axis(), line=line(), **PROBLEM
    )


SPAN = Span(date(2016, 11, 1), date(2026, 11, 1))


def axis() -> Markup:
    """Draw ten years of a place: visits, refusals, what others recorded."""
    visits = (
        Mark(date(2019, 3, 4), Shape.CIRCLE, "4 Mar 2019: visit", "/v/1"),
        Mark(date(2021, 5, 1), Shape.HAIRLINE, "1 May 2021: version 2"),
        Mark(date(2024, 11, 2), Shape.CIRCLE, "2 Nov 2024: visit", "/v/2"),
        Mark(date(2026, 3, 14), Shape.HOLLOW, "14 Mar 2026: 2 of 5 refused", "/v/3"),
    )
    refusals = (Mark(date(2022, 6, 9), Shape.BARRED, "9 Jun 2022: refused at the gate", "/d/1"),)
    others = (Mark(date(2018, 1, 9), Shape.TICK, "9 Jan 2018: visit of the prosecutor"),)
    lanes = (Lane("Visits", visits), Lane("Refusals", refusals), Lane("Others", others))
    return time_axis(lanes, span=SPAN, title="Visits and refusals")


def line() -> Markup:
    """Draw a small series with a gap."""
    points = (
        Point(date(2019, 3, 4), Decimal(50), "50 %", "12", "4 Mar 2019: 50 % of 12 items", "/v/1"),
        Point(date(2021, 3, 4), Decimal(61), "61 %", "12", "4 Mar 2021: 61 % of 12 items"),
        Point(date(2024, 11, 2), None, "–", "–", "2 Nov 2024: not assessed"),
        Point(date(2026, 3, 14), Decimal(40), "40 %", "9", "14 Mar 2026: 40 % of 9 items", "/v/3"),
    )
    return series(points, span=SPAN, title="Share of items in order")


PROBLEM: dict[str, object] = {
    "status": 404,
    "happened": "There is nothing at this address for you. It may have moved, or it is not yours to see.",
    "kept": "What you typed is still in your browser.",
    "todo": "Go back and try again, or ask your coordinator.",
}


def answer(route: Route) -> None:
    """Answer the browser from memory: a page with the real policy, or a static file."""
    address = urlsplit(route.request.url)
    if address.path.startswith("/static/"):
        path = STATIC / address.path.removeprefix("/static/")
        route.fulfill(body=path.read_bytes(), content_type=KINDS[path.suffix])
        return
    if route.request.method != "GET":
        route.fulfill(status=204)
        return
    language = address.query or "en"
    body = render(address.path.strip("/") or "parts", language)
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    route.fulfill(body=body, headers=headers)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, headless."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, width: int, scheme: str, height: int = 800) -> Iterator[Page]:
    """Open an empty page of that width, light or dark, whose network is the gallery."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.route("**/*", answer)
    try:
        yield context.new_page()
    finally:
        context.close()


def main(folder: Path) -> None:
    """Write a screenshot of every page in the widths, themes and languages to look at, and the PDFs."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:] or page_names()
    with chromium() as browser:
        for width, scheme, language in (
            (1280, "light", "en"),
            (360, "light", "ru"),
            (360, "dark", "en"),
            (1280, "dark", "fa"),
        ):
            with opened(browser, width, scheme) as page:
                for name in wanted:
                    page.goto(f"{ADDRESS}/{name}?{language}")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}-{language}.png", full_page=True)
                    if width == 1280 and language == "en":
                        page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
