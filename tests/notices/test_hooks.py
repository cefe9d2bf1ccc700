"""Web requests go only where they may: no private address by name, by number, or by a name that turns inward."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import UUID

import pytest

from monitor.outside.network.webhooks import HookForbidden, check_hook, send_hook

SECRET = "whsec_AAAA"


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/x",
        "https://name:word@hooks.example/x",
        "ftp://hooks.example/x",
        "https://",
        "nonsense",
        "https://hooks.example:99999999/",
        "",
    ],
)
def test_what_is_no_address_for_this(address: str) -> None:
    with pytest.raises(HookForbidden):
        check_hook(address, "*")


def test_only_named_hosts_unless_any_may_be() -> None:
    assert check_hook("https://hooks.example/x", "*").host == "hooks.example"
    assert check_hook("https://HOOKS.example/x", "other.example, hooks.example").host == "hooks.example"
    assert check_hook("http://inner.example/x", "inner.example").scheme == "http"
    for allowed in ("", "other.example"):
        with pytest.raises(HookForbidden):
            check_hook("https://hooks.example/x", allowed)


@pytest.mark.parametrize(
    "place",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1"),
    ],
)
async def test_a_name_that_leads_inside_is_not_followed(
    place: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def looked_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", (place, 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", looked_up)
    with pytest.raises(HookForbidden):
        await send_hook(
            address="https://hooks.example/x", secret=SECRET, id=UUID(int=7), body="{}", at=now, allowed="*"
        )
