"""Taking checklist files into the database, and confirming their words."""

from monitor.checklists.actions.confirming import Read, confirm_texts, take_back_confirmation
from monitor.checklists.actions.loading import Taken, load_editions, load_shipped_editions

__all__ = ["Read", "Taken", "confirm_texts", "load_editions", "load_shipped_editions", "take_back_confirmation"]
