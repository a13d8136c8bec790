"""What texts and lists of a proxy script can do themselves (ECMA-262, 22.1.3 and 23.1.3), the part that is used."""

import math
from collections.abc import Callable
from typing import Any

from checker.net.pac.interpreter.expression import unsupported
from checker.net.pac.interpreter.values import LONGEST, bounded, number, same, text


def _whole(value: Any, otherwise: int) -> int:
    told = number(value)
    if value is None or math.isnan(told):
        return otherwise
    return int(max(-LONGEST, min(LONGEST, told)))


def _substring(own: str, arguments: list[Any]) -> str:
    first = max(0, min(len(own), _whole(_at(arguments, 0), 0)))
    last = max(0, min(len(own), _whole(_at(arguments, 1), len(own))))
    return own[min(first, last) : max(first, last)]


def _substr(own: str, arguments: list[Any]) -> str:
    first = _whole(_at(arguments, 0), 0)
    first = max(0, len(own) + first) if first < 0 else first
    return own[first : first + max(0, _whole(_at(arguments, 1), len(own)))]


def _slice(own: Any, arguments: list[Any]) -> Any:
    return own[_whole(_at(arguments, 0), 0) : _whole(_at(arguments, 1), len(own))]


def _at(arguments: list[Any], place: int) -> Any:
    return arguments[place] if place < len(arguments) else None


def _word(arguments: list[Any]) -> str:
    return text(_at(arguments, 0))


def _split(own: str, arguments: list[Any]) -> list[Any]:
    if not arguments:
        return [own]
    return list(own.split(_word(arguments))) if _word(arguments) else list(own)


def _char(own: str, arguments: list[Any]) -> str:
    place = _whole(_at(arguments, 0), 0)
    return own[place] if 0 <= place < len(own) else ""


_TEXT: dict[str, Callable[[str, list[Any]], Any]] = {
    "toLowerCase": lambda own, _: own.lower(),
    "toUpperCase": lambda own, _: own.upper(),
    "toString": lambda own, _: own,
    "trim": lambda own, _: own.strip(),
    "indexOf": lambda own, given: float(own.find(_word(given), max(0, _whole(_at(given, 1), 0)))),
    "lastIndexOf": lambda own, given: float(own.rfind(_word(given))),
    "includes": lambda own, given: _word(given) in own,
    "startsWith": lambda own, given: own.startswith(_word(given)),
    "endsWith": lambda own, given: own.endswith(_word(given)),
    "substring": _substring,
    "substr": _substr,
    "slice": _slice,
    "charAt": _char,
    "split": _split,
    "concat": lambda own, given: bounded(own + "".join(text(one) for one in given)),
    "replace": lambda own, given: bounded(own.replace(_word(given), text(_at(given, 1)), 1)),
}


def _push(own: list[Any], arguments: list[Any]) -> float:
    if len(own) + len(arguments) > LONGEST:
        raise unsupported("script list too long")
    own += arguments
    return float(len(own))


def _index(own: list[Any], arguments: list[Any]) -> float:
    return next((float(place) for place, one in enumerate(own) if same(one, _at(arguments, 0))), -1.0)


_LIST: dict[str, Callable[[list[Any], list[Any]], Any]] = {
    "indexOf": _index,
    "includes": lambda own, given: _index(own, given) >= 0,
    "join": lambda own, given: bounded((_word(given) if given else ",").join(text(one) for one in own)),
    "push": _push,
    "slice": _slice,
}


def method(own: Any, name: str) -> Callable[[list[Any]], Any]:
    """The method of this name, to be called with its arguments. Raises OperationFailed for one that is not known."""
    if isinstance(own, str) and name in _TEXT:
        return lambda given: _TEXT[name](own, given)
    if isinstance(own, list) and name in _LIST:
        return lambda given: _LIST[name](own, given)
    if isinstance(own, dict) and name == "hasOwnProperty":
        return lambda given: _word(given) in own
    raise unsupported()


def member(own: Any, key: Any) -> Any:
    """What lies there: an item, a character, a length; None where nothing does.

    Raises OperationFailed for no value at all.
    """
    if own is None:
        raise unsupported()
    if isinstance(own, dict):
        return own.get(text(key))
    if not isinstance(own, (str, list)):
        return None
    if key == "length":
        return float(len(own))
    place = number(key)
    return own[int(place)] if place.is_integer() and 0 <= place < len(own) else None
