"""What is done about notices: note what is due, choose how to be told, write letters and say what became of them."""

from __future__ import annotations

from monitor.notices.actions.choosing import choose_notices
from monitor.notices.actions.letters import next_letter, note_outcome, send_again, write_letter
from monitor.notices.actions.noting import note_due

__all__ = ["choose_notices", "next_letter", "note_due", "note_outcome", "send_again", "write_letter"]
