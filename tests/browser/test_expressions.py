"""The browser computes what Python computes: all shared cases, and expressions and answers grown at random."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from monitor.checklists.rules import Kind
from monitor.checklists.rules.expressions import Json, answer_text, evaluate, tree_json
from monitor.web.floor.assets import asset_url
from monitor.web.pages.values import minus, with_unit
from tests.browser.house import Doors, LiveHouse
from tests.vectors.growing import Grower
from tests.vectors.reading import HereScope, an_item, cases, differing, names, scope_file, scope_json, told

pytestmark = pytest.mark.browser

COMPUTE = """async ([address, batches]) => {
  const { Absent, Exact, Dated, answerText, asText, evaluate, valueOf } = await import(address);
  const read = ({ kind, value, absence }) => valueOf(kind, value ?? null, absence ?? null);
  const here = (given) => (given.rows ? given.rows.map((row) => read({ kind: given.kind, ...row })) : read(given));
  const told = (value) => {
    if (value instanceof Absent) return ["absent", value.kind ?? ""];
    if (value instanceof Exact) return ["number", asText(value)];
    if (value instanceof Dated) return ["dated", value.text];
    return typeof value === "boolean" ? ["truth", String(value)] : ["text", value];
  };
  return batches.map(([file, tree, kind]) => {
    const { own, today, values } = JSON.parse(file);
    const scope = { own: here(own), today, value: (key) => (key in values ? here(values[key]) : undefined) };
    const value = evaluate(tree, scope);
    return told(kind === null ? value : answerText(kind, value));
  });
}"""


def computed(page: Page, asked: list[tuple[str, Json, Kind | None]]) -> list[tuple[str, str]]:
    """Have the browser compute trees, each in a scope of its own, and keep them as a kind where one is named."""
    given = page.evaluate(COMPUTE, [asset_url("expression.js"), [[scope, tree, kind] for scope, tree, kind in asked]])
    return [(sort, text) for sort, text in given]


@pytest.fixture
def page(door: Doors, live: LiveHouse) -> Page:
    """A page of the house, from which its modules can be loaded."""
    page = door(None)
    page.goto("/sign-in")
    return page


def test_the_shared_cases_give_the_same_here(page: Page) -> None:
    scope = scope_json(scope_file())
    known = [case for name in names() for case in cases(name)]
    given = computed(page, [(scope, case.tree, case.kind) for case in known])
    assert differing((case.text for case in known), [case.gives for case in known], given) == {}


def test_random_expressions_give_the_same_here(page: Page) -> None:
    grown = [(Grower(seed).tree(), Grower(seed).scope()) for seed in range(3000)]
    given = computed(page, [(scope_json(scope), tree_json(tree), None) for tree, scope in grown])
    wanted = [told(evaluate(tree, HereScope(scope))) for tree, scope in grown]
    assert differing((json.dumps(tree_json(tree)) for tree, _ in grown), wanted, given) == {}
    assert {sort for sort, _ in wanted} == {"number", "text", "truth", "dated", "absent"}


def test_random_values_are_kept_the_same_here(page: Page) -> None:
    growers = [Grower(seed) for seed in range(3000, 4000)]
    grown = [(each.tree(), each.scope(), each.kind()) for each in growers]
    given = computed(page, [(scope_json(scope), tree_json(tree), kind) for tree, scope, kind in grown])
    wanted = [told(answer_text(an_item(kind), evaluate(tree, HereScope(scope)))) for tree, scope, kind in grown]
    assert differing((f"{kind} {tree_json(tree)}" for tree, _, kind in grown), wanted, given) == {}


SAY = """async ([address, language, unit, values]) => {
  const { Shown } = await import(address);
  document.documentElement.lang = language;
  const rules = { items: { key: { kind: "decimal", unit } }, absences: {}, nothing: "nothing yet" };
  return values.map((value) => new Shown(null, { given: () => ({ value, absence: null }) }, rules).said("key", null));
}"""


@pytest.mark.parametrize(("language", "unit"), [("en", "person|people"), ("ru", "место|места|мест"), ("tg", "нафар")])
def test_a_number_takes_the_same_form_of_its_unit(page: Page, language: str, unit: str) -> None:
    values = ["0", "1", "2", "5", "11", "21", "105", "-1", "1.5", "-0.25"]
    said = page.evaluate(SAY, [asset_url("relevance.js"), language, unit, [*values, None]])
    assert said == [*(with_unit(minus(value), value, unit, language) for value in values), "nothing yet"]
