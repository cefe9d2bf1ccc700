"""The parts of a checklist as plain values: items, sections, editions, their texts, and what they cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Say whether a questionnaire stands alone or is attached to others."""

    CHECKLIST = "checklist"
    MODULE = "module"


class Kind(StrEnum):
    """The shape of an answer."""

    YES_NO = "yes_no"
    CHOICE_ONE = "choice_one"
    CHOICE_MANY = "choice_many"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    DURATION = "duration"
    SCALE = "scale"
    TALLY = "tally"
    PHOTO = "photo"


CHOICES = frozenset({Kind.CHOICE_ONE, Kind.CHOICE_MANY})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DURATION, Kind.SCALE, Kind.TALLY})


class Source(StrEnum):
    """Where an answer comes from; an item names the best one."""

    OBSERVATION = "observation"
    DOCUMENT = "document"
    PERSON_HELD = "person_held"
    STAFF = "staff"


class Absence(StrEnum):
    """Why there is no answer (law 2); never the same as "no" or zero."""

    NOT_ASSESSED = "not_assessed"
    NOT_ALLOWED = "not_allowed"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Op(StrEnum):
    """How an answer is compared to say that it is not compliant."""

    EQ = "eq"
    IN = "in"
    LT = "lt"
    GT = "gt"
    LE = "le"
    GE = "ge"


class Basis(StrEnum):
    """What a threshold rests on. A working proposal is our own alarm level and carries no reference."""

    STANDARD = "standard"
    DESIRABLE_STANDARD = "desirable_standard"
    NATIONAL_PARAMETER = "national_parameter"
    ANY_CASE = "any_case"
    WORKING_PROPOSAL = "working_proposal"


class Mark(StrEnum):
    """How far a cited provision was checked in its source."""

    SEEN = "seen"
    PARTLY = "partly"
    FROM_KNOWLEDGE = "from_knowledge"


class Authority(StrEnum):
    """How a threshold may be spoken of: only `LIMIT` may be shown as a rule of an instrument."""

    LIMIT = "limit"
    UNCHECKED = "unchecked"
    DESIRABLE = "desirable"
    NATIONAL = "national"
    ANY_CASE = "any_case"
    OUR_OWN = "our_own"
    PLAIN = "plain"


class Follows(StrEnum):
    """What an item is computed from instead of being asked again (law 12)."""

    HELD_TODAY = "visit.held_today"
    ALONE = "visit.alone"
    IN_GROUPS = "visit.in_groups"
    NOTICE = "visit.notice"
    WAIT_MINUTES = "visit.wait_minutes"
    FULL_TEAM = "visit.full_team"
    AREAS = "denials.areas"
    RECORDS = "denials.records"
    EQUIPMENT = "denials.equipment"
    PRIVATE_INTERVIEWS = "denials.private_interviews"
    CAPACITY = "facility.capacity"
    RECOMMENDATIONS_PRIOR = "recommendations.prior"
    RECOMMENDATIONS_DONE = "recommendations.done"
    RECOMMENDATIONS_REPLY = "recommendations.reply"


FOLLOWED_KIND: Mapping[Follows, Kind] = {
    Follows.HELD_TODAY: Kind.INTEGER,
    Follows.ALONE: Kind.INTEGER,
    Follows.IN_GROUPS: Kind.INTEGER,
    Follows.NOTICE: Kind.CHOICE_ONE,
    Follows.WAIT_MINUTES: Kind.INTEGER,
    Follows.FULL_TEAM: Kind.YES_NO,
    Follows.AREAS: Kind.YES_NO,
    Follows.RECORDS: Kind.YES_NO,
    Follows.EQUIPMENT: Kind.YES_NO,
    Follows.PRIVATE_INTERVIEWS: Kind.YES_NO,
    Follows.CAPACITY: Kind.INTEGER,
    Follows.RECOMMENDATIONS_PRIOR: Kind.INTEGER,
    Follows.RECOMMENDATIONS_DONE: Kind.INTEGER,
    Follows.RECOMMENDATIONS_REPLY: Kind.YES_NO,
}


class When(StrEnum):
    """At which visits a module is attached."""

    ALWAYS = "always"
    LATER_VISITS = "later_visits"
    HELD = "held"
    CHOSEN = "chosen"


class TextStatus(StrEnum):
    """Whether a text was confirmed by somebody who speaks the language and the trade."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"


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
    accepted, `confirm` which are taken only after "sure?", `calculate` what it is computed from instead of being asked.
    The value of a `sealed` item is encrypted, stands in no export and no record; only what is computed from it does.
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


@dataclass(frozen=True, slots=True)
class Attachment:
    """A module that a checklist brings along.

    With `HELD` it is proposed where the item `held` was above zero at the last visit, with `CHOSEN` only offered;
    the team may add or take out either.
    """

    module: str
    when: When
    held: str | None = None


class Fate(StrEnum):
    """What became of a key in a new edition; a series runs through SAME and REWORDED only."""

    SAME = "same"
    REWORDED = "reworded"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Became:
    """What a new edition says of a key of the one before; `by` is the key that replaces it."""

    key: str
    fate: Fate
    by: str | None = None


class Photos(StrEnum):
    """Whether photo items of a checklist may be asked at all."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


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

    def named(self, name: str) -> Loaded | None:
        """Find a checklist or module by its name."""
        return next((entry for entry in self.entries if entry.edition.name == name), None)
