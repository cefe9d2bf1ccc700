"""What people take out of a history: exports, each with its page about itself and its entry in the ledger."""

from __future__ import annotations

from monitor.history.actions.exports import Format, export_history

__all__ = ["Format", "export_history"]
