"""Releases: what is let seen to whom, until when, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.denials.actions import release_record
from monitor.denials.queries import Named, records_named
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.people import actions, queries
from monitor.people.rules import Need, Release, ReleasedKind
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


@dataclass(frozen=True, slots=True)
class Line:
    """A release as a row: the record as far as it can be named, the other side, how long."""

    id: UUID
    href: str
    kind: str
    place: str
    day: date | None
    other: str
    by: str
    released_at: datetime
    until_day: date | None
    revoked_at: datetime | None
    is_open: bool


@get("/releases", opt={"need": Need.RELEASE_GIVE})
async def releases(request: Asking, actor: Who) -> Response[str]:
    given, received = await queries.releases_given(actor), await queries.releases_received(actor)
    named = {record.subject: record for record in await records_named(actor, [r.subject for r in (*given, *received)])}
    return page(
        request,
        "people/releases.html",
        given=[_line(actor, one, one.receiver_name, named.get(one.subject)) for one in given],
        # A record that may not be seen any more is not told of either: a line without a name would tell (law 4).
        received=[_line(actor, one, one.giver_name, named[one.subject]) for one in received if one.subject in named],
    )


def _line(actor: Actor, release: Release, other: str, named: Named | None) -> Line:
    return Line(
        id=release.id,
        href=f"/{release.kind.value}s/{release.subject}" if named else "",
        kind=label_of("released_kinds", release.kind),
        place=named.place if named else "",
        day=named.day if named else None,
        other=other,
        by=release.released_by_name,
        released_at=release.released_at,
        until_day=release.until_day,
        revoked_at=release.revoked_at,
        is_open=release.is_open(actor.today),
    )


@get("/releases/new", opt={"need": Need.RELEASE_GIVE})
async def new_page(request: Asking, actor: Who) -> Response[str]:
    asked = request.query_params
    form = Form(language=request.scope["state"]["language"])
    form.fill(id=uuid4(), kind=asked.get("kind"), subject=asked.get("subject"))
    return await _form(request, actor, form)


@post("/releases/new", opt={"need": Need.RELEASE_GIVE})
async def new(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    kind, subject = form.needed_of("kind", ReleasedKind), form.needed_id("subject")
    receiver, key, until = form.needed_id("receiver"), form.needed_id("id"), form.day("until_day")
    try:
        form.check()
        await release_record(
            actor=actor, release_id=key, kind=kind, subject=subject, receiver=receiver, until_day=until, now=now
        )
    except NotHere:
        raise
    except Problem as problem:
        return await _form(request, actor, form.failed(problem), problem.status)
    return see("/releases")


async def _form(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    subject = form.id("subject")
    named = await records_named(actor, [subject]) if subject else []
    if not named:
        raise NotHere()
    others = [
        (str(house.id), house.name)
        for house in await queries.organisations(actor)
        if house.id != actor.organisation and (house.to_day is None or house.to_day > actor.today)
    ]
    return page(request, "people/release.html", status=status, form=form, named=named[0], houses=others)


@post("/releases/{release:uuid}/revoke", opt={"need": Need.RELEASE_GIVE})
async def revoke(actor: Who, now: Now, release: FromPath[UUID]) -> Redirect:
    await actions.revoke_release(actor=actor, release=release, now=now)
    return see("/releases")


HANDLERS = [releases, new_page, new, revoke]
