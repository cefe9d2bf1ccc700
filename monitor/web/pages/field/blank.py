"""The blank checklist as one piece of HTML in one language, for a device that has no server to ask."""

from __future__ import annotations

from monitor.checklists.rules import Questionnaire
from monitor.kit.actor import Actor
from monitor.visits.rules import Visit


async def blank_html(actor: Actor, visit: Visit, asked: Questionnaire, language: str) -> str:
    """Draw every question with no answer in it."""
    return ""
