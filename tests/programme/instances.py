"""Small invented periods in which everything the planner knows of occurs: a number gives always the same one."""

from __future__ import annotations

from datetime import date
from random import Random

from monitor.programme.rules.model import (
    Job,
    Limit,
    Lock,
    Monitor,
    Needs,
    Pin,
    Rhythm,
    Road,
    Snapshot,
    Wanted,
    Weights,
)

REGIONS = ("north", "south", "east")
GROUPS = ("office", "league", "centre")
SPOKEN = ("ky", "ru", "uz")


def any_period(number: int) -> Snapshot:
    """Invent a period of three to nine weeks with up to 14 jobs and 9 monitors."""
    rng = Random(number)
    days = rng.randint(20, 63)
    monitors = tuple(any_monitor(rng, n, days) for n in range(rng.choice((1, 3, 6, 9))))
    jobs = tuple(any_job(rng, n, days, [monitor.id for monitor in monitors]) for n in range(rng.randint(1, 14)))
    return Snapshot(
        first_day=date(2027, 1, rng.randint(1, 28)),
        days=days,
        jobs=jobs,
        monitors=monitors,
        budget=rng.choice((0, 20, 60, 100, 100)),
        roads=(Road("north", "south", 310), Road("south", "east", 90)),
        weights=Weights(noise=rng.choice((0, 300)), lottery=rng.choice((0, 12, 40))),
        today=rng.randint(-5, 3),
        closed=tuple(rng.sample(range(days), 3)),
        cars=rng.choice((None, 1, 2)),
        unknown_ok=rng.random() < 0.5,
        travel=rng.choice((None, 80, 200)),
        limits=any_limits(rng, days),
    )


def any_limits(rng: Random, days: int) -> tuple[Limit, ...]:
    """Limit nothing, one half, or two parts that share days."""
    middle, least = rng.randrange(days), rng.choice((0, 8, 30))
    both = (Limit(0, middle, least), Limit(max(0, middle - 5), days + 3, rng.choice((6, 25))))
    return rng.choice(((), both[:1], both))


def any_monitor(rng: Random, n: int, days: int) -> Monitor:
    return Monitor(
        id=f"m{n}",
        organisation=rng.choice(GROUPS),
        home=rng.choice(REGIONS),
        calendar="".join(rng.choices("+?-", (9, 2, 1), k=days)),
        woman=rng.random() < 0.5,
        doctor=rng.random() < 0.3,
        languages=tuple(spoken for spoken in SPOKEN if rng.random() < 0.7),
        month_cap=rng.choice((0, 2, 4, 9, 9)),
    )


def any_job(rng: Random, n: int, days: int, monitors: list[str]) -> Job:
    least, length = rng.choice((1, 2, 2, 3)), rng.choice((1, 1, 2, 3, 5))
    earliest = rng.choice((None, None, rng.randrange(days)))
    return Job(
        id=f"j{n}",
        facility=f"f{rng.randrange(8)}",
        kind="police",
        region=rng.choice(REGIONS),
        score=rng.randint(0, 120),
        days=length,
        least=least,
        most=least + rng.randrange(3),
        needs=Needs(
            woman=rng.random() < 0.3,
            doctor=rng.random() < 0.2,
            languages=tuple(rng.sample(SPOKEN, rng.choice((0, 0, 0, 1, 2)))),
            organisations=rng.choice((1, 1, 1, 2)),
        ),
        conflicts=tuple(name for name in monitors if rng.random() < 0.1),
        organisations=rng.choice((None, None, None, GROUPS[:2], GROUPS[:1])),
        earliest=earliest,
        latest=rng.choice((None, None, days - 1, (earliest or 0) + rng.randint(3, 30))),
        due=rng.choice((None, rng.randint(-20, days))),
        closed=tuple(rng.sample(range(days), 2)),
        notice=rng.choice((0, 0, 7)),
        rhythm=Rhythm(
            rng.choice((None, -rng.randrange(1, 90))), rng.choice((None, 10, 30, 90)), rng.choice((0, 5, 20))
        ),
        mandatory=rng.random() < 0.1,
        forbidden=rng.random() < 0.05,
        pin=any_pin(rng, days, monitors),
        lock=any_lock(rng, days - length, monitors),
        weekend=rng.choice(tuple(Wanted)),
    )


def any_pin(rng: Random, days: int, monitors: list[str]) -> Pin | None:
    if rng.random() < 0.85:
        return None
    return Pin(rng.choice((None, rng.randrange(days))), tuple(rng.sample(monitors, rng.randrange(2))))


def any_lock(rng: Random, last: int, monitors: list[str]) -> Lock | None:
    """Lock one job in ten to any day and people, whether that breaks rules or not."""
    if rng.random() < 0.9:
        return None
    return Lock(rng.randint(0, last), tuple(rng.sample(monitors, rng.randint(1, min(3, len(monitors))))))


PLAIN = Weights(noise=0, lottery=0)
# A visit of two days for two people, worth 50 points.
JOB = Job(id="j", facility="place", kind="police", region="north", score=50, days=2, least=2, most=3)
# A calm fortnight from a Monday: one such visit, four people at home; a and c are women, b is a doctor, d speaks Uzbek.
CALM = Snapshot(
    first_day=date(2027, 1, 4),
    days=14,
    jobs=(JOB,),
    monitors=tuple(
        Monitor(
            id=name,
            organisation="office" if name in "ab" else "league",
            home="north",
            calendar="+" * 14,
            woman=name in "ac",
            doctor=name == "b",
            languages=("ru", "uz") if name == "d" else ("ru",),
        )
        for name in "abcd"
    ),
    budget=40,
    weights=PLAIN,
)
