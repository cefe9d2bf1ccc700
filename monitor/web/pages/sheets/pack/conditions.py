"""When a question is asked, in a few words and the codes of the questions it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.checklists.rules import Question, Questionnaire, Worded
from monitor.checklists.rules.expressions import Tree, refs
from monitor.checklists.rules.expressions.tree import Binary, Call, Number, Ref, Text
from monitor.checklists.rules.values import number_text
from monitor.kit.words import N_, Sentence, say, word
from monitor.sheets.rules import tree_of
from monitor.web.pages.sheets.pack.layout import PrintedItem
from monitor.web.pages.sheets.words import answers_to

SHARED = 3
_ONLY = N_("only if %(condition)s")
_RUN = N_("%(first)s to %(last)s: only if %(condition)s")
_HANGS_ON = N_("it follows from %(codes)s")
_RELATIONS = {
    "=": N_("%(left)s is %(right)s"),
    "!=": N_("%(left)s is not %(right)s"),
    ">": N_("%(left)s is more than %(right)s"),
    "<": N_("%(left)s is less than %(right)s"),
    ">=": N_("%(left)s is at least %(right)s"),
    "<=": N_("%(left)s is at most %(right)s"),
    "and": N_("%(left)s and %(right)s"),
    "or": N_("%(left)s or %(right)s"),
}
_INCLUDES = N_("%(left)s includes %(right)s")
_QUOTED = N_("“%(answer)s”")
_NOT = N_("not (%(condition)s)")
_GROUPED = N_("(%(condition)s)")

Wording = Callable[[Questionnaire, str, str], Worded]


@dataclass(frozen=True, slots=True)
class Asked:
    """What conditions are said with: the questionnaire, where its words come from, the language."""

    asked: Questionnaire
    wording: Wording
    language: str

    def answer(self, key: str, value: str) -> str:
        """Word an answer that is chosen."""
        words = self.wording(self.asked, key, self.language)
        said = {each: label for each, label, _ in answers_to(self.asked.by_key(key), words, words.language)}
        return said.get(value, value)


def with_conditions(
    said: Asked, questions: Sequence[Question], items: Sequence[PrintedItem]
) -> tuple[PrintedItem, ...]:
    """Say at each question when it is asked; what three or more in a row share is said once, before them."""
    left = [_conditions(said, question) for question in questions]
    before: list[list[str]] = [[] for _ in items]
    for start in range(len(items)):
        for condition in tuple(left[start]):
            end = _end(left, start, condition)
            if end - start + 1 >= SHARED:
                for place in range(start, end + 1):
                    left[place].remove(condition)
                run = say(_RUN, first=items[start].code, last=items[end].code, condition=condition)
                before[start].append(word(run, said.language))
    return tuple(
        replace(item, before=" ".join(once), only=_only(rest, said.language))
        for item, once, rest in zip(items, before, left, strict=True)
    )


def _end(left: Sequence[Sequence[str]], start: int, condition: str) -> int:
    end = start
    while end + 1 < len(left) and condition in left[end + 1]:
        end += 1
    return end


def _only(conditions: Sequence[str], language: str) -> str:
    if not conditions:
        return ""
    whole: str | Sentence = conditions[0]
    for each in conditions[1:]:
        whole = say(_RELATIONS["and"], left=whole, right=each)
    return word(say(_ONLY, condition=whole), language)


def _conditions(said: Asked, question: Question) -> list[str]:
    """Split what a question hangs on at its "and"s; a condition on what this pack does not ask is not said."""
    if question.item.relevant is None:
        return []
    split = [part for part in _split(tree_of(question.item.relevant)) if _is_asked(said, part)]
    said_of = _said if len(split) == 1 else _part
    return list(dict.fromkeys(word(said_of(said, part) or _fallback(said, part), said.language) for part in split))


def _split(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Binary) and tree.operator == "and":
        yield from _split(tree.left)
        yield from _split(tree.right)
    else:
        yield tree


def _is_asked(said: Asked, tree: Tree) -> bool:
    known = {question.item.key for question in said.asked.everything}
    return refs(tree) <= known


def _fallback(said: Asked, tree: Tree) -> Sentence:
    codes = sorted(said.asked.by_key(key).code for key in refs(tree))
    return say(_HANGS_ON, codes=", ".join(codes))


def _said(said: Asked, tree: Tree) -> Sentence | None:
    match tree:
        case Binary(operator="and" | "or" as operator, left=left, right=right):
            first, second = _part(said, left), _part(said, right)
            return say(_RELATIONS[operator], left=first, right=second) if first and second else None
        case Binary(operator=operator, left=Ref(key=key), right=right) if operator in _RELATIONS:
            operand = _operand(said, right, key)
            return say(_RELATIONS[operator], left=said.asked.by_key(key).code, right=operand) if operand else None
        case Call(name="selected", arguments=(Ref(key=key), Text() as option)):
            return say(_INCLUDES, left=said.asked.by_key(key).code, right=_operand(said, option, key) or "")
        case Call(name="not", arguments=(inner,)):
            condition = _said(said, inner)
            return say(_NOT, condition=condition) if condition else None
        case _:
            return None


def _part(said: Asked, tree: Tree) -> Sentence | None:
    condition = _said(said, tree)
    grouped = isinstance(tree, Binary) and tree.operator in ("and", "or")
    return say(_GROUPED, condition=condition) if condition and grouped else condition


def _operand(said: Asked, tree: Tree, beside: str) -> str | Sentence | None:
    match tree:
        case Number(value=value):
            return number_text(value)
        case Text(value=value):
            return say(_QUOTED, answer=said.answer(beside, value))
        case Ref(key=key):
            return said.asked.by_key(key).code
        case _:
            return None
