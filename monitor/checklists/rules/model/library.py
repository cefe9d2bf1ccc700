"""What stands beside the structure: what a checklist is for, its words, and the library of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.checklists.rules.model.indicators import Indicators
from monitor.checklists.rules.model.structure import Edition
from monitor.checklists.rules.model.words import Fate, Mark, Photos, TextStatus, When


@dataclass(frozen=True, slots=True)
class Attachment:
    """A module that a checklist brings along.

    With `HELD` it is proposed where the item `held` was above zero at the last visit, with `CHOSEN` only offered;
    the team may add or take out either.
    """

    module: str
    when: When
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Became:
    """What a new edition says of a key of the one before; `by` is the key that replaces it."""

    key: str
    fate: Fate
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """What a checklist is for; may change without a new edition.

    `serves` are facility types; `everywhere` says at which visits a module is asked where no checklist serves;
    `became` says what happened to keys of the edition in use before.
    """

    version: str
    serves: tuple[str, ...] = ()
    modules: tuple[Attachment, ...] = ()
    everywhere: When | None = None
    photos: Photos = Photos.ALLOWED
    became: tuple[Became, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemText:
    """The words of one item in one language; `constraint` says what is accepted, `confirm` asks "sure?"."""

    question: str
    help: str = ""
    constraint: str = ""
    confirm: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    status: TextStatus = TextStatus.DRAFT


@dataclass(frozen=True, slots=True)
class BlockText:
    """The words of a block: what one row is called, and the button that adds one."""

    row: str
    add: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision as shown to readers: where it stands, what it is about, and how far that was checked."""

    instrument: str
    number: str
    topic: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of one edition in one language, with the labels and provisions it needs to be read by itself."""

    language: str
    status: TextStatus
    title: str
    about: str
    sections: Mapping[str, str]
    items: Mapping[str, ItemText]
    units: Mapping[str, str]
    themes: Mapping[str, str]
    provisions: Mapping[str, Cited]
    parameters: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, BlockText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One checklist or module as it came from its files."""

    edition: Edition
    use: Use
    texts: tuple[Texts, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a checklists folder holds, checked."""

    entries: tuple[Loaded, ...]
    indicators: Indicators = field(default_factory=Indicators)

    def named(self, name: str) -> Loaded | None:
        """Find a checklist or module by its name."""
        return next((entry for entry in self.entries if entry.edition.name == name), None)
