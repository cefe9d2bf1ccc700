"""The colours of the sheet can be read: text at 4.5 to 1, edges of fields at 3 to 1, light and dark."""

from __future__ import annotations

import re

import pytest

from tests.look.gallery import STATIC

SHEET = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")


def colours(selector: str) -> dict[str, str]:
    """Read the colours declared under a selector."""
    block = SHEET.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(":root")
DARK = colours(':root[data-theme="dark"]')


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(theme: dict[str, str]) -> None:
    pairs = [
        (word, sheet) for word in ("ink", "muted", "accent", "refusal", "due", "good") for sheet in ("paper", "surface")
    ]
    pairs += [(word, f"{word}-soft") for word in ("accent", "refusal", "due", "good")]
    pairs += [("ink", f"{word}-soft") for word in ("accent", "refusal", "due", "good")]
    pairs += [("on-accent", "accent"), ("muted", "accent-soft"), ("surface", "refusal"), ("surface", "due")]
    assert [pair for pair in pairs if contrast(theme[pair[0]], theme[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_can_be_seen(theme: dict[str, str]) -> None:
    assert [sheet for sheet in ("paper", "surface") if contrast(theme["edge"], theme[sheet]) < 3] == []


def test_dark_is_the_same_by_system_and_by_hand() -> None:
    assert colours(':root:not([data-theme="light"])') == DARK
