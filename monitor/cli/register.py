"""`monitor import`: registers and figures of others, read by a mapping file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from monitor.cli.frame import Desk
from monitor.facilities.actions import Brought, Report, Unwatched, make_import, ready_mappings, try_import
from monitor.facilities.rules import OUTCOME_WORDS, Counts, Kind, Outcome, Verdict
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say, word

MOST_TOLD = 50


class NoSuchMapping(Problem):
    status = 404
    sentence = N_("There is no mapping file %(name)s. Give a file, or one of those that come along: %(ready)s.")


class NoSuchFile(Problem):
    status = 404
    sentence = N_("There is no file %(name)s.")


class NotADayGiven(Problem):
    status = 422
    sentence = N_("“%(found)s” is not a day. Write it as year-month-day, such as 2019-12-31.")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    room = commands.add_parser("import", help=N_("bring in registers and figures of others"))
    kinds = room.add_subparsers(required=True, metavar=N_("WHAT"))
    helps = {
        Kind.REGISTER: N_("places, with all that a register says of them"),
        Kind.FIGURES: N_("dated figures about places"),
    }
    for kind, said in helps.items():
        bringing = kinds.add_parser(kind.value, parents=[shared], help=said)
        bringing.add_argument("file", type=Path, metavar=N_("FILE"))
        bringing.add_argument(
            "--mapping",
            required=True,
            metavar=N_("MAPPING"),
            help=N_("a mapping file, or the name of one that comes along"),
        )
        bringing.add_argument("--as-of", required=True, metavar=N_("DATE"), help=N_("the day that the file speaks of"))
        bringing.set_defaults(command=bring, kind=kind)
        bringing.add_argument(
            "--dry-run",
            dest="command",
            action="store_const",
            const=rehearse,
            help=N_("say what would happen, write nothing"),
        )


def bring(desk: Desk, asked: argparse.Namespace) -> int:
    """Import a file, whole or not at all, and say what was done with its rows."""
    verdicts: list[Verdict] = []

    async def work(actor: Actor) -> Counts:
        with TemporaryDirectory() as scratch:
            what = brought(asked, Path(scratch))
            return await make_import(
                actor=actor, run_id=uuid4(), brought=what, watch=Unwatched(), report=_keeping(verdicts), now=desk.now
            )

    return tell_counts(desk, desk.in_house(work), verdicts)


def rehearse(desk: Desk, asked: argparse.Namespace) -> int:
    """Say what importing a file would do, and write nothing."""
    verdicts: list[Verdict] = []

    async def work(actor: Actor) -> Counts:
        with TemporaryDirectory() as scratch:
            return await try_import(
                actor=actor, brought=brought(asked, Path(scratch)), watch=Unwatched(), report=_keeping(verdicts)
            )

    counts = desk.in_house(work)
    return tell_counts(desk, counts, verdicts, say(N_("Nothing was written: this was a trial.")))


def brought(asked: argparse.Namespace, folder: Path) -> Brought:
    """Make what is to be imported from what was typed."""
    file: Path = asked.file
    if not file.is_file():
        raise NoSuchFile(name=str(file))
    try:
        as_of = date.fromisoformat(asked.as_of)
    except ValueError:
        raise NotADayGiven(found=asked.as_of) from None
    return Brought(asked.kind, file, file.name, mapping_text_of(asked.mapping), as_of, folder)


def mapping_text_of(name: str) -> str:
    """Read a mapping file, or one of those that come with the product by its name."""
    ready = ready_mappings()
    if name in ready:
        return ready[name][1]
    if not Path(name).is_file():
        raise NoSuchMapping(name=name, ready=", ".join(ready))
    return Path(name).read_text("utf-8-sig", "replace")


def tell_counts(desk: Desk, counts: Counts, verdicts: list[Verdict], *closing: Sentence) -> int:
    """Say how many rows had each outcome, and the rows that need somebody's eyes."""
    told = {outcome.value: int(getattr(counts, outcome.value)) for outcome in Outcome}
    rows = [
        {"row": v.row, "outcome": v.outcome.value, "name": v.name, "said": word(s, desk.language)}
        for v in verdicts
        for s in _sentences(v)
    ]
    lines = [
        say(N_("Row %(row)s, %(name)s: %(said)s"), row=v.row, name=v.name, said=s)
        for v in verdicts[:MOST_TOLD]
        for s in _sentences(v)
    ]
    sums = [
        say(N_("%(outcome)s: %(n)s"), outcome=say(OUTCOME_WORDS[outcome]), n=told[outcome.value]) for outcome in Outcome
    ]
    return desk.tell(
        {"rows": counts.rows, **told, "told": list(rows)},
        *lines,
        say(N_("%(n)s rows read."), n=counts.rows),
        *sums,
        *closing,
    )


def _sentences(verdict: Verdict) -> tuple[Sentence, ...]:
    return (*((verdict.why,) if verdict.why else ()), *verdict.warnings)


def _keeping(kept: list[Verdict]) -> Report:
    """Keep the verdicts that say something."""

    def report(verdicts: Sequence[Verdict]) -> None:
        kept.extend(verdict for verdict in verdicts if _sentences(verdict))

    return report
