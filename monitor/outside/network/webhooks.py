"""Signed web requests to addresses people gave: only to hosts that are allowed, never by a detour into the own network.

Signed as the Standard Webhooks convention says: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
"""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import socket
from datetime import datetime
from uuid import UUID

import httpx

from monitor.kit.crypto import Key, fingerprint
from monitor.kit.problems import Problem
from monitor.kit.words import N_

PATIENCE = 15.0
ANY_PUBLIC = "*"
_LAST_PORT = 65_535
# What is routed in the open network; the rest of IPv6 is local, translated into IPv4 (64:ff9b::), or not given out yet.
_OPEN = ipaddress.IPv6Network("2000::/3")
_FOR_PROTOCOLS = ipaddress.IPv4Network("192.0.0.0/24")
# Answers that say "later", beside those of a server in trouble.
_LATER = frozenset({408, 409, 425, 429})


class HookForbidden(Problem):
    """This address may not be sent anything."""

    status = 422
    sentence = N_(
        "Write an https address of a host that this installation allows. Ask whoever keeps the machine which."
    )


class HookRefused(Exception):
    """The other server answered, and does not want it."""


class HookUnreachable(Exception):
    """No answer, or a passing trouble."""


def named_hosts(allowed: str) -> frozenset[str]:
    """Read the hosts a setting names, `*` among them where any public one will do."""
    return frozenset(name.strip().casefold() for name in allowed.split(",") if name.strip())


def check_hook(address: str, allowed: str) -> httpx.URL:
    """Give an address as parts if its host is allowed by name, or is any and asked with TLS. Raises HookForbidden."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as fault:
        raise HookForbidden() from fault
    hosts = named_hosts(allowed)
    named = url.host.casefold() in hosts
    if not url.host or url.userinfo or not 0 < (url.port or 443) <= _LAST_PORT:
        raise HookForbidden()
    if url.scheme not in ({"http", "https"} if named else {"https"}):
        raise HookForbidden()
    if not named and ANY_PUBLIC not in hosts:
        raise HookForbidden()
    return url


async def send_hook(*, address: str, secret: str, id: UUID, body: str, at: datetime, allowed: str) -> None:
    """Send one signed request. Raises HookForbidden, HookRefused, HookUnreachable.

    The name is looked up once and that very address is asked, so that no second answer of the name server leads inside.
    """
    url = check_hook(address, allowed)
    place = await _place_of(url, allowed)
    stamp = str(int(at.timestamp()))
    headers = {
        "host": url.netloc.decode(),
        "content-type": "application/json",
        "webhook-id": str(id),
        "webhook-timestamp": stamp,
        "webhook-signature": signature(secret=secret, id=str(id), stamp=stamp, body=body),
    }
    try:
        status = await _asked(url, place, body, headers)
    except (httpx.HTTPError, TimeoutError) as fault:
        raise HookUnreachable() from fault
    if 200 <= status < 300:
        return
    if status < 500 and status not in _LATER:
        raise HookRefused()
    raise HookUnreachable()


async def _asked(url: httpx.URL, place: str, body: str, headers: dict[str, str]) -> int:
    """Ask, and read no more of the answer than its status: who answers may do so endlessly."""
    async with (
        asyncio.timeout(2 * PATIENCE),
        httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST",
            url.copy_with(host=place),
            content=body,
            headers=headers,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        ) as answer,
    ):
        return answer.status_code


def signature(*, secret: str, id: str, stamp: str, body: str) -> str:
    """Sign what is sent with the receiver's secret (`whsec_…`)."""
    key = Key(base64.b64decode(secret.removeprefix("whsec_")))
    return "v1," + base64.b64encode(bytes.fromhex(fingerprint(key, f"{id}.{stamp}.{body}"))).decode()


async def _place_of(url: httpx.URL, allowed: str) -> str:
    """Look a host up; every address it has must be public, unless the host is allowed by name."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            url.raw_host.decode("ascii").strip("[]"),
            url.port or (443 if url.scheme == "https" else 80),
            type=socket.SOCK_STREAM,
        )
    except (OSError, UnicodeError) as fault:
        raise HookUnreachable() from fault
    places = [str(entry[4][0]) for entry in found]
    named = url.host.casefold() in named_hosts(allowed)
    if not named and not all(_is_public(place) for place in places):
        raise HookForbidden()
    return places[0]


def _is_public(place: str) -> bool:
    """Say whether an address lies in the open network; one that holds an older address is judged by that one too."""
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast and address not in _FOR_PROTOCOLS
    if address.ipv4_mapped is not None:
        return _is_public(str(address.ipv4_mapped))
    inner = address.sixtofour
    return address in _OPEN and address.is_global and (inner is None or inner.is_global)
