"""The lines of an .ovpn file: directives with their words, and blocks between <tag> and </tag>.

Source: openvpn(8), "CONFIGURATION FILE" and "INLINE FILE SUPPORT".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.checks.vpn.imports.refusals import damaged_file

FORMAT = "OpenVPN"
_BLOCK_START = re.compile(r"<([A-Za-z0-9-]{1,40})>$")
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\v\f]+)
    | "(?P<double>(?:[^"\\]|\\.)*)(?:"|\\?\Z)
    | '(?P<single>[^']*)(?:'|\Z)
    | \\(?P<escaped>.|\Z)
    | (?P<plain>[^ \t\v\f"'\\]+)""",
    re.VERBOSE | re.DOTALL,
)
"""What a line consists of; a quote or a backslash that the line ends in counts as closed."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


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
    for token in _TOKEN.finditer(line):
        kind = token.lastgroup or ""
        if kind == "blank":
            words += [word] if word is not None else []
            word = None
        elif word is None and kind == "plain" and token[kind].startswith(("#", ";")):
            break
        else:
            word = (word or "") + (_ESCAPED.sub(r"\1", token[kind]) if kind == "double" else token[kind])
    return [*words, word] if word is not None else words
