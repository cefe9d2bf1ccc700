"""Numbers as people write them, and in the one canonical spelling in which they are kept; the words of yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from unicodedata import decimal

from monitor.kit.words import N_

# What a yes-or-no question keeps, in words.
YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")


def plain_number(text: str) -> Decimal | None:
    """Read a number written with a comma or a point, in any script's digits; None when it is not one."""
    ascii_digits = "".join(str(decimal(c)) if c.isdecimal() else c for c in text)
    pointed = THOUSANDS.sub("", ascii_digits).replace(",", ".").replace("٫", ".").replace("\u2212", "-")
    return Decimal(pointed) if NUMBER.fullmatch(pointed) else None


def number_text(value: Decimal) -> str:
    """Write a number in its one canonical spelling: no exponent, no trailing zeros, no minus zero."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
