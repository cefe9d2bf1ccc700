"""Scripts of ours that run in processes of their own, with nothing of this one's surroundings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[2]
# The package may stand in a folder that is not installed: an isolated Python does not look there by itself.
_RUN = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_path(sys.argv.pop(1), run_name='__main__')"


def start_script(
    script: Path,
    *,
    arguments: Sequence[str] = (),
    descriptors: Sequence[int] = (),
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start one of our own scripts with open pipes to its input and output; errors it prints go nowhere."""
    return subprocess.Popen(  # noqa: S603 - our own script, our own arguments
        [sys.executable, "-I", "-c", _RUN, str(_ROOT), str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=tuple(descriptors),
        env=dict(env or {}),
    )
