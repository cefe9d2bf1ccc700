"""What every command stands on: settings, the open house, who acts, and speaking to people or to scripts."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from monitor.app import open_house
from monitor.cli.parsing import spoken_language
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, word
from monitor.outside.database import close_database
from monitor.outside.holding import sharing
from monitor.people.queries import actor_by_email, system_actor
from monitor.settings import Settings, read_settings

T = TypeVar("T")
Told = str | int | bool | None | list["Told"] | Mapping[str, "Told"]


class NoSuchAccount(Problem):
    status = 404
    sentence = N_("There is no account %(email)s that may sign in.")


@dataclass(frozen=True, slots=True)
class Desk:
    """One call of the program: its settings, its language, whether a script listens, and for whom it acts."""

    settings: Settings
    language: str
    json: bool
    acting_as: str
    now: datetime

    def tell(self, told: Mapping[str, Told], *sentences: Sentence | str) -> int:
        """Say a result: sentences to people, one JSON object to scripts. Gives exit code 0."""
        if self.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        for sentence in () if self.json else sentences:
            print(word(sentence, self.language), flush=True)
        return 0

    def refuse(self, problem: Problem) -> int:
        """Say what went wrong. Gives exit code 1."""
        said = word(problem.said, self.language)
        if self.json:
            print(json.dumps({"problem": problem.code, "said": said}, ensure_ascii=False))
        else:
            print(said, file=sys.stderr)
        return 1

    def in_house(self, work: Callable[[Actor], Awaitable[T]]) -> T:
        """Run work inside the open house, as the system or as the account given by --as."""

        async def inside() -> T:
            try:
                await open_house(self.settings, self.now)
                return await work(await self._actor())
            finally:
                await close_database()

        with sharing(self.settings.data):
            return asyncio.run(inside())

    async def _actor(self) -> Actor:
        if not self.acting_as:
            return system_actor(self.now.date())
        actor = await actor_by_email(self.acting_as, self.now)
        if actor is None:
            raise NoSuchAccount(email=self.acting_as)
        return actor


def desk_of(asked: argparse.Namespace) -> Desk:
    """Make the desk from what was typed and the environment."""
    data: Path | None = asked.data
    return Desk(
        settings=read_settings(os.environ, data),
        language=spoken_language(),
        json=asked.json,
        acting_as=asked.acting_as or "",
        now=datetime.now(UTC),
    )
