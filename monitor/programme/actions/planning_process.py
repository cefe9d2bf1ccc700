"""The planning process: an order on standard input, lines on standard output; a word more, or the end of it, stops.

Run by its path, with nothing of the server's surroundings: no database, no key, no settings.
"""

from __future__ import annotations

import os
import sys
from threading import Event, Thread

import msgspec

from monitor.programme.rules.model import Progress, plan_text, read_snapshot
from monitor.programme.rules.planner.baselines import oldest_first
from monitor.programme.rules.planner.making import figures_of, make_plan
from monitor.programme.rules.proposals import Line, Order

# The pages that people look at meanwhile go first.
_GIVES_WAY = 10


def main() -> None:
    """Plan what is ordered and say how it goes."""
    os.nice(_GIVES_WAY)
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    stop = Event()
    Thread(target=_listen, args=(stop,), daemon=True).start()
    snapshot = read_snapshot(order.snapshot)

    def told(progress: Progress) -> None:
        plan = plan_text(progress.plan) if progress.iteration == 0 else None
        _say(Line(progress.iteration, progress.figures, plan))

    result = make_plan(
        snapshot=snapshot, seed=int(order.seed, 16), iterations=order.iterations, stopped=stop.is_set, progress=told
    )
    control = figures_of(snapshot, oldest_first(snapshot))
    _say(Line(result.iterations, result.figures, plan_text(result.plan), last=True, control=control))


def _listen(stop: Event) -> None:
    sys.stdin.buffer.readline()
    stop.set()


def _say(line: Line) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
