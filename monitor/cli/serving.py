"""`monitor serve`: the real start."""

from __future__ import annotations

import argparse
import asyncio
import os
from dataclasses import replace
from pathlib import Path

import uvicorn

from monitor.app import make_app, open_house
from monitor.cli.frame import Desk
from monitor.installation.actions import begin_real
from monitor.kit.words import N_, say
from monitor.outside.database import close_database
from monitor.outside.holding import sharing
from monitor.outside.keyring import KEY_FILE, write_key
from monitor.outside.moving.transfer import snapshot
from monitor.people.actions.signing import offer_set_up
from monitor.people.queries import has_accounts
from monitor.settings import Settings


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    serving = commands.add_parser("serve", parents=[shared], help=N_("start the server"))
    serving.set_defaults(command=serve)
    listening_options(serving)


def listening_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to listen."""
    parser.add_argument("--host", metavar=N_("ADDRESS"), help=N_("address to listen on"))
    parser.add_argument("--port", type=int, metavar=N_("NUMBER"), help=N_("port to listen on"))


def serve(desk: Desk, asked: argparse.Namespace) -> int:
    """Start the real thing; the first start makes database and key and prints the one-time set-up address."""
    settings = listening(desk.settings, asked)
    with sharing(settings.data):
        token = asyncio.run(_begin(settings, desk))
        if token:
            address = f"{settings.address}/setup/{token}"
            desk.tell({"set_up": address}, say(N_("Set this installation up, once, at %(address)s"), address=address))
        desk.tell({"address": settings.address}, say(N_("Serving at %(address)s"), address=settings.address))
        return run_server(settings)


async def _begin(settings: Settings, desk: Desk) -> str:
    if not settings.data_key and not (settings.data / KEY_FILE).exists() and await _is_new(settings):
        write_key(settings.data)
    try:
        await open_house(settings, desk.now)
        await begin_real(str(settings.data), desk.now)
        return "" if await has_accounts() else await offer_set_up()
    finally:
        await close_database()


async def _is_new(settings: Settings) -> bool:
    """Say whether no database was begun here: only then may a new key be made."""
    if not settings.database_url:
        return not Path(settings.database).exists()
    async with snapshot(settings.database_url) as found:
        return not await found.values("select tablename from pg_tables where tablename = 'installation'")


def listening(settings: Settings, asked: argparse.Namespace) -> Settings:
    """Take host and port from the command; people's address follows them unless MONITOR_ADDRESS is given."""
    host, port = asked.host or settings.host, asked.port or settings.port
    given = "MONITOR_ADDRESS" in os.environ
    return replace(settings, host=host, port=port, address=settings.address if given else f"http://{host}:{port}")


def run_server(settings: Settings) -> int:
    """Serve until stopped."""
    # No access log: addresses of pages and people are nobody's business (law 10).
    uvicorn.run(
        make_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0
