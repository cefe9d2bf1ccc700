"""Expressions in XLSForm's syntax: parsed once, here, into a tree that Python and the browser evaluate alike.

Arithmetic is exact, and absence goes through every operation with its kind: nothing absent ever becomes "no" or zero.
"""

from monitor.checklists.rules.expressions.checking import Known, check_condition, check_value_rule, cycle, known_of
from monitor.checklists.rules.expressions.evaluation import evaluate
from monitor.checklists.rules.expressions.parsing import parse
from monitor.checklists.rules.expressions.problems import Doubt, Misread
from monitor.checklists.rules.expressions.tree import Json, Tree, refs, tree_json, written
from monitor.checklists.rules.expressions.values import (
    BLANK,
    Absent,
    Column,
    Dated,
    Scope,
    Value,
    answer_text,
    truth,
    value_of,
)

__all__ = [
    "BLANK", "Absent", "Column", "Dated", "Doubt", "Json", "Known", "Misread", "Scope", "Tree", "Value", "answer_text",
    "check_condition", "check_value_rule", "cycle", "evaluate", "known_of",
    "parse", "refs", "tree_json", "truth", "value_of", "written",
]  # fmt: skip
