"""Types of questions: which kind of ours each becomes, and what to do about those that become none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.checklists.rules.model import Kind
from monitor.checklists.rules.xlsform.problems import Feature
from monitor.kit.words import N_


class Does(StrEnum):
    """What a row of the survey does."""

    ASKS = "asks"
    COMPUTES = "computes"
    TELLS = "tells"
    OPENS = "opens"
    CLOSES = "closes"
    PASSED_OVER = "passed_over"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Type:
    """What the type of a row says: its kind, its list of choices, and the feature it stands for."""

    does: Does
    kind: Kind | None = None
    choices: str = ""
    other: bool = False
    feature: Feature = Feature.STRUCTURE


PROMPTS: Mapping[Kind, str] = {
    Kind.TEXT: "text|string|q string|add text prompt",
    Kind.INTEGER: "integer|int|q int|add integer prompt|percentage",
    Kind.DECIMAL: "decimal|q decimal|add decimal prompt",
    Kind.DATE: "date|q date|add date prompt",
    Kind.TIME: "time",
    Kind.MOMENT: "datetime|date time|q date time|add date time prompt|add datetime prompt|q datetime",
    Kind.PHOTO: "image|photo|q image|q picture|add image prompt|add photo prompt",
    Kind.SCALE: "range",
    Kind.YES_NO: "acknowledge|q acknowledge|add acknowledge prompt|trigger",
}
FEATURES = {Kind.SCALE: Feature.RANGE, Kind.YES_NO: Feature.ACKNOWLEDGE}
COMPUTED = frozenset({"calculate", "q calculate", "add calculate prompt", "hidden"})
NOTES = frozenset({"note", "q note", "add note prompt"})
KNOWN: Mapping[str, Type] = {
    **{
        name: Type(Does.ASKS, kind, feature=FEATURES.get(kind, Feature.STRUCTURE))
        for kind, names in PROMPTS.items()
        for name in names.split("|")
    },
    **dict.fromkeys(COMPUTED, Type(Does.COMPUTES)),
    **dict.fromkeys(NOTES, Type(Does.TELLS, feature=Feature.NOTE)),
}
PASSED = frozenset({
    "start", "start time", "get start time", "end", "end time", "get end time", "today", "get today", "deviceid",
    "device id", "get device id", "imei", "subscriberid", "subscriber id", "get subscriber id", "simserial", "sim id",
    "get sim id", "phonenumber", "phone number", "get phone number", "username", "email", "audit", "start-geopoint",
    "background-audio", "background-geopoint",
})  # fmt: skip
NEVER: Mapping[str, Feature] = {
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "gps", "location", "add location prompt", "q geopoint", "q geotrace",
         "q geoshape", "q location", "osm"),
        Feature.PLACE,
    ),
    **dict.fromkeys(
        ("audio", "video", "file", "q audio", "q video", "q file", "add audio prompt", "add video prompt",
         "add file prompt"),
        Feature.RECORDING,
    ),
    **dict.fromkeys(("barcode", "q barcode", "add barcode prompt"), Feature.BARCODE),
    **dict.fromkeys(("xml-external", "csv-external"), Feature.EXTERNAL_CHOICES),
}  # fmt: skip
REFUSALS: Mapping[Feature, tuple[str, str]] = {
    Feature.PLACE: (
        N_("A place on the map is not asked: a facility's place is kept with the facility."),
        N_("Take the row out, or ask for the place in words."),
    ),
    Feature.RECORDING: (
        N_("Recordings and files are not taken; photos are."),
        N_("Take the row out, or make it an image or a text."),
    ),
    Feature.BARCODE: (N_("Barcodes are not read."), N_("Make it a text.")),
    Feature.EXTERNAL_CHOICES: (
        N_("Lists in other files are not read."),
        N_("Write the choices on the sheet “choices” and use select_one."),
    ),
    Feature.RANK: (
        N_("Putting answers in order is not asked."),
        N_("Ask for the first choice with select_one, or for all with select_multiple."),
    ),
    Feature.STRUCTURE: (
        N_("This type of question is not known."),
        N_("Use text, integer, decimal, date, time, dateTime, range, image, select_one or select_multiple."),
    ),
}
GROUPS = {"group": Feature.GROUP, "repeat": Feature.REPEAT, "lgroup": Feature.REPEAT, "looped group": Feature.REPEAT}
STANDS = re.compile(r"(begin|end)[ _](group|repeat|lgroup|looped group|loop|score|rank|kobomatrix)\b.*")
SELECT = re.compile(
    r"(?P<one>add select one prompt using|select[ _]one from|select1|select[ _]one)"
    r"|(?P<many>add select multiple prompt using|select all that apply from|select all that apply|select[ _]multiple)"
    r"|(?P<rank>rank)"
)
FROM_FILE = re.compile(r"select[ _](one|multiple)[ _](from[ _]file|external)\b|cascading[ _]select\b")
OTHER = re.compile(r"\s+or[ _](specify[ _])?other$")


def type_of(said: str) -> Type:
    """Read the type of a row."""
    whole = " ".join(said.split())
    plain = whole.casefold()
    stands = STANDS.fullmatch(plain)
    if stands:
        does = Does.OPENS if stands[1] == "begin" else Does.CLOSES
        feature = GROUPS.get(stands[2])
        return Type(does, feature=feature) if feature else Type(Does.REFUSED)
    if FROM_FILE.match(plain):
        return Type(Does.REFUSED, feature=Feature.EXTERNAL_CHOICES)
    if plain in KNOWN:
        return KNOWN[plain]
    if plain in PASSED or plain.startswith("uri:"):
        return Type(Does.PASSED_OVER, feature=Feature.METADATA)
    if plain in NEVER:
        return Type(Does.REFUSED, feature=NEVER[plain])
    return _select(whole)


def _select(whole: str) -> Type:
    found = SELECT.match(whole.casefold())
    if found is None:
        return Type(Does.REFUSED)
    if found["rank"]:
        return Type(Does.REFUSED, feature=Feature.RANK)
    rest = whole[found.end() :].strip()
    other = OTHER.search(" " + rest)
    listed = (" " + rest)[: other.start()].strip() if other else rest
    kind = Kind.CHOICE_ONE if found["one"] else Kind.CHOICE_MANY
    return Type(Does.ASKS, kind, listed, other is not None)
