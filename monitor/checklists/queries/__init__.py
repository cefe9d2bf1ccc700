"""Reading what is asked; every signed-in account may, because a checklist says nothing about a visit."""

from monitor.checklists.queries.confirmations import confirmations, verdicts_on
from monitor.checklists.queries.editions import (
    Filed,
    edition_by_hash,
    edition_open_to,
    editions,
    editions_among,
    questionnaire,
    structures_of,
)
from monitor.checklists.queries.indicators import indicators
from monitor.checklists.queries.lineage import editions_called, elsewhere, lineage

__all__ = [
    "Filed", "confirmations", "edition_by_hash", "edition_open_to", "editions", "editions_among", "editions_called",
    "elsewhere", "indicators", "lineage", "questionnaire", "structures_of", "verdicts_on",
]  # fmt: skip
