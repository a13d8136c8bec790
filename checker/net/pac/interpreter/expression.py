"""The expressions of a proxy script (ECMA-262, 13), by recursive descent and one table of precedence."""

from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.interpreter.words import END, Word

Node = tuple[Any, ...]
_BINDS = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!=", "===", "!=="), 3),
    **dict.fromkeys(("<", ">", "<=", ">=", "in"), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/", "%"), 6),
}
"""How tightly an operator binds, tightest last."""
_PLACES = ("name", "member")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_FOREIGN = frozenset(
    ("new", "this", "function", "delete", "void", "typeof", "instanceof", "throw", "try", "switch", "do")
)


def unsupported(detail: str = "script") -> OperationFailed:
    """What is raised for everything that is not known here."""
    return OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, detail)


class ExpressionParser:
    """Walks over the words. Every method raises OperationFailed for what it does not know."""

    def __init__(self, found: list[Word]) -> None:
        self._words = found
        self._place = 0
        self._nested = 0

    @property
    def now(self) -> Word:
        return self._words[self._place] if self._place < len(self._words) else END

    def take(self) -> Word:
        word = self.now
        self._place += 1
        return word

    def takes(self, text: str) -> bool:
        """Whether this word is next; then it is taken. Never a quoted text."""
        if self.now.kind in ("sign", "name") and self.now.text == text:
            self._place += 1
            return True
        return False

    def needs(self, text: str) -> None:
        if not self.takes(text):
            raise unsupported()

    def name(self) -> str:
        word = self.take()
        if word.kind != "name" or word.text in _FOREIGN:
            raise unsupported()
        return word.text

    def end_of_statement(self) -> None:
        """A semicolon, which may be left out (ECMA-262, 12.10)."""
        self.takes(";")

    def expression(self) -> Node:
        found = self.assigned()
        while self.takes(","):
            found = ("both", found, self.assigned())
        return found

    def assigned(self) -> Node:
        self._nested += 1
        if self._nested > 60:
            raise unsupported("script too deep")
        try:
            return self._assigned()
        finally:
            self._nested -= 1

    def _assigned(self) -> Node:
        left = self._chosen()
        for sign in ("=", "+=", "-="):
            if self.takes(sign):
                if left[0] not in _PLACES:
                    raise unsupported()
                right = self.assigned()
                return ("set", left, right if sign == "=" else ("binary", sign[0], left, right))
        return left

    def _chosen(self) -> Node:
        asked = self._binary(1)
        if not self.takes("?"):
            return asked
        then = self.assigned()
        self.needs(":")
        return ("choose", asked, then, self.assigned())

    def _binary(self, least: int) -> Node:
        left = self._unary()
        while self.now.kind in ("sign", "name") and _BINDS.get(self.now.text, 0) >= least:
            sign = self.take().text
            left = ("binary", sign, left, self._binary(_BINDS[sign] + 1))
        return left

    def _unary(self) -> Node:
        signs: list[str] = []
        while self.now.kind == "sign" and self.now.text in ("!", "-", "+", "++", "--"):
            signs.append(self.take().text)
        found = self._postfix()
        for sign in reversed(signs):
            found = _stepped(found, sign) if sign in ("++", "--") else ("unary", sign, found)
        return found

    def _postfix(self) -> Node:
        found = self._primary()
        while True:
            if self.takes("("):
                found = ("call", found, self._list(")"))
            elif self.takes("."):
                found = ("member", found, ("value", self.take().text))
            elif self.takes("["):
                found = ("member", found, self.expression())
                self.needs("]")
            elif self.now.text in ("++", "--") and self.now.kind == "sign":
                return ("before", found, _stepped(found, self.take().text))
            else:
                return found

    def _primary(self) -> Node:
        word = self.take()
        if word.kind == "text":
            return ("value", word.text)
        if word.kind == "number":
            return ("value", float(int(word.text, 16)) if word.text[:2] in ("0x", "0X") else float(word.text))
        if word.kind == "name" and word.text not in _FOREIGN:
            return ("value", _CONSTANTS[word.text]) if word.text in _CONSTANTS else ("name", word.text)
        if word.kind == "sign" and word.text == "(":
            found = self.expression()
            self.needs(")")
            return found
        if word.kind == "sign" and word.text == "[":
            return ("list", self._list("]"))
        if word.kind == "sign" and word.text == "{":
            return ("table", self._table())
        raise unsupported()

    def _list(self, end: str) -> list[Node]:
        found: list[Node] = []
        while not self.takes(end):
            found.append(self.assigned())
            if not self.takes(","):
                self.needs(end)
                break
        return found

    def _table(self) -> list[tuple[str, Node]]:
        found: list[tuple[str, Node]] = []
        while not self.takes("}"):
            word = self.take()
            if word.kind not in ("name", "text", "number"):
                raise unsupported()
            self.needs(":")
            found.append((word.text, self.assigned()))
            if not self.takes(","):
                self.needs("}")
                break
        return found


def _stepped(place: Node, sign: str) -> Node:
    if place[0] not in _PLACES:
        raise unsupported()
    return ("set", place, ("binary", sign[0], place, ("value", 1.0)))
