"""What a code is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A value that is stored (`id`), the words people read, and the group it is offered under."""

    id: str
    label: str
    group: str = ""
