"""When things happen: acts are put on a calendar in any order and played in the order of their instants."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from monitor.ledger.actions import one_transaction

Act = Callable[[datetime], Awaitable[object]]
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Scene:
    at: datetime
    act: Act


class Agenda:
    """Collects acts, so that the log of the demo runs forward in time in whatever order the story is told."""

    def __init__(self) -> None:
        self._scenes: list[_Scene] = []

    def at(self, when: datetime, act: Act) -> None:
        """Put an act on the calendar; of two at the same instant the one put first is played first."""
        self._scenes.append(_Scene(when, act))

    async def play(self, tell: Callable[[int, int], None]) -> None:
        """Play every act and tell how many are done of how many.

        Many share a transaction: a demo that stops half way is begun again anyway.
        """
        scenes = sorted(self._scenes, key=lambda scene: scene.at)
        for first in range(0, len(scenes), _AT_ONCE):
            await one_transaction(partial(_play, scenes[first : first + _AT_ONCE]))
            tell(min(first + _AT_ONCE, len(scenes)), len(scenes))


async def _play(scenes: Sequence[_Scene]) -> None:
    for scene in scenes:
        await scene.act(scene.at)
