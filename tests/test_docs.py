"""What the documents say is so: commands exist, links lead somewhere, the rooms named are the rooms there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.cli import parser
from monitor.kit.words import PARTLY_TRANSLATED, WHOLE

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FILLED = {"FILE": "file", "ADDRESS": "postgresql://localhost/x", "HASH": "abc", "ROLE": "monitor", "MAPPING": "infopen"}


def commands_in(text: str) -> set[str]:
    told = re.findall(r"`(monitor [a-z][^`]*)`", text) + re.findall(r"^(monitor [a-z].*)$", text, re.M)
    return {" ".join(command.split()) for command in told}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_told_is_understood(document: Path) -> None:
    for command in commands_in(document.read_text()):
        words = [FILLED.get(word, word) for word in re.sub(r"[\[\]]", "", command).split()[1:]]
        assert parser().parse_args(words).command is not None, command


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_rooms_named_are_the_rooms_there_are() -> None:
    table = (ROOT / "README.md").read_text().partition("| room | holds |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.partition(" | ")[0])}
    rooms = {path.name for path in (ROOT / "monitor").iterdir() if (path / "__init__.py").exists()}
    assert named == (rooms - {"migrations"}) | {"app"}


def test_the_languages_named_are_those_on_the_pages() -> None:
    assert set(WHOLE) == {"en", "ru"}
    assert "English and Russian" in (ROOT / "CHANGELOG.md").read_text()
    assert {"tg", "kk", "ky", "uz"} == PARTLY_TRANSLATED
    assert "Tajik, Kazakh, Kyrgyz and Uzbek" in (ROOT / "CHANGELOG.md").read_text()
