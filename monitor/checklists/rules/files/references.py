"""What all checklists share: themes, provisions, and their words in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.checklists.rules.files.reading import Files, Reader
from monitor.checklists.rules.model import Cited, Mark
from monitor.checklists.rules.problems import Fault
from monitor.kit.words import DEFAULT_LANGUAGE, N_, say

THEMES, PROVISIONS = "themes.yaml", "provisions.yaml"
FIRST, LATER = ("themes", "units", "instruments", "provisions"), ("parameters", "numbers")


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of an instrument that items cite."""

    instrument: str
    number: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Labels:
    """The shared words of one language; in a partly worded one English stands for what is not there."""

    themes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    partly: bool = False


@dataclass(frozen=True, slots=True)
class References:
    """Themes (each with its sub-themes), provisions, and labels per language."""

    themes: Mapping[str, tuple[str, ...]]
    provisions: Mapping[str, Provision]
    labels: Mapping[str, Labels]

    @property
    def sub_themes(self) -> frozenset[str]:
        """Give the ids of all sub-themes."""
        return frozenset(each for subs in self.themes.values() for each in subs)

    @property
    def units(self) -> Mapping[str, str]:
        """Give the units that have an English word; an item may use these."""
        return self.labels[DEFAULT_LANGUAGE].units

    @property
    def parameters(self) -> Mapping[str, str]:
        """Give the national limits that have an English word; a threshold may name these."""
        return self.labels[DEFAULT_LANGUAGE].parameters

    def cited(self, name: str, language: str) -> Cited:
        """Give a provision as readers of a language see it, in English where there is no word for it."""
        provision, words, english = self.provisions[name], self.labels[language], self.labels[DEFAULT_LANGUAGE]
        instrument = words.instruments.get(provision.instrument) or english.instruments.get(provision.instrument, "")
        topic = words.topics.get(name) or english.topics.get(name, "")
        return Cited(instrument, words.numbers.get(name, provision.number), topic, provision.mark)


def read_references(files: Files, faults: list[Fault]) -> References:
    """Read themes.yaml, provisions.yaml and texts/<language>.yaml."""
    themes = _themes(files, faults)
    provisions = _provisions(files, faults)
    languages = sorted(path[6:-5] for path in files if path.startswith("texts/") and path.count("/") == 1)
    labels = {language: _labels(files, language, themes, provisions, faults) for language in languages}
    _same_words(labels, faults)
    if DEFAULT_LANGUAGE not in labels:
        labels[DEFAULT_LANGUAGE] = Labels()
        Reader("texts/en.yaml", faults).fault(
            1, say(N_("The file is missing.")), say(N_("Add it with the English labels."))
        )
    return References(themes, provisions, labels)


def _themes(files: Files, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    reader = Reader(THEMES, faults)
    root = reader.root(files.get(THEMES, ""))
    entries = reader.entries(root) if root else {}
    found: dict[str, tuple[str, ...]] = {}
    for theme, node in entries.items():
        found[theme] = tuple(f"{theme}.{sub}" for sub in reader.texts(node))
    return found


def _provisions(files: Files, faults: list[Fault]) -> dict[str, Provision]:
    reader = Reader(PROVISIONS, faults)
    root = reader.root(files.get(PROVISIONS, ""))
    found: dict[str, Provision] = {}
    for name, node in (reader.entries(root) if root else {}).items():
        parts = reader.fields(node, ("instrument", "number", "mark"))
        mark = reader.one_of(parts.get("mark"), Mark, Mark.FROM_KNOWLEDGE)
        found[name] = Provision(reader.text(parts.get("instrument")), reader.text(parts.get("number")), mark)
    return found


def _labels(
    files: Files,
    language: str,
    themes: Mapping[str, tuple[str, ...]],
    provisions: Mapping[str, Provision],
    faults: list[Fault],
) -> Labels:
    path = f"texts/{language}.yaml"
    reader = Reader(path, faults)
    root = reader.root(files[path])
    if root is None:
        return Labels()
    partly = language != DEFAULT_LANGUAGE and reader.flag(Reader(path).entries(root).get("partly"))
    parts = reader.fields(root, () if partly else FIRST, (*FIRST, *LATER, "indicators", "partly"))
    for other in ("indicators", "partly"):
        parts.pop(other, None)
    words = {
        name: {key: reader.text(each) for key, each in reader.entries(node).items()} for name, node in parts.items()
    }
    wanted = {
        "themes": [*themes, *(sub for subs in themes.values() for sub in subs)],
        "instruments": sorted({each.instrument for each in provisions.values()}),
        "provisions": sorted(provisions),
    }
    for name, keys in () if partly else wanted.items():
        for key in keys:
            if name in parts and key not in words[name]:
                reader.fault(
                    parts[name],
                    say(N_("“%(key)s” has no words in this file."), key=key),
                    say(N_("Add a line “%(key)s: …” here."), key=key),
                )
    themes_said, units, instruments, topics, parameters, numbers = (words.get(name, {}) for name in (*FIRST, *LATER))
    return Labels(themes_said, units, instruments, topics, parameters, numbers, partly)


def _same_words(labels: Mapping[str, Labels], faults: list[Fault]) -> None:
    english = labels.get(DEFAULT_LANGUAGE, Labels())
    for language, words in labels.items():
        missing = english.units.keys() - words.units.keys() | english.parameters.keys() - words.parameters.keys()
        for name in () if words.partly else sorted(missing):
            Reader(f"texts/{language}.yaml", faults).fault(
                1,
                say(N_("“%(key)s” has no words in this file."), key=name),
                say(N_("Add it under “units” or “parameters”, as in the English file.")),
            )
