"""The planner's proposals: asked from the board, worked out in a process of its own, checked, kept or refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from monitor.kit.problems import NotHere, NotYours
from monitor.programme.actions import accept_version, pin_entry, set_coverage_rule, set_mark
from monitor.programme.actions.proposing import follow_proposal, keep_proposal, start_proposal, stop_proposal
from monitor.programme.queries import board_of, points_kept
from monitor.programme.queries.proposals import proposal_open_to, proposals_of
from monitor.programme.queries.question import question_of
from monitor.programme.rules.checker import violations_of
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.programmes import How, MarkKind, NewMark
from monitor.programme.rules.proposals import AtWork, NotPlanned, ProposalState
from monitor.visits.queries import visit_open_to
from tests.makers_facilities import make_facility, make_mandate
from tests.people import Cast
from tests.programmes.makers import Made, make_entry, make_programme


async def country(cast: Cast, now: datetime) -> tuple[Made, list[UUID]]:
    """Five places and a programme of four weeks."""
    places = [await make_facility(cast.coordinator, name=f"Place {n}", now=now) for n in range(5)]
    return await make_programme(cast.coordinator, days=28, budget=20, now=now), places


async def proposed(cast: Cast, made: Made, now: datetime, iterations: int = 40) -> UUID:
    """Let the planner work until it ends."""
    run_id = await start_proposal(
        actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, iterations=iterations, now=now
    )
    await follow_proposal(actor=cast.coordinator, proposal_id=run_id, clock=lambda: now)
    return run_id


async def test_whoever_was_to_lead_leads_and_what_was_accepted_meanwhile_is_no_second_visit(
    cast: Cast, now: datetime
) -> None:
    made, places = await country(cast, now)
    for week, place in enumerate(places[:3]):
        team = [cast.deputy, cast.lead]
        entry = await make_entry(cast.coordinator, made, place, day=7 * week + 1, team=team, now=now)
        await pin_entry(actor=cast.coordinator, entry_id=entry, now=now)
    run_id = await proposed(cast, made, now)
    planned = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    entries = {entry.facility: entry for entry in (await board_of(cast.coordinator, kept)).entries}
    assert [entries[place].lead for place in places[:3]] == [cast.deputy.account] * 3
    assert {entries[place].visit for place in places[:3]} == set(planned)


async def test_a_proposal_becomes_a_draft_that_can_be_accepted(cast: Cast, now: datetime) -> None:
    made, _ = await country(cast, now)
    run_id = await proposed(cast, made, now)
    proposal = await proposal_open_to(cast.coordinator, run_id)
    assert (proposal.state, proposal.curve[0].iteration, proposal.iteration) == (ProposalState.DONE, 0, 40)
    assert proposal.control is not None
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    assert await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now) == kept
    board = await board_of(cast.coordinator, kept)
    assert proposal.figures is not None
    assert (board.version.how, len(board.entries)) == (How.PROPOSED, proposal.figures.visits)
    assert all(entry.lead is not None for entry in board.entries)
    assert len(await points_kept(cast.coordinator, kept)) == 5
    _, question = await question_of(cast.coordinator, kept)
    assert violations_of(question.snapshot, question.plan) == ()
    planned = await accept_version(actor=cast.coordinator, version_id=kept, now=now)
    assert len(planned) == proposal.figures.visits > 0


async def test_a_proposal_is_for_the_own_coordinators(cast: Cast, now: datetime) -> None:
    made, _ = await country(cast, now)
    run_id = await proposed(cast, made, now, iterations=1)
    for name, problem in (("stranger", NotHere), ("coordinator_ngo", NotHere), ("lead", NotYours), ("admin", NotYours)):
        actor = cast.everybody[name]
        for act in (
            proposal_open_to(actor, run_id),
            stop_proposal(actor=actor, proposal_id=run_id, now=now),
            keep_proposal(actor=actor, proposal_id=run_id, version_id=uuid4(), now=now),
            start_proposal(actor=actor, proposal_id=uuid4(), version_id=made.version, now=now),
            follow_proposal(actor=actor, proposal_id=run_id, clock=lambda: now),
        ):
            with pytest.raises(problem):
                await act
    assert await proposals_of(cast.stranger, made.programme) == []


async def test_pins_bans_and_standing_visits_are_kept(cast: Cast, now: datetime) -> None:
    made, places = await country(cast, now)
    pinned = await make_entry(cast.coordinator, made, places[0], day=9, team=[cast.lead, cast.deputy], now=now)
    await pin_entry(actor=cast.coordinator, entry_id=pinned, now=now)
    for kind, place in ((MarkKind.FORBID, places[1]), (MarkKind.PIN, places[2])):
        await set_mark(
            actor=cast.coordinator, mark_id=uuid4(), programme_id=made.programme, mark=NewMark(kind, place), now=now
        )
    run_id = await proposed(cast, made, now)
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    found = {entry.facility: entry for entry in (await board_of(cast.coordinator, kept)).entries}
    assert found[places[0]].first_day == made.first_day + timedelta(days=9)
    assert {seat.account for seat in found[places[0]].team} >= {cast.lead.account, cast.deputy.account}
    assert found[places[0]].pinned
    assert places[1] not in found
    assert places[2] in found


async def test_what_was_accepted_stands_in_the_next_proposal(cast: Cast, now: datetime) -> None:
    made, places = await country(cast, now)
    await make_entry(cast.coordinator, made, places[3], day=2, team=[cast.lead, cast.deputy], now=now)
    (planned,) = await accept_version(actor=cast.coordinator, version_id=made.version, now=now)
    run_id = await proposed(cast, made, now)
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    before = await visit_open_to(cast.coordinator, planned)
    again = [entry for entry in (await board_of(cast.coordinator, kept)).entries if entry.visit == planned]
    assert [(entry.first_day, entry.lead) for entry in again] == [(before.first_day, cast.lead.account)]
    assert planned not in await accept_version(actor=cast.coordinator, version_id=kept, now=now)
    assert await visit_open_to(cast.coordinator, planned) == before


async def test_rules_bind_the_planner(cast: Cast, now: datetime) -> None:
    made, places = await country(cast, now)
    for place in places[:4]:
        # Today is a Sunday: notice goes out on Monday.
        await make_mandate(cast.coordinator, facility=place, notice_days=5, now=now)
    rule = CoverageRule("temporary_detention_facility", 12, 6, 2, 2, 3, woman=True, doctor=True, mandatory=True)
    await set_coverage_rule(actor=cast.coordinator, rule_id=uuid4(), rule=rule, now=now)
    _, question = await question_of(cast.coordinator, made.version)
    jobs = {job.facility: job for job in question.snapshot.jobs}
    job = jobs[str(places[0])]
    assert (job.days, job.least, job.most, job.needs.woman, job.needs.doctor, job.mandatory, job.notice) == (
        2, 2, 3, True, True, True, 6
    )  # fmt: skip
    assert (job.organisations, jobs[str(places[4])].organisations) == ((str(cast.lead.organisation),), ())


async def test_a_run_can_be_stopped_and_keeps_its_best(cast: Cast, now: datetime) -> None:
    made, _ = await country(cast, now)
    run_id = await start_proposal(
        actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, iterations=100_000, now=now
    )
    await stop_proposal(actor=cast.coordinator, proposal_id=run_id, now=now)
    with pytest.raises(NotPlanned):
        await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    state = await follow_proposal(actor=cast.coordinator, proposal_id=run_id, clock=lambda: now)
    assert state is ProposalState.STOPPED
    kept = await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)
    assert (await board_of(cast.coordinator, kept)).entries != ()


async def test_one_run_at_a_time_until_one_is_lost(cast: Cast, now: datetime) -> None:
    made, _ = await country(cast, now)

    async def start(at: datetime) -> UUID:
        return await start_proposal(actor=cast.coordinator, proposal_id=uuid4(), version_id=made.version, now=at)

    first = await start(now)
    with pytest.raises(AtWork):
        await start(now + timedelta(minutes=1))
    await start(now + timedelta(minutes=5))
    assert (await proposal_open_to(cast.coordinator, first)).is_lost(now + timedelta(minutes=5))


async def test_a_plan_that_breaks_a_rule_is_not_kept(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, _ = await country(cast, now)
    liar = tmp_path / "liar.py"
    liar.write_text(LIAR)
    monkeypatch.setattr("monitor.programme.actions.proposing._SCRIPT", liar)
    run_id = await proposed(cast, made, now)
    proposal = await proposal_open_to(cast.coordinator, run_id)
    assert (proposal.state, [each.rule for each in proposal.violations]) == (ProposalState.REFUSED, ["no_such_job"])
    with pytest.raises(NotPlanned):
        await keep_proposal(actor=cast.coordinator, proposal_id=run_id, version_id=uuid4(), now=now)


async def test_a_process_that_dies_is_told(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, _ = await country(cast, now)
    dead = tmp_path / "dead.py"
    dead.write_text("raise SystemExit(1)")
    monkeypatch.setattr("monitor.programme.actions.proposing._SCRIPT", dead)
    run_id = await proposed(cast, made, now)
    assert (await proposal_open_to(cast.coordinator, run_id)).state is ProposalState.FAILED


LIAR = """
import sys
sys.stdin.readline()
figures = '{"cost":0,"covered":0,"visits":1,"km":0,"person_days":1,"mandatory_missed":0}'
plan = '{\\\\"visits\\\\":[{\\\\"job\\\\":\\\\"x\\\\",\\\\"day\\\\":0,\\\\"team\\\\":[]}]}'
print('{"iteration":1,"figures":%s,"plan":"%s","last":true}' % (figures, plan), flush=True)
"""
