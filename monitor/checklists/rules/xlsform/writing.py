"""Checklist files as text, each line with the cell it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from monitor.checklists.rules.problems import Fault
from monitor.checklists.rules.xlsform.problems import Feature, FormFault, Place

PLAIN = re.compile(r"[a-z][a-z0-9_.]*|-?\d+(\.\d+)?")
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class Pages:
    """Files under writing: their lines, and for each line its cell."""

    def __init__(self) -> None:
        self._lines: dict[str, list[tuple[str, Place]]] = {}

    def write(self, file: str, line: str, place: Place) -> None:
        """Add a line to a file."""
        self._lines.setdefault(file, []).append((line, place))

    def entry(self, file: str, name: str, text: str, place: Place) -> None:
        """Add a line “name: text”, indented as the name is."""
        self.write(file, f"{name}: {scalar(text)}", place)

    @property
    def files(self) -> Mapping[str, str]:
        """Give the files as text."""
        return {file: "".join(f"{line}\n" for line, _ in lines) for file, lines in self._lines.items()}

    def traced(self, fault: Fault, file: str) -> FormFault:
        """Say a mistake in a file, known here by this name, as one in the cell it came from."""
        lines = self._lines.get(file, [])
        known = [place for _, place in lines[: fault.line]] or [place for _, place in lines[:1]]
        place = known[-1] if known else Place("survey")
        return FormFault(place, Feature.GRAMMAR, fault.what, fault.remedy)


def scalar(text: str) -> str:
    """Write a text so that YAML reads exactly it."""
    if PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
