"""What happened at the gate and inside: times, persons, denials, heads, promises, the end of the visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from monitor.demo.agenda import Agenda
from monitor.demo.country import ZONE
from monitor.demo.phrases import COMPANIONS, DENIED, POSTS, PROMISES, RANKS, STEPS
from monitor.demo.register import held_on
from monitor.demo.trips.itinerary import HOUSE_OF, Fate
from monitor.demo.trips.planned import Attempt
from monitor.demo.world import Promised, World, clock
from monitor.denials.actions import log_denial, note_result, note_step
from monitor.denials.rules import KeptOut, Told
from monitor.kit.periods import local_day
from monitor.visits.actions import (
    Seen,
    add_companion,
    admit,
    check_promise_kept,
    count_heads,
    mark_stage,
    move_on,
    note_promise,
    pass_lead,
)
from monitor.visits.rules import AdmissionStatus, CompanionKind, PromiseState, StageKind, VisitState

# Minutes after being let in at which each step was marked.
_ROUND = (
    (StageKind.OPENING_TALK, 10),
    (StageKind.TOUR, 40),
    (StageKind.DOCUMENTS, 95),
    (StageKind.PRIVATE_INTERVIEWS, 140),
    (StageKind.CLOSING_TALK, 225),
)
_LEFT_OUT = {Fate.PAPERS: StageKind.DOCUMENTS, Fate.TALKS: StageKind.PRIVATE_INTERVIEWS}
_RESULT = {
    Fate.REFUSED: "team_left",
    Fate.PARTLY: "access_in_part",
    Fate.CUT: "nothing_followed",
    Fate.AREA: "access_in_part",
    Fate.PAPERS: "nothing_followed",
    Fate.TALKS: "nothing_followed",
    Fate.DELAYED: "access_same_day",
}
_UNDER_WAY = timedelta(minutes=170)


def gate_at(attempt: Attempt) -> datetime:
    """Say when the team stood at the gate."""
    dice = attempt.world.dice
    if attempt.stop.fate is Fate.NOW:
        return attempt.world.now - _UNDER_WAY
    return clock(attempt.stop.day, 9 + dice.randrange(2), dice.randrange(60))


def go_there(agenda: Agenda, attempt: Attempt, gate: datetime) -> None:
    """Put a visit day on the agenda, and what was done about a denial in the days after."""
    fate = attempt.stop.fate
    wait = attempt.world.dice.randrange(60, 160) if fate is Fate.DELAYED else attempt.world.dice.randrange(5, 28)
    let_in = gate + timedelta(minutes=wait)
    agenda.at(gate, partial(_arrive, attempt))
    if fate is Fate.REFUSED:
        agenda.at(gate + timedelta(minutes=70), partial(_turned_away, attempt, gate))
        agenda.at(gate + timedelta(minutes=80), partial(_leave, attempt))
        return
    agenda.at(let_in, partial(_go_in, attempt, gate))
    for kind, minutes in _ROUND:
        at = let_in + timedelta(minutes=minutes)
        if kind is not _LEFT_OUT.get(fate) and at < attempt.world.now and not (fate is Fate.CUT and minutes > 60):
            agenda.at(at, partial(_mark, attempt, kind))
    if fate is Fate.NOW:
        return
    if fate in {Fate.CUT, Fate.AREA, Fate.PAPERS, Fate.TALKS}:
        agenda.at(let_in + timedelta(minutes=100), partial(_hindered, attempt))
    agenda.at(let_in + timedelta(minutes=120 if fate is Fate.CUT else 255), partial(_leave, attempt))


async def _mark(attempt: Attempt, kind: StageKind, at: datetime) -> None:
    world = attempt.world
    by = world.actor(attempt.lead, at)
    await mark_stage(actor=by, visit_id=attempt.id, stage_id=world.new(), kind=kind, at=at, now=at)


async def _arrive(attempt: Attempt, at: datetime) -> None:
    await _mark(attempt, StageKind.GATE, at)
    if attempt.world.dice.random() < 0.3:
        kind = attempt.world.deal("companions", (CompanionKind.DRIVER, CompanionKind.INTERPRETER))
        await add_companion(
            actor=attempt.world.actor(attempt.lead, at),
            visit_id=attempt.id,
            companion_id=attempt.world.new(),
            kind=kind,
            name=attempt.world.deal("companion names", COMPANIONS),
            organisation="Office pool" if kind is CompanionKind.DRIVER else "Freelance",
            now=at,
        )


async def _say(attempt: Attempt, key: str, status: AdmissionStatus, ground: str | None, at: datetime) -> None:
    world = attempt.world
    seen = Seen(status, at, ground=ground, decided_by=world.deal("posts", POSTS) if ground else "")
    await admit(
        actor=world.actor(attempt.outing.team[0], at),
        visit_id=attempt.id,
        account=world.account(key),
        admission_id=world.new(),
        seen=seen,
        now=at,
    )


async def _turned_away(attempt: Attempt, gate: datetime, at: datetime) -> None:
    denial = await _deny(attempt, (KeptOut("whole_team"),), gate, at)
    for key in attempt.outing.team:
        await _say(attempt, key, AdmissionStatus.REFUSED, denial.ground, at)


async def _go_in(attempt: Attempt, gate: datetime, at: datetime) -> None:
    team, fate, world = attempt.outing.team, attempt.stop.fate, attempt.world
    out = [key for key in team if HOUSE_OF[key] != attempt.outing.house] if fate is Fate.PARTLY else []
    ground: str | None = None
    if out:
        kept = tuple(KeptOut("team_member", world.account(key)) for key in out)
        ground = (await _deny(attempt, kept, gate, at)).ground
    if fate is Fate.DELAYED:
        await _deny(attempt, (KeptOut("whole_team"),), gate, at)
    protest = fate is Fate.PARTLY and world.deal("protests", (False, True, False, False)) and len(team) > 3
    for key in team:
        if key in out:
            await _say(attempt, key, AdmissionStatus.REFUSED, ground, at)
        elif protest and key == team[0]:
            await _say(attempt, key, AdmissionStatus.WITHDREW_PROTEST, None, at)
        else:
            attempt.inside.append(key)
            await _say(attempt, key, AdmissionStatus.ADMITTED, None, at)
    if protest:
        by, deputy = world.actor(team[1], at), world.account(team[1])
        await pass_lead(actor=by, visit_id=attempt.id, to=deputy, now=at)


async def _hindered(attempt: Attempt, at: datetime) -> None:
    await _deny(attempt, (KeptOut("whole_team"),), None, at)


async def _deny(attempt: Attempt, kept_out: tuple[KeptOut, ...], gate: datetime | None, at: datetime) -> Told:
    world, fate = attempt.world, attempt.stop.fate
    kind, stage, ground, area, words = world.deal(fate.value, DENIED[fate])
    told = Told(
        kind=kind,
        words=words,
        day=attempt.stop.day,
        kept_out=kept_out,
        stage=stage,
        area=area,
        ground=ground,
        decided_rank=world.deal("ranks", RANKS),
        decided_post=world.deal("posts", POSTS),
        decided_agency="МВД" if fate is Fate.PAPERS else "Ministry of the Interior",
        in_writing=False if world.dice.random() < 0.6 else None,
        arrived_at=gate,
        refused_at=at if gate is None else gate + timedelta(minutes=3),
        ended_at=at if fate is Fate.DELAYED else None,
    )
    attempt.denial = await log_denial(
        actor=world.actor(attempt.lead, at), denial_id=world.new(), visit=attempt.id, told=told, now=at
    )
    return told


async def _leave(attempt: Attempt, at: datetime) -> None:
    await _mark(attempt, StageKind.LEFT, at)
    if attempt.inside:
        await _count(attempt, at)
        for _ in range(attempt.world.dice.choice([0, 1, 1, 2]) if attempt.stop.fate is not Fate.CUT else 0):
            await _promised(attempt, at)
    by = attempt.world.actor(attempt.lead, at)
    await move_on(actor=by, visit_id=attempt.id, to=VisitState.ENDED, now=at)


async def _count(attempt: Attempt, at: datetime) -> None:
    world, fate = attempt.world, attempt.stop.fate
    held = held_on(world.described[attempt.stop.place], world.years(attempt.stop.day))
    most = 0 if fate in {Fate.TALKS, Fate.CUT} else min(held, world.dice.randrange(3, 12))
    await count_heads(
        actor=world.actor(attempt.lead, at),
        visit_id=attempt.id,
        held_today=None if fate is Fate.PAPERS else held,
        alone=most,
        in_groups=None if world.dice.random() < 0.2 else min(held, world.dice.randrange(0, 9)),
        now=at,
    )


async def _promised(attempt: Attempt, at: datetime) -> None:
    world, promise = attempt.world, attempt.world.new()
    drawn = attempt.stop.day + timedelta(days=world.dice.choice([30, 60, 90]))
    due = drawn if world.dice.random() < 0.8 else None
    await note_promise(
        actor=world.actor(attempt.lead, at),
        visit_id=attempt.id,
        promise_id=promise,
        what=world.deal("promises", PROMISES),
        due_day=due,
        now=at,
    )
    world.promised.setdefault(attempt.stop.place, []).append(Promised(promise, attempt.planner, attempt.stop.day, due))


async def check_promises(attempt: Attempt, at: datetime) -> None:
    """At a later visit, look what became of what was promised before; who planned that visit writes it down."""
    world = attempt.world
    made, day = world.promised.get(attempt.stop.place, []), attempt.stop.day
    world.promised[attempt.stop.place] = [each for each in made if each.day >= day]
    for promise in made:
        if promise.day < day:
            await _checked(world, promise, day, at)


async def ask_after(world: World, at: datetime) -> None:
    """Write down what became of promises that fell due and that no visit looked at since: the place was asked."""
    day = local_day(at, ZONE)
    for place, made in world.promised.items():
        overdue = [each for each in made if each.due is not None and each.due < day]
        world.promised[place] = [each for each in made if each not in overdue]
        for promise in overdue:
            await _checked(world, promise, day, at)


async def _checked(world: World, promise: Promised, day: date, at: datetime) -> None:
    await check_promise_kept(
        actor=world.actor(promise.planner, at),
        promise_id=promise.id,
        state=world.dice.choice([PromiseState.KEPT, PromiseState.NOT_KEPT]),
        checked_on=day,
        now=at,
    )


async def follow_denial(attempt: Attempt, at: datetime) -> None:
    """After the visit, write what was done about its denial and what it came to."""
    world, denial = attempt.world, attempt.denial
    if denial is None:
        return
    by, day = world.actor(attempt.planner, at), attempt.stop.day
    if attempt.stop.fate in {Fate.REFUSED, Fate.PARTLY} or world.dice.random() < 0.5:
        await step_on(world, denial, by_key=attempt.planner, at=at)
    await note_result(
        actor=by, denial=denial, result_id=world.new(), result=_RESULT[attempt.stop.fate], day=day, now=at
    )


async def step_on(world: World, denial: UUID, *, by_key: str, at: datetime) -> None:
    """Write one step about a denial, its answer due in a month."""
    by = world.actor(by_key, at)
    kind, note = world.deal("steps", STEPS)
    await note_step(
        actor=by,
        denial=denial,
        step_id=world.new(),
        kind=kind,
        day=by.today,
        note=note,
        due_day=by.today + timedelta(days=30),
        now=at,
    )
