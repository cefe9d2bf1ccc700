"""Export many closed records of 100 answers each and print the CPU one takes, reading, writing and database included.

    python -m benchmarks.export_records [RECORDS] [sqlite|postgres|both]

The records are put into the tables directly, asked by the shipped checklist for temporary detention with its modules.
A row is a record with all its answers: each an answer, why there is none, and an option of several. Beside it stands the
peer's figure for one exported row.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from uuid import UUID, uuid4

from benchmarks.house import NOW, House, cpu_meter, measure_in_houses, profiled
from monitor.checklists.queries import editions, questionnaire
from monitor.checklists.rules import Item, Kind, Questionnaire
from monitor.kit.actor import Actor
from monitor.ledger.actions import one_transaction
from monitor.outside.database import run_many
from monitor.records.actions.exporting import export_answers
from monitor.records.rules.exporting import Format, Wanted
from monitor.records.tables import RecordRow
from tests.makers_facilities import make_facility
from tests.makers_sheets import load_shipped
from tests.makers_visits import make_trip
from tests.people import gather_cast

ANSWERS, AT_ONCE = 100, 500
ASKED = ("temporary_detention", "access", "groups_at_risk", "women_and_mothers", "juveniles")
PEER = "ODK Central 2026.2, one exported row: 0.8 ms"
GOAL = "goal 0.2 ms"


def said(item: Item, draw: random.Random) -> tuple[str | None, str | None]:
    """An answer as people give them: one of ten is absent."""
    if draw.random() < 0.1:
        return None, draw.choice(("not_assessed", "not_allowed", "not_applicable", "unknown"))
    if item.options:
        return draw.choice(item.options), None
    values = {
        Kind.YES_NO: lambda: draw.choice(("yes", "no")),
        Kind.TEXT: lambda: f"As the officer on duty said, {draw.randrange(9999)}",
        Kind.DATE: lambda: "2026-11-22",
        Kind.TIME: lambda: "09:05",
        Kind.MOMENT: lambda: "2026-11-22T09:05",
    }
    return values.get(item.kind, lambda: str(draw.randrange(60)))(), None


async def seed(actor: Actor, count: int) -> None:
    """Put visits with closed records into the tables."""
    await load_shipped(actor, now=NOW)
    named = {filed.edition.name: filed.id for filed in await editions(actor)}
    chosen = [named[name] for name in ASKED]
    asked = await questionnaire(actor, chosen)
    facility = await make_facility(actor, capacity=20, now=NOW)
    trip = await make_trip(actor, now=NOW)
    for begin in range(0, count, AT_ONCE):
        await one_transaction(
            lambda begin=begin: some(actor, asked, chosen, (facility, trip), range(begin, begin + AT_ONCE))
        )


async def some(actor: Actor, asked: Questionnaire, chosen: list[UUID], place: tuple[UUID, UUID], which: range) -> None:
    draw = random.Random(which.start)
    items = [question.item for question in asked.questions if question.item.kind is not Kind.PHOTO][:ANSWERS]
    if len(items) < ANSWERS:
        raise SystemExit(f"only {len(items)} questions")
    visits = [(uuid4(), uuid4(), date(2016, 1, 1) + timedelta(days=number // 3)) for number in which]
    await run_many(
        "visit",
        ("id", "trip", "facility", "first_day", "last_day", "type", "notice", "languages", "state", "notice_to",
         "notice_how", "settled_at", "salt", "digest", "created_by", "created_at"),
        [(id, place[1], place[0], day, day, "in_depth", "announced", "", "closed", "", "", NOW, "", "", actor.account, NOW)
         for id, _, day in visits],
    )  # fmt: skip
    await run_many(
        "visit_questionnaire",
        ("id", "visit", "edition", "position", "chosen_by", "chosen_at"),
        [
            (uuid4(), id, each, position, actor.account, NOW)
            for id, _, _ in visits
            for position, each in enumerate(chosen)
        ],
    )
    # The one table whose name PostgreSQL takes for something else where many rows are put in at once.
    await RecordRow.insert(
        *(
            RecordRow(
                id=record,
                visit=id,
                revision=1,
                state="closed",
                closed_at=NOW,
                closed_by=actor.account,
                digest="",
                salt="",
            )
            for id, record, _ in visits
        )
    )
    await run_many(
        "agreed_answer",
        ("id", "record", "row", "key", "value", "absence", "source", "private"),
        [
            (uuid4(), record, record, each.key, *said(each, draw), "one", False)
            for _, record, _ in visits
            for each in items
        ],
    )


async def measure(house: House, count: int) -> None:
    """Export everything in each format and print the CPU a record takes."""
    cast = await gather_cast(NOW)
    await seed(cast.coordinator, count)
    for format in (Format.CSV, Format.JSON_LINES, *([Format.XLSX] if "xlsx" in sys.argv else [])):
        spent, begun = cpu_meter(house), time.perf_counter()
        with profiled():
            made = await export_answers(actor=cast.coordinator, wanted=Wanted(format=format), now=NOW)
        print(
            f"{house.name}, {format}: a record of {ANSWERS} answers {spent().each(count)}, {GOAL}; {count} records in "
            f"{time.perf_counter() - begun:.1f} s, {len(made.content) / 1e6:.1f} MB"
        )


def main(count: int, which: str) -> None:
    measure_in_houses(lambda house: measure(house, count), which)
    print(PEER)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "both")
