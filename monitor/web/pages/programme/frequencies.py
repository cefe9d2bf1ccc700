"""How often each type of place is to be visited, how long and by whom: one rule for each type, from a day on."""

from __future__ import annotations

from uuid import uuid4

from litestar import Response, get, post
from litestar.response import Redirect

from monitor.codes import choices, is_code
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.programme import actions, queries
from monitor.programme.rules.coverage import CoverageRule
from monitor.programme.rules.scoring import BASE_POINTS
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import PLAN, VIEW


@get("/programmes/frequencies", opt=VIEW)
async def frequencies(request: Asking, actor: Who) -> Response[str]:
    rules = await queries.coverage_rules(actor, actor.today)
    pen = Pen(actor.language)
    lines = sorted((pen.code("facility_types", kind), rule) for kind, rule in rules.items())
    return page(request, "programme/frequencies.html", lines=lines)


@get("/programmes/frequencies/set", opt=PLAN)
async def rule_page(request: Asking, actor: Who) -> Response[str]:
    kind = request.query_params.get("type", "")
    rules = await queries.coverage_rules(actor, actor.today)
    known = kind if is_code("facility_types", kind) else ""
    rule = rules.get(kind) or CoverageRule(known, base_points=BASE_POINTS.get(kind, 0))
    return _form(request, actor, _filled(actor, rule))


@post("/programmes/frequencies/set", opt=PLAN)
async def set_rule(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    key = form.needed_id("id")
    rule = CoverageRule(
        facility_type=form.needed("facility_type"),
        in_depth_months=form.whole("in_depth_months"),
        any_months=form.whole("any_months"),
        visit_days=form.whole_or("visit_days", 1),
        team_min=form.whole_or("team_min", 2),
        team_max=form.whole_or("team_max", 4),
        woman=form.ticked("woman"),
        doctor=form.ticked("doctor"),
        two_organisations=form.ticked("two_organisations"),
        mandatory=form.ticked("mandatory"),
        base_points=form.whole_or("base_points", 0),
        from_day=form.needed_day("from_day"),
    )
    try:
        form.check()
        await actions.set_coverage_rule(actor=actor, rule_id=key, rule=rule, now=now)
    except Problem as problem:
        return _form(request, actor, form.failed(problem), problem.status)
    return see("/programmes/frequencies")


def _filled(actor: Actor, rule: CoverageRule) -> Form:
    return Form(language=actor.language).fill(
        id=uuid4(),
        facility_type=rule.facility_type,
        in_depth_months=rule.in_depth_months,
        any_months=rule.any_months,
        visit_days=rule.visit_days,
        team_min=rule.team_min,
        team_max=rule.team_max,
        woman="yes" if rule.woman else None,
        doctor="yes" if rule.doctor else None,
        two_organisations="yes" if rule.two_organisations else None,
        mandatory="yes" if rule.mandatory else None,
        base_points=rule.base_points,
        from_day=actor.today,
    )


def _form(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    kinds = sorted(choices("facility_types", actor.language), key=lambda each: each[1])
    return page(request, "programme/frequency.html", status=status, form=form, kinds=kinds)


HANDLERS = [frequencies, rule_page, set_rule]
