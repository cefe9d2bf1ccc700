"""One's own visits in one's own calendar: addresses made, shown once, ended; and what a program reads there."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.canonical import digest
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import N_, word
from monitor.people.rules import Need
from monitor.press.calendars import CALENDAR, AllDay, Standing, calendar_text
from monitor.visits import actions, queries
from monitor.visits.actions import Read
from monitor.visits.rules import Details, FeedLine
from monitor.web.floor.answers import see, whole_address
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.needs import PUBLIC
from monitor.web.floor.render import page

ENDING = ".ics"
DETAILS = ((Details.NEUTRAL, N_("“Busy”, nothing else")), (Details.OWN, N_("Place and kind of visit")))
BUSY = N_("Busy")
NAME = N_("My days")


@get("/feed/{name:str}", opt={"need": PUBLIC})
async def feed(request: Asking, now: Now, name: FromPath[str]) -> Response[str]:
    """Answer a calendar program. An address that was ended, or never was, is not found: the two are told alike."""
    try:
        read = await actions.read_feed(token=name.removesuffix(ENDING) if name.endswith(ENDING) else "", now=now)
    except NotHere:
        return Response("", status_code=404, media_type="text/plain")
    text = calendar_text((_all_day(line, read) for line in read.lines), name=word(NAME, read.language))
    mark = f'"{digest(text)}"'
    headers = {"etag": mark, "cache-control": "private, no-cache"}
    if mark in {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}:
        return Response("", status_code=304, headers=headers)
    return Response(text, media_type=CALENDAR, headers=headers)


def _all_day(line: FeedLine, read: Read) -> AllDay:
    named = line.type is not None
    return AllDay(
        uid=line.entry.uid,
        sequence=line.entry.sequence,
        changed_at=line.entry.changed_at,
        first=line.entry.first_day,
        last=line.entry.last_day,
        summary=f"{line.place} · {word(label_of('visit_types', line.type or ''), read.language)}"
        if named
        else word(BUSY, read.language),
        standing=Standing[line.entry.standing.name],
    )


@get("/account/feeds", opt={"need": Need.FEED_KEEP})
async def feeds(request: Asking, actor: Who) -> Response[str]:
    form = Form(language=request.scope["state"]["language"])
    return await _feeds(request, actor, form.fill(id=uuid4(), details=Details.NEUTRAL.value))


async def _feeds(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    language = request.scope["state"]["language"]
    told = {details: word(said, language) for details, said in DETAILS}
    return page(
        request,
        "calendar/feeds.html",
        status=status,
        form=form,
        told=told,
        choices=[(details.value, said) for details, said in told.items()],
        feeds=await queries.feeds_of(actor),
    )


@post("/account/feeds", opt={"need": Need.FEED_KEEP})
async def make(request: Asking, actor: Who, now: Now) -> Response[str]:
    form = await form_of(request)
    key, details = form.needed_id("id"), form.needed_of("details", Details)
    try:
        form.check()
        token = await actions.make_feed(actor=actor, feed_id=key, details=details, now=now)
    except Problem as problem:
        failed = form.failed(problem)
        return await _feeds(request, actor, failed.fill(id=uuid4(), details=details.value), problem.status)
    return page(request, "calendar/feed_made.html", address=whole_address(request, f"/feed/{token}{ENDING}"))


@post("/account/feeds/{feed_id:uuid}/end", opt={"need": Need.FEED_KEEP})
async def end(actor: Who, now: Now, feed_id: FromPath[UUID]) -> Redirect:
    await actions.end_feed(actor=actor, feed_id=feed_id, now=now)
    return see("/account/feeds")


HANDLERS = [feed, feeds, make, end]
