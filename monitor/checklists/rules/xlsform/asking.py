"""The questions of a form as ours: keys, kinds, choices, words; computed ones with the kind their rule gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.checklists.rules.model import CHOICES, Kind
from monitor.checklists.rules.xlsform.adapting import unhidden
from monitor.checklists.rules.xlsform.choices import Listed, id_of
from monitor.checklists.rules.xlsform.exporting import SELECTS, TYPES
from monitor.checklists.rules.xlsform.grid import Line
from monitor.checklists.rules.xlsform.kinds import Does, type_of
from monitor.checklists.rules.xlsform.outline import Leaf, Run
from monitor.checklists.rules.xlsform.problems import Feature, Findings
from monitor.checklists.rules.xlsform.rewriting import Names, kind_given, read_rule
from monitor.checklists.rules.xlsform.words import OTHER
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say

OTHER_ID = "other"
MEDIA = ("image", "audio", "video", "autoplay")
TOO_FEW = 2


@dataclass(slots=True)
class Asked:
    """One question on its way from a row to an item."""

    leaf: Leaf
    key: str
    kind: Kind | None
    listed: Listed = field(default_factory=Listed)
    calculation: str = ""
    follows: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> Line:
        """Give the row it was read from."""
        return self.leaf.line

    @property
    def ours(self) -> bool:
        """Say whether the row has our columns, which then count."""
        return bool(self.line.cell("kind"))

    @property
    def repeated(self) -> bool:
        """Say whether the row only brings along what was asked before on the same form."""
        key = self.line.cell("item_key")
        return bool(key) and self.line.cell("name") != key and self.line.cell("calculation") == f"${{{key}}}"


@dataclass(slots=True)
class Form:
    """A form while it is read."""

    name: str
    lists: Mapping[str, Listed]
    taken: frozenset[str]
    findings: Findings
    names: Names = field(default_factory=Names)


def questions_of(run: Run, form: Form) -> list[Asked]:
    """Read the questions of a section, and register what the form calls them."""
    found = [asked for leaf in run.leaves for asked in _questions(leaf, form)]
    for asked in found:
        form.names.keys.setdefault(asked.line.cell("name"), asked.key)
        if asked.listed.ids:
            form.names.choices[asked.key] = asked.listed.ids
        if asked.kind:
            form.names.kinds[asked.key] = asked.kind
    return found


def _questions(leaf: Leaf, form: Form) -> Iterator[Asked]:
    line = leaf.line
    if line.cell("name").startswith("__"):
        form.findings.note(line.place("name"), Feature.METADATA, say(N_("What a server notes by itself is not kept.")))
        return
    _look_over(line, form.findings)
    key = line.cell("item_key") or _key(line, form)
    listed, kind = _listed(leaf, form), leaf.type.kind
    if leaf.type.feature is Feature.ACKNOWLEDGE:
        listed = Listed(ids={"OK": "yes"})
        form.findings.note(
            line.place(), Feature.ACKNOWLEDGE, say(N_("What is to be acknowledged is asked as yes or no."))
        )
    if kind is Kind.CHOICE_ONE and listed.says_yes_or_no and not leaf.type.other:
        kind = Kind.YES_NO
    asked = Asked(leaf, key, _stated(line, kind, form.findings), listed, line.cell("calculation"))
    if asked.kind in CHOICES and leaf.type.other:
        asked.listed = _with_other(listed)
        yield asked
        form.findings.note(line.place(), Feature.OTHER, say(N_("“Other” becomes a choice with a question after it.")))
        rule = f"selected(${{{key}}}, '{OTHER_ID}')" if kind is Kind.CHOICE_MANY else f"${{{key}}} = '{OTHER_ID}'"
        words = {language: pair[1] for language, pair in OTHER.items()}
        yield Asked(leaf, f"{key}_{OTHER_ID}", Kind.TEXT, follows=rule, words=words)
        return
    yield asked


def _key(line: Line, form: Form) -> str:
    key = id_of(line.cell("name"), "q")
    if key in form.taken:
        said = N_(
            "A name that checklists here use already gets this form's name before it; “item_key” would say it is the same."
        )
        form.findings.note(line.place("name"), Feature.NAMES, say(said))
        key = f"{form.name}_{key}"
    used = set(form.names.keys.values())
    if key in used:
        form.findings.note(line.place("name"), Feature.NAMES, say(N_("A name that stands twice gets a number.")))
        key = next(f"{key}_{n}" for n in range(2, len(used) + 3) if f"{key}_{n}" not in used)
    form.names.keys.setdefault(line.cell("name"), key)
    return key


def _listed(leaf: Leaf, form: Form) -> Listed:
    name = leaf.type.choices or leaf.line.cell("options")
    if not name:
        return Listed()
    listed = form.lists.get(name, Listed())
    if len(listed.options) + leaf.type.other < TOO_FEW:
        form.findings.fault(
            leaf.line.place(),
            Feature.CHOICES,
            say(N_("The list “%(name)s” has fewer than two choices."), name=name),
            say(N_("Add choices, or ask it as acknowledge or text.")),
        )
    return listed


def _with_other(listed: Listed) -> Listed:
    labels = {**listed.labels, OTHER_ID: {"": OTHER[DEFAULT_LANGUAGE][0], **{k: v[0] for k, v in OTHER.items()}}}
    return Listed(tuple(labels), labels, {**listed.ids, OTHER_ID: OTHER_ID})


def _stated(line: Line, kind: Kind | None, findings: Findings) -> Kind | None:
    """Take the kind from our column where it goes with the type."""
    said = line.cell("kind")
    if not said:
        return kind
    types = {**TYPES, **SELECTS}
    fits = {each for each in Kind if kind is None or types[each] == types[kind]}
    if said not in fits:
        findings.fault(
            line.place("kind"),
            Feature.GRAMMAR,
            say(N_("The kind “%(kind)s” does not go with the type “%(type)s”."), kind=said, type=line.cell("type")),
            say(N_("Use one of: %(known)s."), known=", ".join(sorted(fits))),
        )
        return kind
    return Kind(said)


def _look_over(line: Line, findings: Findings) -> None:
    """Refuse, or say a word about, what stands in columns that have no place with us."""
    if line.cell("choice_filter"):
        what = say(N_("Choices that depend on an earlier answer are not filtered."))
        remedy = say(N_("Make a question of its own for each earlier answer, with “relevant”."))
        findings.fault(line.place("choice_filter"), Feature.CHOICE_FILTER, what, remedy)
    if line.cell("trigger"):
        said = N_("An answer is computed whenever what it needs changes, not on a trigger.")
        findings.note(line.place("trigger"), Feature.TRIGGER, say(said))
    if line.cell("required"):
        said = N_("No answer is forced: one that is missing is marked with the reason why.")
        findings.note(line.place("required"), Feature.REQUIRED, say(said))
    if line.cell("default") or _only_suggested(line):
        said = N_("Nothing is filled in beforehand: what nobody answered must not look answered.")
        findings.note(line.place("default" if line.cell("default") else "calculation"), Feature.DEFAULT, say(said))
    if line.cell("appearance") and not line.cell("kind"):
        findings.note(
            line.place("appearance"), Feature.APPEARANCE, say(N_("Questions look as they do everywhere here."))
        )
    if line.cell("save_to"):
        findings.note(line.place("save_to"), Feature.ENTITIES, say(N_("Entities are not kept.")))
    for column in MEDIA:
        if line.cell(column):
            findings.note(line.place(column), Feature.MEDIA, say(N_("Pictures and sounds of a form are left out.")))


def _only_suggested(line: Line) -> bool:
    """Say whether a calculation only fills in beforehand what somebody is asked and may change."""
    return bool(line.cell("trigger") and line.cell("calculation")) and type_of(line.cell("type")).does is Does.ASKS


def settle_kinds(asked: Sequence[Asked], form: Form) -> None:
    """Write the rules of computed questions in our names, and give each the kind its rule gives."""
    for each in asked:
        each.calculation = _calculation(each, form)
    waiting = [each for each in asked if each.kind is None]
    for _ in range(len(waiting) + 1):
        for each in [each for each in waiting if each.kind is None]:
            each.kind = kind_given(each.calculation, form.names.kinds)
            if each.kind is not None:
                form.names.kinds[each.key] = each.kind
    for each in waiting:
        each.kind = each.kind or Kind.TEXT
        form.names.kinds[each.key] = each.kind


def _calculation(asked: Asked, form: Form) -> str:
    line, column = asked.line, "calculation"
    text = asked.calculation
    if line.cell("our_calculation"):
        text, column = unhidden(line.cell("our_calculation")), "our_calculation"
    elif asked.repeated or _only_suggested(line):
        return ""
    if not text and asked.leaf.type.does is Does.COMPUTES and not line.cell("follows_from"):
        form.findings.fault(
            line.place("calculation"),
            Feature.CALCULATION,
            say(N_("Nothing says what this is computed from.")),
            say(N_("Write it under “calculation”, or take the row out.")),
        )
    return read_rule(text, line.place(column), form.names, form.findings) if text else ""
