"""What must hold between checklists and modules: one key, one question; one letter, one section; names that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from yaml.nodes import Node

from monitor.checklists.rules.files.drafts import Draft, Place
from monitor.checklists.rules.files.reading import Reader
from monitor.checklists.rules.model import NUMBERS, Fate, Item, Kind, Photos, Role
from monitor.checklists.rules.problems import Fault
from monitor.kit.words import N_, say

MANIFEST = "/manifest.yaml"
Items = Mapping[str, Item]


def check_together(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    """Hold all drafts of a library against each other."""
    modules = {draft.name: draft for draft in drafts if draft.role is Role.MODULE}
    _same_everywhere(drafts, faults)
    _blocks_apart(drafts, faults)
    for draft in drafts:
        reader = Reader(draft.folder + MANIFEST, faults)
        for name, node in draft.attached.items():
            if name not in modules:
                reader.not_among(node, name, sorted(modules))
        members = members_of(draft, modules)
        _letters(members, faults)
        _columns_apart(members, faults)
        _names(reader, draft, _keys(seen_from(draft, drafts, modules)))
        _photos(draft, faults)


def members_of(draft: Draft, modules: Mapping[str, Draft]) -> list[Draft]:
    """Give a checklist with the modules that may stand on one sheet with it."""
    return [draft, *(modules[name] for name in draft.attached if name in modules and name != draft.name)]


def seen_from(draft: Draft, drafts: Sequence[Draft], modules: Mapping[str, Draft]) -> list[Draft]:
    """Give the drafts whose items a draft may name: itself first; a module may be attached anywhere, so it sees all."""
    return members_of(draft, modules) if draft.role is Role.CHECKLIST else [draft, *drafts]


def _keys(among: Sequence[Draft]) -> Items:
    found: dict[str, Item] = {}
    for item in chain.from_iterable(each.edition().items for each in among):
        found.setdefault(item.key, item)
    return found


def _letters(members: Sequence[Draft], faults: list[Fault]) -> None:
    remedy = say(N_("Short codes must differ on one sheet: choose a free letter."))
    for place, letter, other in _taken((member, member.letters) for member in members):
        what = say(N_("The letter “%(letter)s” is also used by %(other)s."), letter=letter, other=other)
        Reader(place.file, faults).fault(place.node, what, remedy)


def _taken(named: Iterable[tuple[Draft, Mapping[str, Place]]]) -> Iterator[tuple[Place, str, str]]:
    """Find names that stand in more than one draft: where each stands again, the name, and whose it was first."""
    homes: dict[str, str] = {}
    for draft, places in named:
        for name, place in places.items():
            if name in homes:
                yield place, name, homes[name]
            homes.setdefault(name, draft.name)


def _same_everywhere(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    first: dict[str, tuple[Item, str]] = {}
    for draft, item in chain.from_iterable(((d, i) for i in d.edition().items) for d in drafts):
        known, home = first.setdefault(item.key, (item, draft.name))
        if (known.kind, known.options, known.unit) != (item.kind, item.options, item.unit):
            place = draft.places[item.key]
            Reader(place.file, faults).fault(
                place.node,
                say(N_("“%(key)s” has another kind, options or unit in %(other)s."), key=item.key, other=home),
                say(N_("The same key means the same question: make them equal, or give this one a key of its own.")),
            )


def _blocks_apart(drafts: Sequence[Draft], faults: list[Fault]) -> None:
    remedy = say(N_("Attach that module, or give this block a name of its own."))
    for place, name, other in _taken((draft, draft.blocks) for draft in drafts):
        what = say(N_("There is a block “%(name)s” in %(other)s already."), name=name, other=other)
        Reader(place.file, faults).fault(place.node, what, remedy)


def _columns_apart(members: list[Draft], faults: list[Fault]) -> None:
    """Refuse a column whose key stands anywhere else on the same sheet: nobody could tell the two answers apart."""
    homes: dict[str, tuple[str, bool]] = {}
    for member in members:
        for section in member.sections:
            for item in section.items:
                home, column = homes.setdefault(item.key, (member.name, section.block is not None))
                if home != member.name and (column or section.block is not None):
                    place = member.places[item.key]
                    Reader(place.file, faults).fault(
                        place.node,
                        say(N_("“%(key)s” is a column and stands in %(other)s as well."), key=item.key, other=home),
                        say(N_("A column has its key alone on a sheet: give one of the two another.")),
                    )


def _names(reader: Reader, draft: Draft, known: Items) -> None:
    counted = {attachment.held for attachment in draft.use.modules}
    for key, node in draft.named:
        reader.known(node, known)
        if key in counted and key in known and known[key].kind not in NUMBERS:
            _no_number(reader, key, node)
    for name, place in draft.sums:
        beside = Reader(place.file, reader.faults)
        beside.known(place.node, known)
        if name in known and known[name].kind not in NUMBERS:
            _no_number(beside, name, place.node)
    for key, node in draft.gone.items():
        if key in known:
            reader.fault(
                node,
                say(N_("“%(key)s” is told as dropped and is still asked."), key=key),
                say(
                    N_("If it asks something else now, write “fate: %(fate)s, by: %(key)s”."),
                    fate=Fate.REPLACED,
                    key=key,
                ),
            )


def _no_number(reader: Reader, key: str, node: Node) -> None:
    reader.fault(
        node,
        say(N_("“%(key)s” is not a number."), key=key),
        say(N_("Name an item that counts, such as held_women.")),
    )


def _photos(draft: Draft, faults: list[Fault]) -> None:
    """Refuse photo items of a checklist that forbids photos; those of its modules are merely not asked there."""
    for item in draft.edition().items if draft.use.photos is Photos.FORBIDDEN else ():
        if item.kind is Kind.PHOTO:
            place = draft.places[item.key]
            Reader(place.file, faults).fault(
                place.node,
                say(N_("“%(key)s” asks for a photo, and this checklist forbids photos."), key=item.key),
                say(N_("Take it out, or allow photos in the manifest.")),
            )
