"""The grammar of `noncompliant`: when an answer falls short, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yaml.nodes import Node, SequenceNode

from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.model import CHOICES, NUMBERS, Basis, Kind, Op, Threshold
from monitor.checklists.rules.values import number_text, plain_number
from monitor.kit.words import N_, Sentence, say

REFERENCED = frozenset({Basis.STANDARD, Basis.DESIRABLE_STANDARD})


def read_threshold(
    reader: Reader,
    node: Node | None,
    kind: Kind,
    options: tuple[str, ...],
    provisions: tuple[str, ...],
    parameters: Iterable[str],
) -> Threshold | None:
    """Read a threshold and hold it against the item: its kind, its options and what it cites; `parameters` are known national limits."""
    if node is None:
        return None
    parts = reader.fields(node, ("op",), ("value", "basis", "from", "parameter"))
    op = reader.one_of(parts.get("op"), Op, Op.EQ)
    basis = reader.one_of(parts["basis"], Basis, Basis.WORKING_PROPOSAL) if "basis" in parts else None
    number = kind in NUMBERS
    value = _numbers(reader, node, parts, basis) if number else _words(reader, node, parts, op, kind, options)
    reference = reader.text(parts["from"]) if "from" in parts else None
    _check_reference(reader, node, parts, basis, provisions)
    return Threshold(op, value, basis, reference, _parameter(reader, node, parts, basis, parameters))


def _values(reader: Reader, node: Node | None) -> tuple[str, ...]:
    if isinstance(node, SequenceNode):
        return reader.texts(node)
    return (reader.text(node),) if node is not None else ()


def _numbers(reader: Reader, node: Node, parts: Mapping[str, Node], basis: Basis | None) -> tuple[str, ...]:
    if basis is None:
        reader.fault(
            node,
            say(N_("A number's threshold needs its basis.")),
            say(N_("Say what it rests on: “basis: standard”, “any_case”, “working_proposal”…")),
        )
    if basis is Basis.NATIONAL_PARAMETER:
        return ()
    read = []
    for said in _values(reader, parts.get("value")):
        number = plain_number(said)
        if number is None:
            reader.fault(
                parts["value"],
                say(N_("“%(said)s” is not a number."), said=said),
                say(N_("Write the threshold as 4 or 2.5.")),
            )
        else:
            read.append(number_text(number))
    if not read and "value" not in parts:
        reader.fault(node, say(N_("The field “%(name)s” is missing."), name="value"), _add("value"))
    return tuple(read)


def _words(
    reader: Reader, node: Node, parts: Mapping[str, Node], op: Op, kind: Kind, options: tuple[str, ...]
) -> tuple[str, ...]:
    if op not in {Op.EQ, Op.IN} or (kind is not Kind.YES_NO and kind not in CHOICES):
        reader.fault(
            parts.get("op", node),
            say(N_("“%(op)s” cannot judge an answer of the kind %(kind)s."), op=op, kind=kind),
            say(
                N_("Use eq or in for yes_no and choices; lt, gt, le, ge for numbers; nothing for text, date and time.")
            ),
        )
    value = _values(reader, parts.get("value"))
    if "value" not in parts:
        reader.fault(node, say(N_("The field “%(name)s” is missing."), name="value"), _add("value"))
    accepted = ["yes", "no"] if kind is Kind.YES_NO else list(options)
    for said in value:
        if accepted and said not in accepted:
            reader.not_among(parts["value"], said, accepted)
    return value


def _check_reference(
    reader: Reader, node: Node, parts: Mapping[str, Node], basis: Basis | None, provisions: tuple[str, ...]
) -> None:
    if basis in REFERENCED and "from" not in parts:
        reader.fault(
            node,
            say(N_("A threshold that rests on a standard names it.")),
            say(N_("Add “from:” with the provision, or make the basis working_proposal.")),
        )
    if basis not in REFERENCED and "from" in parts:
        reader.fault(
            parts["from"],
            say(N_("Only a standard carries a reference; this basis is not one.")),
            say(N_("Remove “from”: our own alarm level must not look like law.")),
        )
    elif "from" in parts and (said := reader.text(parts["from"])) and said not in provisions:
        reader.fault(
            parts["from"],
            say(N_("“%(said)s” is not among the provisions of this item."), said=said),
            say(N_("Add it under “provisions”, or correct it.")),
        )


def _parameter(
    reader: Reader, node: Node, parts: Mapping[str, Node], basis: Basis | None, known: Iterable[str]
) -> str | None:
    national = basis is Basis.NATIONAL_PARAMETER
    if national and "parameter" not in parts:
        reader.fault(node, say(N_("The field “%(name)s” is missing."), name="parameter"), _add("parameter"))
    if national and "value" in parts:
        reader.fault(
            parts["value"],
            say(N_("A national limit is a dated row of its own, never a number here.")),
            say(N_("Remove “value” and name the limit under “parameter”.")),
        )
    if not national and "parameter" in parts:
        reader.fault(
            parts["parameter"],
            say(N_("Only a national limit is named by a parameter.")),
            say(N_("Remove it, or make the basis national_parameter.")),
        )
    return reader.known(parts["parameter"], known) if "parameter" in parts else None


def _add(name: str) -> Sentence:
    return say(N_("Add a line “%(name)s: …” to this block."), name=name)
