"""The rules of the house, kept by machine: sizes, who reads the clock, what stands in the files, which doors are open."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from litestar.handlers import HTTPRouteHandler

from monitor.people.rules import POLICY, Need
from monitor.piccolo_app import ROOMS
from monitor.settings import Settings
from monitor.web.floor.needs import PUBLIC
from monitor.web.pages import HANDLERS
from tests.permissions import matrix

ROOT = Path(__file__).parent.parent
FILE, FUNCTION, TEST, TEMPLATE, FOLDER = 400, 50, 30, 200, 15


@cache
def tracked(*patterns: str) -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file())


def code(*patterns: str) -> list[tuple[str, str]]:
    return [(file.relative_to(ROOT).as_posix(), file.read_text()) for file in tracked(*patterns)]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_files_and_templates_stay_short() -> None:
    caps = (("*.py", FILE), ("*.css", FILE), ("*.js", FILE), ("*.html", TEMPLATE))
    long = [(name, n) for kind, cap in caps for name, text in code(kind) if (n := text.count("\n")) > cap]
    assert long == []


def test_functions_stay_short() -> None:
    long = [
        (name, node.name, length(node))
        for name, text in code("monitor/*.py", "tests/*.py", "benchmarks/*.py")
        for node in functions(ast.parse(text))
        if length(node) > (TEST if node.name.startswith("test_") and "browser" not in name else FUNCTION)
    ]
    assert long == []


def test_folders_stay_small() -> None:
    held = Counter(file.parent.relative_to(ROOT).as_posix() for file in tracked("monitor/*.py", "tests/*.py"))
    assert {folder: n for folder, n in held.items() if n > FOLDER} == {}


def test_only_the_edges_read_the_clock() -> None:
    clocks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    edges = ("monitor/web/", "monitor/jobs/", "monitor/cli/", "monitor/app.py")
    read = [
        (name, ast.unparse(node))
        for name, text in code("monitor/*.py")
        if not name.startswith(edges)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and ast.unparse(node).removeprefix("datetime.") in clocks | {"now"}
    ]
    assert read == []


def test_nothing_is_marked_as_deleted() -> None:
    word = "deleted" + "_at"
    assert [name for name, text in code("monitor/*", "static/*.js", "static/*.css", "tests/*.py") if word in text] == []


def test_suppressions_are_few_and_say_why() -> None:
    found = [
        (name, line.strip())
        for name, text in code("monitor/*.py", "tests/*.py", "benchmarks/*.py")
        for line in text.splitlines()
        if re.search(r"  #\s*(noqa|type:\s*ignore)", line)
    ]
    assert [entry for entry in found if not re.search(r"(noqa: \w+ - |\]\s+# )\w+", entry[1])] == []
    assert len(found) < 10


def test_no_file_names_this_machine() -> None:
    places = "|".join(
        ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/o" + "pt/", "python" + "hosted", "py" + r"pi\.org")
    )
    told = [
        (name, number)
        for name, text in code(
            "*.py", "*.md", "*.toml", "*.lock", "*.yaml", "*.html", "*.css", "*.js", "Makefile", ".ci"
        )
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(places, line)
    ]
    assert told == []


def test_every_need_is_granted_to_somebody() -> None:
    assert [need for need in Need if not any(POLICY.get(need, {}).values())] == []


def test_the_documented_permissions_are_the_real_ones() -> None:
    assert (ROOT / "docs" / "permissions.md").read_text() == matrix()


def test_the_documented_settings_are_the_real_ones() -> None:
    told = re.findall(r"^\| `MONITOR_(\w+)` \|", (ROOT / "docs" / "administrator.md").read_text(), re.M)
    assert {name.lower() for name in told} == {field.name for field in fields(Settings)}


def test_every_route_says_its_need() -> None:
    unsaid = [handler.handler_name for handler in HANDLERS if not isinstance(_need(handler), Need | str)]
    assert unsaid == []


def test_these_routes_and_no_others_are_public() -> None:
    public = {path for handler in HANDLERS if _need(handler) == PUBLIC for path in handler.paths}
    assert public == {
        "/feed/{name:str}",
        "/field",
        "/field/contact",
        "/field/manifest.webmanifest",
        "/health",
        "/join/{token:str}",
        "/language",
        "/setup/{token:str}",
        "/sign-in",
        "/static/{part:str}/{name:path}",
        "/sw.js",
    }


def _need(handler: HTTPRouteHandler) -> object:
    return handler.opt.get("need")


# Steps of an action that several actions share; they refuse to run outside a transaction.
STEPS = {
    ("monitor.facilities.actions.importing", "note_run"),
    ("monitor.visits.actions.lives", "enter_state"),
    ("monitor.visits.actions.lives", "lift_if_over"),
}


@pytest.mark.parametrize("kind", ["queries", "actions"])
def test_public_reads_and_writes_carry_their_need(kind: str) -> None:
    """Whatever takes an actor and waits is guarded by a need; a fragment of SQL or a private helper is not a door."""
    open_doors = [
        (module.__name__, name)
        for room in ROOMS
        for module in modules_of(f"monitor.{room}.{kind}")
        for name, found in vars(module).items()
        if inspect.iscoroutinefunction(inspect.unwrap(found) if callable(found) else found)
        and found.__module__ == module.__name__
        and not name.startswith("_")
        and "actor" in inspect.signature(found).parameters
        and not asks(found)
    ]
    assert set(open_doors) <= STEPS


def asks(found: object) -> bool:
    """Say whether a function carries a need, checks one, or goes through a function that does."""
    inner = inspect.unwrap(found) if callable(found) else found
    known = getattr(inner, "__globals__", {})
    return hasattr(found, "need") or any(
        name == "check_need" or hasattr(known.get(name), "need") for name in names_in(getattr(inner, "__code__", None))
    )


def names_in(code: CodeType | None) -> set[str]:
    """The names a function looks up, those of functions within it included."""
    if code is None:
        return set()
    within = [names_in(part) for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*within)


def modules_of(name: str) -> list[ModuleType]:
    """The module, or the package with what is in it."""
    module = import_module(name)
    inner = [info.name for info in pkgutil.iter_modules(getattr(module, "__path__", ()))]
    return [module, *(import_module(f"{name}.{each}") for each in inner)]


GUARDED = [
    "trip",
    "visit",
    "visit_state",
    "team_member",
    "companion",
    "stage",
    "admission",
    "headcount",
    "promise",
    "denial",
    "denial_person",
    "denial_amendment",
    "denial_step",
    "sheet",
    "answer",
    "current_answer",
    "note",
    "record",
    "agreed_answer",
    "measurement",
    "sheet_row",
    "sheet_row_dropped",
    "attachment",
    "asked_before",
    "agreed_row",
    "agreed_voice",
    "choice",
    "row_match",
    "device",
    "device_holding",
    "feed",
    "feed_entry",
    "answer_denial",
    "week_pattern",
    "day_exception",
    "programme",
    "programme_partner",
    "programme_mark",
    "programme_version",
    "programme_proposal",
    "planned_entry",
    "planned_member",
    "due",
]


def test_raw_sql_over_guarded_tables_begins_from_what_may_be_seen() -> None:
    """A module whose SQL reads a guarded table calls a rule of visibility, or what only answers after one."""
    reads = re.compile(rf"\b(?:from|join) (?:{'|'.join(GUARDED)})\b")
    rule = re.compile(r"\b(visible|counted|told|open|seen)_\w+\(|_open_to\(|visible_")
    open_doors = [
        name
        for name, text in code("monitor/*/queries/*.py", "monitor/*/queries.py", "monitor/web/*.py", "monitor/cli/*.py")
        if reads.search(text) and not rule.search(text)
    ]
    assert open_doors == []


def test_every_room_says_shortly_what_it_is() -> None:
    rooms = [file.parent for file in tracked("monitor/*/__init__.py") if file.parent.parent == ROOT / "monitor"]
    told = {room.name: ast.get_docstring(ast.parse((room / "__init__.py").read_text())) for room in rooms}
    assert [name for name, said in told.items() if not said or len(said) > 400] == []


def test_rooms_hold_the_four_files_and_nothing_else() -> None:
    known = {"__init__", "rules", "tables", "queries", "actions", "mappings"}
    rooms = {
        room: {path.stem for path in (ROOT / "monitor" / room).iterdir() if path.name != "__pycache__"}
        for room in ROOMS
    }
    assert {room: found - known for room, found in rooms.items() if found - known} == {}
