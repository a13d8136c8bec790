"""A proxy script cut into words (ECMA-262, 12): names, numbers, texts and signs. Only what such scripts need."""

import re

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

LONGEST = 1_000_000
"""Characters of a script; browsers stop at about a megabyte too."""
_WORD = re.compile(
    r"""(?P<gap>\s+|//[^\n]*|/\*.*?\*/|<!--[^\n]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|[-+*/%=<>!?:;,.(){}\[\]])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


class Word(Record, frozen=True, kw_only=True):
    """`kind` is name, number, text, sign or end."""

    kind: str
    text: str


END = Word(kind="end", text="")


def words(script: str) -> list[Word]:
    """All words, without gaps and remarks.

    Raises OperationFailed `unsupported` for anything else, regular expressions too.
    """
    if len(script) > LONGEST:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script too long")
    found: list[Word] = []
    place = 0
    while place < len(script):
        match = _WORD.match(script, place)
        if match is None:
            raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "script")
        place = match.end()
        kind = match.lastgroup or ""
        if kind != "gap":
            found.append(Word(kind=kind, text=_plain(match[0]) if kind == "text" else match[0]))
    return [*found, END]


def _plain(quoted: str) -> str:
    return _ESCAPE.sub(_escaped, quoted[1:-1])


def _escaped(match: re.Match[str]) -> str:
    told = match[1]
    return chr(int(told[1:], 16)) if len(told) > 1 else _ESCAPES.get(told, told)
