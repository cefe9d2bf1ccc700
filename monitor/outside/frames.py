"""Values kept in a file one after another, so that a long list never lies in memory: four bytes of length, then msgpack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


def append_frames(file: Path, values: Iterable[object]) -> int:
    """Write values (dataclasses) at the end of a file and say how many."""
    encode, written = msgspec.msgpack.Encoder().encode, 0
    with file.open("ab") as out:
        for value in values:
            body = encode(value)
            out.write(len(body).to_bytes(4, "big") + body)
            written += 1
    return written


def frames(file: Path, kind: type[T], *, skip: int = 0) -> Iterator[T]:
    """Read values back in order, without the first ones if asked."""
    decode = msgspec.msgpack.Decoder(kind).decode
    with file.open("rb") as source:
        number = 0
        while size := source.read(4):
            body = source.read(int.from_bytes(size, "big"))
            number += 1
            if number > skip:
                yield decode(body)


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Gather values into lists of a size, the last one shorter."""
    ahead = iter(values)
    while batch := list(islice(ahead, size)):
        yield batch
