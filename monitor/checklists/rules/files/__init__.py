"""Reading checklist files: every mistake is found with its file, its line and what to do about it."""

from monitor.checklists.rules.files.loading import load

__all__ = ["load"]
