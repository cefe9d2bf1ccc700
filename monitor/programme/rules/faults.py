"""What people have to put right before a plan can be good: visits the data make impossible, calendars without a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.words import N_, Sentence, say
from monitor.programme.rules.explain.blocks import Block
from monitor.programme.rules.explain.why_not import data_block
from monitor.programme.rules.model import FREE, NO_HOME, NO_REGION, UNKNOWN, Snapshot
from monitor.programme.rules.planner.tasks import prepare


class Lack(StrEnum):
    """What is wrong with the whole, a person or a job; those of a job are named as the blocks are."""

    NO_JOBS = "no_jobs"
    NO_MONITORS = "no_monitors"
    NO_BUDGET = "no_budget"
    NO_DAYS = "no_days"
    NO_HOME = "no_home"
    NO_REGION = "no_region"
    NO_ROAD = "no_road"
    FORBIDDEN = "forbidden"
    MANDATE = "mandate"
    WINDOW = "window"
    PIN = "pin"
    PEOPLE = "people"
    WOMAN = "woman"
    DOCTOR = "doctor"
    LANGUAGE = "language"
    ORGANISATIONS = "organisations"
    MEMBER = "member"
    BUDGET = "budget"


SAID: Mapping[Lack, str] = {
    Lack.NO_JOBS: N_("There is no visit to plan. Set how often places are to be visited, or add visits by hand."),
    Lack.NO_MONITORS: N_("There is nobody to send. Add monitors first."),
    Lack.NO_BUDGET: N_("There are no person-days. Set how many there are for the period."),
    Lack.NO_DAYS: N_("No free day of theirs is known in the period. Ask for their days."),
    Lack.NO_HOME: N_(
        "It is not said in which region journeys begin, so all count as equally far. Set it with the days and limits."
    ),
    Lack.NO_REGION: N_("Some places have no region, so each counts as far from everywhere. Give them one."),
    Lack.NO_ROAD: N_("How far it is to there is not known; the usual way to a far region is counted."),
    Lack.FORBIDDEN: N_("Ruled out, and due by law all the same."),
    Lack.MANDATE: N_("No monitor's organisation has a mandate for this place."),
    Lack.WINDOW: N_(
        "There is no day on which a visit there could begin: look at the window, the notice and the closed days."
    ),
    Lack.PIN: N_("The day this visit is pinned to cannot be: choose another."),
    Lack.PEOPLE: N_("Fewer people may go there than the team needs."),
    Lack.WOMAN: N_("No woman may go there, and the team needs one."),
    Lack.DOCTOR: N_("No doctor may go there, and the team needs one."),
    Lack.LANGUAGE: N_("Nobody who may go there speaks the language that is needed."),
    Lack.ORGANISATIONS: N_("People of fewer organisations may go there than the team needs."),
    Lack.MEMBER: N_("Somebody who is to be on this team may not go there."),
    Lack.BUDGET: N_("This visit alone takes more person-days than there are."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right: `about` is a job, a monitor, a region, or empty for the whole."""

    lack: Lack
    about: str = ""

    @property
    def said(self) -> Sentence:
        """What is wrong and what to do, in a sentence."""
        return say(SAID[self.lack])


def faults(snapshot: Snapshot) -> tuple[Fault, ...]:
    """List what to put right, the whole first. A visit somebody ruled out is a fault only if it is mandatory."""
    found, regions = [], {job.region for job in snapshot.jobs} - {NO_REGION}
    for lack, holds in (
        (Lack.NO_JOBS, not snapshot.jobs),
        (Lack.NO_MONITORS, not snapshot.monitors),
        (Lack.NO_BUDGET, snapshot.budget <= 0),
        (Lack.NO_HOME, len(regions) > 1 and any(each.home == NO_HOME for each in snapshot.monitors)),
        (Lack.NO_REGION, bool(regions) and any(job.region == NO_REGION for job in snapshot.jobs)),
    ):
        if holds:
            found.append(Fault(lack))
    days = {FREE, UNKNOWN} if snapshot.unknown_ok else {FREE}
    found += [Fault(Lack.NO_DAYS, each.id) for each in snapshot.monitors if days.isdisjoint(each.calendar)]
    found += [Fault(Lack.NO_ROAD, region) for region in _unreached(snapshot)]
    ground = prepare(snapshot)
    for task in ground.tasks:
        block = data_block(ground, task) if task.job.lock is None else None
        if block is None or (block is Block.FORBIDDEN and not task.job.mandatory):
            continue
        if (block is Block.BUDGET and snapshot.budget <= 0) or not snapshot.monitors:
            continue
        found.append(Fault(Lack(block.value), task.job.id))
    return tuple(found)


def _unreached(snapshot: Snapshot) -> list[str]:
    """Give the regions of jobs to which some monitor's home has no road told."""
    told = {frozenset((road.one, road.other)) for road in snapshot.roads}
    homes = {person.home for person in snapshot.monitors} - {NO_HOME}
    regions = {job.region for job in snapshot.jobs} - {NO_REGION}
    return sorted(r for r in regions if any(r != home and frozenset((r, home)) not in told for home in homes))
