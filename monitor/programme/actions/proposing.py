"""Letting the planner propose: the question is frozen, a process of its own works on it, a good plan may be kept."""

from __future__ import annotations

import asyncio
import logging
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from monitor.kit.actor import Actor
from monitor.kit.crypto import new_key
from monitor.kit.problems import Conflict
from monitor.ledger.actions import action, one_transaction, record
from monitor.outside.database import is_postgres, number, one, run
from monitor.outside.keyring import keyring
from monitor.outside.scripts import start_script
from monitor.people.rules import Need
from monitor.programme.actions.again import saved_before
from monitor.programme.actions.drafting import hold_programme, new_version, write_entries
from monitor.programme.queries import board_of, points_of, version_open_to
from monitor.programme.queries.proposals import proposal_open_to
from monitor.programme.queries.question import question_of
from monitor.programme.rules.checker import check_sound, violations_of
from monitor.programme.rules.model import (
    check_snapshot,
    read_plan,
    read_snapshot,
    seed_hash,
    snapshot_hash,
    snapshot_text,
)
from monitor.programme.rules.planner.making import ITERATIONS
from monitor.programme.rules.programmes import How
from monitor.programme.rules.proposals import (
    ANSWERED,
    MOST_ITERATIONS,
    SILENT,
    AtWork,
    Frozen,
    Line,
    NotPlanned,
    Order,
    ProposalState,
)
from monitor.programme.rules.question import as_entries
from monitor.programme.rules.shares import with_shares
from monitor.programme.tables import ProposalRow

_SCRIPT = Path(__file__).with_name("planning_process.py")
_EVERY = 0.5
Clock = Callable[[], datetime]

log = logging.getLogger("monitor")


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run was asked, opened."""

    snapshot_sealed: str
    seed_sealed: str
    wanted: int
    plan_sealed: str | None
    breakdown_sealed: str
    snapshot_hash: str


@action(Need.PROGRAMME_PLAN)
async def start_proposal(
    *, actor: Actor, proposal_id: UUID, version_id: UUID, iterations: int = ITERATIONS, now: datetime
) -> UUID:
    """Freeze the question of a version for the planner; `follow_proposal` then works on it. Raises AtWork, BadSnapshot."""
    version = await version_open_to(actor, version_id)
    if await saved_before(actor.account, ("programme_proposal", "started_by"), proposal_id, {"version": version_id}):
        return proposal_id
    await hold_programme(version.programme)
    if await number(
        "select count(*) from programme_proposal r join programme_version n on n.id = r.version "
        "where n.programme = {} and r.state = 'running' and r.heard_at > {}",
        version.programme,
        now - SILENT,
    ):
        raise AtWork()
    board, question = await question_of(actor, version_id)
    seed = int.from_bytes(new_key().secret[:16])
    shared = with_shares(question.snapshot, seed=seed, weekends=board.programme.weekends, nights=board.programme.nights)
    snapshot = replace(shared, seed_hash=seed_hash(seed))
    check_snapshot(snapshot)
    ring, text = keyring(), msgspec.json.encode(Frozen(snapshot_text(snapshot), dict(question.jobs))).decode()
    scores = msgspec.json.encode(points_of(board)).decode()
    await ProposalRow(
        id=proposal_id,
        version=version_id,
        state=ProposalState.RUNNING.value,
        seed_sealed=ring.seal("programme_proposal.seed", proposal_id, f"{seed:032x}"),
        snapshot_sealed=ring.seal("programme_proposal.snapshot", proposal_id, text),
        snapshot_hash=snapshot_hash(snapshot),
        wanted=max(1, min(iterations, MOST_ITERATIONS)),
        iteration=0,
        curve="[]",
        breakdown_sealed=ring.seal("programme_proposal.breakdown", proposal_id, scores),
        stop_asked=False,
        started_by=actor.account,
        started_at=now,
        heard_at=now,
    ).save()
    record(Need.PROGRAMME_PLAN, actor=actor, subject=proposal_id, at=now)
    return proposal_id


@action(Need.PROGRAMME_PLAN)
async def stop_proposal(*, actor: Actor, proposal_id: UUID, now: datetime) -> None:
    """Ask a run to end; the best plan found so far stays. Raises NotHere."""
    await proposal_open_to(actor, proposal_id)
    await run("update programme_proposal set stop_asked = {} where id = {}", True, proposal_id)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=proposal_id, at=now)


@action(Need.PROGRAMME_PLAN)
async def keep_proposal(*, actor: Actor, proposal_id: UUID, version_id: UUID, now: datetime) -> UUID:
    """Keep a run's plan as a new draft; keeping it again gives the same one. Raises NotPlanned, PlanRefused, NotHere."""
    if is_postgres():
        await run("select id from programme_proposal where id = {} for update", proposal_id)
    proposal = await proposal_open_to(actor, proposal_id)
    if proposal.kept_as is not None:
        return proposal.kept_as
    if proposal.state not in ANSWERED:
        raise NotPlanned()
    frozen, question = await _frozen(proposal_id)
    figures = proposal.figures
    if frozen.plan_sealed is None or figures is None:
        raise NotPlanned()
    ring = keyring()
    plan = read_plan(ring.open("programme_proposal.plan", proposal_id, frozen.plan_sealed))
    snapshot = read_snapshot(question.snapshot)
    check_sound(snapshot, plan, figures)
    board = await board_of(actor, proposal.version)
    if await saved_before(actor.account, ("programme_version", "made_by"), version_id, {"parent": board.version.id}):
        raise Conflict()
    await new_version(actor, version_id, board.version, How.PROPOSED, now)
    await write_entries(actor, version_id, as_entries(snapshot, question.jobs, plan, board), now)
    await run(
        "update programme_version set seed_sealed = {}, snapshot_sealed = {}, snapshot_hash = {}, iterations = {}, "
        "breakdown_sealed = {} where id = {}",
        _again(proposal_id, version_id, "seed", frozen.seed_sealed),
        _again(proposal_id, version_id, "snapshot", frozen.snapshot_sealed),
        frozen.snapshot_hash,
        proposal.iteration,
        _again(proposal_id, version_id, "breakdown", frozen.breakdown_sealed),
        version_id,
    )
    await run("update programme_proposal set state = 'kept', kept_as = {} where id = {}", version_id, proposal_id)
    record(Need.PROGRAMME_PLAN, actor=actor, subject=version_id, at=now)
    return version_id


async def follow_proposal(*, actor: Actor, proposal_id: UUID, clock: Clock) -> ProposalState:
    """Work on a run in a process of its own until it ends or is stopped, writing down how far it is; give how it ended.

    A run that breaks in our hands ends as failed, and what broke it is raised.
    """
    await proposal_open_to(actor, proposal_id)
    try:
        return await _work(proposal_id, clock)
    except Exception:
        await _end(proposal_id, ProposalState.FAILED, (), clock())
        raise


async def _work(proposal_id: UUID, clock: Clock) -> ProposalState:
    frozen, question = await _frozen(proposal_id)
    seed = keyring().open("programme_proposal.seed", proposal_id, frozen.seed_sealed)
    process = start_script(_SCRIPT)
    try:
        await asyncio.to_thread(_order, process, Order(question.snapshot, seed, frozen.wanted))
        told = await _listen(process, proposal_id, clock)
    finally:
        process.kill()
        await asyncio.to_thread(_bury, process)
    last = told[-1] if told else None
    if last is None or not last.last or last.plan is None:
        return await _end(proposal_id, ProposalState.FAILED, told, clock())
    snapshot, plan = read_snapshot(question.snapshot), read_plan(last.plan)
    found = await asyncio.to_thread(violations_of, snapshot, plan, last.figures)
    wrong = tuple(each for each in found if not each.settled)
    if wrong:
        sealed = keyring().seal("programme_proposal.violations", proposal_id, msgspec.json.encode(wrong).decode())
        return await _end(proposal_id, ProposalState.REFUSED, told, clock(), violations=sealed)
    stopped = await _stop_asked(proposal_id) and last.iteration < frozen.wanted
    return await _end(proposal_id, ProposalState.STOPPED if stopped else ProposalState.DONE, told, clock())


_at_work: set[asyncio.Task[ProposalState]] = set()


def launch_proposal(*, actor: Actor, proposal_id: UUID, clock: Clock) -> None:
    """Follow a run beside whatever else this process does."""
    task = asyncio.get_running_loop().create_task(follow_proposal(actor=actor, proposal_id=proposal_id, clock=clock))
    _at_work.add(task)
    task.add_done_callback(_is_over)


def _is_over(task: asyncio.Task[ProposalState]) -> None:
    """Let go of a run; what broke it is told by kind, for its words may hold what is sealed."""
    _at_work.discard(task)
    if not task.cancelled() and (fault := task.exception()) is not None:
        log.error("fault %s in a run of the planner", type(fault).__name__)


def _again(proposal: UUID, version: UUID, column: str, sealed: str) -> str:
    ring = keyring()
    return ring.seal(
        f"programme_version.{column}", version, ring.open(f"programme_proposal.{column}", proposal, sealed)
    )


async def _frozen(proposal: UUID) -> tuple[_Run, Frozen]:
    found = await one(
        _Run,
        "select r.snapshot_sealed, r.seed_sealed, r.wanted, r.plan_sealed, r.breakdown_sealed, r.snapshot_hash "
        "from programme_proposal r where r.id = {}",
        proposal,
    )
    assert found is not None
    text = keyring().open("programme_proposal.snapshot", proposal, found.snapshot_sealed)
    return found, msgspec.json.decode(text, type=Frozen)


def _bury(process: subprocess.Popen[bytes]) -> None:
    with suppress(BrokenPipeError), process:
        process.wait()


def _order(process: subprocess.Popen[bytes], order: Order) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        process.stdin.write(msgspec.json.encode(order) + b"\n")
        process.stdin.flush()


async def _listen(process: subprocess.Popen[bytes], proposal: UUID, clock: Clock) -> list[Line]:
    """Take what the process says and write it down now and then; tell it to stop when somebody asked for that."""
    assert process.stdin is not None
    assert process.stdout is not None
    told: list[Line] = []
    loop, written, stopping = asyncio.get_running_loop(), 0.0, False
    reading = loop.run_in_executor(None, process.stdout.readline)
    while True:
        done, _ = await asyncio.wait({reading}, timeout=_EVERY)
        if done:
            said = reading.result()
            if not said:
                return told
            told.append(msgspec.json.decode(said, type=Line))
            if told[-1].last:
                return told
            reading = loop.run_in_executor(None, process.stdout.readline)
        if loop.time() - written >= _EVERY:
            written = loop.time()
            await _write(proposal, ProposalState.RUNNING, told, clock())
            if not stopping and await _stop_asked(proposal):
                stopping = True
                process.stdin.close()


async def _stop_asked(proposal: UUID) -> bool:
    return bool(await number("select count(*) from programme_proposal where id = {} and stop_asked", proposal))


async def _end(
    proposal: UUID, state: ProposalState, told: Sequence[Line], now: datetime, violations: str | None = None
) -> ProposalState:
    await _write(proposal, state, told, now, violations)
    return state


async def _write(
    proposal: UUID, state: ProposalState, told: Sequence[Line], now: datetime, violations: str | None = None
) -> None:
    curve = msgspec.json.encode([replace(line, plan=None) for line in told]).decode()
    plan = next((line.plan for line in reversed(told) if line.plan is not None), None)
    sealed = keyring().seal("programme_proposal.plan", proposal, plan) if plan is not None else None

    async def write() -> None:
        await run(
            "update programme_proposal set state = {}, iteration = {}, curve = {}, plan_sealed = {}, "
            "violations_sealed = {}, heard_at = {} where id = {}",
            state.value,
            told[-1].iteration if told else 0,
            curve,
            sealed,
            violations,
            now,
            proposal,
        )

    await one_transaction(write)
