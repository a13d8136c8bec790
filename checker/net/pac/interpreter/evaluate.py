"""Runs a proxy script: its functions and nothing else. It reaches neither files nor the network by itself."""

from collections.abc import Callable, Mapping
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.interpreter.expression import unsupported
from checker.net.pac.interpreter.methods import member, method
from checker.net.pac.interpreter.tree import Node, tree
from checker.net.pac.interpreter.values import (
    LONGEST,
    alike,
    bounded,
    compared,
    counted,
    joined,
    number,
    same,
    text,
    truth,
)

MOST_STEPS = 200_000
"""Nodes visited: a script of a thousand rules needs some ten thousand; one that never ends must."""
DEEPEST_CALL = 30
WEIGHT = 20
"""Characters or items that count as one step."""
Function = Callable[..., Any]


class _Return(Exception):  # noqa: N818 - a way of the script's control, not an error
    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):  # noqa: N818
    pass


class _Continue(Exception):  # noqa: N818
    pass


def evaluated(script: str, url: str, host: str, functions: Mapping[str, Function]) -> str:
    """What FindProxyForURL says, as the script wrote it. `functions` are those it is handed. Raises OperationFailed."""
    try:
        return bounded(text(_Machine(tree(script), functions).called("FindProxyForURL", [url, host])))
    except RecursionError:
        raise unsupported("script too deep") from None


class _Machine:
    def __init__(self, statements: list[Node], functions: Mapping[str, Function]) -> None:
        self._steps = 0
        self._depth = 0
        self._given = functions
        self._globals: dict[str, Any] = {}
        self._functions = {one[1]: one for one in statements if one[0] == "function"}
        self._own: dict[str, Any] = self._globals
        try:
            for one in statements:
                self._do(one)
        except (_Return, _Break, _Continue):
            raise unsupported() from None

    def called(self, name: str, arguments: list[Any]) -> Any:
        """The script's own function of this name, or one that it is handed."""
        found = self._functions.get(name)
        if found is None:
            if name not in self._given:
                raise unsupported()
            return self._handed(name, arguments)
        _, _, parameters, body = found
        self._depth += 1
        if self._depth > DEEPEST_CALL:
            raise unsupported("script too deep")
        caller, self._own = self._own, dict.fromkeys(parameters)
        self._own.update(zip(parameters, arguments, strict=False))
        try:
            self._do(body)
        except _Return as told:
            return told.value
        except (_Break, _Continue):
            raise unsupported() from None
        finally:
            self._own = caller
            self._depth -= 1
        return None

    def _handed(self, name: str, arguments: list[Any]) -> Any:
        try:
            return self._given[name](*arguments)
        except TypeError:
            raise unsupported("script arguments") from None

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise OperationFailed(Operation.READ, FailureKind.TIMEOUT, "script")

    def _weighed(self, value: Any) -> Any:
        """A long text or list counts for as many steps as it takes to make."""
        if isinstance(value, (str, list)):
            self._steps += len(value) // WEIGHT
        return value

    def _do(self, node: Node) -> None:
        self._step()
        match node:
            case ("block", list(statements)):
                for one in statements:
                    self._do(one)
            case ("do", expression):
                self._value(expression)
            case ("own", str(name), expression):
                self._own[name] = self._value(expression)
            case ("if", asked, then, other):
                self._do(then if truth(self._value(asked)) else other)
            case ("loop", first, asked, step, body):
                self._do(first)
                self._loop(asked, step, body)
            case ("return", expression):
                raise _Return(self._value(expression))
            case ("break",):
                raise _Break
            case ("continue",):
                raise _Continue
            case ("function", str(name), *_):
                self._functions[name] = node

    def _loop(self, asked: Node, step: Node | None, body: Node) -> None:
        while truth(self._value(asked)):
            try:
                self._do(body)
            except _Break:
                return
            except _Continue:
                pass
            if step is not None:
                self._value(step)

    def _value(self, node: Node) -> Any:
        self._step()
        match node:
            case ("value", value):
                return value
            case ("name", str(name)):
                return self._named(name)
            case ("binary", str(sign), left, right):
                return self._binary(sign, left, right)
            case ("unary", sign, inner):
                value = self._value(inner)
                return not truth(value) if sign == "!" else -number(value) if sign == "-" else number(value)
            case ("choose", asked, then, other):
                return self._value(then if truth(self._value(asked)) else other)
            case ("both", first, second):
                self._value(first)
                return self._value(second)
            case ("before", place, change):
                value = number(self._value(place))
                self._value(change)
                return value
            case ("list", list(items)):
                return [self._value(one) for one in items]
            case ("table", list(items)):
                return {key: self._value(one) for key, one in items}
            case ("member", own, key):
                return member(self._value(own), self._value(key))
            case ("set", place, value):
                return self._set(place, self._value(value))
            case ("call", ("name", str(name)), list(arguments)):
                return self.called(name, [self._value(one) for one in arguments])
            case ("call", ("member", own, key), list(arguments)):
                found = method(self._value(own), text(self._value(key)))
                return self._weighed(found([self._value(one) for one in arguments]))
        raise unsupported()

    def _named(self, name: str) -> Any:
        for known in (self._own, self._globals):
            if name in known:
                return known[name]
        raise unsupported()

    def _set(self, place: Node, value: Any) -> Any:
        if place[0] == "name":
            known = self._own if place[1] in self._own else self._globals
            known[place[1]] = value
            return value
        own, key = self._value(place[1]), self._value(place[2])
        if isinstance(own, dict) and len(own) < LONGEST:
            own[text(key)] = value
        elif isinstance(own, list) and 0 <= number(key) <= len(own) < LONGEST:
            own[int(number(key)) : int(number(key)) + 1] = [value]
        else:
            raise unsupported()
        return value

    def _binary(self, sign: str, left: Node, right: Node) -> Any:
        first = self._value(left)
        if sign in ("&&", "||"):
            return first if truth(first) is (sign == "||") else self._value(right)
        second = self._value(right)
        match sign:
            case "===" | "!==":
                return same(first, second) is (sign == "===")
            case "==" | "!=":
                return alike(first, second) is (sign == "==")
            case "<" | ">" | "<=" | ">=":
                return compared(sign, first, second)
            case "in" if isinstance(second, dict):
                return text(first) in second
            case "+":
                return self._weighed(joined(first, second))
            case "-" | "*" | "/" | "%":
                return counted(sign, number(first), number(second))
        raise unsupported()
