"""The planner measured on invented countries of three sizes: against planning by hand, for secrecy, repair and memory.

python -m benchmarks.planner [S] [M] [L] [--seeds N] [--iterations N] [--only compare|chance|repair|why|bounds]
"""

from __future__ import annotations

from argparse import ArgumentParser

from benchmarks.planning.bounds import bounds
from benchmarks.planning.comparing import compare
from benchmarks.planning.countries import SIZES
from benchmarks.planning.guessing import lots, unpredictability
from benchmarks.planning.mending import asking, mending

PARTS = ("compare", "chance", "repair", "why", "bounds")


def main() -> None:
    """Print what was asked for; all of it by default."""
    parser = ArgumentParser(description="Measure the planner.")
    parser.add_argument("sizes", nargs="*", choices=[*SIZES, []], help="S, M, L; all by default")
    parser.add_argument("--seeds", type=int, default=5, help="countries of each size")
    parser.add_argument("--first", type=int, default=1, help="number of the first country")
    parser.add_argument("--iterations", type=int, help="instead of each size's own")
    parser.add_argument("--only", choices=PARTS)
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    sizes = [SIZES[name] for name in asked.sizes or SIZES]
    wanted = (asked.only,) if asked.only else PARTS
    if "compare" in wanted:
        for size in sizes:
            compare(size, seeds, asked.iterations or size.iterations)
    if "chance" in wanted:
        unpredictability(SIZES["S"], 16, asked.iterations or SIZES["S"].iterations)
        lots(SIZES["M"], 200)
    medium = asked.iterations or SIZES["M"].iterations
    if "repair" in wanted:
        mending(SIZES["M"], seeds, medium)
    if "why" in wanted:
        asking(SIZES["M"], medium)
    if "bounds" in wanted:
        bounds(SIZES["M"], seeds, medium)


if __name__ == "__main__":
    main()
