"""`monitor checklists check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.cli.checklists import check, check_for_scripts
from tests.checklists.small import ROOMS, planted


def test_the_shipped_checklists_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(None) == 0
    assert "access  12 questions  en kk ky ru tg uz  " in capsys.readouterr().out


def test_a_mistake_is_told_as_file_line_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in planted(ROOMS, "kind: decimal", "kind: decimals").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert check(tmp_path) == 1
    assert f"{ROOMS}:5: “decimals” is not known here. Did you mean “decimal”?" in capsys.readouterr().err


def test_what_is_wrong_is_told_in_the_language_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, language="ru") == 1
    assert capsys.readouterr().err == f"В {tmp_path} нет файлов опросных листов (*.yaml).\n"


def test_bytes_that_are_not_utf8_are_told_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "themes.yaml").write_bytes("население: [а]\n".encode("cp1251"))
    assert check(tmp_path) == 1
    assert "themes.yaml:1: A letter here is not UTF-8." in capsys.readouterr().err


def test_an_empty_folder_is_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path) == 1
    assert "There are no checklist files" in capsys.readouterr().err


def test_scripts_get_one_json_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_for_scripts(None) == 0
    sound = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {each["name"]: each["role"] for each in sound}["access"] == "module"
    for path, text in planted(ROOMS, "kind: decimal", "kind: decimals").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert check_for_scripts(tmp_path) == 1
    told = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (told["file"], told["line"], told["remedy"]) == (ROOMS, 5, "Did you mean “decimal”?")
