"""What people take out of a history: exports, each with its page about itself and its entry in the ledger."""

from __future__ import annotations

from monitor.history.actions.exports import Exported, Format, export_history, narrowed

__all__ = ["Exported", "Format", "export_history", "narrowed"]
