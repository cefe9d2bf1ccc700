"""The fields of items: what a row says of its question, and what stands in for what it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitor.checklists.rules.model import NUMBERS, Kind
from monitor.checklists.rules.values import plain_number
from monitor.checklists.rules.xlsform.adapting import accepted_by_others, for_others, unhidden
from monitor.checklists.rules.xlsform.asking import Asked, Form
from monitor.checklists.rules.xlsform.problems import Feature, Place
from monitor.checklists.rules.xlsform.rewriting import lowest_named, parse_again, read_rule
from monitor.checklists.rules.xlsform.words import SUB_THEME, UNIT
from monitor.kit.words import N_, say

STEPS = 11
PARAMETER = re.compile(r"(\w+)\s*=\s*(-?[\d.]+)")
PLAIN = ("theme", "source", "unit", "min", "max", "core", "private_only", "sealed", "follows_from")
LOWEST = -999_999_999


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item as it is written in a file, and the cell it came from."""

    name: str
    said: str
    place: Place
    structured: bool = False


def fields_of(asked: Asked, form: Form) -> list[Field]:
    """Give the fields of an item in the order of files; those not said are left out."""
    line, kind = asked.line, asked.kind or Kind.TEXT
    said = {name: line.cell(name) for name in PLAIN if line.cell(name)}
    if not asked.ours:
        said |= _bounds(asked, form)
    if kind in {Kind.INTEGER, Kind.DECIMAL, Kind.TALLY}:
        said.setdefault("unit", UNIT)
    fields = [
        Field("key", asked.key, line.place("item_key" if line.cell("item_key") else "name")),
        Field("kind", form.names.kinds.get(asked.key, kind).value, line.place("kind" if asked.ours else "type")),
    ]
    if asked.listed.options and kind is not Kind.YES_NO and not asked.follows:
        fields.append(Field("options", f"[{', '.join(asked.listed.options)}]", line.place(), structured=True))
    said.setdefault("theme", SUB_THEME)
    said.setdefault("source", "observation")
    fields += [Field(name, text, line.place(name)) for name, text in said.items()]
    if line.cell("provisions") and not asked.follows:
        listed = ", ".join(line.cell("provisions").split())
        fields.append(Field("provisions", f"[{listed}]", line.place("provisions"), structured=True))
    if line.cell("noncompliant"):
        flat = " ".join(line.cell("noncompliant").split())
        fields.append(Field("noncompliant", f"{{{flat}}}", line.place("noncompliant"), structured=True))
    return [*fields, *_rules(asked, form)]


def _bounds(asked: Asked, form: Form) -> dict[str, str]:
    line = asked.line
    if asked.kind is Kind.SCALE:
        return _range(asked, form)
    if asked.kind not in {Kind.INTEGER, Kind.DECIMAL} or line.cell("min"):
        return {}
    if asked.calculation:
        return {"min": str(LOWEST)}
    lowest = lowest_named(line.cell("constraint"))
    if lowest is None and not line.cell("constraint"):
        said = N_("Numbers below zero are taken only where a constraint names one, such as . >= -40.")
        form.findings.note(line.place(), Feature.NEGATIVE, say(said))
    return {"min": lowest} if lowest is not None else {}


def _range(asked: Asked, form: Form) -> dict[str, str]:
    """Read the steps of a range: few whole ones make a scale, else it is a number with bounds."""
    line = asked.line
    written = ((name.casefold(), plain_number(text)) for name, text in PARAMETER.findall(line.cell("parameters")))
    stated = {name: number for name, number in written if number is not None}
    low, high, step = (stated.get(name, Decimal(usual)) for name, usual in (("start", 1), ("end", 10), ("step", 1)))
    whole = all(each == each.to_integral_value() for each in (low, high, step))
    if not whole or step != 1 or high - low >= STEPS or low > high:
        asked.kind = Kind.INTEGER if whole else Kind.DECIMAL
        form.names.kinds[asked.key] = asked.kind
        said = N_("A range of more than eleven steps, or of other steps than one, is asked as a number with bounds.")
        form.findings.note(line.place("parameters"), Feature.RANGE, say(said))
    bounds = {"min": f"{min(low, high):f}", "max": f"{max(low, high):f}"}
    return bounds if asked.kind is Kind.SCALE else bounds | {"unit": UNIT}


def _rules(asked: Asked, form: Form) -> Iterator[Field]:
    line = asked.line
    relevant = _relevant(asked, form)
    if relevant:
        yield Field("relevant", relevant, line.place("relevant"))
    if asked.follows:
        return
    constraint = _constraint(asked, form)
    if constraint:
        yield Field("constraint", constraint, line.place("constraint"))
    confirm = unhidden(line.cell("confirm"))
    if confirm:
        text = read_rule(confirm, line.place("confirm"), form.names, form.findings, asked.key)
        yield Field("confirm", text, line.place("confirm"))
    if asked.calculation:
        _held_against(asked, "calculation", form)
        yield Field("calculate", asked.calculation, line.place("calculation"))


def _relevant(asked: Asked, form: Form) -> str:
    """Join what groups and the question itself say of when it is asked."""
    line = asked.line
    stated = [(group.line.cell("relevant"), group.line.place("relevant")) for group in asked.leaf.path]
    own = (unhidden(line.cell("our_relevant")), line.place("our_relevant"))
    if own[0]:
        _held_against(asked, "relevant", form)
    elif not asked.repeated:
        own = (line.cell("relevant"), line.place("relevant"))
    if asked.follows:
        own = (asked.follows, line.place())
    rules = [read_rule(text, place, form.names, form.findings) for text, place in (*stated, own) if text]
    return " and ".join(f"({rule})" for rule in rules) if len(rules) > 1 else "".join(rules)


def _constraint(asked: Asked, form: Form) -> str:
    line = asked.line
    said, ours = line.cell("constraint"), unhidden(line.cell("our_constraint"))
    if asked.ours and not asked.repeated and not asked.calculation:
        low, high, kind = line.cell("min") or None, line.cell("max") or None, asked.kind or Kind.TEXT
        expected = accepted_by_others(kind, low, high, ours or None, _keys(form)) if parse_again(ours or "1") else said
        if said == expected:
            said = ours
        elif ours:
            _differ(line.place("constraint"), "our_constraint", form)
        elif kind in NUMBERS:
            said = (
                said.removeprefix(accepted_by_others(kind, low, high, None, _keys(form))).removeprefix(" and ") or said
            )
    elif asked.ours:
        said = ours
    elif asked.calculation and said:
        note = N_("What is computed is not held against a constraint.")
        form.findings.note(line.place("constraint"), Feature.CALCULATION, say(note))
        return ""
    return read_rule(said, line.place("constraint"), form.names, form.findings, asked.key) if said else ""


def _held_against(asked: Asked, column: str, form: Form) -> None:
    """Refuse a rule that was changed in one of its two columns only."""
    ours = unhidden(asked.line.cell(f"our_{column}"))
    readable = ours and not asked.repeated and parse_again(ours)
    if readable and for_others(ours, _keys(form)) != asked.line.cell(column):
        _differ(asked.line.place(column), f"our_{column}", form)


def _keys(form: Form) -> frozenset[str]:
    return frozenset(form.names.keys.values())


def _differ(place: Place, column: str, form: Form) -> None:
    form.findings.fault(
        place,
        Feature.GRAMMAR,
        say(N_("This and “%(column)s” say different things."), column=column),
        say(N_("Change both, or empty “%(column)s” so that this one counts."), column=column),
    )
