"""The command line as people and scripts use it: whole commands in a process's own main, one sentence each."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from monitor.cli import main, parser
from monitor.cli.trying import ROLE_WORDS
from monitor.demo.founding import SIGN_INS
from monitor.outside.keyring import write_key

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A data folder with a key and an empty, current database."""
    folder = tmp_path / "data"
    write_key(folder)
    assert main(["ledger", "head", "--data", str(folder)]) == 0
    return folder


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    told: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return told


def test_a_check_before_the_beginning_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "monitor serve" in capsys.readouterr().err


def test_a_sound_installation_is_said_to_be_sound(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check", "--data", str(begun), "--json"]) == 0
    assert answer(capsys)["sound"] is True


def test_a_key_that_others_can_read_is_refused(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (begun / "data.key").chmod(0o644)
    assert main(["check", "--data", str(begun)]) == 1
    assert "chmod 600" in capsys.readouterr().err


def test_a_lost_key_comes_back_from_the_sheet(
    begun: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    assert main(["keys", "show", "--data", str(begun)]) == 0
    code, kept = capsys.readouterr().out, (begun / "data.key").read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO(code))
    assert main(["keys", "restore", "--data", str(begun)]) == 1
    (begun / "data.key").unlink()
    assert main(["keys", "restore", "--data", str(begun)]) == 0
    assert (begun / "data.key").read_bytes() == kept


def test_a_backup_goes_out_and_comes_back(
    begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").mkdir()
    assert main(["backup", str(tmp_path / "stick"), "--data", str(begun)]) == 0
    (file,) = (tmp_path / "stick").iterdir()
    capsys.readouterr()
    main(["keys", "show", "--data", str(begun)])
    monkeypatch.setattr("sys.stdin", io.StringIO(capsys.readouterr().out))
    again = tmp_path / "again"
    assert main(["restore", str(file), "--data", str(again)]) == 0
    assert main(["ledger", "verify", "--data", str(again), "--json"]) == 0
    assert (again / "data.key").read_bytes() == (begun / "data.key").read_bytes()


def test_a_key_from_the_environment_restores_unasked(
    begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["backup", str(tmp_path / "file"), "--data", str(begun)]) == 0
    monkeypatch.setenv("MONITOR_DATA_KEY", (begun / "data.key").read_text().strip())
    again = tmp_path / "again"
    assert main(["restore", str(tmp_path / "file"), "--data", str(again)]) == 0
    assert main(["ledger", "verify", "--data", str(again)]) == 0
    assert not (again / "data.key").exists()


def test_a_wrong_code_is_refused_and_leaves_nothing(
    begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["backup", str(tmp_path / "file"), "--data", str(begun)]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("0000-0000\n"))
    assert main(["restore", str(tmp_path / "file"), "--data", str(tmp_path / "again")]) == 1
    assert not (tmp_path / "again" / "monitor.sqlite").exists()


def test_a_head_that_is_not_in_the_log_is_told(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["ledger", "verify", "--head", "abcd", "--data", str(begun), "--json"]) == 1
    assert answer(capsys)["problem"] == "head-not-found"


def test_the_system_takes_nothing_out(begun: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "denials", "--to", str(tmp_path / "out.csv"), "--data", str(begun)]) == 1
    assert "may not do this" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_command_acts_for_accounts_that_exist(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "head", "--data", str(begun), "--as", "nobody@example.org"]) == 1
    assert "nobody@example.org" in capsys.readouterr().err


def test_what_is_not_understood_is_2() -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args(["fly"])
    assert left.value.code == 2


def test_the_demo_and_the_real_start_keep_apart(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--reset", "--data", str(begun)]) == 1
    assert "real installation" in capsys.readouterr().err
    assert (begun / "data.key").exists()


def test_help_and_refusals_speak_the_language_of_the_machine(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    for asked in (["--help"], ["ledger", "verify", "--help"], ["backup"]):
        with pytest.raises(SystemExit):
            main(asked)
    said = capsys.readouterr()
    assert "использование: monitor [-h] ДЕЙСТВИЕ" in said.out
    assert "--head СУММА" in said.out
    assert said.err.endswith("«monitor backup» — не понято. Осталось указать: ФАЙЛ\n")
    assert not re.search(r"\b(usage|options|arguments|show|the)\b", said.out + said.err)


def test_every_sign_in_of_the_demo_is_named_in_words() -> None:
    assert set(ROLE_WORDS) == {role for role, _ in SIGN_INS}
