"""The register on the command line: trial, import, list, show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.outside.keyring import write_key

DATA = Path(__file__).parents[1] / "data"
PRISONS = str(DATA / "uk-prison-excerpt.tsv")
BRING = ("import", "register", PRISONS, "--mapping", "uk-prisons", "--as-of", "2017-06-01")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, spoken to in English."""
    write_key(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, dict[str, object]]:
    code = main([*words, "--data", str(home), "--json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, found


def test_a_trial_an_import_and_the_same_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sums = ("created", "same", "refused")
    counts = []
    for words in ((*BRING, "--dry-run"), BRING, BRING):
        code, found = told(capsys, home, *words)
        counts.append([code, *(found[name] for name in sums)])
    assert counts == [[0, 28, 0, 2], [0, 28, 0, 2], [0, 0, 28, 2]]


def test_people_are_told_in_sentences(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*BRING, "--dry-run", "--data", str(home)]) == 0
    said = capsys.readouterr().out
    for sentence in (
        "Row 19, HMIRC Morton Hall: Row 18 has the same key (mh).",
        "30 rows read.",
        "New: 28",
        "Refused: 2",
        "Nothing was written: this was a trial.",
    ):
        assert sentence in said


def test_places_are_listed_and_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*BRING, "--data", str(home), "--json"])
    capsys.readouterr()
    _, listed = told(capsys, home, "facility", "list", "albany")
    assert listed["total"] == 1
    _, shown = told(capsys, home, "facility", "show", "AL")
    assert (shown["name"], shown["status"], shown["zone"]) == ("HMP Albany", "closed", "Europe/London")
    code, several = told(capsys, home, "facility", "show", "HMP")
    assert (code, several["problem"]) == (1, "several-facilities")
    code, nothing = told(capsys, home, "facility", "show", "nowhere")
    assert (code, nothing["problem"]) == (1, "no-such-facility")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({2: "/nowhere.csv"}, "no-such-file"),
        ({4: "nothing"}, "no-such-mapping"),
        ({6: "31.12.2019"}, "not-a-day-given"),
        ({1: "figures"}, "nothing-mapped"),
    ],
)
def test_what_is_wrong_is_told_by_name(
    home: Path, capsys: pytest.CaptureFixture[str], changed: dict[int, str], problem: str
) -> None:
    words = [changed.get(place, word) for place, word in enumerate(BRING)]
    code, found = told(capsys, home, *words)
    assert (code, found["problem"]) == (1, problem)
