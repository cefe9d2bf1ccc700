"""What can stand in the way of reading a form, said with the cell and the way forward."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from monitor.kit.problems import Problem
from monitor.kit.words import N_, Sentence, say

ROW, SHEET = re.compile(r"\[row\s*:\s*(\d+)\]"), re.compile(r"'(survey|choices|settings|entities)' sheet")


class Feature(StrEnum):
    """What of XLSForm a form uses that is refused, or read otherwise than elsewhere."""

    CONVERTER = "converter"
    STRUCTURE = "structure"
    NAMES = "names"
    CHOICES = "choices"
    CHOICE_FILTER = "choice_filter"
    EXTERNAL_CHOICES = "external_choices"
    RANK = "rank"
    PLACE = "geopoint"
    RECORDING = "audio_video_file"
    BARCODE = "barcode"
    RANGE = "range"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    METADATA = "metadata"
    EXPRESSION = "expression"
    CALCULATION = "calculation"
    REPEAT = "repeat"
    REPEAT_COUNT = "repeat_count"
    GROUP = "group"
    DEFAULT = "default"
    REQUIRED = "required"
    READ_ONLY = "read_only"
    TRIGGER = "trigger"
    OTHER = "or_other"
    MEDIA = "media"
    APPEARANCE = "appearance"
    ENTITIES = "entities"
    TRANSLATION = "translation"
    MARKUP = "markup"
    NEGATIVE = "negative_numbers"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, by its sheet, its row as the spreadsheet program numbers it, and its column's heading."""

    sheet: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class FormFault:
    """Something that is not read: where it stands, what it is, and what to do about it."""

    place: Place
    feature: Feature
    what: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something that is read otherwise than elsewhere: the first place, in how many places, and how."""

    place: Place
    feature: Feature
    said: Sentence
    places: int = 1


class FormRefused(Problem):
    """A form that is not read as it is; nothing of it was kept."""

    status = 422
    sentence = N_(
        "This form cannot be read as it is, and nothing of it was kept. The first reason is on the sheet “%(sheet)s”, "
        "row %(row)s: %(what)s %(remedy)s"
    )

    def __init__(self, faults: tuple[FormFault, ...]) -> None:
        first = faults[0]
        place = first.place
        super().__init__(sheet=place.sheet, row=place.row, what=first.what, remedy=first.remedy)
        self.faults = faults


def check_converted(refusal: str | None) -> None:
    """Raise FormRefused when pyxform, which everybody's forms pass through, refused a form; its words are passed on."""
    if refusal is None:
        return
    row, sheet = ROW.search(refusal), SHEET.search(refusal)
    place = Place(sheet[1] if sheet else "survey", int(row[1]) if row else 0)
    why = ROW.sub("", refusal).strip().rstrip(".") + "."
    what = say(N_("The converter of XLSForms refuses this form: %(why)s"), why=why)
    remedy = say(N_("Correct it as this says, so that the form opens in ODK or KoboToolbox too."))
    raise FormRefused((FormFault(place, Feature.CONVERTER, what, remedy),))


class Findings:
    """What was found while reading: faults in full, notes once for each thing with the number of its places."""

    def __init__(self) -> None:
        self.faults: list[FormFault] = []
        self._notes: dict[tuple[Feature, str], FormNote] = {}

    def fault(self, place: Place, feature: Feature, what: Sentence, remedy: Sentence) -> None:
        """Keep a reason to refuse the form."""
        self.faults.append(FormFault(place, feature, what, remedy))

    def note(self, place: Place, feature: Feature, said: Sentence) -> None:
        """Keep a word about something that is read otherwise."""
        known = self._notes.get((feature, said.text))
        first = known or FormNote(place, feature, said, 0)
        self._notes[feature, said.text] = FormNote(first.place, feature, first.said, first.places + 1)

    @property
    def notes(self) -> tuple[FormNote, ...]:
        """Give the notes in the order in which they came up."""
        return tuple(self._notes.values())

    def check(self) -> None:
        """Raise FormRefused if anything was refused."""
        if self.faults:
            raise FormRefused(tuple(self.faults))
