"""Keeping the machine: check, backup, restore, move, the data key, the log."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from pathlib import Path

from monitor.cli.frame import Desk
from monitor.installation.actions import back_up, mend_current_answers, move, restore
from monitor.installation.queries import check_installation, check_serving
from monitor.installation.rules import Finding, Made, Soundness, WrongCode
from monitor.kit.actor import Actor
from monitor.kit.crypto import DoesNotOpen, Key, key_from_recovery
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say, word
from monitor.ledger.queries import ledger_head, verify_ledger
from monitor.outside.database import close_database, described, open_database
from monitor.outside.holding import owning
from monitor.outside.keyring import KEY_FILE, load_keyring, use_keyring, write_key
from monitor.people.queries import system_actor
from monitor.piccolo_app import TABLES
from monitor.records.queries import faults_in_measurements
from monitor.sheets.queries import faults_in_current_answers

MARKS = {Soundness.GOOD: "✓", Soundness.CARE: "!", Soundness.BAD: "✗"}


class NoFile(Problem):
    status = 404
    sentence = N_("There is no file %(file)s.")


class KeyThere(Problem):
    status = 409
    sentence = N_("There is a data key in %(folder)s already; it was not replaced.")


class NothingHere(Problem):
    status = 404
    sentence = N_("There is no installation in %(folder)s. Begin one with “monitor serve”.")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    checking = commands.add_parser("check", parents=[shared], help=N_("say whether the installation is sound"))
    checking.set_defaults(command=check)
    mending = commands.add_parser("recompute", parents=[shared], help=N_("write derived rows anew from what was given"))
    mending.add_argument("--check", action="store_true", help=N_("only compare, change nothing"))
    mending.set_defaults(command=recompute)
    backing = commands.add_parser("backup", parents=[shared], help=N_("write everything into one sealed file"))
    backing.add_argument(
        "file", type=Path, metavar=N_("FILE"), help=N_("the file to write, or a folder such as a USB stick")
    )
    backing.set_defaults(command=backup)
    restoring = commands.add_parser("restore", parents=[shared], help=N_("bring a backup back into an empty folder"))
    restoring.add_argument("file", type=Path, metavar=N_("FILE"))
    restoring.set_defaults(command=bring_back)
    moving = commands.add_parser("move", parents=[shared], help=N_("copy everything into another database"))
    moving.add_argument(
        "--to", required=True, metavar=N_("ADDRESS"), help=N_("postgresql://… or a path for a SQLite file")
    )
    moving.set_defaults(command=move_house)
    keys = commands.add_parser("keys", help=N_("the data key")).add_subparsers(required=True, metavar=N_("WHAT"))
    keys.add_parser("restore", parents=[shared], help=N_("write data.key from the recovery code")).set_defaults(
        command=rekey
    )
    keys.add_parser("show", parents=[shared], help=N_("print the recovery code")).set_defaults(command=show_code)
    ledger = commands.add_parser("ledger", help=N_("the log")).add_subparsers(required=True, metavar=N_("WHAT"))
    verifying = ledger.add_parser("verify", parents=[shared], help=N_("walk the whole log"))
    verifying.add_argument(
        "--head", default="", metavar=N_("HASH"), help=N_("a head printed earlier: it must be in the log")
    )
    verifying.set_defaults(command=verify)
    ledger.add_parser("head", parents=[shared], help=N_("print the head to keep on paper")).set_defaults(command=head)


def check(desk: Desk, asked: argparse.Namespace) -> int:
    """Look at everything that must hold; exit code 1 when something does not."""
    settings = desk.settings
    if not settings.database_url and not Path(settings.database).exists():
        raise NothingHere(folder=str(settings.data))

    async def look() -> list[Finding]:
        use_keyring(load_keyring(settings.data, settings.data_key))
        try:
            await open_database(settings.database, TABLES)
            system = system_actor(desk.now.date())
            found = await check_installation(system, settings, desk.now)
            return [*found, await check_serving(system, settings)]
        finally:
            await close_database()

    found = asyncio.run(look())
    lines = [f"{MARKS[f.state]} {word(f.said, desk.language)}" for f in found]
    sound = all(f.state is not Soundness.BAD for f in found)
    told = [{"name": f.name, "state": f.state.value, "said": word(f.said, desk.language)} for f in found]
    desk.tell({"sound": sound, "findings": [dict(f) for f in told]}, *lines)
    return 0 if sound else 1


def recompute(desk: Desk, asked: argparse.Namespace) -> int:
    """Compare what is shown as current with the answers given, and put it right; exit code 1 if a check finds faults.

    Figures of closed records are compared too; they were signed, so they are never written anew.
    """

    async def work(actor: Actor) -> int:
        faults = await faults_in_current_answers()
        if faults and not asked.check:
            await mend_current_answers(actor=actor, now=desk.now)
        figures = await faults_in_measurements(actor)
        desk.tell(
            {"faults": faults, "mended": bool(faults) and not asked.check, "figures": figures},
            say(N_("Answers not shown as they were last given: %(faults)s"), faults=faults),
            say(N_("Figures of closed records that do not come out again: %(figures)s"), figures=figures),
        )
        return 1 if (faults and asked.check) or figures else 0

    return desk.in_house(work)


def backup(desk: Desk, asked: argparse.Namespace) -> int:
    """Write one sealed file; the server may go on meanwhile."""
    target: Path = asked.file
    if target.is_dir():
        target = target / f"monitor-{desk.now:%Y-%m-%d-%H%M}.backup"

    async def work(actor: Actor) -> Made:
        settings = desk.settings
        address = settings.database
        return await back_up(
            actor=actor, target=target, address=address, data=settings.data, tables=TABLES, now=desk.now
        )

    made = desk.in_house(work)
    return _tell_made(desk, made, say(N_("Written: %(file)s. Keep it away from this machine."), file=str(target)))


def bring_back(desk: Desk, asked: argparse.Namespace) -> int:
    """Restore into an empty folder, with its data.key or the recovery code."""
    settings = desk.settings
    if not asked.file.is_file():
        raise NoFile(file=str(asked.file))
    key = None if settings.data_key or (settings.data / KEY_FILE).exists() else _asked_key()

    async def work() -> Made:
        try:
            return await restore(
                file=asked.file,
                data=settings.data,
                address=settings.database,
                key=key,
                given=settings.data_key,
                tables=TABLES,
                now=desk.now,
            )
        finally:
            await close_database()

    with owning(settings.data):
        made = asyncio.run(work())
    return _tell_made(desk, made, say(N_("Restored into %(folder)s."), folder=str(settings.data)))


def move_house(desk: Desk, asked: argparse.Namespace) -> int:
    """Copy everything into another database; the server must be stopped."""
    settings = desk.settings
    use_keyring(load_keyring(settings.data, settings.data_key))

    async def work() -> Made:
        try:
            return await move(source=settings.database, target=asked.to, tables=TABLES, now=desk.now)
        finally:
            await close_database()

    with owning(settings.data):
        made = asyncio.run(work())
    place = described(asked.to)
    onward = say(N_("Copied to %(place)s. Start the server with MONITOR_DATABASE_URL from now on."), place=place)
    if "://" not in asked.to:
        onward = say(N_("Copied to %(place)s. Name it monitor.sqlite in the data folder to use it."), place=place)
    return _tell_made(desk, made, onward)


def _tell_made(desk: Desk, made: Made, first: Sentence) -> int:
    return desk.tell(
        {"rows": made.rows, "files": made.files, "head": made.head},
        first,
        say(
            N_("Rows: %(rows)s. Files: %(files)s. Head of the log: %(head)s"),
            rows=made.rows,
            files=made.files,
            head=made.head,
        ),
    )


def _asked_key() -> Key:
    prompt = "Recovery code: "
    code = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return key_from_recovery(code)
    except DoesNotOpen as fault:
        raise WrongCode() from fault


def rekey(desk: Desk, asked: argparse.Namespace) -> int:
    """Write data.key from the recovery code; an existing key is never replaced."""
    folder = desk.settings.data
    if (folder / KEY_FILE).exists():
        raise KeyThere(folder=str(folder))
    write_key(folder, _asked_key())
    return desk.tell({"restored": True}, say(N_("The data key is back in %(folder)s."), folder=str(folder)))


def show_code(desk: Desk, asked: argparse.Namespace) -> int:
    """Print the recovery code for whoever owns the machine."""
    code = load_keyring(desk.settings.data, desk.settings.data_key).recovery_code()
    return desk.tell({"recovery_code": code}, code)


def verify(desk: Desk, asked: argparse.Namespace) -> int:
    """Walk the whole log and compare it with a printed head."""

    async def work(actor: Actor) -> int:
        found = await verify_ledger(asked.head)
        return desk.tell(
            {"entries": found.entries, "head": found.head},
            say(N_("The log holds. Entries: %(entries)s. Head: %(head)s"), entries=found.entries, head=found.head),
        )

    return desk.in_house(work)


def head(desk: Desk, asked: argparse.Namespace) -> int:
    """Print the head to keep on paper."""

    async def work(actor: Actor) -> int:
        found = await ledger_head()
        return desk.tell({"seq": found.seq, "head": found.hash}, found.hash)

    return desk.in_house(work)
