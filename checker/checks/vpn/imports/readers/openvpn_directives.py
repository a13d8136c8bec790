"""The lines of an .ovpn file: directives with their words, and blocks between <tag> and </tag>.

Source: openvpn(8), "CONFIGURATION FILE" and "INLINE FILE SUPPORT".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.checks.vpn.imports.refusals import damaged_file

FORMAT = "OpenVPN"
_BLOCK_START = re.compile(r"<([A-Za-z0-9-]{1,40})>$")
_BLANK = " \t\v\f"


class OpenVpnDirective(NamedTuple):
    """`ca ca.crt` has words, `<ca>` has a block."""

    name: str
    words: tuple[str, ...] = ()
    block: str | None = None


def parse_directives(text: str) -> Iterator[OpenVpnDirective]:
    """In the file's order. Raises Unreadable for a block that does not end."""
    lines = iter(enumerate(text.split("\n"), 1))
    for number, line in lines:
        if block_start := _BLOCK_START.match(line.strip()):
            yield OpenVpnDirective(block_start[1].lower(), block=_block(lines, block_start[1], number))
        elif words := split_words(line):
            yield OpenVpnDirective(words[0].removeprefix("--").lower(), tuple(words[1:]))


def _block(lines: Iterator[tuple[int, str]], tag: str, first_line: int) -> str:
    block_lines: list[str] = []
    for _, line in lines:
        if line.strip() == f"</{tag}>":
            return "\n".join(block_lines) + "\n"
        block_lines.append(line)
    raise damaged_file(FORMAT, f"<{tag}> in line {first_line} does not end")


def split_words(line: str) -> list[str]:
    """Words apart by blanks; quotes hold them together, a backslash takes the next letter, # and ; begin a comment."""
    words: list[str] = []
    word: str | None = None
    quote = ""
    characters = iter(line)
    for character in characters:
        if quote:
            if character == quote:
                quote = ""
            elif character == "\\" and quote == '"':
                word = (word or "") + next(characters, "")
            else:
                word = (word or "") + character
        elif character in _BLANK:
            if word is not None:
                words.append(word)
            word = None
        elif character in "#;" and word is None:
            break
        elif character in "\"'":
            quote, word = character, word or ""
        else:
            word = (word or "") + (next(characters, "") if character == "\\" else character)
    return [*words, word] if word is not None else words
