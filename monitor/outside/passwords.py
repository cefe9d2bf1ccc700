"""Passwords: argon2id in a thread, a few at a time, so that a row of tries cannot take the machine."""

from __future__ import annotations

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_AT_ONCE = 2
# A hash of nothing anybody can type: a stranger's try takes as long as an account's.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$bW9uaXRvcm1vbml0b3I$Gx4pS1gkvGvSPUYz6s7m0lC6Bvr6o9b7HfYqS8nqN2A"

_limiter: RunVar[anyio.CapacityLimiter] = RunVar("passwords")


def _turns() -> anyio.CapacityLimiter:
    try:
        return _limiter.get()
    except LookupError:
        _limiter.set(limiter := anyio.CapacityLimiter(_AT_ONCE))
        return limiter


async def hash_password(password: str) -> str:
    """Hash a password for keeping."""
    return await anyio.to_thread.run_sync(_hasher.hash, password, limiter=_turns())


async def password_fits(password: str, kept: str | None) -> bool:
    """Compare a password with the kept hash; without one it takes as long and says no."""

    def compare() -> bool:
        try:
            _hasher.verify(kept or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    return await anyio.to_thread.run_sync(compare, limiter=_turns())
