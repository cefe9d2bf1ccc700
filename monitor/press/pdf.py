"""Sets pages: our Typst source, the caller's data, out comes an archival, tagged PDF; the same input gives the same bytes.

Data never becomes source: it goes in as JSON. A letter that our fonts lack prints as a mark instead of failing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
import typst
from anyio import to_thread

from monitor.kit.words import RIGHT_TO_LEFT
from monitor.press.fonts import fonts, isolated, printable

HERE = Path(__file__).parent
OPENING = '#import "/prelude.typ": *\n#show: sheet\n'
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

Json = str | int | float | bool | list["Json"] | tuple["Json", ...] | dict[str, "Json"] | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document says of itself. `page_of` is a worded sentence that still holds %(page)s and %(pages)s."""

    title: str
    language: str
    footer: str
    page_of: str
    made: datetime


def typeset(*, source: str, data: object, paper: Paper) -> bytes:
    """Set a document. The source finds `data` and the helpers of prelude.typ; `data` is anything msgspec turns to JSON."""
    if paper.made.tzinfo is None:
        raise ValueError("a document is made at an instant: give its zone")
    facts = {
        "title": paper.title,
        "language": paper.language,
        "footer": paper.footer,
        "page_of": paper.page_of,
        "mirrored": _mirrored(paper.language),
    }
    compiler = typst.Compiler(
        input=(OPENING + source).encode(),
        root=HERE,
        font_paths=fonts(),
        sys_inputs={"data": _json(data, paper.language), "paper": _json(facts, paper.language)},
    )
    made_pdf = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=int(paper.made.timestamp()))
    if not isinstance(made_pdf, bytes):
        raise TypeError("the typesetter gave no document")
    return made_pdf


async def typeset_aside(*, source: str, data: object, paper: Paper) -> bytes:
    """Set a document in a thread, so that other requests go on meanwhile."""
    return await to_thread.run_sync(lambda: typeset(source=source, data=data, paper=paper))


def _json(data: object, language: str) -> str:
    direct = isolated if _mirrored(language) else str
    return msgspec.json.encode(_clean(msgspec.to_builtins(data), direct)).decode()


def _mirrored(language: str) -> bool:
    return language.replace("-", "_").split("_")[0] in RIGHT_TO_LEFT


def _clean(value: Json, direct: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return direct(printable(value))
    if isinstance(value, list | tuple):
        return [_clean(item, direct) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item, direct) for key, item in value.items()}
    return value
