"""Settings: the recovery sheet, backups, and whether the installation is sound."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from litestar import Response, get, post
from litestar.response import Redirect, Stream

from monitor.denials.actions import define_effective
from monitor.denials.queries import effective_conditions
from monitor.denials.rules import CONDITION_LABELS, Condition
from monitor.installation import actions, queries
from monitor.installation.rules import backup_due
from monitor.kit.actor import Actor
from monitor.kit.problems import Problem
from monitor.people.rules import Need
from monitor.piccolo_app import TABLES
from monitor.settings import Settings
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, choices_of, form_of
from monitor.web.floor.render import page

_CHUNK = 1 << 18


@get("/settings", opt={"need": Need.LEDGER_VIEW})
async def settings_page(request: Asking, actor: Who, now: Now) -> Response[str]:
    return await _settings_page(request, actor, now, Form())


@post("/settings/effective", opt={"need": Need.DEFINITION_SET})
async def define(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    conditions = form.several_of("effective", Condition)
    try:
        form.check()
        await define_effective(actor=actor, conditions=conditions, now=now)
    except Problem as problem:
        return await _settings_page(request, actor, now, form.failed(problem), problem.status)
    return see("/settings")


async def _settings_page(request: Asking, actor: Actor, now: datetime, form: Form, status: int = 200) -> Response[str]:
    defines = actor.may(Need.DEFINITION_SET)
    if defines and not form.errors:
        form.fill(effective=sorted(await effective_conditions(actor)))
    keeper = actor.may(Need.INSTALLATION_MANAGE)
    last = await queries.last_backup(actor) if keeper else None
    return page(
        request,
        "settings/index.html",
        status=status,
        form=form,
        defines=defines,
        conditions=choices_of(Condition, CONDITION_LABELS, request.scope["state"]["language"]),
        keeper=keeper,
        findings=await queries.check_installation(actor, _settings(request), now) if keeper else [],
        last_backup=last,
        due=backup_due(last, now),
        head=await queries.head_of_log(actor),
    )


@get("/settings/log", opt={"need": Need.LEDGER_VIEW})
async def log_page(request: Asking, actor: Who) -> Response[str]:
    return page(request, "settings/log.html", lines=await queries.log_lines(actor))


@get("/settings/recovery", opt={"need": Need.INSTALLATION_MANAGE})
async def recovery_page(request: Asking, actor: Who) -> Response[str]:
    return await _recovery(request, actor, Form())


@post("/settings/recovery", opt={"need": Need.INSTALLATION_MANAGE})
async def read_back(request: Asking, actor: Who, now: Now) -> Response[str] | Redirect:
    form = await form_of(request)
    code = form.needed("code")
    try:
        form.check()
        await actions.read_back(actor=actor, code=code, now=now)
    except Problem as problem:
        return await _recovery(request, actor, form.failed(problem), problem.status)
    return see("/settings")


async def _recovery(request: Asking, actor: Actor, form: Form, status: int = 200) -> Response[str]:
    code = await queries.recovery_code_of(actor)
    groups = tuple(enumerate(code.split("-"), start=1)) if code else ()
    done = await queries.sheet_read_back(actor)
    return page(request, "settings/recovery.html", status=status, form=form, groups=groups, done=done)


@post("/settings/backup", opt={"need": Need.BACKUP_MAKE})
async def backup_now(request: Asking, actor: Who, now: Now) -> Stream:
    settings = _settings(request)
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=settings.data))
    file = folder / "whole"
    await actions.back_up(
        actor=actor, target=file, address=settings.database, data=settings.data, tables=TABLES, now=now
    )
    return Stream(
        _handed_over(file),
        status_code=200,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="monitor-{now:%Y-%m-%d-%H%M}.backup"'},
    )


async def _handed_over(file: Path) -> AsyncIterator[bytes]:
    """Give the file away piece by piece; its name is gone before the first, so that nothing is left behind."""
    with file.open("rb") as opened:
        file.unlink()
        file.parent.rmdir()
        while chunk := await asyncio.to_thread(opened.read, _CHUNK):
            yield chunk


def _settings(request: Asking) -> Settings:
    settings: Settings = request.app.state["settings"]
    return settings


HANDLERS = [settings_page, define, log_page, recovery_page, read_back, backup_now]
