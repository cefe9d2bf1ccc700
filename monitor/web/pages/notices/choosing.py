"""One's own choice: how often to be written to, which way, at which hours not."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date
from litestar import Response, get, post
from litestar.response import Redirect

from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.words import word
from monitor.notices.actions import choose_notices
from monitor.notices.queries import choice_of, hook_secret_of
from monitor.notices.rules import RHYTHM_WORDS, WAY_WORDS, Choice, Rhythm, Way
from monitor.people.rules import Need
from monitor.settings import Settings
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import zones

OWN = {"need": Need.ACCOUNT_OWN}
HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(24))
_A_MONDAY = date(2026, 11, 23)


@get("/account/notices", opt=OWN)
async def notices(request: Asking, actor: Who) -> Response[str]:
    chosen = await choice_of(actor)
    form = Form(language=request.scope["state"]["language"]).fill(
        rhythm=chosen.rhythm,
        way=chosen.way,
        zone=chosen.zone,
        hour=chosen.hour,
        weekday=chosen.weekday,
        quiet_from=chosen.quiet_from,
        quiet_to=chosen.quiet_to,
        hook=chosen.hook,
    )
    return await _page(request, actor, form)


@post("/account/notices", opt=OWN)
async def choose(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    choice = _choice(form)
    try:
        form.check()
        await choose_notices(actor=actor, choice=choice, allowed=_settings(request).webhooks, now=now)
    except Problem as problem:
        return await _page(request, actor, form.failed(problem), problem.status)
    return see("/account/notices")


def _choice(form: Form) -> Choice:
    """Read the form; what it does not ask for is left as it begins."""
    usual, way = Choice(), form.one_of("way", Way) or Way.EMAIL
    return Choice(
        rhythm=form.needed_of("rhythm", Rhythm),
        way=way,
        zone=form.needed("zone"),
        hour=_hour(form, "hour", usual.hour),
        weekday=(form.whole("weekday") or 0) % 7,
        quiet_from=_hour(form, "quiet_from", usual.quiet_from),
        quiet_to=_hour(form, "quiet_to", usual.quiet_to),
        hook=form.needed("hook") if way is Way.WEBHOOK else form.text("hook"),
    )


def _hour(form: Form, name: str, usual: int) -> int:
    found = form.whole(name)
    return usual if found is None else found


async def _page(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    language, settings = request.scope["state"]["language"], _settings(request)
    held = {Way.EMAIL: settings.sends_mail, Way.WEBHOOK: bool(settings.webhooks)}
    return page(
        request,
        "notices/choice.html",
        status=status,
        form=form,
        rhythms=choices_of(Rhythm, RHYTHM_WORDS, language),
        ways=[(way.value, word(WAY_WORDS[way], language)) for way in Way if held[way]],
        hooks=held[Way.WEBHOOK],
        secret=await hook_secret_of(actor) if held[Way.WEBHOOK] else "",
        zones=(("UTC", "UTC"), *zones()),
        hours=HOURS,
        weekdays=[(str(n), format_date(_A_MONDAY + timedelta(days=n), "EEEE", language)) for n in range(7)],
    )


def _settings(request: Asking) -> Settings:
    settings: Settings = request.app.state["settings"]
    return settings


HANDLERS = [notices, choose]
