"""What an edition is made of: items with their rules, sections, repeated blocks."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.checklists.rules.model.words import Basis, Follows, Kind, Op, Role, Source


@dataclass(frozen=True, slots=True)
class Threshold:
    """When an answer is not compliant: compare with `value`, or with a dated national limit named by `parameter`."""

    op: Op
    value: tuple[str, ...] = ()
    basis: Basis | None = None
    reference: str | None = None
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `key` is the same wherever the same thing is asked; `theme` is a sub-theme's id.

    The rules are expressions (docs/checklists.md): `relevant` says when it is asked, `constraint` which answers are
    accepted, `confirm` which are usual (others are taken after "sure?"), `calculate` what it is computed from instead of
    being asked. The value of a `sealed` item is encrypted, stands in no export and no record; only what is computed from it does.
    """

    key: str
    kind: Kind
    theme: str
    source: Source
    unit: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    options: tuple[str, ...] = ()
    core: bool = False
    private_only: bool = False
    provisions: tuple[str, ...] = ()
    noncompliant: Threshold | None = None
    follows_from: Follows | None = None
    relevant: str | None = None
    constraint: str | None = None
    confirm: str | None = None
    calculate: str | None = None
    sealed: bool = False

    @property
    def computed(self) -> bool:
        """Say whether nobody is asked this, because it follows from what is recorded elsewhere."""
        return self.follows_from is not None or self.calculate is not None


@dataclass(frozen=True, slots=True)
class Sum:
    """A column whose rows should add up to an item outside the block, such as heads per cell to heads counted."""

    column: str
    equals: str


@dataclass(frozen=True, slots=True)
class Block:
    """A section that is asked once for each room, file, person or document: its items are the columns of rows.

    `label` is the key of the item that names a row. The rows of a `private` block (interviews, custody files) keep
    only their day outside the sealed part, are shown in random order and never point at each other (law 6).
    """

    name: str
    label: str
    most: int = 60
    private: bool = False
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items asked together, once or (with a block) row by row; the letter begins their short codes."""

    name: str
    letter: str
    theme: str
    items: tuple[Item, ...]
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One immutable version of a checklist's or a module's structure (D5)."""

    name: str
    role: Role
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Give all items in the order they are asked."""
        return tuple(item for section in self.sections for item in section.items)
