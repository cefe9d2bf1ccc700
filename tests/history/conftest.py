"""Fixtures of the history's tests."""

from __future__ import annotations

import pytest

from tests.visits.counting import Counter


@pytest.fixture
def query_count(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Counts the statements of a page."""
    return Counter(monkeypatch)
