"""Whether the server answers, and whether what is shown is what was given."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from monitor.outside.network.http import answers


class Health(BaseHTTPRequestHandler):
    """Answers /health as our server does, and anything else otherwise."""

    def do_GET(self) -> None:  # the name http.server looks for
        said = b"ok" if self.path == "/health" else b"somebody else"
        self.send_response(200)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Health)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_server_that_answers_is_heard(address: str) -> None:
    assert await answers(address)


@pytest.mark.parametrize("wrong", ["http://127.0.0.1:9", "https://127.0.0.1:9", "nowhere", "http://[::1"])
async def test_silence_and_nonsense_are_no_answer(wrong: str) -> None:
    assert not await answers(wrong)


async def test_another_server_is_not_ours(address: str) -> None:
    assert not await answers(f"{address}/elsewhere")
