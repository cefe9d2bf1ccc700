"""Pointing at columns: which heading tells what, and what the file's own words for types and statuses mean."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from litestar import Response

from monitor.codes import choices
from monitor.facilities.actions import headings_of, values_of
from monitor.facilities.actions.drafts import ImportDraft
from monitor.facilities.rules import FIELD_WORDS, STATUS_WORDS, Field, FigureKind, Kind, Mapping, Status
from monitor.facilities.rules.pointing import (
    Pointed,
    guessed,
    is_known,
    mapping_pointed,
    to_translate,
    translated,
)
from monitor.kit.problems import NotHere
from monitor.kit.tabular.cells import PATTERNS, DayOrder
from monitor.kit.tabular.lines import same_name
from monitor.kit.words import LANGUAGES, N_, Sentence, word
from monitor.web.floor.asking import Asking
from monitor.web.floor.forms import Form, choices_of
from monitor.web.floor.render import page
from monitor.web.pages.facilities.choosing import Options, zones

MOST_VALUES = 60
KEYS = ("key_1", "key_2", "key_3")
FIGURES = {FigureKind.POPULATION: N_("People held"), FigureKind.CAPACITY: N_("Capacity")}
HELPS = {
    Field.NAME: N_("Needed."),
    Field.TYPE: N_("Or choose one type for all rows."),
    Field.ZONE: N_("Or choose one time zone for all rows."),
    Field.CLOSED: N_("A place whose closing day has passed becomes closed from that day."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One column to point at."""

    name: str
    label: str
    help: str


async def columns_page(request: Asking, draft: ImportDraft, form: Form, status: int = 200) -> Response[str]:
    """Ask which column tells what."""
    headings = await asyncio.to_thread(headings_of, draft.file, draft.rule)
    if status == 200:
        _guess(form, headings, draft.facts.kind)
    return page(
        request,
        "facilities/import/columns.html",
        status=status,
        form=form,
        draft=draft,
        headings=headings,
        asked=_asked(draft.facts.kind, form.language),
        keys=KEYS,
        types=choices("facility_types", form.language),
        zones=zones(),
        orders=choices_of(DayOrder, PATTERNS, form.language),
        register=draft.facts.kind is Kind.REGISTER,
    )


async def mapping_from(form: Form, draft: ImportDraft) -> Mapping:
    """Make the mapping that was pointed at. Raises BadForm with each field that needs another look."""
    headings = await asyncio.to_thread(headings_of, draft.file, draft.rule)
    columns, figures, same = _columns(form, headings), _figures(form, headings), _same(form)
    if draft.facts.kind is Kind.REGISTER:
        figures = {}
        _check_needed(form, columns, same)
    else:
        columns, same = {}, {}
        if not figures:
            form.wrong("figure_population", N_("Point at one column with figures at least."))
    key = tuple(dict.fromkeys(heading for name in KEYS if (heading := _heading(form, name, headings))))
    if not key:
        form.wrong(KEYS[0], N_("Point at the columns that tell one place from all others, such as its code."))
    source, order = form.needed("source"), form.needed_of("dates", DayOrder)
    form.check()
    rule = type(draft.rule)(sheet=draft.rule.sheet, dates=order)
    return mapping_pointed(Pointed(source, key, rule, columns, same, figures))


async def values_page(request: Asking, draft: ImportDraft, form: Form, status: int = 200) -> Response[str]:
    """Ask what the file's own words for types and statuses mean."""
    found = await _to_translate(draft)
    for name, texts in found.items():
        for number, text in enumerate(texts):
            if status == 200 and is_known(name, text):
                form.fill(**{f"{name.value}_{number}": text})
    return page(
        request,
        "facilities/import/values.html",
        status=status,
        form=form,
        draft=draft,
        found=[(name.value, word(FIELD_WORDS[name], form.language), texts) for name, texts in found.items()],
        options={name.value: _meanings(name, form.language) for name in found},
        too_many=any(len(texts) > MOST_VALUES for texts in found.values()),
    )


async def translations_from(form: Form, draft: ImportDraft) -> Mapping:
    """Add the translations typed to the mapping. Raises BadForm for each text left without."""
    if draft.mapping is None:
        raise NotHere()
    mapping = draft.mapping
    for name, texts in (await _to_translate(draft)).items():
        meanings: dict[str, str] = {}
        for number, text in enumerate(texts):
            chosen = form.text(f"{name.value}_{number}")
            if not is_known(name, chosen):
                form.wrong(f"{name.value}_{number}", N_("Say what this means."))
            meanings[text] = chosen
        mapping = translated(mapping, name, meanings)
    form.check()
    return mapping


async def _to_translate(draft: ImportDraft) -> dict[Field, tuple[str, ...]]:
    if draft.mapping is None:
        return {}
    return {
        name: await asyncio.to_thread(values_of, draft.file, draft.mapping.file, column, MOST_VALUES)
        for name, column in to_translate(draft.mapping).items()
    }


def _meanings(name: Field, language: str) -> Options:
    if name is Field.TYPE:
        return choices("facility_types", language)
    return choices_of(Status, STATUS_WORDS, language)


def _asked(kind: Kind, language: str) -> list[Asked]:
    if kind is Kind.FIGURES:
        return [Asked(f"figure_{figure.value}", word(said, language), "") for figure, said in FIGURES.items()]
    return [
        Asked(f"column_{name.value}", word(said, language), word(HELPS[name], language) if name in HELPS else "")
        for name, said in FIELD_WORDS.items()
    ]


def _guess(form: Form, headings: tuple[str, ...], kind: Kind) -> None:
    """Fill in the columns whose heading is a field's name in one of our languages."""
    words = {name: [name.value, *(word(said, code) for code in LANGUAGES)] for name, said in FIELD_WORDS.items()}
    found = guessed(headings, words)
    if kind is Kind.REGISTER:
        form.fill(**{f"column_{name.value}": heading for name, heading in found.items()})
    form.fill(dates=DayOrder.DMY.value, key_1=found.get(Field.CODE) or found.get(Field.NAME))


def _heading(form: Form, name: str, headings: tuple[str, ...]) -> str:
    """Read an optional heading that must be one of the table's."""
    typed = form.text(name)
    match = next((heading for heading in headings if same_name(heading) == same_name(typed)), "")
    if typed and not match:
        form.wrong(name, N_("This table has no such column. Choose one from the list."))
    return match


def _columns(form: Form, headings: tuple[str, ...]) -> dict[Field, str]:
    found = {name: _heading(form, f"column_{name.value}", headings) for name in Field}
    return {name: heading for name, heading in found.items() if heading}


def _figures(form: Form, headings: tuple[str, ...]) -> dict[FigureKind, str]:
    found = {kind: _heading(form, f"figure_{kind.value}", headings) for kind in FIGURES}
    return {kind: heading for kind, heading in found.items() if heading}


def _same(form: Form) -> dict[Field, str]:
    """Read what is the same for every row; a word that is none of ours is as if not chosen."""
    found = {name: form.text(f"same_{name.value}") for name in (Field.TYPE, Field.ZONE)}
    offered = {Field.TYPE: dict(choices("facility_types", form.language)), Field.ZONE: dict(zones())}
    return {name: text for name, text in found.items() if text in offered[name]}


def _check_needed(form: Form, columns: dict[Field, str], same: dict[Field, str]) -> None:
    missing: dict[Field, Sentence | str] = {
        Field.NAME: N_("Point at the column with the names."),
        Field.TYPE: N_("Point at a column, or choose one type for all rows."),
        Field.ZONE: N_("Point at a column, or choose one time zone for all rows."),
    }
    for name, said in missing.items():
        if name not in columns and name not in same and f"column_{name.value}" not in form.errors:
            form.wrong(f"column_{name.value}", said)
