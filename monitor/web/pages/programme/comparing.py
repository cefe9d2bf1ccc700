"""Two versions of a programme side by side: what each is worth, and which visits differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from monitor.codes import label_of
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.kit.words import N_, say
from monitor.programme import queries
from monitor.programme.rules.board import Entry
from monitor.programme.rules.comparing import CHANGE_LABELS, Comparison, Difference
from monitor.programme.rules.model import Figures
from monitor.programme.rules.programmes import HOW_LABELS, STATE_LABELS, Version, VersionState
from monitor.web.floor.asking import Asking, Who
from monitor.web.floor.forms import Form
from monitor.web.floor.render import page
from monitor.web.pages.history.words import Pen
from monitor.web.pages.programme.listing import VIEW, address
from monitor.web.pages.programme.shown import BoardWords, covered_words


@dataclass(frozen=True, slots=True)
class Line:
    """What a version is worth, as a line of the table; `href` is its board."""

    name: str
    under: str
    href: str
    covered: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Changed:
    """A visit that differs, worded; a side without the visit is empty."""

    place: str
    change: str
    before: str
    after: str


@get("/programmes/{programme:uuid}/compare", opt=VIEW)
async def compare_page(request: Asking, actor: Who, programme: FromPath[UUID]) -> Response[str]:
    """Compare the two versions that are asked for; unasked, the latest with the one it was begun from."""
    found = await queries.programme_open_to(actor, programme)
    versions = await queries.versions_of(actor, programme)
    pen = Pen(actor.language)
    chosen = _chosen(request, versions)
    form = Form(language=actor.language)
    one, other = chosen or (None, None)
    compared = await queries.compare_versions(actor, one.id, other.id) if one and other else None
    return page(
        request,
        "programme/versions/compare.html",
        programme=found,
        versions=_choices(pen, versions),
        form=form.fill(one=one and one.id, other=other and other.id),
        one=one,
        other=other,
        lines=_lines(pen, compared) if compared else (),
        changed=await _changes(actor, pen, compared) if compared else (),
        drafts=[version for version in dict.fromkeys(chosen or ()) if version.is_draft],
    )


def _chosen(request: Asking, versions: Sequence[Version]) -> tuple[Version, Version] | None:
    """Read which two are meant. Raises NotHere for a version of somewhere else."""
    known = {str(version.id): version for version in versions}
    asked = [request.query_params.get(side, "") for side in ("one", "other")]
    if any(each and each not in known for each in asked):
        raise NotHere()
    if len(versions) < 2:
        return None
    kept = [version for version in versions if version.state is not VersionState.SET_ASIDE] or list(versions)
    other = known.get(asked[1], kept[0])
    before = next((each for each in versions if each.id == other.parent), None)
    accepted = next((each for each in versions if each.state is VersionState.ACCEPTED and each.id != other.id), None)
    rest = next(each for each in versions if each.id != other.id)
    return known.get(asked[0], before or accepted or rest), other


def _choices(pen: Pen, versions: Sequence[Version]) -> list[tuple[str, str]]:
    return [(str(version.id), f"{_name(pen, version)} · {_under(pen, version)}") for version in versions]


def _name(pen: Pen, version: Version) -> str:
    return pen(say(N_("Version %(n)s"), n=version.number))


def _under(pen: Pen, version: Version) -> str:
    how = pen(HOW_LABELS[version.how])
    return pen.listed([pen(STATE_LABELS[version.state]), how[:1].lower() + how[1:]])


def _lines(pen: Pen, compared: Comparison) -> list[Line]:
    lines = [
        Line(
            _name(pen, side.version),
            _under(pen, side.version),
            address(side.version.id),
            covered_words(side.figures),
            side.figures,
        )
        for side in (compared.one, compared.other)
    ]
    if compared.control is not None:
        control = compared.control
        lines.append(Line(pen(N_("Longest unseen first, by hand")), "", "", covered_words(control), control))
    return lines


async def _changes(actor: Actor, pen: Pen, compared: Comparison) -> list[Changed]:
    if not compared.differences:
        return []
    board = await queries.board_of(actor, compared.other.version.id)
    words = BoardWords(board, pen, actor.today)

    def said(entry: Entry | None) -> str:
        if entry is None:
            return ""
        kind = pen(label_of("visit_types", entry.type)).lower()
        return f"{words.days(entry.first_day, entry.last_day)}; {words.people(entry.team)}; {kind}"

    def line(each: Difference) -> Changed:
        place = words.names.get(each.facility, pen(N_("a place closed since")))
        return Changed(place, pen(CHANGE_LABELS[each.change]), said(each.before), said(each.after))

    return [line(each) for each in compared.differences]


HANDLERS = [compare_page]
