"""`monitor demo`: an invented country in a folder of its own (D16)."""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
from platformdirs import user_data_path

from monitor.app import open_house
from monitor.cli.frame import Desk
from monitor.cli.serving import listening, listening_options, run_server
from monitor.demo import SignIn, fill_demo
from monitor.installation.actions import begin_demo
from monitor.installation.queries import DEMO, KIND
from monitor.installation.rules import NotADemo
from monitor.kit.words import N_, say, word
from monitor.outside.database import close_database
from monitor.outside.holding import LOCK_FILE, owning, sharing
from monitor.outside.keyring import write_key
from monitor.outside.moving.transfer import snapshot
from monitor.settings import Settings

SIGN_INS = "sign-ins.json"
ROLE_WORDS = {
    "coordinator": N_("coordinator"),
    "monitor": N_("monitor"),
    "lead": N_("lead"),
    "NGO coordinator": N_("NGO coordinator"),
    "civil society": N_("civil-society account"),
    "analyst": N_("analyst"),
    "administrator": N_("administrator"),
}


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    trying = commands.add_parser("demo", parents=[shared], help=N_("try everything with an invented country"))
    trying.add_argument("--reset", action="store_true", help=N_("begin the demo afresh"))
    trying.set_defaults(command=demo)
    listening_options(trying)


def demo(desk: Desk, asked: argparse.Namespace) -> int:
    """Fill a demo on its first start, print a sign-in for each role, and serve it on this machine only."""
    folder: Path = asked.data or user_data_path("monitor-demo")
    settings = listening(replace(desk.settings, data=folder, database_url="", data_key=""), asked)
    if asked.reset or not (folder / SIGN_INS).exists():
        with owning(folder):
            asyncio.run(_clear(settings))
            asyncio.run(_fill(settings, desk))
    with sharing(folder):
        asyncio.run(_look(settings, desk))
        _show(desk, settings)
        return run_server(settings)


async def _clear(settings: Settings) -> None:
    """Take away a demo, whole or half filled, and nothing else."""
    found = [file for file in settings.data.iterdir() if file.name != LOCK_FILE]
    file = Path(settings.database)
    if found and not (file.exists() and await _kind(file) == DEMO):
        raise NotADemo(folder=str(settings.data))
    for left in found:
        shutil.rmtree(left) if left.is_dir() else left.unlink()


async def _kind(file: Path) -> str:
    async with snapshot(str(file)) as opened:
        known = await opened.values("select name from sqlite_master where name = 'installation'")
        facts = await opened.values(f"select value from installation where name = '{KIND}'") if known else []
    return str(facts[0][0]) if facts else ""


async def _fill(settings: Settings, desk: Desk) -> None:
    write_key(settings.data)
    try:
        await open_house(settings, desk.now)
        await begin_demo(str(settings.data), desk.now)
        made = await fill_demo(
            now=desk.now, passwords=lambda: secrets.token_urlsafe(9), language=desk.language, tell=_progress
        )
    finally:
        await close_database()
    # The file comes last: a demo without it was not filled to the end and is begun again.
    descriptor = os.open(settings.data / SIGN_INS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(made)))


def _progress(done: int, total: int) -> None:
    """Show how far the filling is to whoever looks on, on a line of its own."""
    if not sys.stderr.isatty():
        return
    if done % 50 == 0 or done == total:
        print(f"\r{done} / {total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


async def _look(settings: Settings, desk: Desk) -> None:
    """Open the house once, so that a foreign key or a real database is refused before anything is served."""
    try:
        await open_house(settings, desk.now)
        await begin_demo(str(settings.data), desk.now)
    finally:
        await close_database()


def _show(desk: Desk, settings: Settings) -> None:
    made = msgspec.json.decode((settings.data / SIGN_INS).read_bytes(), type=list[SignIn])
    roles = {entry.role: word(ROLE_WORDS[entry.role], desk.language) for entry in made}
    widest = max(map(len, roles.values()))
    lines = [f"  {roles[e.role]:<{widest}}  {e.email:<34} {e.password:<14} {e.name}" for e in made]
    desk.tell(
        {
            "address": settings.address,
            "sign_ins": [{"role": e.role, "email": e.email, "password": e.password} for e in made],
        },
        say(N_("The demo is at %(address)s. Sign in as one of these invented people:"), address=settings.address),
        *lines,
    )
