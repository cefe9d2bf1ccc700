"""`monitor export`: a facility's history or the list of denials as a file, as far as the account given by --as may."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from monitor.cli.facility import the_one
from monitor.cli.frame import Desk
from monitor.denials.actions import export_denials
from monitor.denials.rules import Filters
from monitor.facilities.queries import find_facilities
from monitor.history.actions import Format, export_history
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, say
from monitor.press.spreadsheets import csv
from monitor.web.pages.denials.exporting import sheet_of

MOST_ALIKE = 20


class FileThere(Problem):
    status = 409
    sentence = N_("There is a file %(file)s already; it was not replaced.")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    room = commands.add_parser("export", help=N_("take out a history or the list of denials; needs --as"))
    whats = room.add_subparsers(required=True, metavar=N_("WHAT"))
    history = whats.add_parser("facility", parents=[shared], help=N_("a facility's whole history"))
    history.add_argument("text", metavar=N_("CODE-OR-NAME"))
    history.add_argument("--format", type=Format, choices=list(Format), default=Format.XLSX)
    history.set_defaults(command=export_facility)
    denials = whats.add_parser("denials", parents=[shared], help=N_("all denials as CSV"))
    denials.set_defaults(command=export_list)
    for parser in (history, denials):
        parser.add_argument("--to", type=Path, required=True, metavar=N_("FILE"))


def export_facility(desk: Desk, asked: argparse.Namespace) -> int:
    """Write one facility's history: a workbook, or CSV tables in one ZIP."""

    async def work(actor: Actor) -> bytes:
        place = the_one(await find_facilities(actor, asked.text, MOST_ALIKE), asked.text)
        made = await export_history(actor=actor, facility_id=place.id, format=asked.format, now=desk.now)
        return made.content

    return _write(desk, asked.to, desk.in_house(work))


def export_list(desk: Desk, asked: argparse.Namespace) -> int:
    """Write every denial that the account may hand out."""

    async def work(actor: Actor) -> bytes:
        return csv(sheet_of(await export_denials(actor=actor, filters=Filters(), now=desk.now), desk.language))

    return _write(desk, asked.to, desk.in_house(work))


def _write(desk: Desk, target: Path, content: bytes) -> int:
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileThere(file=str(target)) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return desk.tell({"file": str(target), "bytes": len(content)}, say(N_("Written: %(file)s"), file=str(target)))
