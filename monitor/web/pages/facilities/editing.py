"""Adding a place and editing one: each kind of fact has its own form, its day and its history."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.codes import label_of
from monitor.facilities import actions
from monitor.facilities.actions import Beginning, Place
from monitor.facilities.queries import capacities_of, facility_open_to, find_facilities, placements_of, statuses_of
from monitor.facilities.rules import STATUS_WORDS, UNKNOWN_ZONE, Facility, NameKind, Status, Told
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.kit.text import fold
from monitor.kit.words import LANGUAGES, N_
from monitor.people.rules import Need
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import Options, choices_for, coordinate, type_of, zone_of, zones

Answer = Response[str] | Redirect
Act = Callable[[Form, Facility], Awaitable[None]]
NEED = {"need": Need.FACILITY_EDIT}
LATITUDES, LONGITUDES = 90, 180


@get("/facilities/new", opt=NEED)
async def new_facility(request: Asking, actor: Who) -> Response[str]:
    form = Form(language=request.scope["state"]["language"]).fill(
        id=uuid4(), zone=request.query_params.get("zone", ""), status=Status.OPEN.value
    )
    return await _new(request, actor, form)


@post("/facilities/new", opt=NEED)
async def add_facility(request: Asking, actor: Who, now: Now) -> Answer:
    form = await form_of(request)
    offered = await choices_for(actor, form.language)
    name, before = form.needed("name"), await _predecessor(actor, form)
    place, first, wanted = _place(form, offered.types, name, before), _beginning(form), form.needed_id("id")
    try:
        form.check()
        await actions.add_facility(
            actor=actor, facility_id=wanted, place=place, beginning=first, day=now.date(), now=now
        )
    except Problem as problem:
        return await _new(request, actor, form.failed(problem), problem.status)
    return see(f"/facilities/{wanted}")


@get("/facilities/{facility_id:uuid}/edit", opt=NEED)
async def edit_facility(request: Asking, actor: Who, facility_id: FromPath[UUID]) -> Response[str]:
    place = await facility_open_to(actor, facility_id)
    return await _edit(request, actor, place, _filled(place, request.scope["state"]["language"]))


@post("/facilities/{facility_id:uuid}/edit", opt=NEED)
async def correct(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    offered = await choices_for(actor, request.scope["state"]["language"])

    async def act(form: Form, place: Facility) -> None:
        told = _place(form, offered.types, place.name, await _predecessor(actor, form))
        form.check()
        await actions.correct_place(actor=actor, facility=facility_id, place=told, now=now)

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/name", opt=NEED)
async def rename(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        name, since = form.needed("new_name"), form.day("name_from")
        form.check()
        await actions.rename_facility(actor=actor, facility=facility_id, name=name, from_day=since, now=now)

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/alias", opt=NEED)
async def alias(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        name, since, until = form.needed("alias"), form.day("alias_from"), form.day("alias_to")
        form.check()
        await actions.add_alias(
            actor=actor,
            facility=facility_id,
            name=name,
            language=form.text("alias_language") or None,
            from_day=since,
            to_day=until,
            now=now,
        )

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/alias/{name_id:uuid}/withdraw", opt=NEED)
async def withdraw_alias(
    request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID], name_id: FromPath[UUID]
) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        await actions.withdraw_alias(actor=actor, facility=facility_id, name_id=name_id, now=now)

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/authority", opt=NEED)
async def move(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        authority, since = form.id("authority"), form.day("authority_from")
        form.check()
        await actions.move_facility(actor=actor, facility=facility_id, authority=authority, from_day=since, now=now)

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/status", opt=NEED)
async def status(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        chosen, since = form.needed_of("status", Status), Told(form.day("status_from"))
        form.check()
        await actions.set_status(
            actor=actor, facility=facility_id, status=chosen, since=since, note=form.text("status_note"), now=now
        )

    return await _tried(request, actor, facility_id, act)


@post("/facilities/{facility_id:uuid}/capacity", opt=NEED)
async def capacity(request: Asking, actor: Who, now: Now, facility_id: FromPath[UUID]) -> Answer:
    async def act(form: Form, place: Facility) -> None:
        places, day, source = form.whole("places"), form.needed_day("capacity_day"), form.needed("capacity_source")
        if places is None:
            form.wrong("places", N_("Write how many people the place is meant for."))
        form.check()
        await actions.add_capacity(
            actor=actor, facility=facility_id, places=places or 0, day=day, source=source, now=now
        )

    return await _tried(request, actor, facility_id, act)


async def _tried(request: Asking, actor: Actor, facility: UUID, act: Act) -> Answer:
    """Act on a form of the edit page, and show the page again with what is to be corrected."""
    place, form = await facility_open_to(actor, facility), await form_of(request)
    try:
        await act(form, place)
    except Problem as problem:
        before = _filled(place, form.language)
        before.lists |= form.lists
        before.faults = form.faults
        return await _edit(request, actor, place, before.failed(problem), problem.status)
    return see(f"/facilities/{facility}/edit")


async def _new(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    offered = await choices_for(actor, form.language)
    return page(request, "facilities/new.html", status=status, form=form, offered=offered, zones=zones())


async def _edit(request: Asking, actor: Actor, place: Facility, form: Form, status: int = 200) -> Response[str]:
    if place.predecessor and "predecessor" not in form.lists:
        form.fill(predecessor=(await facility_open_to(actor, place.predecessor)).name)
    return page(
        request,
        "facilities/edit.html",
        status=status,
        form=form,
        place=place,
        aliases=[name for name in place.names if name.kind is NameKind.ALIAS],
        names=[name for name in place.names if name.kind is NameKind.OFFICIAL],
        placements=await placements_of(actor, place.id),
        standings=await statuses_of(actor, place.id),
        capacities=await capacities_of(actor, place.id),
        offered=await choices_for(actor, form.language),
        zones=zones(),
        languages=tuple(LANGUAGES.items()),
        statuses=STATUS_WORDS,
        label=label_of,
    )


def _filled(place: Facility, language: str) -> Form:
    return Form(language=language).fill(
        code=place.code,
        type=place.type,
        region=place.region,
        zone=place.zone if place.zone != UNKNOWN_ZONE else "",
        address=place.address,
        latitude=place.latitude,
        longitude=place.longitude,
        unofficial="yes" if place.unofficial else None,
    )


async def _predecessor(actor: Actor, form: Form) -> UUID | None:
    """Find the place that was there before by the code or name typed; notes an error unless it is one."""
    typed = form.text("predecessor")
    if not typed:
        return None
    found = await find_facilities(actor, typed)
    exact = [line for line in found if typed == line.code or fold(typed) == fold(line.name)] or found
    if len(exact) == 1:
        return exact[0].id
    said = N_("No place is called so.") if not exact else N_("Several places are called so. Write the code, or more.")
    form.wrong("predecessor", said)
    return None


def _place(form: Form, types: Options, name: str, predecessor: UUID | None) -> Place:
    return Place(
        name=name,
        type=type_of(form, "type", types),
        zone=zone_of(form, "zone"),
        code=form.text("code") or None,
        region=form.id("region"),
        address=form.text("address") or None,
        latitude=coordinate(form, "latitude", LATITUDES),
        longitude=coordinate(form, "longitude", LONGITUDES),
        predecessor=predecessor,
        unofficial=form.ticked("unofficial"),
    )


def _beginning(form: Form) -> Beginning:
    aliases = tuple(line.strip() for line in form.words("aliases").split("\n") if line.strip())
    return Beginning(
        authority=form.id("authority"),
        status=form.needed_of("status", Status),
        status_from=Told(form.day("status_from")),
        capacity=form.whole("places"),
        aliases=aliases,
    )


HANDLERS = [
    new_facility,
    add_facility,
    edit_facility,
    correct,
    rename,
    alias,
    withdraw_alias,
    move,
    status,
    capacity,
]
