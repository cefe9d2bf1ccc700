"""Reads about what is due; each begins from what the person may see at that moment."""

from __future__ import annotations

from monitor.notices.queries.choices import choice_of, hook_secret_of
from monitor.notices.queries.dues import due_of, noted_of, visible_dues
from monitor.notices.queries.letters import undelivered
from monitor.notices.queries.telling import people_to_tell

__all__ = ["choice_of", "due_of", "hook_secret_of", "noted_of", "people_to_tell", "undelivered", "visible_dues"]
