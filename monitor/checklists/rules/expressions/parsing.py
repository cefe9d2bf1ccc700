"""Read an expression in XLSForm's syntax into its tree, or say where, why and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from monitor.checklists.rules.expressions.patterns import program
from monitor.checklists.rules.expressions.problems import Misread
from monitor.checklists.rules.expressions.tree import (
    COMPARISONS,
    LEVELS,
    MINUS_LEVEL,
    Binary,
    Call,
    Minus,
    Number,
    Own,
    Ref,
    Text,
    Tree,
)
from monitor.checklists.rules.expressions.vocabulary import FUNCTIONS, REFUSED
from monitor.kit.words import N_, Sentence, say

LONGEST, MOST_TOKENS, DEEPEST = 4000, 400, 40
TOKENS = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    | (?P<number>\d{1,20}(?:\.\d{1,20})? | \.\d{1,20})(?![\w.])
    | (?P<text>'[^']*' | "[^"]*")
    | \$\{[ ]*(?P<ref>[A-Za-z_][\w.\-]*)[ ]*\}
    | (?P<name>[A-Za-z_][\w\-]*(?:\.[\w\-]+)*(?::[A-Za-z_][\w\-]*)?)
    | (?P<sign>!= | <= (?!>) | >= | = (?!=) | < (?![>]) | > | [+\-*(),] | \.(?![./\w]))""",
    re.VERBOSE | re.ASCII,
)
WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
INSTEAD = (
    ("==", N_("Two equals signs are not read."), N_("Write one: =.")),
    ("<>", N_("This sign is not read."), N_("Write != for “differs from”.")),
    ("&&", N_("This sign is not read."), N_("Write and.")),
    ("||", N_("This sign is not read."), N_("Write or.")),
    ("!", N_("This sign is not read."), N_("Write not(…), or != for “differs from”.")),
    ("[", N_("Filters in brackets are not read."), N_("Compute 1 or 0 in each row and add them up with sum(${key}).")),
    ("/", N_("Paths are not read."), N_("Write ${key} for an answer, and div to divide.")),
    ("..", N_("Paths are not read."), N_("Write ${key} for an answer, and div to divide.")),
    ("./", N_("Paths are not read."), N_("Write ${key} for an answer, and div to divide.")),
    ("@", N_("Paths are not read."), N_("Write ${key} for an answer, and div to divide.")),
    ("${", N_("A key is written wrongly."), N_("Write ${key} with letters, digits and _ only, and close it with }.")),
    ("$", N_("A key is written wrongly."), N_("Write ${key} with letters, digits and _ only, and close it with }.")),
    ("'", N_("A text is never closed."), N_("Close it with the quote it began with.")),
    ('"', N_("A text is never closed."), N_("Close it with the quote it began with.")),
    ("’", N_("Curly quotes are not read."), N_("Write straight quotes: 'yes'.")),
    ("‘", N_("Curly quotes are not read."), N_("Write straight quotes: 'yes'.")),
    ("“", N_("Curly quotes are not read."), N_("Write straight quotes: 'yes'.")),
    ("”", N_("Curly quotes are not read."), N_("Write straight quotes: 'yes'.")),
    ("«", N_("Curly quotes are not read."), N_("Write straight quotes: 'yes'.")),
    ("|", N_("Answers are not joined into one."), N_("Write coalesce(…) for the first that is given.")),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression: what it is, what it says, and where it begins."""

    kind: str
    said: str
    place: int


def parse(text: str) -> Tree:
    """Read an expression; raise `Misread` with the place, the reason and what to write instead."""
    if len(text) > LONGEST:
        raise _trouble(LONGEST, N_("This rule is too long."), N_("Compute part of it in an item of its own."))
    reader = _Reader(tuple(_tokens(text)))
    tree = reader.level(1)
    reader.expect_end()
    return tree


def _trouble(place: int, what: str, todo: str | Sentence, **values: str | int) -> Misread:
    return Misread(position=place, sentence=say(what, **values), todo=say(todo) if isinstance(todo, str) else todo)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        found = TOKENS.match(text, place)
        if found is None:
            for name in (token for token in tokens if token.kind == "name" and token.said in REFUSED):
                _check_known(name)
            raise _unreadable(text, place)
        kind = found.lastgroup or ""
        if kind != "space":
            tokens.append(Token(kind, found[kind], place))
        place = found.end()
    if len(tokens) > MOST_TOKENS:
        place = tokens[MOST_TOKENS].place
        raise _trouble(place, N_("This rule is too long."), N_("Compute part of it in an item of its own."))
    return [*tokens, Token("end", "", len(text))]


def _unreadable(text: str, place: int) -> Misread:
    for sign, what, todo in INSTEAD:
        if text.startswith(sign, place):
            return _trouble(place, what, todo)
    if text[place].isdecimal() or text[place] == ".":
        return _trouble(
            place, N_("This number is not understood."), N_("Write it like 12 or 0.5, with at most 20 digits.")
        )
    return _trouble(
        place,
        N_("“%(sign)s” is not read in rules."),
        N_("Take it away, or put text between quotes: 'yes'."),
        sign=text[place],
    )


class _Reader:
    """Reads tokens by precedence: or, and, comparisons, + and -, * div mod, the minus of one operand."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def _take(self, kind: str, said: str) -> bool:
        if (self.now.kind, self.now.said) != (kind, said):
            return False
        self.at += 1
        return True

    def _operator(self) -> str | None:
        named = self.now.kind == "name" and self.now.said in WORD_OPERATORS
        return self.now.said if named or (self.now.kind == "sign" and self.now.said in LEVELS) else None

    def level(self, level: int) -> Tree:
        """Read operands joined by operators of this level or a tighter one."""
        if level == MINUS_LEVEL:
            return self._minus()
        tree = self.level(level + 1)
        while (operator := self._operator()) is not None and LEVELS[operator] == level:
            self.at += 1
            tree = Binary(operator, tree, self.level(level + 1))
            if operator in COMPARISONS and (self._operator() or "") in COMPARISONS:
                raise _trouble(
                    self.now.place,
                    N_("Comparisons are not chained."),
                    N_("Join two comparisons with and, or use parentheses."),
                )
        return tree

    def _minus(self) -> Tree:
        place = self.now.place
        minuses = 0
        while self._take("sign", "-"):
            minuses += 1
        if minuses > 1:
            raise _trouble(place, N_("Two minus signs follow each other."), N_("Write one, or use parentheses."))
        operand = self._operand()
        return Minus(operand) if minuses else operand

    def _operand(self) -> Tree:
        token = self.now
        self.at += 1
        match token.kind:
            case "number":
                return Number(Decimal(token.said))
            case "text":
                return Text(token.said[1:-1])
            case "ref":
                return Ref(token.said)
            case "name":
                return self._call(token)
        if token.said == ".":
            return Own()
        if token.said == "(":
            tree = self._inside(token)
            self._close(token)
            return tree
        self.at -= 1
        if token.kind == "end":
            raise _trouble(token.place, N_("The rule ends too early."), N_("Write what it compares or computes with."))
        raise _trouble(
            token.place,
            N_("“%(sign)s” stands where an answer, a number or a text should."),
            N_("Write what it compares or computes with."),
            sign=token.said,
        )

    def _inside(self, opened: Token) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _trouble(
                opened.place, N_("This rule nests too deeply."), N_("Compute part of it in an item of its own.")
            )
        tree = self.level(1)
        self.depth -= 1
        return tree

    def _close(self, opened: Token) -> None:
        if not self._take("sign", ")"):
            raise _trouble(opened.place, N_("The parenthesis opened here is not closed."), N_("Close it with )."))

    def _call(self, name: Token) -> Tree:
        if name.said in WORD_OPERATORS:
            raise _trouble(
                name.place,
                N_("“%(sign)s” stands where an answer, a number or a text should."),
                N_("Write what it compares or computes with."),
                sign=name.said,
            )
        opened = self.now
        if not self._take("sign", "("):
            raise _trouble(
                name.place,
                N_("“%(name)s” is neither a key nor a text."),
                say(N_("Write ${%(name)s} for an answer, or '%(name)s' for a text."), name=name.said),
                name=name.said,
            )
        _check_known(name)
        arguments: list[Tree] = []
        places: list[int] = []
        while arguments or (self.now.kind, self.now.said) != ("sign", ")"):
            places.append(self.now.place)
            arguments.append(self._inside(opened))
            if not self._take("sign", ","):
                break
        self._close(opened)
        _check_count(name, len(arguments))
        if name.said == "regex":
            _check_pattern(arguments[1], places[1])
        return Call(name.said, tuple(arguments))

    def expect_end(self) -> None:
        """Raise if anything is left over."""
        token = self.now
        if token.kind == "sign" and token.said == ")":
            raise _trouble(token.place, N_("This closes a parenthesis that was never opened."), N_("Take it away."))
        if token.kind != "end":
            raise _trouble(
                token.place,
                N_("An operator is missing before “%(said)s”."),
                N_("Join the two with and, or, =, + or another operator."),
                said=token.said,
            )


def _check_known(name: Token) -> None:
    if name.said in FUNCTIONS:
        return
    if name.said in REFUSED:
        raise _trouble(name.place, N_("%(name)s() is not read in rules."), REFUSED[name.said], name=name.said)
    near = get_close_matches(name.said.lower(), [*FUNCTIONS], n=3, cutoff=0.6)
    todo = say(N_("Did you mean %(near)s?"), near=", ".join(f"{each}()" for each in near))
    known = say(N_("Known are: %(known)s."), known=", ".join(sorted(FUNCTIONS)))
    raise _trouble(name.place, N_("There is no function %(name)s()."), todo if near else known, name=name.said)


def _check_count(name: Token, given: int) -> None:
    function = FUNCTIONS[name.said]
    if function.least <= given <= function.most:
        return
    if function.least == function.most:
        todo = say(N_("Give it %(least)s."), least=function.least)
    else:
        todo = say(N_("Give it %(least)s to %(most)s."), least=function.least, most=function.most)
    raise _trouble(
        name.place, N_("%(name)s() has %(given)s values between its parentheses."), todo, name=name.said, given=given
    )


def _check_pattern(pattern: Tree, place: int) -> None:
    if not isinstance(pattern, Text):
        raise _trouble(place, N_("The pattern of regex() is not a plain text."), N_("Write it between quotes."))
    try:
        program(pattern.value)
    except Misread as misread:
        raise Misread(position=place + 1 + misread.position, sentence=misread.sentence, todo=misread.todo) from None
