"""The command line, for people and scripts: exit code 0 when done, 1 when refused, 2 when it was not understood."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from monitor.cli import accounts, checklists, export, facility, forms, keeping, register, serving, trying
from monitor.cli.frame import Desk, desk_of
from monitor.cli.parsing import Parser
from monitor.kit.problems import Problem
from monitor.kit.words import N_


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    asked = parser().parse_args(arguments)
    desk = desk_of(asked)
    try:
        done: int = asked.command(desk, asked)
    except Problem as problem:
        return desk.refuse(problem)
    except KeyboardInterrupt:
        return 1
    return done


def parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data", type=Path, metavar=N_("DIR"), help=N_("the data folder; else MONITOR_DATA, else your own")
    )
    shared.add_argument("--json", action="store_true", help=N_("answer scripts: one JSON object"))
    shared.add_argument("--as", dest="acting_as", metavar=N_("EMAIL"), help=N_("act with this account's rights"))
    made = _speaking(N_("Visits to places of detention, added up over time."))
    commands = made.add_subparsers(required=True, metavar=N_("COMMAND"))
    for room in (serving, trying, keeping, accounts, register, facility, export):
        room.add_commands(commands, shared)
    _add_checklists(commands, shared)
    return made


def _speaking(description: str) -> argparse.ArgumentParser:
    return Parser(prog="monitor", description=description)


def _check_checklists(desk: Desk, asked: argparse.Namespace) -> int:
    check = checklists.check_for_scripts if desk.json else checklists.check
    return check(asked.directory, language=desk.language)


def _add_checklists(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    lists = commands.add_parser("checklists", help=N_("the checklist files")).add_subparsers(
        required=True, metavar=N_("WHAT")
    )
    checking = lists.add_parser("check", parents=[shared], help=N_("say whether checklist files are sound"))
    checking.add_argument("directory", nargs="?", type=Path, metavar=N_("DIR"))
    checking.set_defaults(command=_check_checklists)
    forms.add_commands(lists, shared)
