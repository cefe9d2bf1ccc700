"""Invented countries: places, monitors with few days, regions far apart, a budget for six in ten of the visits wished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from monitor.programme.rules.model import Job, Monitor, Needs, Rhythm, Road, Snapshot, Weights

LANGUAGES = ("ky", "ru", "uz")
PLAIN = Weights(noise=0, lottery=0)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a country is, and how many iterations its plan is given."""

    name: str
    places: int
    monitors: int
    weeks: int
    regions: int
    iterations: int


SIZES = {
    "S": Size("S", 50, 10, 13, 4, 3000),
    "M": Size("M", 300, 60, 52, 12, 3000),
    "L": Size("L", 2000, 300, 52, 20, 1500),
}


def country(size: Size, seed: int, weights: Weights = PLAIN) -> Snapshot:
    """Invent a country; the same seed gives the same one."""
    rng = Random(f"country {size.name} {seed}")
    regions = [f"region {n}" for n in range(size.regions)]
    spots = {region: (rng.uniform(0, 800), rng.uniform(0, 500)) for region in regions}
    roads = tuple(
        Road(one, other, round(1.3 * ((x - u) ** 2 + (y - v) ** 2) ** 0.5) + 20)
        for one, (x, y) in spots.items()
        for other, (u, v) in spots.items()
        if one < other
    )
    days = size.weeks * 7
    monitors = tuple(_monitor(rng, n, regions, days) for n in range(size.monitors))
    jobs = tuple(_job(rng, n, regions, days, [monitor.id for monitor in monitors]) for n in range(size.places))
    wished = sum(job.days * job.least for job in jobs)
    return Snapshot(
        first_day=date(2027, 1, 4),
        days=days,
        jobs=jobs,
        monitors=monitors,
        budget=wished * 6 // 10,
        roads=roads,
        weights=weights,
    )


def _monitor(rng: Random, n: int, regions: list[str], days: int) -> Monitor:
    staff = rng.random() < 0.3
    calendar = []
    for day in range(days):
        weekend = day % 7 >= 5
        chance = (0.05 if weekend else 0.85) if staff else (0.3 if weekend else 0.15)
        calendar.append("+" if rng.random() < chance else "-")
    away = rng.randrange(days)
    for day in range(away, min(days, away + (21 if staff else 14))):
        calendar[day] = "-"
    spoken = tuple(language for language, share in zip(LANGUAGES, (0.8, 0.7, 0.3), strict=True) if rng.random() < share)
    return Monitor(
        id=f"m{n:03}",
        organisation="office" if staff else f"group {rng.randrange(4)}",
        home=rng.choice(regions[: max(2, len(regions) // 2)]) if rng.random() < 0.5 else rng.choice(regions),
        calendar="".join(calendar),
        woman=rng.random() < 0.45,
        doctor=rng.random() < 0.18,
        languages=spoken or ("ru",),
        month_cap=8 if staff else 3,
    )


def _job(rng: Random, n: int, regions: list[str], days: int, monitors: list[str]) -> Job:
    large = rng.random() < 0.25
    length = rng.choice((2, 2, 3)) if large else 1
    least = 3 if large else 2
    usual = 180 if large else 365
    previous = -rng.randrange(20, 2 * usual)
    score = min(150, round(rng.gammavariate(1.8, 18) + 20 * min(1.5, -previous / usual)))
    start = rng.randrange(0, days * 6 // 10) if rng.random() < 0.15 else None
    return Job(
        id=f"j{n:04}",
        facility=f"f{n:04}",
        kind="prison" if large else "police",
        region=rng.choice(regions),
        score=score,
        days=length,
        least=least,
        most=least + 2,
        needs=Needs(
            woman=rng.random() < 0.35,
            doctor=large and rng.random() < 0.5,
            languages=(rng.choice(LANGUAGES),) if rng.random() < 0.3 else (),
            organisations=2 if rng.random() < 0.2 else 1,
        ),
        conflicts=tuple(monitor for monitor in monitors if rng.random() < 0.04),
        earliest=start,
        latest=None if start is None else min(days - 1, start + max(21, days // 4)),
        due=previous + usual,
        rhythm=Rhythm(previous=previous, usual=usual),
    )
