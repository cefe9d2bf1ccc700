"""What is to be settled before closing, as plain values: true disagreements, rows to match, blanks, what does not add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from monitor.checklists.rules import section_title
from monitor.kit.words import N_, Sentence, count, say
from monitor.records.queries import Drafted, DraftItem
from monitor.records.rules import AgreedRow, Draft, Origin
from monitor.sheets.rules import Mismatch, Place
from monitor.web.pages.records.wording import Speaker


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """One person's answer where several differ; `key` is what is typed to choose it."""

    answer: str
    observer: str
    said: str
    remark: str
    chosen: bool
    key: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A place on which people differ: `name` tells it apart in the form, `open` says that nobody has decided."""

    name: str
    code: str
    question: str
    row: str
    voices: tuple[ShownVoice, ...]
    open: bool
    left_open: bool
    dissent: str


@dataclass(frozen=True, slots=True)
class Blank:
    letter: str
    title: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class Undenied:
    """A "not allowed" without its refusal, and the sheet where it is linked."""

    code: str
    question: str
    row: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of one sheet, by what its author calls it."""

    id: str
    label: str
    observer: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that are called alike; `name` is posted when they are the same."""

    name: str
    block: str
    one: ShownRow
    other: ShownRow


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows that somebody matched; `pairs` are posted to take them apart again."""

    block: str
    rows: tuple[ShownRow, ...]
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Rows of a block that may still be matched by hand."""

    block: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    differing: tuple[Differing, ...]
    blanks: tuple[Blank, ...]
    blank: int
    undenied: tuple[Undenied, ...]
    still_open: int
    pairs: tuple[Pair, ...]
    joined: tuple[Joined, ...]
    unmatched: tuple[Unmatched, ...]
    sums: tuple[Sentence, ...]


def shown_draft(drafted: Drafted, language: str) -> ShownDraft | None:
    """Word what is to be settled; None where there is no checklist."""
    asked, draft = drafted.questionnaire, drafted.draft
    if asked is None or draft is None:
        return None
    speaker = Speaker(asked, language)
    rows = {row.id: row for row in drafted.rows}
    differing = [
        (place, item)
        for place, item in drafted.items.items()
        if item.merged.origin in {Origin.CHOSEN, Origin.UNRESOLVED}
    ]
    return ShownDraft(
        differing=tuple(_differing(place, item, speaker, _row(place, rows, speaker)) for place, item in differing),
        blanks=tuple(
            Blank(each.letter, section_title(asked, each.letter, language), _blank(each.blank, each.asked))
            for each in draft.blanks
            if each.blank
        ),
        blank=draft.blank,
        undenied=tuple(_undenied(place, drafted, rows, speaker) for place in draft.without_denial),
        still_open=len(draft.differing),
        pairs=_pairs(drafted, draft, speaker),
        joined=_joined(drafted, speaker),
        unmatched=_unmatched(drafted, speaker),
        sums=tuple(_sum(each, speaker) for each in draft.mismatches),
    )


def _blank(blank: int, asked: int) -> Sentence:
    return count("%(blank)s of %(n)s question blank", "%(blank)s of %(n)s questions blank", asked, blank=blank)


def _row(place: Place, rows: Mapping[UUID, AgreedRow], speaker: Speaker) -> str:
    """Name the row of a place as its authors do; private rows have no name here (law 6)."""
    found = rows.get(place[1]) if place[1] else None
    if found is None:
        return ""
    called = dict.fromkeys(row.label for row in found.rows if row.label)
    if found.private or not called:
        return speaker.one_of(found.block)
    return " = ".join(called)


def _differing(place: Place, item: DraftItem, speaker: Speaker, row: str) -> Differing:
    question = speaker.asked.by_key(place[0])
    spoken = [voice for voice in item.voices if not voice.answer.given.blank]
    return Differing(
        name=str(spoken[0].answer.id),
        code=question.code,
        question=speaker.question(place[0]),
        row=row,
        voices=tuple(
            ShownVoice(
                answer=str(voice.answer.id),
                observer=voice.sheet.observer,
                said=speaker.said(question, voice.answer.given),
                remark=voice.answer.remark,
                chosen=voice.answer.id == item.merged.answer,
                key=str(number) if number < 10 else "",
            )
            for number, voice in enumerate(spoken, start=1)
        ),
        open=item.merged.differs,
        left_open=item.merged.origin is Origin.UNRESOLVED,
        dissent=item.dissent,
    )


def _undenied(place: Place, drafted: Drafted, rows: Mapping[UUID, AgreedRow], speaker: Speaker) -> Undenied:
    code, item = speaker.asked.by_key(place[0]).code, drafted.items[place]
    voice = next(voice for voice in item.voices if voice.answer.id == item.merged.answer)
    row = voice.answer.row
    there = f"?row={row}#i-{code}@{row}" if row else f"#i-{code}"
    name = _row(place, rows, speaker)
    return Undenied(code, speaker.question(place[0]), name, f"/sheets/{voice.sheet.id}{there}")


def _pairs(drafted: Drafted, draft: Draft, speaker: Speaker) -> tuple[Pair, ...]:
    observers = _observers(drafted)
    return tuple(
        Pair(
            name=f"{each.row.id}:{each.same_as.id}",
            block=speaker.title(each.row.block),
            one=ShownRow(str(each.row.id), speaker.row(each.row.block, each.row.label), observers(each.row.sheet)),
            other=ShownRow(
                str(each.same_as.id), speaker.row(each.same_as.block, each.same_as.label), observers(each.same_as.sheet)
            ),
        )
        for each in draft.proposals
    )


def _joined(drafted: Drafted, speaker: Speaker) -> tuple[Joined, ...]:
    observers = _observers(drafted)
    return tuple(
        Joined(
            block=speaker.title(group.block),
            rows=tuple(ShownRow(str(r.id), speaker.row(r.block, r.label), observers(r.sheet)) for r in group.rows),
            pairs=tuple(f"{one.id}:{other.id}" for one in group.rows for other in group.rows if one.id < other.id),
        )
        for group in drafted.rows
        if len(group.rows) > 1
    )


def _unmatched(drafted: Drafted, speaker: Speaker) -> tuple[Unmatched, ...]:
    observers = _observers(drafted)
    blocks: dict[str, list[AgreedRow]] = {}
    for group in drafted.rows:
        if not group.private:
            blocks.setdefault(group.block, []).append(group)
    return tuple(
        Unmatched(
            block,
            tuple(
                (str(row.id), f"{speaker.row(block, row.label)} · {observers(row.sheet)}")
                for row in sorted((row for group in groups for row in group.rows), key=lambda row: (row.label, row.id))
            ),
        )
        for block, groups in blocks.items()
        if len(groups) > 1 and len({row.sheet for group in groups for row in group.rows}) > 1
    )


def _observers(drafted: Drafted) -> Callable[[UUID], str]:
    names = {sheet.id: sheet.observer for sheet in drafted.sheets}
    return lambda sheet: names.get(sheet, "")


def _sum(mismatch: Mismatch, speaker: Speaker) -> Sentence:
    column, whole = speaker.asked.by_key(mismatch.column).code, speaker.asked.by_key(mismatch.equals).code
    return say(
        N_(
            "%(block)s: the rows add up to %(sum)s (%(column)s), and %(expected)s is recorded for the whole (%(whole)s)."
        ),
        block=speaker.title(mismatch.block),
        sum=mismatch.sum,
        column=column,
        expected=mismatch.expected,
        whole=whole,
    )
