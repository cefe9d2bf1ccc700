"""Chance with a seed, so that the invented country is the same every time. Nothing here is a secret."""

from __future__ import annotations

import random


class Dice(random.Random):
    """A source of chance that begins from a text."""


def unit(*parts: str) -> float:
    """Give a fixed number between 0 and 1 for texts."""
    return Dice(" ".join(parts)).random()
