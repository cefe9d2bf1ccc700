"""A facility visited under three versions of its checklist: one question reworded, one replaced, one dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from monitor.checklists.actions import load_editions
from monitor.checklists.rules import (
    Became,
    Direction,
    Edition,
    Fate,
    Indicator,
    Indicators,
    IndicatorText,
    Item,
    ItemText,
    Kind,
    Library,
    Loaded,
    Op,
    Role,
    Section,
    Texts,
    Threshold,
    Use,
)
from monitor.history.queries import dossier_of, history_of, item_history
from monitor.history.rules import History, Joint
from monitor.sheets.actions import choose_questionnaire
from monitor.visits.actions import move_on
from monitor.visits.rules import VisitState
from tests.makers_facilities import make_facility
from tests.makers_history import close, make_attempt
from tests.makers_sheets import answer, make_sheet
from tests.people import Cast, Clients
from tests.sheets.small import THEME, item, named_edition, words_of

SHORT = Threshold(Op.EQ, ("no",))
SAME, WORDED = item("same", noncompliant=SHORT), item("worded", noncompliant=SHORT)
OLD, NEW = item("old", Kind.INTEGER), item("new", Kind.DECIMAL)
GONE = item("gone", noncompliant=SHORT)
TOLD = (Became("old", Fate.REPLACED, "new"), Became("gone", Fate.DROPPED))
WORKED = Indicators(
    (Indicator("rate", "percent", Direction.NEITHER, "conditions", value="coalesce(${old}, ${new})", on_page=True),),
    {"en": {"rate": IndicatorText("The rate", "%")}},
)


def version(number: str, *items: Item, became: tuple[Became, ...] = (), worded: str = "") -> Loaded:
    """The checklist in one version; `worded` is how it asks the question that is reworded."""
    edition = Edition("house", Role.CHECKLIST, (Section("people", "B", THEME, items),))
    texts = words_of(edition)
    return Loaded(edition, Use(number, became=became), (_reworded(texts, worded) if worded else texts,))


def _reworded(texts: Texts, question: str) -> Texts:
    old = texts.items["worded"]
    return replace(texts, items={**texts.items, "worded": ItemText(question, options=old.options, status=old.status)})


VERSIONS = (
    (version("1", SAME, WORDED, OLD, GONE), {"same": "yes", "worded": "no", "old": "4", "gone": "no"}),
    (version("2", SAME, WORDED, NEW, became=TOLD, worded="Is it so?"), {"same": "yes", "worded": "no", "new": "2.5"}),
    (version("3", SAME, WORDED, NEW, item("more"), became=TOLD, worded="Is it so?"), {"same": "no", "new": "3"}),
)


async def visited_thrice(cast: Cast, now: datetime) -> UUID:
    facility = await make_facility(cast.coordinator, now=now)
    for number, (loaded, said) in enumerate(VERSIONS):
        then = now + timedelta(minutes=number)
        await load_editions(actor=cast.coordinator, library=Library((loaded,), WORKED), now=then)
        day = date(2024 + number, 5, 1)
        visit = await make_attempt(cast, facility, day, state=VisitState.UNDER_WAY, now=then)
        editions = [await named_edition(cast.lead, "house")]
        await choose_questionnaire(actor=cast.lead, visit=visit, editions=editions, now=then)
        await answer(cast.lead, await make_sheet(cast.lead, visit, now=then), now=then, **said)
        await move_on(actor=cast.lead, visit_id=visit, to=VisitState.ENDED, now=then)
        await close(cast.lead, visit, now=then)
    return facility


async def history(cast: Cast, facility: UUID) -> History:
    return await history_of(cast.lead, await dossier_of(cast.lead, facility))


async def test_a_reworded_question_runs_and_its_words_are_told(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await visited_thrice(cast, now)
    (run,) = (await item_history(cast.lead, await dossier_of(cast.lead, facility), "worded")).runs
    assert [each.value for each in run.points] == ["no", "no", None]
    assert run.reworded == {run.points[1].visit}
    page = (await (await client_as(cast.lead)).get(f"/facilities/{facility}/questions/worded")).text
    assert "Is it so?" in page
    assert "before: “worded?”" in page
    assert "Not assessed" in page


async def test_a_replaced_question_is_told_apart(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await visited_thrice(cast, now)
    old, new = (await item_history(cast.lead, await dossier_of(cast.lead, facility), "new")).runs
    assert ([each.value for each in old.points], old.ended, old.by) == (["4"], Fate.REPLACED, "new")
    assert [each.value for each in new.points] == ["2.5", "3"]
    page = (await (await client_as(cast.lead)).get(f"/facilities/{facility}/questions/old")).text
    assert "Asked anew in later versions, not to be compared" in page


async def test_a_dropped_question_ends_and_is_found_by_who_may_read_it_only(
    cast: Cast, client_as: Clients, now: datetime
) -> None:
    facility = await visited_thrice(cast, now)
    path = f"/facilities/{facility}/questions/gone"
    assert "No longer asked in later versions." in (await (await client_as(cast.lead)).get(path)).text
    assert (await (await client_as(cast.stranger)).get(path)).status_code == 404
    assert (await (await client_as(cast.lead)).get(f"{path}-not")).status_code == 404


async def test_themes_and_figures_are_cut_where_their_questions_were(cast: Cast, now: datetime) -> None:
    found = await history(cast, await visited_thrice(cast, now))
    theme = next(each for each in found.series if each.theme == "conditions")
    assert [point.joint for point in theme.points] == [Joint.SAME, Joint.APART, Joint.SAME]
    (figure,) = found.figures
    assert [str(point.value) for point in figure.points] == ["4", "2.5", "3"]
    assert [point.joint for point in figure.points] == [Joint.SAME, Joint.APART, Joint.SAME]


async def test_the_page_draws_no_line_across_a_cut(cast: Cast, client_as: Clients, now: datetime) -> None:
    facility = await visited_thrice(cast, now)
    page = (await (await client_as(cast.lead)).get(f"/facilities/{facility}")).text
    drawn = page[page.index("The rate</figcaption>") :]
    assert drawn[: drawn.index("</figure>")].count('class="line"') == 1
    assert "not to be compared with the visits before" in page
