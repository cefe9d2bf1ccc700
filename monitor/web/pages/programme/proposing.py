"""Letting the planner propose: what to put right first, a run to start, watch and stop, its plan to keep as a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from markupsafe import Markup

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import N_, count, say, word
from monitor.press.curves import Ends, Height, curve
from monitor.programme import actions, queries
from monitor.programme.queries.explaining import ToPutRight
from monitor.programme.rules.model import Figures
from monitor.programme.rules.proposals import ANSWERED, PROPOSAL_LABELS, Proposal, ProposalState
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.house import House
from monitor.web.floor.render import page
from monitor.web.pages.programme.listing import PLAN, address
from monitor.web.pages.programme.shown import covered_words


class Effort(StrEnum):
    """How many changes the planner tries."""

    FIRST = "300"
    USUAL = "3000"
    LONGER = "10000"


EFFORTS = {
    Effort.FIRST: N_("A first idea"),
    Effort.USUAL: N_("As usual"),
    Effort.LONGER: N_("Longer than usual"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right, and whom and what it is true of, if not of the whole."""

    said: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a plan is worth, as a line of the table."""

    name: str
    covered: str
    figures: Figures


@get("/programmes/board/{version:uuid}/planner", opt=PLAN)
async def planner_page(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str]:
    form = Form(language=actor.language).fill(id=uuid4(), iterations=Effort.USUAL)
    return await _page(request, actor, now, version, form)


@post("/programmes/board/{version:uuid}/planner", opt=PLAN)
async def start(request: Asking, actor: Who, now: Now, version: FromPath[UUID]) -> Response[str] | Redirect:
    form = await form_of(request)
    run = form.needed_id("id")
    effort = form.needed_of("iterations", Effort)
    try:
        form.check()
        await actions.start_proposal(actor=actor, proposal_id=run, version_id=version, iterations=int(effort), now=now)
    except Problem as problem:
        await queries.version_open_to(actor, version)
        return await _page(request, actor, now, version, form.failed(problem), problem.status)
    actions.launch_proposal(actor=actor, proposal_id=run, clock=cast(House, request.app).clock)
    return see(f"{address(version)}/planner")


@get("/programmes/planner/{run:uuid}/progress", opt=PLAN)
async def progress(actor: Who, now: Now, run: FromPath[UUID]) -> Response[dict[str, str | int | bool]]:
    """Say to the page's script how far the planner is."""
    found = await queries.proposal_open_to(actor, run)
    going = found.state is ProposalState.RUNNING and not found.is_lost(now)
    said = _said(found, actor.language)
    done, steps = found.iteration, len(found.curve)
    return Response({"running": going, "said": said, "done": done, "total": found.wanted, "steps": steps})


@post("/programmes/planner/{run:uuid}/stop", opt=PLAN)
async def stop(actor: Who, now: Now, run: FromPath[UUID]) -> Redirect:
    await actions.stop_proposal(actor=actor, proposal_id=run, now=now)
    found = await queries.proposal_open_to(actor, run)
    return see(f"{address(found.version)}/planner")


@post("/programmes/planner/{run:uuid}/keep", opt=PLAN)
async def keep(actor: Who, now: Now, run: FromPath[UUID]) -> Redirect:
    return see(address(await actions.keep_proposal(actor=actor, proposal_id=run, version_id=uuid4(), now=now)))


async def _page(request: Asking, actor: Actor, now: Now, version: UUID, form: Form, status: int = 200) -> Response[str]:
    asked = await queries.to_put_right(actor, version)
    runs = await queries.proposals_of(actor, asked.board.programme.id)
    latest = runs[0] if runs else None
    lost = latest is not None and latest.is_lost(now)
    return page(
        request,
        "programme/planner.html",
        status=status,
        board=asked.board,
        base=address(version),
        compare=_comparing(latest),
        faults=_faults(asked, actor.language),
        run=latest,
        lost=lost,
        running=latest is not None and latest.state is ProposalState.RUNNING and not lost,
        said=_said(latest, actor.language) if latest else "",
        lines=_lines(latest, actor.language) if latest else (),
        curves=_curves(latest, actor.language) if latest else (),
        steps=[(step.iteration, covered_words(step.figures), step.figures) for step in latest.curve] if latest else [],
        keepable=latest is not None and latest.state in ANSWERED and latest.kept_as is None,
        broken=[word(each.said, actor.language) for each in latest.violations] if latest else [],
        efforts=choices_of(Effort, EFFORTS, actor.language),
        form=form,
    )


def _said(run: Proposal, language: str) -> str:
    if run.state is not ProposalState.RUNNING:
        return word(PROPOSAL_LABELS[run.state], language)
    if run.figures is None:
        return word(N_("Looking for a first plan"), language)
    covered, visits = covered_words(run.figures), run.figures.visits
    said = say(
        N_("Visits in the plan so far: %(visits)s; of all points covered: %(covered)s"), visits=visits, covered=covered
    )
    return word(said, language)


def _lines(run: Proposal, language: str) -> tuple[Line, ...]:
    """Put the plan beside the first one found and beside planning the longest unseen first."""
    if run.figures is None:
        return ()
    named = [(N_("The plan"), run.figures), (N_("The first plan found"), run.curve[0].figures)]
    if run.control is not None:
        named.append((N_("Longest unseen first, by hand"), run.control))
    return tuple(Line(word(name, language), covered_words(figures), figures) for name, figures in named)


def _comparing(run: Proposal | None) -> str:
    """Give where a kept plan stands beside the version it was proposed for."""
    return f"/programmes/{run.programme}/compare?one={run.version}&other={run.kept_as}" if run and run.kept_as else ""


def _curves(run: Proposal, language: str) -> list[tuple[str, Markup]]:
    """Draw how the plan got better; nothing where it did not, or there is no second plan yet."""
    if len(run.curve) < 2:
        return []
    last = max(run.iteration, run.curve[-1].iteration, 1)
    ends = Ends(
        word(N_("first plan"), language), word(count("%(n)s change tried", "%(n)s changes tried", last), language)
    )

    def drawn(title: str, height: Callable[[Figures], Height]) -> tuple[str, Markup] | None:
        points = [(step.iteration / last, height(step.figures)) for step in run.curve]
        if len({point.value for _, point in points}) == 1:
            return None
        said = word(title, language)
        return said, curve(points, ends=ends, title=said, level=height(run.control) if run.control else None)

    found = (
        drawn(N_("Points covered"), lambda figures: Height(figures.covered_pct, covered_words(figures))),
        drawn(
            N_("What the plan leaves uncovered and spends on the way, in points; less is better"),
            lambda figures: Height(figures.points, f"{figures.points:.0f}"),
        ),
    )
    return [each for each in found if each is not None]


def _faults(asked: ToPutRight, language: str) -> list[Fault]:
    """Say each thing to put right once, with everybody and every place it is true of."""
    names = {str(place.id): place.name for place in asked.board.places}
    names |= {str(person.account): person.name for person in asked.board.people}
    names |= {str(place.region): place.region_name for place in asked.board.places if place.region}
    about: dict[str, list[str]] = {}
    for fault in asked.faults:
        named = names.get(fault.about.partition("/")[0])
        about.setdefault(word(fault.said, language), []).extend([named] if named else [])
    return [Fault(said, tuple(dict.fromkeys(found))) for said, found in about.items()]


HANDLERS = [planner_page, start, progress, stop, keep]
