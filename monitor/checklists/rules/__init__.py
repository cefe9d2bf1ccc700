"""What is asked, as pure values: the grammar of checklist files, editions and their hashes, answers and their words."""

from monitor.checklists.rules.answers import check_value, is_noncompliant
from monitor.checklists.rules.assembly import (
    Part,
    Question,
    Questionnaire,
    Worded,
    assemble,
    authority_of,
    question_text,
    section_title,
)
from monitor.checklists.rules.files import load
from monitor.checklists.rules.identity import (
    body_of,
    edition_hash,
    edition_of,
    structure_of,
    texts_hash,
    texts_of,
    use_of,
)
from monitor.checklists.rules.model import (
    Absence,
    Attachment,
    Authority,
    Basis,
    Became,
    Block,
    BlockText,
    Cited,
    Direction,
    Edition,
    Fate,
    Follows,
    Indicator,
    Indicators,
    IndicatorText,
    Item,
    ItemText,
    Kind,
    Library,
    Loaded,
    Mark,
    Op,
    Photos,
    Role,
    Section,
    Source,
    Sum,
    Texts,
    TextStatus,
    Threshold,
    Use,
    When,
)
from monitor.checklists.rules.problems import BadValue, ChecklistFaults, Fault

__all__ = [
    "Absence", "Attachment", "Authority", "BadValue", "Basis", "Became", "Block", "BlockText", "ChecklistFaults",
    "Cited", "Direction", "Edition", "Fate", "Fault", "Follows", "Indicator", "IndicatorText", "Indicators", "Item",
    "ItemText", "Kind", "Library", "Loaded", "Mark", "Op", "Part", "Photos", "Question", "Questionnaire", "Role",
    "Section", "Source", "Sum", "TextStatus", "Texts", "Threshold", "Use", "When", "Worded", "assemble",
    "authority_of", "body_of", "check_value", "edition_hash", "edition_of", "is_noncompliant", "load",
    "question_text", "section_title", "structure_of", "texts_hash", "texts_of", "use_of",
]  # fmt: skip
