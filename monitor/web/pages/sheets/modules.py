"""What a visit is asked: its checklist with the modules that fit it, each with why it is offered; more can be added later."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from monitor.checklists.queries import edition_open_to
from monitor.checklists.rules import When
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere, Problem
from monitor.kit.words import N_, Sentence, count, say
from monitor.people.rules import Need
from monitor.sheets.actions import choose_questionnaire
from monitor.sheets.queries import editions_of, modules_offered, questionnaire_offered, sheets_of, visit_with_sheets
from monitor.sheets.rules import NoChecklist, Offer
from monitor.visits.rules import Visit, reaches
from monitor.web.floor.answers import see
from monitor.web.floor.asking import Asking, Now, Who
from monitor.web.floor.forms import Form, form_of
from monitor.web.floor.render import page


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """A module to tick: its title, what it is about, why it is offered."""

    edition: str
    title: str
    about: str
    why: Sentence


@get("/visits/{visit:uuid}/modules", opt={"need": Need.SHEET_FILL})
async def modules(request: Asking, actor: Who, visit: FromPath[UUID]) -> Response[str]:
    found = await _fillable(actor, visit)
    offers = await modules_offered(actor, found)
    asked_already = bool(await editions_of(actor, visit))
    ticked = [str(each.edition) for each in offers if (each.chosen if asked_already else each.proposed)]
    return await _page(request, actor, found, Form().fill(modules=ticked))


@post("/visits/{visit:uuid}/modules", opt={"need": Need.SHEET_FILL})
async def choose_modules(request: Asking, actor: Who, now: Now, visit: FromPath[UUID]) -> Response[str] | Redirect:
    """Ask by the checklist and the modules ticked."""
    found, form = await _fillable(actor, visit), await form_of(request)
    wanted = form.ids("modules")
    try:
        form.check()
        base = await _checklist(actor, found)
        offered = [each.edition for each in await modules_offered(actor, found, base)]
        chosen = [base, *(each for each in offered if each in wanted)]
        await choose_questionnaire(actor=actor, visit=visit, editions=chosen, now=now)
    except Problem as problem:
        return await _page(request, actor, found, form.failed(problem), problem.status)
    return see(f"/visits/{visit}/sheets")


async def _fillable(actor: Actor, visit: UUID) -> Visit:
    found = await visit_with_sheets(actor, visit)
    if not reaches(actor, Need.SHEET_FILL, found):
        raise NotHere()
    return found


async def _checklist(actor: Actor, visit: Visit) -> UUID:
    """Give the checklist chosen, else the one that fits. Raises NoChecklist."""
    editions = await editions_of(actor, visit.id) or await questionnaire_offered(actor, visit)
    if not editions:
        raise NoChecklist()
    return editions[0]


async def _page(request: Asking, actor: Actor, visit: Visit, form: Form, status: int = 200) -> Response[str]:
    language: str = request.scope["state"]["language"]
    offers = [await _shown(actor, each, language) for each in await modules_offered(actor, visit)]
    base = await edition_open_to(actor, await _checklist(actor, visit)) if offers else None
    return page(
        request,
        "sheets/modules.html",
        status=status,
        visit=visit,
        checklist=base.worded(language).title if base else "",
        offers=offers,
        opened=len(await sheets_of(actor, visit.id)),
        form=form,
    )


async def _shown(actor: Actor, offer: Offer, language: str) -> ShownOffer:
    texts = (await edition_open_to(actor, offer.edition)).worded(language)
    return ShownOffer(str(offer.edition), texts.title, texts.about, _why(offer))


def _why(offer: Offer) -> Sentence:
    match offer.when:
        case When.ALWAYS:
            return say(N_("Asked at every visit."))
        case When.LATER_VISITS:
            return say(N_("Asked again at a place that was visited before."))
        case When.CHOSEN:
            return say(N_("Only if you take it."))
        case When.HELD:
            if offer.held is None:
                return say(N_("Not known whether any were held at the last visit."))
            return count(
                "%(n)s person was held at the last visit.", "%(n)s persons were held at the last visit.", offer.held
            )


HANDLERS = [modules, choose_modules]
