"""Signing in: how long a session lives, how tries are slowed down, what a password must be."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.kit.problems import Problem
from monitor.kit.words import N_

IDLE_LIMIT = timedelta(minutes=60)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_STEP = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=1)
PASSWORD_LENGTH = range(12, 257)
FREE_TRIES = 5  # for one e-mail address
FREE_TRIES_TOGETHER = 40  # for one network address, behind which a whole office may sit
_LONGEST_WAIT = timedelta(minutes=15)


class WrongSignIn(Problem):
    status = 401
    sentence = N_("The e-mail address and the password do not go together. Check both and try again.")


class TooManyTries(Problem):
    status = 429
    sentence = N_("Too many tries. Wait a quarter of an hour, then try again, or ask for a new invitation.")


class BadPassword(Problem):
    status = 422
    sentence = N_("Choose a password of at least 12 characters that is not made of your name or one repeated letter.")


class SetUpOver(Problem):
    status = 404
    sentence = N_("This installation is set up already. Sign in, or ask its administrator for an invitation.")


def is_alive(*, started: datetime, seen: datetime, now: datetime) -> bool:
    """Say whether a session still holds: seen within the idle limit, begun within the absolute one."""
    return now - seen < IDLE_LIMIT and now - started < ABSOLUTE_LIMIT


def wait_after(failures: int, free: int = FREE_TRIES) -> timedelta:
    """Say how long to refuse tries after so many failures: nothing while they are free, then doubling seconds."""
    if failures < free:
        return timedelta()
    return min(_LONGEST_WAIT, timedelta(seconds=2.0 ** min(failures - free, 20)))


def check_password(password: str, *known: str) -> None:
    """Raise BadPassword for one too short, too plain, or made of what is known of the person."""
    words = {part for text in known for part in text.casefold().replace("@", " ").replace(".", " ").split() if part}
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 3:
            rest = rest.replace(word, "")
    if len(password) not in PASSWORD_LENGTH or len(set(rest)) < 5 or len(rest) < 8:
        raise BadPassword()
