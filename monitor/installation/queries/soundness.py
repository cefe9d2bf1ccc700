"""Facts about the installation, and whether everything is sound."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import msgspec

from monitor import migrations
from monitor.installation.rules import (
    LITTLE_SPACE,
    NO_SPACE,
    Finding,
    Soundness,
    WrongKey,
    backup_due,
)
from monitor.kit.actor import Actor, query
from monitor.kit.crypto import DoesNotOpen
from monitor.kit.problems import Problem
from monitor.kit.words import N_, count, say
from monitor.ledger.queries import ledger_head, verify_ledger
from monitor.ledger.rules import Link
from monitor.outside.database import is_postgres, one, rows, sql
from monitor.outside.keyring import keyring
from monitor.outside.migrations import chain
from monitor.outside.network.http import answers
from monitor.people.queries import installation_fact
from monitor.people.rules import Need
from monitor.settings import Settings
from monitor.sheets.queries import faults_in_current_answers

KIND = "kind"
DEMO = "demo"
KEY_PROBE = "key_probe"
LAST_BACKUP = "last_backup"
SHEET_READ_BACK = "sheet_read_back"
_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://[::1]")


async def is_demo() -> bool:
    """Say whether this database holds invented people only (D16)."""
    return await installation_fact(KIND) == DEMO


async def check_key() -> None:
    """Raise WrongKey if the key loaded is not the one this database was begun with."""
    probe = await installation_fact(KEY_PROBE)
    try:
        if probe and keyring().open("installation.value", KEY_PROBE, probe) == KEY_PROBE:
            return
    except DoesNotOpen as fault:
        raise WrongKey() from fault


@query(Need.BACKUP_MAKE)
async def last_backup(actor: Actor) -> datetime | None:
    """Give the moment of the last backup made by this installation."""
    return await _moment(LAST_BACKUP)


@query(Need.INSTALLATION_MANAGE)
async def sheet_read_back(actor: Actor) -> datetime | None:
    """Give the moment when somebody proved to hold the recovery sheet."""
    return await _moment(SHEET_READ_BACK)


@query(Need.INSTALLATION_MANAGE)
async def recovery_code_of(actor: Actor) -> str:
    """Give the recovery code for printing; once it was read back the pages show it no more."""
    return "" if await _moment(SHEET_READ_BACK) else keyring().recovery_code()


async def _moment(fact: str) -> datetime | None:
    found = await installation_fact(fact)
    return datetime.fromisoformat(found) if found else None


@query(Need.INSTALLATION_MANAGE)
async def check_installation(actor: Actor, settings: Settings, now: datetime) -> list[Finding]:
    """Look at everything that must hold; the worst finding is the verdict."""
    return [
        await _asked("key", N_("The data key belongs to this database."), check_key),
        _folder(settings.data),
        await _schema(),
        await _file(),
        await _chain(),
        await _answers(),
        await _clock(now),
        _space(settings.data),
        _address(settings),
        await _backup(now),
        await _sheet(),
    ]


def good(name: str, text: str, **values: str | int) -> Finding:
    return Finding(name, Soundness.GOOD, say(text, **values))


def care(name: str, text: str, **values: str | int) -> Finding:
    return Finding(name, Soundness.CARE, say(text, **values))


def bad(name: str, text: str, **values: str | int) -> Finding:
    return Finding(name, Soundness.BAD, say(text, **values))


async def _asked(name: str, sentence: str, ask: Callable[[], Awaitable[object]]) -> Finding:
    try:
        await ask()
    except Problem as problem:
        return Finding(name, Soundness.BAD, problem.said)
    return good(name, sentence)


def _folder(data: Path) -> Finding:
    if stat.S_IMODE(data.stat().st_mode) & 0o077:
        return care("folder", N_("Others on this machine can look into %(folder)s: chmod 700."), folder=str(data))
    return good("folder", N_("Only its owner can open the data folder."))


async def _schema() -> Finding:
    ran = {str(row["name"]) for row in await rows(sql("select name from migration"))}
    missing = [name for name, _ in chain(migrations) if name not in ran]
    if missing:
        return bad("schema", N_("The database is older than the program. Start the server once."))
    return good("schema", N_("The database is up to date."))


async def _file() -> Finding:
    if is_postgres():
        return good("database", N_("PostgreSQL answers."))
    found = await rows(sql("pragma quick_check"))
    if [list(row.values()) for row in found] != [["ok"]]:
        return bad("database", N_("The database file is damaged. Keep it, and restore the last backup elsewhere."))
    return good("database", N_("The database file is whole."))


async def _chain() -> Finding:
    try:
        await verify_ledger()
    except Problem as problem:
        return Finding("ledger", Soundness.BAD, problem.said)
    # How many entries there are is not told: their number would tell of secret work (law 4).
    said = say(N_("The log holds: every entry follows from the one before it."))
    return Finding("ledger", Soundness.GOOD, said)


async def _clock(now: datetime) -> Finding:
    head = await ledger_head()
    last = await one(Link, "select seq, body, hash from ledger where seq = {}", head.seq)
    if last is not None and msgspec.json.decode(last.body, type=_At).at > now:
        return bad(
            "clock", N_("This machine's clock is behind the last entry of the log. Set it right before working.")
        )
    return good("clock", N_("The clock is not behind the log."))


class _At(msgspec.Struct):
    at: datetime


async def _answers() -> Finding:
    faults = await faults_in_current_answers()
    if faults:
        return bad(
            "answers",
            N_("Answers not shown as they were last given: %(faults)s. Run “monitor recompute”."),
            faults=faults,
        )
    return good("answers", N_("Every answer is shown as it was last given."))


@query(Need.INSTALLATION_MANAGE)
async def check_serving(actor: Actor, settings: Settings) -> Finding:
    """Ask the server itself, at the address people use, over the network and with its certificate."""
    if await answers(settings.address):
        return good("serving", N_("The server answers at %(address)s."), address=settings.address)
    return care(
        "serving",
        N_("Nothing answers at %(address)s. Start the server, or set MONITOR_ADDRESS."),
        address=settings.address,
    )


def _space(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    megabytes = free >> 20
    if free < NO_SPACE:
        return bad("space", N_("Only %(megabytes)s MB are free. Make room before anything else."), megabytes=megabytes)
    if free < LITTLE_SPACE:
        return care("space", N_("Only %(megabytes)s MB are free."), megabytes=megabytes)
    return good("space", N_("There is room on the disk."))


def _address(settings: Settings) -> Finding:
    if settings.secure or settings.address.startswith(_LOOPBACK):
        return good("address", N_("People reach the server at %(address)s."), address=settings.address)
    return care(
        "address",
        N_("People reach the server at %(address)s without encryption. Put TLS in front of it."),
        address=settings.address,
    )


async def _backup(now: datetime) -> Finding:
    last = await _moment(LAST_BACKUP)
    if last is None:
        return care("backup", N_("No backup was made yet. Make one, and keep it away from this machine."))
    days = (now - last).days
    said = count("The last backup is %(n)s day old.", "The last backup is %(n)s days old.", days)
    return Finding("backup", Soundness.CARE if backup_due(last, now) else Soundness.GOOD, said)


async def _sheet() -> Finding:
    if await _moment(SHEET_READ_BACK) is None:
        return care(
            "recovery", N_("Nobody has read back the recovery sheet. Without it a lost disk loses every backup.")
        )
    return good("recovery", N_("The recovery sheet was read back."))
