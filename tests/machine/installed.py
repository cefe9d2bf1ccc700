"""Builds the wheel, installs it from the lock far from the repository, and runs its demo twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

ROOT = Path(__file__).parent.parent.parent
PORT = 8197
ADDRESS = f"http://127.0.0.1:{PORT}"
PATIENCE = 90
LONGEST = 300


class Stay(HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *_: object) -> None:
        return None


def main() -> None:
    signal.alarm(LONGEST)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        command = install(folder, wheel)
        first = round_of_demo(folder, command)
        second = round_of_demo(folder, command)
        if first != second:
            raise SystemExit("The second start of the demo gave other sign-ins than the first.")
    print("The installed wheel's demo started twice and let its coordinator in.")


def build(folder: Path) -> Path:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def install(folder: Path, wheel: Path) -> Path:
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    run(*pip, "--no-deps", str(wheel))
    return folder / "venv" / "bin" / "monitor"


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=tempfile.gettempdir(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def round_of_demo(folder: Path, command: Path) -> object:
    """Start the demo in an empty home, sign in as its coordinator, stop it; give its sign-ins."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    server = subprocess.Popen(
        [str(command), "demo", "--json", "--port", str(PORT)],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        told = json.loads(server.stdout.readline())
        wait_for_page(server)
        sign_in(told["sign_ins"][0])
        return told["sign_ins"]
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for_page(server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with build_opener(Stay).open(f"{ADDRESS}/sign-in", timeout=5) as answer:
                if answer.status == 200:
                    return
        except URLError:
            time.sleep(0.2)
    raise SystemExit("The installed demo did not answer.")


def sign_in(entry: dict[str, str]) -> None:
    form = urlencode({"email": entry["email"], "password": entry["password"], "next": "/"}).encode()
    try:
        build_opener(Stay).open(Request(f"{ADDRESS}/sign-in", form, {"Origin": ADDRESS}), timeout=20)
    except URLError as answer:
        if getattr(answer, "code", 0) == 303:
            return
    raise SystemExit(f"{entry['role']} could not sign in to the installed demo.")


if __name__ == "__main__":
    main()
