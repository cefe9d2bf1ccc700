"""Patterns of `regex()`: a stated subset of regular expressions, compiled to steps that Python and the browser walk alike.

A walk looks at each letter once, whatever the pattern, so that no pattern can make a page or the server stand still.
The whole text must fit. Letters are Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from monitor.checklists.rules.expressions.problems import Misread
from monitor.kit.words import N_, Sentence, say

MOST_STEPS = 2000
MOST_TIMES = 255
LAST_LETTER = 0x10FFFF
DIGITS = ((48, 57),)
WORDS = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACES = ((9, 13), (32, 32))
CLASSES = {"d": DIGITS, "w": WORDS, "s": SPACES}
LETTERS = {"n": "\n", "t": "\t", "r": "\r"}

Ranges = tuple[tuple[int, int], ...]
Step = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter out of ranges of code points."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class InTurn:
    """Parts one after another."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any one of the parts."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A part a number of times; without `most` any number."""

    part: Part
    least: int
    most: int | None


Part = Letter | InTurn | OneOf | Repeated


@lru_cache(maxsize=512)
def program(pattern: str) -> tuple[Step, ...]:
    """Compile a pattern; raise `Misread` for what is outside the subset.

    Steps are ("letter", "48-57", …), ("fork", first, second), ("jump", to) and at last ("end",).
    """
    steps: list[Step] = []
    _compile(_Reader(pattern).read(), steps)
    return (*steps, ("end",))


def fits(pattern: str, text: str) -> bool:
    """Say whether the whole text fits the pattern."""
    steps = _ready(pattern)
    at = _reach(steps, {0})
    for letter in text:
        code = ord(letter)
        at = _reach(steps, {n + 1 for n in at if any(low <= code <= high for low, high in steps[n].ranges)})
        if not at:
            return False
    return len(steps) - 1 in at


@dataclass(frozen=True, slots=True)
class _Step:
    ranges: Ranges
    follows: tuple[int, ...]


@lru_cache(maxsize=512)
def _ready(pattern: str) -> tuple[_Step, ...]:
    return tuple(_step(step) for step in program(pattern))


def _step(step: Step) -> _Step:
    kind, *rest = step
    if kind == "letter":
        bounds = [part.split("-") for part in rest]
        return _Step(tuple((int(low), int(high)) for low, high in bounds), ())
    return _Step((), tuple(int(to) for to in rest))


def _reach(steps: tuple[_Step, ...], starts: set[int]) -> set[int]:
    reached: set[int] = set()
    waiting = list(starts)
    while waiting:
        n = waiting.pop()
        if n not in reached:
            reached.add(n)
            waiting.extend(steps[n].follows)
    return reached


def _compile(part: Part, steps: list[Step]) -> None:
    if len(steps) > MOST_STEPS:
        raise _refused(
            0, N_("This pattern is too long when its repeats are written out."), N_("Ask for fewer repeats.")
        )
    match part:
        case Letter(ranges=ranges):
            steps.append(("letter", *(f"{low}-{high}" for low, high in ranges)))
        case InTurn(parts=()):
            steps.append(("jump", str(len(steps) + 1)))
        case InTurn(parts=parts):
            for each in parts:
                _compile(each, steps)
        case OneOf(parts=parts):
            _compile_choice(parts, steps)
        case Repeated(part=inner, least=least, most=most):
            for _ in range(least):
                _compile(inner, steps)
            if most is None:
                _compile_loop(inner, steps)
            else:
                _compile_optional(inner, most - least, steps)


def _compile_choice(parts: tuple[Part, ...], steps: list[Step]) -> None:
    jumps: list[int] = []
    for each in parts[:-1]:
        fork = len(steps)
        steps.append(())
        _compile(each, steps)
        jumps.append(len(steps))
        steps.append(())
        steps[fork] = ("fork", str(fork + 1), str(len(steps)))
    _compile(parts[-1], steps)
    for jump in jumps:
        steps[jump] = ("jump", str(len(steps)))


def _compile_loop(inner: Part, steps: list[Step]) -> None:
    fork = len(steps)
    steps.append(())
    _compile(inner, steps)
    steps.append(("jump", str(fork)))
    steps[fork] = ("fork", str(fork + 1), str(len(steps)))


def _compile_optional(inner: Part, times: int, steps: list[Step]) -> None:
    forks: list[int] = []
    for _ in range(times):
        forks.append(len(steps))
        steps.append(())
        _compile(inner, steps)
    for fork in forks:
        steps[fork] = ("fork", str(fork + 1), str(len(steps)))


def _refused(position: int, what: str, todo: str, **values: str | int | Sentence) -> Misread:
    return Misread(position=position, sentence=say(what, **values), todo=say(todo))


@dataclass(slots=True)
class _Reader:
    pattern: str
    place: int = 0
    depth: int = field(default=0)

    def read(self) -> Part:
        part = self._choice()
        if self.place < len(self.pattern):
            raise self._trouble(
                N_("This pattern closes a parenthesis it never opened."), N_("Take one away, or write \\).")
            )
        return part

    @property
    def next(self) -> str:
        return self.pattern[self.place : self.place + 1]

    def _take(self, expected: str) -> bool:
        if expected and self.pattern.startswith(expected, self.place):
            self.place += len(expected)
            return True
        return False

    def _trouble(self, what: str, todo: str, **values: str | int | Sentence) -> Misread:
        return _refused(self.place, what, todo, **values)

    def _choice(self) -> Part:
        parts = [self._turn()]
        while self._take("|"):
            parts.append(self._turn())
        return parts[0] if len(parts) == 1 else OneOf(tuple(parts))

    def _turn(self) -> Part:
        parts: list[Part] = []
        if self.depth == 0:
            self._take("^")
        while self.next and self.next not in "|)":
            if self.depth == 0 and self.next == "$" and self.pattern[self.place + 1 : self.place + 2] in {"", "|"}:
                self.place += 1
            else:
                parts.append(self._repeats(self._one()))
        return parts[0] if len(parts) == 1 else InTurn(tuple(parts))

    def _one(self) -> Part:
        letter = self.next
        if letter == "(":
            return self._group()
        if letter == "[":
            return Letter(self._set())
        if letter in "*+?{":
            raise self._trouble(
                N_("Nothing stands before “%(sign)s” that could repeat."),
                N_("Write \\ before it if the sign itself is meant."),
                sign=letter,
            )
        if letter in "^$":
            raise self._trouble(
                N_("“%(sign)s” is read only at the start or the end of the whole pattern."),
                N_("Take it away: the whole text must fit in any case."),
                sign=letter,
            )
        if letter in "]}":
            raise self._trouble(
                N_("“%(sign)s” closes nothing."), N_("Write \\ before it if the sign itself is meant."), sign=letter
            )
        self.place += 1
        if letter == ".":
            return Letter(_except(((10, 10),)))
        if letter == "\\":
            return Letter(self._escaped())
        return Letter(((ord(letter), ord(letter)),))

    def _group(self) -> Part:
        self.place += 1
        if self.next == "?" and not self._take("?:"):
            raise self._trouble(
                N_("Looking ahead or behind and named groups are not read in patterns."),
                N_("Use plain groups: (…) or (?:…)."),
            )
        self.depth += 1
        if self.depth > 20:
            raise self._trouble(N_("This pattern nests too deeply."), N_("Make it simpler."))
        part = self._choice()
        self.depth -= 1
        if not self._take(")"):
            raise self._trouble(
                N_("A parenthesis of this pattern is never closed."), N_("Close it, or write \\( for the sign itself.")
            )
        return part

    def _repeats(self, part: Part) -> Part:
        start = self.place
        repeated = self._repeat(part)
        if self.place > start and self.next and self.next in "?+*{":
            raise self._trouble(
                N_("Lazy, possessive and doubled repeats are not read in patterns."),
                N_("Leave one sign: the whole text must fit in any case."),
            )
        return repeated

    def _repeat(self, part: Part) -> Part:
        if self._take("*"):
            return Repeated(part, 0, None)
        if self._take("+"):
            return Repeated(part, 1, None)
        if self._take("?"):
            return Repeated(part, 0, 1)
        return self._counted(part) if self._take("{") else part

    def _counted(self, part: Part) -> Part:
        end = self.pattern.find("}", self.place)
        least, comma, most = self.pattern[self.place : max(end, self.place)].partition(",")
        numbers = [each for each in (least, most) if each]
        if end < 0 or not least or not all(each.isascii() and each.isdecimal() and len(each) < 4 for each in numbers):
            raise self._trouble(N_("These repeats are not understood."), N_("Write {2}, {2,} or {2,5}."))
        low, high = int(least), int(most) if most else (None if comma else int(least))
        if max(low, high or 0) > MOST_TIMES or (high is not None and high < low):
            raise self._trouble(
                N_("These repeats are out of order or above %(most)s."),
                N_("Write {2}, {2,} or {2,5}."),
                most=MOST_TIMES,
            )
        self.place = end + 1
        return Repeated(part, low, high)

    def _escaped(self) -> Ranges:
        letter = self.next
        self.place += 1
        if letter.lower() in CLASSES:
            ranges = CLASSES[letter.lower()]
            return ranges if letter.islower() else _except(ranges)
        if letter in LETTERS:
            return ((ord(LETTERS[letter]), ord(LETTERS[letter])),)
        if letter and not letter.isalnum():
            return ((ord(letter), ord(letter)),)
        self.place -= 1
        raise self._trouble(
            N_("“\\%(letter)s” is not read in patterns."),
            N_(
                "Read are \\d \\w \\s, \\n \\t \\r, and \\ before a sign; list other letters in brackets, such as [а-яё]."
            ),
            letter=letter,
        )

    def _set(self) -> Ranges:
        self.place += 1
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        while self.next != "]" or not ranges:
            if not self.next or self.next == "[" or (self.next == "]" and not ranges):
                raise self._trouble(
                    N_("These brackets are empty, never closed, or hold others."),
                    N_("Write them like [a-z], with \\ before a bracket meant as a sign."),
                )
            ranges.extend(self._range())
        self.place += 1
        return _except(_joined(ranges)) if negated else _joined(ranges)

    def _range(self) -> Ranges:
        low = self._member()
        if self.next != "-" or self.pattern[self.place + 1 : self.place + 2] in {"]", ""}:
            return low
        self.place += 1
        high = self._member()
        first, last = low[0][0], high[-1][1]
        if len(low) > 1 or len(high) > 1 or low[0][0] != low[0][1] or high[0][0] != high[0][1] or last < first:
            raise self._trouble(
                N_("This range goes backwards or begins with a class."),
                N_("Write it from the lower to the higher letter, such as [a-z]."),
            )
        return ((first, last),)

    def _member(self) -> Ranges:
        letter = self.next
        if not letter:
            raise self._trouble(
                N_("These brackets are empty, never closed, or hold others."),
                N_("Write them like [a-z], with \\ before a bracket meant as a sign."),
            )
        self.place += 1
        return self._escaped() if letter == "\\" else ((ord(letter), ord(letter)),)


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def _except(ranges: Ranges) -> Ranges:
    rest: list[tuple[int, int]] = []
    start = 0
    for low, high in ranges:
        if low > start:
            rest.append((start, low - 1))
        start = high + 1
    return (*rest, (start, LAST_LETTER)) if start <= LAST_LETTER else tuple(rest)
