"""A parser of commands that speaks the language of whoever types them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from monitor.kit.words import N_, Sentence, preferred_language, say, word

# argparse's own words, as it writes them; its sentences of refusal by their shape.
OWN = (N_("usage: "), N_("options"), N_("positional arguments"), N_("show this help message and exit"))
REFUSALS = {
    r"the following arguments are required: (?P<what>.+)": N_("Still to be given: %(what)s"),
    r"unrecognized arguments: (?P<what>.+)": N_("Not known here: %(what)s"),
    r"argument (?P<what>\S+): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)": N_(
        "%(what)s cannot be %(given)s. There are: %(known)s"
    ),
    r"argument (?P<what>\S+): expected one argument": N_("Nothing was given for %(what)s"),
}


def spoken_language() -> str:
    """Choose the language of the command line by the environment, as other programs do."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return preferred_language(spoken.partition(".")[0])


def _worded(text: str) -> str:
    return word(text, spoken_language())


def _refusal(message: str) -> Sentence | str:
    """Say argparse's refusal as a sentence; one that is not foreseen stays as it is."""
    for shape, sentence in REFUSALS.items():
        if found := re.fullmatch(shape, message):
            values = {name: ", ".join(map(_worded, text.split(", "))) for name, text in found.groupdict().items()}
            return say(sentence, **values)
    return message


class Layout(argparse.HelpFormatter):
    """Lays help out with every sentence worded; the English stands in the parsers, marked."""

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and _worded(heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and _worded(text))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _worded("usage: ") if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and _worded(action.help)

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        shown = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(_worded(each) for each in shown(size))


class Parser(argparse.ArgumentParser):
    """A parser that words its help, its usage and its refusals."""

    def format_help(self) -> str:
        self.formatter_class = Layout
        return super().format_help()

    def format_usage(self) -> str:
        self.formatter_class = Layout
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sentence = say(N_("%(command)s was not understood. %(said)s"), command=self.prog, said=_refusal(message))
        self.exit(2, word(sentence, spoken_language()) + "\n")
