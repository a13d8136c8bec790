"""The values of a proxy script, and how they become each other (ECMA-262, 7.1 and 7.2).

Texts are str, numbers float, lists list, tables dict; null and undefined are both None, which scripts never tell apart.
"""

import math
from typing import Any

from checker.net.pac.interpreter.expression import unsupported

LONGEST = 100_000
"""Characters of a text, items of a list: a script that doubles its own must end."""


def truth(value: Any) -> bool:
    """ToBoolean."""
    if isinstance(value, (list, dict)):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def number(value: Any) -> float:
    """ToNumber; NaN for what is none."""
    if value is None:
        return math.nan
    try:
        return float(value) if not isinstance(value, str) or value.strip() else 0.0
    except (TypeError, ValueError, OverflowError):
        return math.nan


def text(value: Any) -> str:
    """ToString."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else str(value)
    if isinstance(value, list):
        return bounded(",".join("" if one is None else text(one) for one in value[:LONGEST]))
    return value if isinstance(value, str) else "[object Object]"


def bounded(value: str) -> str:
    """The text, if it is not too long."""
    if len(value) > LONGEST:
        raise unsupported("script text too long")
    return value


def same(left: Any, right: Any) -> bool:
    """IsStrictlyEqual."""
    if isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return left is right
    return type(left) is type(right) and bool(left == right)


def alike(left: Any, right: Any) -> bool:
    """IsLooselyEqual, for texts, numbers and truths."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right) or isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return same(left, right)
    return number(left) == number(right)


def compared(sign: str, left: Any, right: Any) -> bool:
    """IsLessThan and its kin: two texts by their letters, all else by numbers."""
    if not (isinstance(left, str) and isinstance(right, str)):
        left, right = number(left), number(right)
    return bool({"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign])


def joined(left: Any, right: Any) -> Any:
    """The sign `+`: joins where either is a text, else adds."""
    if any(isinstance(one, (str, list, dict)) for one in (left, right)):
        return bounded(text(left) + text(right))
    return number(left) + number(right)


def counted(sign: str, left: float, right: float) -> float:
    """The signs `-`, `*`, `/` and `%`; no number is infinite here."""
    try:
        match sign:
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case _:
                return math.fmod(left, right)
    except (ZeroDivisionError, ValueError, OverflowError):
        return math.nan
