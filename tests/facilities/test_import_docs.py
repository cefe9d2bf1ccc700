"""docs/import.md is true: its mapping is read, and it names every word that a mapping may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.codes import VOCABULARIES
from monitor.facilities.actions import ready_mappings
from monitor.facilities.rules import Body, Field, FigureKind, Kind, Status, mapping_of, mapping_text
from monitor.facilities.rules.mapping_text import check_speaks_of

DOCS = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def test_the_mapping_of_the_docs_is_read() -> None:
    found = re.search(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    assert found is not None
    mapping = mapping_of(found[1])
    assert {field for field, _ in mapping.register} == set(Field)
    assert {kind for kind, _ in mapping.numbers} == set(FigureKind) - {FigureKind.INSPECTED_BY}
    for kind in Kind:
        check_speaks_of(mapping, kind)


@pytest.mark.parametrize("kind", [Status, Body, Field])
def test_the_docs_name_every_word(kind: type[Status] | type[Body] | type[Field]) -> None:
    assert [word for word in kind if f"`{word.value}`" not in DOCS] == []


def test_the_docs_name_every_type_and_every_ready_mapping() -> None:
    words = [code.id for code in VOCABULARIES["facility_types"]] + list(ready_mappings())
    assert [word for word in words if f"`{word}`" not in DOCS] == []


@pytest.mark.parametrize("name", ["infopen", "uk-prisons"])
def test_a_ready_mapping_written_out_reads_the_same(name: str) -> None:
    mapping, _ = ready_mappings()[name]
    assert mapping_of(mapping_text(mapping)) == mapping
