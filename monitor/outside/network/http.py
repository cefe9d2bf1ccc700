"""Asking our own server over HTTP whether it is there."""

from __future__ import annotations

import httpx

PATIENCE = 5.0


async def answers(address: str) -> bool:
    """Say whether a monitor server answers at an address, with a certificate that holds where there is TLS."""
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client:
            answer = await client.get(f"{address}/health")
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.status_code == 200 and answer.text == "ok"
