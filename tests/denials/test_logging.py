"""Logging and adding: kept once, never changed, every addition beside the first telling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.codes import VOCABULARIES
from monitor.denials.actions import (
    Where,
    amend_denial,
    log_denial,
    log_outside_denial,
    match_place,
    note_result,
    note_step,
)
from monitor.denials.queries import denial_open_to, denials, denials_at, turns_of
from monitor.denials.rules import (
    Field,
    Filters,
    KeptOut,
    NothingToAdd,
    NotOnThisVisit,
    Outcome,
    PlaceKnown,
    class_of,
    kind_kept_out,
    reference_of,
)
from monitor.kit.actor import Actor
from monitor.kit.problems import BadForm, Conflict, NotHere, NotYours
from monitor.ledger.actions import one_transaction
from monitor.outside.database import number, run
from monitor.visits.rules import AdmissionStatus
from tests.makers_denials import WORDS, make_outside_denial, make_visit_denial, told
from tests.makers_facilities import make_facility
from tests.makers_visits import at_gate, make_visit
from tests.people import Cast

WHERE = Where(text="Police station behind the bazaar")


async def test_a_denial_is_kept_as_told(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    found = await denial_open_to(cast.partner, denial)
    assert (found.words, found.place, found.kind, found.ground) == (WORDS, WHERE.text, "lawyer_kept_out", None)
    assert [person.who for person in found.kept_out] == ["lawyer"]
    assert found.reference == reference_of(denial)


async def test_the_same_denial_sent_twice_is_kept_once(cast: Cast, now: datetime) -> None:
    key, said = uuid4(), told(day=now.date())
    for _ in range(2):
        await log_outside_denial(actor=cast.partner, denial_id=key, where=WHERE, told=said, now=now)
    assert await number("select count(*) from denial") == await number("select count(*) from denial_person") == 1
    other = replace(said, words="Something else")
    with pytest.raises(Conflict):
        await log_outside_denial(actor=cast.partner, denial_id=key, where=WHERE, told=other, now=now)
    with pytest.raises(NotHere):
        await log_outside_denial(actor=cast.coordinator, denial_id=key, where=WHERE, told=said, now=now)


@pytest.mark.parametrize("table", ["denial", "denial_person"])
async def test_a_denial_cannot_be_changed_or_removed_in_the_database(cast: Cast, now: datetime, table: str) -> None:
    await make_outside_denial(cast.partner, now=now)
    for statement in (f"delete from {table}", f"update {table} set id = id"):
        with pytest.raises(Exception, match="append-only"):
            await one_transaction(partial(run, statement))


async def test_what_they_said_is_not_in_the_clear(cast: Cast, now: datetime) -> None:
    await make_outside_denial(cast.partner, now=now)
    assert await number("select count(*) from denial where words_sealed like {}", f"%{WORDS[:10]}%") == 0


async def test_all_faults_are_told_at_once(cast: Cast, now: datetime) -> None:
    said = replace(told(day=now.date() + timedelta(days=3), words=" "), kept_out=(), ground="because")
    with pytest.raises(BadForm) as caught:
        await log_outside_denial(actor=cast.partner, denial_id=uuid4(), where=WHERE, told=said, now=now)
    assert {fault.field for fault in caught.value.errors} == {"day", "words", "who", "ground"}


async def test_a_place_is_needed(cast: Cast, now: datetime) -> None:
    with pytest.raises(BadForm):
        await log_outside_denial(
            actor=cast.partner, denial_id=uuid4(), where=Where(text="  "), told=told(day=now.date()), now=now
        )


async def visit_of(cast: Cast, now: datetime) -> UUID:
    place = await make_facility(cast.coordinator, now=now)
    return await make_visit(
        cast.coordinator, facility=place, lead=cast.lead, team=[cast.deputy, cast.monitor_ngo], now=now
    )


async def test_two_members_refused_are_one_event_and_two_persons(cast: Cast, now: datetime) -> None:
    visit = await visit_of(cast, now)
    refused = (cast.deputy.account, cast.monitor_ngo.account)
    await at_gate(visit, {cast.lead.account: AdmissionStatus.ADMITTED} | dict.fromkeys(refused, AdmissionStatus.REFUSED),
                  by=cast.lead, now=now)  # fmt: skip
    await make_visit_denial(cast.lead, visit, kind="part_refused", accounts=refused, now=now)
    (line,) = (await denials(cast.lead)).rows
    (turn,) = await turns_of(cast.lead, [visit])
    assert (line.persons, turn.outcome, turn.tally.kept_out, turn.tally.sought) == (2, Outcome.PARTLY_REFUSED, 2, 3)


async def test_a_refusal_at_the_gate_is_told_once_and_counts_persons(cast: Cast, now: datetime) -> None:
    visit = await visit_of(cast, now)
    await at_gate(visit, {cast.lead.account: AdmissionStatus.ADMITTED}, by=cast.lead, now=now)
    await make_visit_denial(cast.lead, visit, kind="part_refused", accounts=(cast.monitor_ngo.account,), now=now)
    (turn,) = await turns_of(cast.lead, [visit])
    assert (turn.outcome, turn.tally.kept_out_by, turn.tally.sought) == (Outcome.PARTLY_REFUSED, (("ngo", 1),), 2)


async def test_part_of_a_team_has_names(cast: Cast, now: datetime) -> None:
    visit = await visit_of(cast, now)
    with pytest.raises(BadForm):
        await make_visit_denial(cast.lead, visit, kind="part_refused", now=now)


async def test_a_refusal_outside_the_team_or_by_an_outsider_is_no_denial_of_the_visit(
    cast: Cast, now: datetime
) -> None:
    visit = await visit_of(cast, now)
    with pytest.raises(NotOnThisVisit):
        await make_visit_denial(cast.lead, visit, accounts=(cast.partner.account,), now=now)
    with pytest.raises(NotYours):
        await make_visit_denial(cast.monitor_ombudsman, visit, now=now)
    with pytest.raises(NotHere):
        await make_visit_denial(cast.stranger, visit, now=now)


async def test_a_visit_is_refused_by_one_denial_and_no_checklist(cast: Cast, now: datetime) -> None:
    visit = await visit_of(cast, now)
    said = replace(told("entry_refused", day=now.date()), stage="gate", kept_out=())
    await log_denial(actor=cast.lead, denial_id=uuid4(), visit=visit, told=said, now=now)
    (turn,) = await turns_of(cast.coordinator, [visit])
    assert (turn.outcome, turn.tally.kept_out, turn.tally.sought) == (Outcome.REFUSED, 3, 3)
    assert await turns_of(cast.stranger, [visit]) == []


async def add(actor: Actor, denial: UUID, field: Field, value: str, now: datetime, key: int = 1) -> None:
    await amend_denial(
        actor=actor, denial=denial, amendment_id=UUID(int=key), field=field, value=value, reason="She called", now=now
    )


async def test_an_amendment_stands_beside_the_first_telling(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    await add(cast.partner, denial, Field.GROUND, "security", now)
    await add(cast.coordinator_ngo, denial, Field.DAY, "2026-11-19", now, key=2)
    found = await denial_open_to(cast.partner, denial)
    assert (found.ground, found.ground_now, found.day_now) == (None, "security", date(2026, 11, 19))
    assert [a.by_name for a in found.amendments] == ["Parviz Partner", "Kamila Ngo"]
    (line,) = (await denials(cast.partner, Filters(ground="security", to_day=date(2026, 11, 20)))).rows
    assert (line.id, line.day) == (denial, date(2026, 11, 19))


async def test_an_amendment_is_kept_once_and_changes_something(cast: Cast, now: datetime) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    for _ in range(2):
        await add(cast.partner, denial, Field.MINUTES_LOST, "090", now)
    assert [line.minutes_lost for line in (await denials(cast.partner)).rows] == [90]
    with pytest.raises(NothingToAdd):
        await add(cast.partner, denial, Field.MINUTES_LOST, "90", now, key=2)
    with pytest.raises(Conflict):
        await add(cast.partner, denial, Field.MINUTES_LOST, "91", now)


@pytest.mark.parametrize(
    ("field", "value"),
    [(Field.GROUND, "because"), (Field.MINUTES_LOST, "-5"), (Field.DAY, "tomorrow"), (Field.DAY, "2027-01-01"),
     (Field.IN_WRITING, "maybe"), (Field.MORE, " ")],
)  # fmt: skip
async def test_a_wrong_value_is_refused(cast: Cast, now: datetime, field: Field, value: str) -> None:
    denial = await make_outside_denial(cast.partner, now=now)
    with pytest.raises(BadForm):
        await add(cast.partner, denial, field, value, now)


async def test_an_unlisted_place_is_matched_later_and_joins_the_facilitys_history(cast: Cast, now: datetime) -> None:
    first, second = [await make_facility(cast.coordinator, name=name, now=now) for name in ("Post 1", "Post 2")]
    denial = await make_outside_denial(cast.coordinator, place="The post by the river", now=now)
    for key, facility in enumerate((first, second)):
        await match_place(actor=cast.coordinator, denial=denial, match_id=UUID(int=key), facility=facility, now=now)
    assert await denials_at(cast.coordinator, first) == []
    assert [line.place for line in await denials_at(cast.coordinator, second)] == ["Post 2"]
    assert (await denial_open_to(cast.coordinator, denial)).place_as_written == "The post by the river"


async def test_a_listed_place_is_not_matched_again(cast: Cast, now: datetime) -> None:
    place = await make_facility(cast.coordinator, now=now)
    denial = await make_outside_denial(cast.partner, facility=place, now=now)
    with pytest.raises(PlaceKnown):
        await match_place(actor=cast.partner, denial=denial, match_id=uuid4(), facility=place, now=now)


async def test_steps_and_what_came_of_them_are_added_in_order(cast: Cast, now: datetime) -> None:
    denial, day = await make_outside_denial(cast.partner, now=now), now.date()
    due = day + timedelta(days=15)
    for kind, until in (("protest", due), ("reply", None)):
        await note_step(actor=cast.partner, denial=denial, step_id=uuid4(), kind=kind, day=day, note="No 12", due_day=until,
                        now=now)  # fmt: skip
        (line,) = (await denials(cast.partner)).rows
        assert line.due_day == until
    await note_result(actor=cast.partner, denial=denial, result_id=uuid4(), result="return_granted", day=day, now=now)
    found = await denial_open_to(cast.partner, denial)
    assert [step.kind for step in found.steps] == ["protest", "reply"]
    assert [result.result for result in found.results] == ["return_granted"]


@given(st.uuids(version=4))
def test_the_number_to_quote_is_short_and_grows_when_taken(denial: UUID) -> None:
    first = reference_of(denial)
    second = reference_of(denial, [first])
    assert len(first) == len("D-ABC-DEF")
    assert second.startswith(first)
    assert len(second) == len("D-ABC-DEF-GHI")


async def test_every_code_passes_the_databases_checks(cast: Cast, now: datetime) -> None:
    codes = {name: [code.id for code in VOCABULARIES[name]] for name in ("denial_stages", "grounds", "denial_persons")}
    for number_, kind in enumerate(code.id for code in VOCABULARIES["denial_kinds"]):
        stage, ground, who = (codes[name][number_ % len(codes[name])] for name in codes)
        said = replace(told(kind, day=now.date(), ground=ground), stage=stage, kept_out=(KeptOut(who),))
        await make_outside_denial(cast.partner, said=said, now=now)
    assert await number("select count(*) from denial") == len(VOCABULARIES["denial_kinds"])


def test_each_kind_has_a_class_and_each_person_a_kind() -> None:
    classes = {class_of(code.id) for code in VOCABULARIES["denial_kinds"]}
    assert classes == {code.id for code in VOCABULARIES["denial_classes"]}
    assert {class_of(kind_kept_out(code.id)) for code in VOCABULARIES["denial_persons"]} == {"third_party"}
