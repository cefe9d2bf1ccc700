"""Plan a year over a whole real register through the product itself and print what each step takes.

    python -m benchmarks.infopen_programme FOLDER [--iterations N] [--people N] [--database sqlite|postgres]

FOLDER holds infopen/infopen-2019-12.xlsx. Places, types, regions and numbers of people held are the register's own; the
people who monitor them, their days, the frequencies and the budget are invented, the same at each run but for the seed
that the product draws. The planner works as it always does, in a process of its own.
"""

from __future__ import annotations

import resource
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

from benchmarks.house import NOW, House, measure_in_houses, profiled
from monitor.app import assemble
from monitor.facilities.actions import Brought, Unwatched, make_import, ready_mappings
from monitor.facilities.rules import Kind
from monitor.kit.actor import Actor
from monitor.people.actions import say_days, say_week
from monitor.people.rules import Mark, OrganisationKind, Role
from monitor.programme.actions import (
    accept_version,
    begin_programme,
    begin_version,
    follow_proposal,
    keep_proposal,
    set_coverage_rule,
    start_proposal,
)
from monitor.programme.queries import board_of, proposal_open_to, question_of
from monitor.programme.rules.checker import violations_of
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.programmes import Frame
from tests.people import Clients, make_organisation, make_person

FILE, AS_OF = "infopen/infopen-2019-12.xlsx", date(2019, 12, 31)
FIRST = date(2027, 1, 4)
WEEKS = 52
BUDGET = 5000
GIVEN = ("Ana", "Bruno", "Clara", "Davi", "Elisa", "Fábio", "Gilda", "Hugo", "Inês", "Joana", "Karina", "Lucas")
FAMILY = ("Abreu", "Barros", "Castro", "Dias", "Esteves", "Farias", "Gomes", "Horta", "Lima", "Moura")
RULES = (
    CoverageRule("remand_prison", 12, 6, visit_days=2, team_max=3, mandatory=True, base_points=10),
    CoverageRule("colony", 24, 12, visit_days=2, team_max=3, base_points=6),
    CoverageRule("colony_settlement", 36, 18, base_points=6),
    CoverageRule("forensic_psychiatric", 12, 6, visit_days=2, team_max=3, doctor=True, base_points=10),
    CoverageRule("other_place", 36, 24, base_points=5),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked for."""

    folder: Path
    iterations: int
    people: int


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print how long a step took: wall clock, and CPU of this process with its children."""
    begun, spent = time.perf_counter(), _cpu()
    with profiled():
        yield
    print(f"{name:32} {time.perf_counter() - begun:6.2f} s, CPU {_cpu() - spent:6.2f} s", flush=True)


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


async def measure(house: House, asked: Asked) -> None:
    """Take in the register, invent the people, plan, keep, show, hand out, accept."""
    office = await make_organisation("Office", OrganisationKind.OMBUDSMAN)
    group = await make_organisation("Group", OrganisationKind.NGO)
    actor = await make_person(office, "Coordinator", Role.COORDINATOR, now=NOW)
    other = await make_person(group, "Coordinator of the group", Role.COORDINATOR, now=NOW)
    with step("register and figures taken in"):
        for kind in (Kind.REGISTER, Kind.FIGURES):
            text = ready_mappings()["infopen"][1]
            brought = Brought(kind, asked.folder / FILE, Path(FILE).name, text, AS_OF, house.settings.data)
            await make_import(
                actor=actor, run_id=uuid4(), brought=brought, watch=Unwatched(), report=lambda verdicts: None, now=NOW
            )
    with step(f"{asked.people} people and their days"):
        await invent(actor, other, asked.people)
    for rule in RULES:
        await set_coverage_rule(actor=actor, rule_id=uuid4(), rule=rule, now=NOW)
    first, programme = uuid4(), uuid4()
    last_day = FIRST + timedelta(days=7 * WEEKS - 1)
    frame = Frame("Year over the register", FIRST, last_day, budget=BUDGET, partners=frozenset({group}))
    await begin_programme(actor=actor, programme_id=programme, version_id=first, frame=frame, now=NOW)
    kept = await plan(actor, first, asked.iterations)
    await show(house, actor, kept)
    await make_real(actor, kept)
    print(f"most memory held {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, "
          f"the planner's process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")  # fmt: skip


async def invent(own: Actor, other: Actor, number: int) -> None:
    """Invent who goes: three of four are the office's own, of whom every fourth has said nothing of their days."""
    draw = Random("people of the register")
    for each in range(number):
        keeper = own if each % 4 else other
        name = f"{GIVEN[each % len(GIVEN)]} {FAMILY[each // len(GIVEN) % len(FAMILY)]}"
        sex, skill = draw.choice(("woman", "man")), "doctor" if draw.random() < 0.18 else "lawyer"
        person = await make_person(keeper.organisation, name, Role.MONITOR, now=NOW, sex=sex, expertise=skill)
        if draw.random() < 0.25:
            continue
        staff = draw.random() < 0.4
        worked = [draw.random() < (0.95 if staff else 0.4) for _ in range(5)] + [draw.random() < 0.2] * 2
        week = [Mark.FREE if free else Mark.NOT_AVAILABLE for free in worked]
        await say_week(actor=keeper, account=person.account, week=week, from_day=FIRST, now=NOW)
        away = FIRST + timedelta(days=draw.randrange(7 * WEEKS - 28))
        await say_days(
            actor=keeper,
            said_id=uuid4(),
            account=person.account,
            from_day=away,
            to_day=away + timedelta(days=20),
            mark=Mark.NOT_AVAILABLE,
            now=NOW,
        )


async def plan(actor: Actor, version: UUID, iterations: int) -> UUID:
    """Let the planner propose and keep what it proposes; print what the plan comes to."""
    begun, run = time.perf_counter(), uuid4()
    with step("question frozen"):
        await start_proposal(actor=actor, proposal_id=run, version_id=version, iterations=iterations, now=NOW)
    with step(f"planned, {iterations} iterations"):
        await follow_proposal(actor=actor, proposal_id=run, clock=lambda: datetime.now(UTC))
    with step("checked and kept"):
        kept = await keep_proposal(actor=actor, proposal_id=run, version_id=uuid4(), now=NOW)
    print(f"{'planning, all together':32} {time.perf_counter() - begun:6.2f} s")
    proposal = await proposal_open_to(actor, run)
    figures, control = proposal.figures, proposal.control
    assert figures is not None
    assert control is not None
    with step("board read"):
        board = await board_of(actor, kept)
    _, question = await question_of(actor, kept)
    broken = violations_of(question.snapshot, question.plan)
    visited = len({entry.facility for entry in board.entries})
    print(f"  {len(board.entries)} visits at {visited} of {len(board.places)} places, {board.person_days} of {BUDGET} "
          f"person-days; points covered {figures.covered_pct:.1f} %, longest unseen first {control.covered_pct:.1f} %; "
          f"due and not visited {figures.mandatory_missed}; rules broken {len(broken)}")  # fmt: skip
    return kept


async def show(house: House, actor: Actor, version: UUID) -> None:
    """Ask the application for the board and for the plan in each format."""
    clients = Clients(assemble(house.settings, lambda: NOW), NOW)
    client = await clients(actor)
    await client.get("/programmes")
    base = f"/programmes/board/{version}"
    for name, path in (
        ("board shown", base),
        ("plan as xlsx", f"{base}/plan.xlsx"),
        ("plan as csv", f"{base}/plan.csv"),
        ("plan as pdf", f"{base}/plan.pdf"),
    ):
        with step(name):
            answer = await client.get(path, timeout=300)
        answer.raise_for_status()
        print(f"  {len(answer.content) / 1000:.0f} kB")
    await clients.close()


async def make_real(actor: Actor, version: UUID) -> None:
    """Accept the plan, then a copy of it, and a draft from before that calls every visit off and plans all anew."""
    before = await begin_version(actor=actor, version_id=uuid4(), parent=version, now=NOW)
    with step("accepted"):
        planned = await accept_version(actor=actor, version_id=version, now=NOW)
    print(f"  {len(planned)} secret visits planned")
    with step("copied"):
        again = await begin_version(actor=actor, version_id=uuid4(), parent=version, now=NOW)
    with step("copy accepted, nothing changed"):
        await accept_version(actor=actor, version_id=again, now=NOW)
    with step("all called off and planned anew"):
        await accept_version(actor=actor, version_id=before, now=NOW)


def main() -> None:
    """Measure in a house of its own, gone afterwards."""
    parser = ArgumentParser(description="Plan a year over a whole real register.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--iterations", type=int, default=3000)
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    given = parser.parse_args()
    asked = Asked(given.folder, given.iterations, given.people)
    measure_in_houses(lambda house: measure(house, asked), given.database)


if __name__ == "__main__":
    main()
