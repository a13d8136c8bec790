"""The words of a proxy script as a tree of statements: functions, conditions, loops, and `return`.

A node is a tuple whose first item says what it is. What a script may hold beyond that is not guessed at.
"""

from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.interpreter.expression import ExpressionParser, unsupported
from checker.net.pac.interpreter.words import words

Node = tuple[Any, ...]
_WRITING = ("var", "let", "const")
DEEPEST = 60
"""Statements inside each other: no administrator goes so deep, and Python's own stack has an end."""


def tree(script: str) -> list[Node]:
    """The statements of a script.

    Raises OperationFailed: `unsupported` for what is not known here, or is no script at all.
    """
    try:
        return _Statements(words(script)).all()
    except RecursionError:
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "script too deep") from None


class _Statements(ExpressionParser):
    """Statements (ECMA-262, 14) by recursive descent."""

    _depth = 0

    def all(self) -> list[Node]:
        found: list[Node] = []
        while self.now.kind != "end":
            found.append(self._statement())
        return found

    def _statement(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise unsupported("script too deep")
        try:
            return self._one()
        finally:
            self._depth -= 1

    def _one(self) -> Node:
        if self.takes("{"):
            return self._block()
        if self.takes(";"):
            return ("block", [])
        if self.now.kind == "name":
            known = {
                "function": self._function,
                "if": self._if,
                "for": self._for,
                "while": self._while,
                "return": self._return,
                "break": self._leave,
                "continue": self._leave,
                **dict.fromkeys(_WRITING, self._variables),
            }.get(self.now.text)
            if known:
                return known()
        found = ("do", self.expression())
        self.end_of_statement()
        return found

    def _block(self) -> Node:
        found: list[Node] = []
        while not self.takes("}"):
            if self.now.kind == "end":
                raise unsupported()
            found.append(self._statement())
        return ("block", found)

    def _function(self) -> Node:
        self.take()
        name = self.name()
        self.needs("(")
        parameters: list[str] = []
        while not self.takes(")"):
            parameters.append(self.name())
            if not self.takes(","):
                self.needs(")")
                break
        self.needs("{")
        return ("function", name, parameters, self._block())

    def _if(self) -> Node:
        self.take()
        asked = self._in_brackets()
        then = self._statement()
        other = self._statement() if self.takes("else") else ("block", [])
        return ("if", asked, then, other)

    def _while(self) -> Node:
        self.take()
        asked = self._in_brackets()
        return ("loop", ("block", []), asked, None, self._statement())

    def _for(self) -> Node:
        self.take()
        self.needs("(")
        first: Node = ("block", [])
        if self.now.text in _WRITING:
            first = self._variables()
        elif not self.takes(";"):
            first = ("do", self.expression())
            self.needs(";")
        asked = ("value", True) if self.now.text == ";" else self.expression()
        self.needs(";")
        step = None if self.now.text == ")" else self.expression()
        self.needs(")")
        return ("loop", first, asked, step, self._statement())

    def _return(self) -> Node:
        self.take()
        if self.now.kind == "end" or self.now.text in (";", "}"):
            self.end_of_statement()
            return ("return", ("value", None))
        found = ("return", self.expression())
        self.end_of_statement()
        return found

    def _leave(self) -> Node:
        found = (self.take().text,)
        self.end_of_statement()
        return found

    def _variables(self) -> Node:
        self.take()
        found: list[Node] = []
        while True:
            name = self.name()
            found.append(("own", name, self.assigned() if self.takes("=") else ("value", None)))
            if not self.takes(","):
                break
        self.end_of_statement()
        return ("block", found)

    def _in_brackets(self) -> Node:
        self.needs("(")
        found = self.expression()
        self.needs(")")
        return found
