"""The lines of an .ovpn file: directives with their words, and blocks between <tag> and </tag>.

Source: openvpn(8), "CONFIGURATION FILE" and "INLINE FILE SUPPORT".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.checks.vpn.imports.refusals import damaged

FORMAT = "OpenVPN"
_OPENS = re.compile(r"<([A-Za-z0-9-]{1,40})>$")
_BLANK = " \t\v\f"


class Directive(NamedTuple):
    """`ca ca.crt` has words, `<ca>` has a block."""

    name: str
    words: tuple[str, ...] = ()
    block: str | None = None


def directives(text: str) -> Iterator[Directive]:
    """In the file's order. Raises Unreadable for a block that does not end."""
    lines = iter(enumerate(text.split("\n"), 1))
    for number, line in lines:
        if opened := _OPENS.match(line.strip()):
            yield Directive(opened[1].lower(), block=_block(lines, opened[1], number))
        elif words := words_of(line):
            yield Directive(words[0].removeprefix("--").lower(), tuple(words[1:]))


def _block(lines: Iterator[tuple[int, str]], tag: str, began: int) -> str:
    inside: list[str] = []
    for _, line in lines:
        if line.strip() == f"</{tag}>":
            return "\n".join(inside) + "\n"
        inside.append(line)
    raise damaged(FORMAT, f"<{tag}> in line {began} does not end")


def words_of(line: str) -> list[str]:
    """Words apart by blanks; quotes hold them together, a backslash takes the next letter, # and ; begin a comment."""
    words: list[str] = []
    word: str | None = None
    quote = ""
    letters = iter(line)
    for letter in letters:
        if quote:
            if letter == quote:
                quote = ""
            elif letter == "\\" and quote == '"':
                word = (word or "") + next(letters, "")
            else:
                word = (word or "") + letter
        elif letter in _BLANK:
            if word is not None:
                words.append(word)
            word = None
        elif letter in "#;" and word is None:
            break
        elif letter in "\"'":
            quote, word = letter, word or ""
        else:
            word = (word or "") + (next(letters, "") if letter == "\\" else letter)
    return [*words, word] if word is not None else words
