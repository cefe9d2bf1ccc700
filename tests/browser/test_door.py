"""The door in a real browser: the sign-in page at every size and in both languages."""

from __future__ import annotations

import pytest

from tests.browser.house import PHONE, Doors

pytestmark = pytest.mark.browser


def test_wrong_password_is_told_and_the_address_kept(door: Doors) -> None:
    page = door(None, width=PHONE)
    page.goto("/people")
    page.fill("#f-email", "somebody@example.org")
    page.fill("#f-password", "not the one")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.input_value("#f-email") == "somebody@example.org"
    assert page.url.endswith("/sign-in")
    assert "do not go together" in page.inner_text("main")
    door.complaints.clear()  # the browser itself reports the 401 on its console
