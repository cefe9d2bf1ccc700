"""Pages of a list: a slice and what is needed to say where one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, counted from 1, with the whole number of rows after the visibility rule."""

    rows: tuple[T, ...]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))


def offset(number: int, size: int = PAGE_SIZE) -> int:
    """Give the first row's offset of a page counted from 1."""
    return (max(1, number) - 1) * size
