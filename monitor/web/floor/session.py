"""Who is asking: the session cookie turned into an actor, and the check that a write comes from our own pages (D19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from litestar.datastructures import Headers
from litestar.types import HTTPScope

from monitor.kit.words import LANGUAGES, preferred_language
from monitor.people.actions.signing import note_seen
from monitor.people.queries import actor_of, session_of
from monitor.people.rules import SEEN_STEP

SESSION_COOKIE = "monitor_session"
LANGUAGE_COOKIE = "monitor_language"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def recognise(scope: HTTPScope, now: datetime) -> None:
    """Put `actor`, `session`, `language`, `foreign` and `now` into the scope's state, before anything is routed."""
    headers = Headers.from_scope(scope)
    cookies = cookies_of(headers)
    state = scope.setdefault("state", {})
    state["now"] = now
    state["language"] = _language(cookies, headers)
    state["actor"] = state["session"] = None
    state["foreign"] = scope["method"] not in _SAFE and not is_own(headers)
    if SESSION_COOKIE in cookies and not state["foreign"]:
        await _sign_in(scope, cookies[SESSION_COOKIE], now)


async def _sign_in(scope: HTTPScope, token: str, now: datetime) -> None:
    signed_in = await session_of(token, now)
    if signed_in is None:
        return
    if now - signed_in.seen_at >= SEEN_STEP:
        await note_seen(signed_in.session, now)
    state = scope["state"]
    state["actor"] = actor = actor_of(signed_in, now.date())
    state["session"] = signed_in.session
    state["language"] = actor.language


def cookies_of(headers: Headers) -> dict[str, str]:
    """Read the cookies as they came; the library's reader raises on names that other programs of the host may set."""
    parts = (part.partition("=") for part in headers.get("cookie", "").split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in parts}


def _language(cookies: Mapping[str, str], headers: Headers) -> str:
    chosen = cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else preferred_language(headers.get("accept-language", ""))


def is_own(headers: Headers) -> bool:
    """Say whether a writing request comes from a page of this very site."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    try:
        host = urlsplit(headers.get("origin", "")).netloc
    except ValueError:
        return False
    return bool(host) and host == headers.get("host")
