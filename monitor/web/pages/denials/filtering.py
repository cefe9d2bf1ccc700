"""What a list of denials is narrowed to: read from its address, worded, and written back."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from babel.dates import format_date

from monitor.codes import is_code, label_of
from monitor.denials.rules import Filters
from monitor.kit.words import N_, Sentence, say, word
from monitor.web.floor.asking import Asking
from monitor.web.floor.forms import Form

NAMES = ("q", "kind", "ground", "where", "from", "to", "facility")
WHERE = {
    "visit": N_("On visits"),
    "outside": N_("Outside any visit"),
    "unmatched": N_("Places not in the list yet"),
}


def asked_of(request: Asking) -> Form:
    """Read the filters of an address; what does not fit narrows nothing."""
    return Form({name: [text] for name, text in request.query_params.items()}, request.scope["state"]["language"])


def filters_of(asked: Form) -> Filters:
    """Make filters from what was asked."""
    where = asked.text("where")
    return Filters(
        search=asked.text("q"),
        kind=asked.text("kind"),
        ground=asked.text("ground"),
        facility=asked.id("facility"),
        from_day=asked.day("from"),
        to_day=asked.day("to"),
        on_visits={"visit": True, "outside": False}.get(where),
        unmatched=where == "unmatched",
    )


def chosen(asked: Form) -> list[tuple[str, str]]:
    """Word the filters in force, each with the address without it."""
    said = {name: _said(asked, name) for name in NAMES if asked.text(name)}
    return [
        (word(words, asked.language), address(asked, **{name: ""})) for name, words in said.items() if words is not None
    ]


def _said(asked: Form, name: str) -> Sentence | None:
    text = asked.text(name)
    match name:
        case "q":
            return say(N_("with “%(words)s”"), words=text)
        case "kind":
            return say(label_of("denial_kinds", text)) if is_code("denial_kinds", text) else None
        case "ground":
            return say(label_of("grounds", text)) if is_code("grounds", text) else None
        case "where":
            return say(WHERE[text]) if text in WHERE else None
        case "from":
            return _day(N_("from %(day)s"), asked.day(name), asked.language)
        case "to":
            return _day(N_("to %(day)s"), asked.day(name), asked.language)
        case _:
            return say(N_("at one place"))


def _day(sentence: str, day: date | None, language: str) -> Sentence | None:
    return say(sentence, day=format_date(day, "d MMM y", locale=language)) if day else None


def address(asked: Form, path: str = "/denials", **changes: str) -> str:
    """Give the address of a list or export with other filters or another part."""
    values = {name: asked.text(name) for name in NAMES} | changes
    return f"{path}?{urlencode({name: text for name, text in values.items() if text})}".rstrip("?")
