"""Looks at the page that a browser has open: what axe finds on it, and whether it is wider than the screen."""

from __future__ import annotations

import json
from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NIGHT = ["wcag2aa"]  # what colours can change
PHONE, DESK, HEIGHT = 360, 1280, 800
ASK = """(tags) => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then((r) =>
  JSON.stringify(r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`))))"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && !e.closest("figure.chart, .wide, .hidden, .skip") &&
    (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => e.outerHTML.slice(0, 120))"""
# What stays in place while the page moves lies over something else at every moment, and what is drawn only when it comes
# into sight has no true size before: axe would judge the page by that.
IN_FLOW = """() => document.querySelectorAll("body *").forEach((part) => {
  const style = getComputedStyle(part);
  if (["fixed", "sticky"].includes(style.position)) part.style.position = "static";
  if (style.contentVisibility === "auto") part.style.contentVisibility = "visible";
})"""


def found_by_axe(page: Page) -> list[str]:
    """Run axe on the page as it stands and say what it finds."""
    page.evaluate(AXE)
    return _asked(page, RULES)


def wrong_with(page: Page) -> list[str]:
    """Say what is wrong with the page: on a phone by day, on a phone at night, on a desk; nothing when all is well."""
    page.evaluate(AXE)
    found = _looked(page, PHONE, "light", RULES)
    found += _looked(page, PHONE, "dark", NIGHT)
    return found + _looked(page, DESK, "light", RULES)


def _looked(page: Page, width: int, scheme: str, rules: list[str]) -> list[str]:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate(IN_FLOW)
    told = [f"{scheme} at {width}: {each}" for each in _asked(page, rules)]
    return [*told, *([f"{wide} wide at {width}"] if wide > width else [])]


def _asked(page: Page, rules: list[str]) -> list[str]:
    found: list[str] = json.loads(page.evaluate(ASK, rules))
    return found
