"""What is asked, as pure values: the grammar of checklist files, editions and their hashes, answers and their words."""

from monitor.checklists.rules.answers import check_value, is_noncompliant
from monitor.checklists.rules.assembly import (
    Part,
    Question,
    Questionnaire,
    Worded,
    assemble,
    authority_of,
    block_text,
    confirmed_or_english,
    question_text,
    section_title,
)
from monitor.checklists.rules.confirming import (
    AROUND,
    Confirmation,
    Verdicts,
    WordsChanged,
    digest_of,
    drafts,
    with_verdicts,
)
from monitor.checklists.rules.difference import Changed, Difference, Field, difference
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
from monitor.checklists.rules.lineage import Segment, Step, Version, fates, runs_through, shape, untold, with_rewording
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
    Fact,
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
from monitor.checklists.rules.problems import BadValue, ChecklistFaults, Fault, KeysUntold
from monitor.checklists.rules.trying import first_of, made_whole, put_together, tried

__all__ = [
    "AROUND", "Absence", "Attachment", "Authority", "BadValue", "Basis", "Became", "Block", "BlockText", "Changed",
    "ChecklistFaults", "Cited", "Confirmation", "Difference", "Direction", "Edition", "Fact", "Fate", "Fault",
    "Field", "Follows", "Indicator", "IndicatorText", "Indicators", "Item", "ItemText", "KeysUntold", "Kind",
    "Library", "Loaded", "Mark", "Op", "Part", "Photos", "Question", "Questionnaire", "Role", "Section", "Segment",
    "Source", "Step", "Sum", "TextStatus", "Texts", "Threshold", "Use", "Verdicts", "Version", "When", "Worded",
    "WordsChanged", "assemble", "authority_of", "block_text", "body_of", "check_value", "confirmed_or_english",
    "difference", "digest_of", "drafts", "edition_hash", "edition_of", "fates", "first_of", "is_noncompliant", "load",
    "made_whole", "put_together", "question_text", "runs_through", "section_title", "shape", "structure_of",
    "texts_hash", "texts_of", "tried", "untold", "use_of", "with_rewording", "with_verdicts",
]  # fmt: skip
