"""The real start, as a process of its own: first start, second start, several at once."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from monitor.outside.keyring import write_key

MONITOR = [sys.executable, "-m", "monitor"]
PATIENCE = 40


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def plain() -> dict[str, str]:
    """The environment without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}


@contextmanager
def served(data: Path, port: int) -> Iterator[list[dict[str, str]]]:
    """Serve a folder; gives what the server told before it began."""
    command = [*MONITOR, "serve", "--json", "--data", str(data), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=plain(), text=True) as server:
        try:
            assert server.stdout is not None
            told = [json.loads(server.stdout.readline())]
            while "address" not in told[-1]:
                told.append(json.loads(server.stdout.readline()))
            transport = httpx.HTTPTransport(retries=8)
            with httpx.Client(transport=transport, base_url=told[-1]["address"], timeout=PATIENCE) as client:
                assert client.get("/health").text == "ok"
            yield told
        finally:
            server.terminate()


def test_the_first_start_offers_to_set_up_and_the_second_keeps_everything(tmp_path: Path, port: int) -> None:
    data = tmp_path / "data"
    with served(data, port) as told:
        first = told[0]["set_up"]
        assert httpx.get(first).status_code == 200
    key = (data / "data.key").read_bytes()
    with served(data, port) as told:
        assert httpx.get(told[0]["set_up"]).status_code == 200
        assert httpx.get(first).status_code == 404
    assert (data / "data.key").read_bytes() == key
    assert {oct(path.stat().st_mode & 0o777) for path in (data / "data.key", data / "monitor.sqlite")} == {"0o600"}


def test_a_restore_or_move_waits_for_the_server_to_stop(tmp_path: Path, port: int) -> None:
    with served(tmp_path / "data", port):
        target = str(tmp_path / "elsewhere.sqlite")
        command = [*MONITOR, "move", "--to", target, "--json", "--data", str(tmp_path / "data")]
        done = subprocess.run(command, capture_output=True, env=plain(), text=True, timeout=PATIENCE)
    assert (done.returncode, json.loads(done.stdout)["problem"]) == (1, "in-use")
    assert not Path(target).exists()


def test_a_database_without_its_key_is_not_given_a_new_one(tmp_path: Path, port: int) -> None:
    with served(tmp_path, port):
        pass
    (tmp_path / "data.key").unlink()
    command = [*MONITOR, "serve", "--json", "--data", str(tmp_path), "--port", str(port)]
    done = subprocess.run(command, capture_output=True, env=plain(), text=True, timeout=PATIENCE)
    assert (done.returncode, json.loads(done.stdout)["problem"]) == (1, "no-key")


def test_four_may_start_at_once(tmp_path: Path) -> None:
    write_key(tmp_path)
    command = [*MONITOR, "ledger", "head", "--json", "--data", str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, env=plain(), text=True) for _ in range(4)]
    told = [process.communicate(timeout=PATIENCE)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert len(set(told)) == 1
