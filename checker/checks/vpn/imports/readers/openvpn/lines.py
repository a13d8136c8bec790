"""The lines of an .ovpn file as OpenVPN itself splits them: directives, their words, and blocks between tags.

Source: OpenVPN 2.6.14, src/openvpn/options.c: read_config_file, parse_line, read_inline_file; buffer.c: buf_parse.
It reads bytes in C: a line ends at a NUL, blanks are those of isspace, and 256 characters are the most.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import NamedTuple

from checker.checks.vpn.imports.refusals import damaged_file
from checker.checks.vpn.imports.text_fields import decode_bytes

FORMAT = "OpenVPN"
LINE_SIZE = 256
"""OPTION_LINE_SIZE: a longer line ends the program, except inside of a block."""
MAX_WORDS = 16
"""MAX_PARMS: what follows in the line is not read."""
BLANKS = " \t\n\v\f\r"
"""isspace in the C locale."""
_BOM = "\xef\xbb\xbf"
_END = "\0"


class OpenVpnDirective(NamedTuple):
    """`ca ca.crt` has words, `<ca>` has a block. `line`: where it stands, from 1."""

    name: str
    words: tuple[str, ...] = ()
    block: str | None = None
    line: int = 0


@dataclass
class OpenVpnLines:
    """`rejected`: the lines at which OpenVPN itself ends with an error, which we pass over."""

    directives: list[OpenVpnDirective] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)


class RejectedLine(ValueError):  # noqa: N818 - a property of the file, not a defect
    """OpenVPN reads no further than this line."""


def parse_lines(content: bytes, *, may_be_cut: bool = False) -> OpenVpnLines:
    """A file's lines in its order. Raises Unreadable for a block that does not end, unless the file may be cut off."""
    return _parse(_File(content.decode("latin-1")), may_be_cut=may_be_cut)


def parse_block(block: str) -> OpenVpnLines:
    """The lines of a <connection> block. Raises Unreadable for a block in it that does not end."""
    return _parse(_Block(block.encode("utf-8", "replace").decode("latin-1")))


def split_words(line: str) -> list[str]:
    """The words of a line, at most 16. Raises RejectedLine where OpenVPN would."""
    splitter = _WordSplitter()
    for character in line.partition(_END)[0] + _END:
        splitter.feed(character)
        if splitter.is_done:
            break
    return splitter.finish()


class _Line(NamedTuple):
    number: int
    text: str
    is_too_long: bool = False


class _Source(ABC):
    """Where lines come from; both sorts cut a long one, each in its own way."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._number = text, 0, 0

    @abstractmethod
    def next_line(self) -> _Line | None:
        """The next one to be split into words."""

    @abstractmethod
    def next_block_line(self) -> str | None:
        """The next one of a block."""


class _File(_Source):
    """A file, as `fgets` hands it out: a long line comes in pieces, and one that is full ends the program."""

    def next_line(self) -> _Line | None:
        is_first = self._at == 0
        piece = self._next_piece(LINE_SIZE)
        if piece is None:
            return None
        text = piece.removeprefix(_BOM) if is_first else piece
        return _Line(self._number, text, is_too_long=len(piece) == LINE_SIZE)

    def next_block_line(self) -> str | None:
        return self._next_piece(LINE_SIZE - 1)

    def _next_piece(self, size: int) -> str | None:
        if self._at >= len(self._text):
            return None
        self._number += self._at == 0 or self._text[self._at - 1] == "\n"
        end = self._text.find("\n", self._at, self._at + size)
        start, self._at = self._at, end + 1 if end >= 0 else self._at + size
        return self._text[start : self._at].partition(_END)[0]


class _Block(_Source):
    """The text of a block, as `buf_parse` hands it out: what is beyond the size is lost, with one character more."""

    def __init__(self, text: str) -> None:
        super().__init__(text.partition(_END)[0])

    def next_line(self) -> _Line | None:
        line = self._next_piece()
        return None if line is None else _Line(self._number, line)

    def next_block_line(self) -> str | None:
        line = self._next_piece()
        return line + "\n" if line is not None and len(line) + 1 < LINE_SIZE else line

    def _next_piece(self) -> str | None:
        if self._at >= len(self._text):
            return None
        self._number += 1
        end = self._text.find("\n", self._at, self._at + LINE_SIZE)
        start, self._at = self._at, end + 1 if end >= 0 else self._at + LINE_SIZE + 1
        return self._text[start : end if end >= 0 else start + LINE_SIZE - 1]


def _parse(source: _Source, *, may_be_cut: bool = False) -> OpenVpnLines:
    parsed = OpenVpnLines()
    while (line := source.next_line()) is not None:
        try:
            words = split_words(line.text)
        except RejectedLine:
            words = []
            parsed.rejected.append(line.number)
        if line.is_too_long:
            parsed.rejected.append(line.number)
        if not words:
            continue
        name = words[0][2:] if words[0].startswith("--") and len(words[0]) > 2 else words[0]
        if len(words) == 1 and name.startswith("<") and name.endswith(">"):
            block = _block(source, name[1:-1])
            if block is None and not may_be_cut:
                raise damaged_file(FORMAT, "a block does not end", line=line.number)
            parsed.directives.append(OpenVpnDirective(_text(name[1:-1]), (), block, line.number))
        else:
            parsed.directives.append(OpenVpnDirective(_text(name), tuple(map(_text, words[1:])), None, line.number))
    return parsed


def _block(source: _Source, tag: str) -> str | None:
    """None where it does not end. What stands behind the end tag in its line does not count, nor do blanks before."""
    lines: list[str] = []
    while (line := source.next_block_line()) is not None:
        if line.lstrip(BLANKS).startswith(f"</{tag}>"):
            return _text("".join(lines))
        lines.append(line)
    return None


def _text(latin: str) -> str:
    return decode_bytes(latin.encode("latin-1"))


class _WordSplitter:
    """parse_line's five states: before a word, in one, in double quotes, in single quotes, and past a remark."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.is_done = False
        self._word = ""
        self._end_quote: str | None = None
        self._is_in_word = False
        self._has_backslash = False

    def feed(self, character: str) -> None:
        """The next character of the line; NUL is its end."""
        if character == "\\" and not self._has_backslash and self._end_quote != "'":
            self._has_backslash = True
            return
        if self._is_in_word:
            self._continue_word(character)
        elif character not in BLANKS + _END:
            self._start_word(character)
        self._has_backslash = False
        self.is_done = self.is_done or len(self.words) >= MAX_WORDS

    def finish(self) -> list[str]:
        """All words. Raises RejectedLine for a quote that stays open."""
        if self._is_in_word:
            raise RejectedLine("quote")
        return self.words

    def _start_word(self, character: str) -> None:
        if character in "#;":  # also behind a backslash
            self.is_done = True
            return
        self._is_in_word = True
        if character in "\"'" and not self._has_backslash:
            self._end_quote = character
        else:
            self._add(character)

    def _continue_word(self, character: str) -> None:
        if self._end_quote == "'":
            is_end = character == "'"
        elif self._end_quote:
            is_end = character == '"' and not self._has_backslash
        else:
            is_end = character in BLANKS + _END and not self._has_backslash
        if is_end:
            self.words.append(self._word)
            self._word, self._end_quote, self._is_in_word = "", None, False
        elif character != _END:
            self._add(character)

    def _add(self, character: str) -> None:
        if self._has_backslash and character not in '\\"' + BLANKS:
            raise RejectedLine("backslash")
        if len(self._word) >= LINE_SIZE:
            raise RejectedLine("length")
        self._word += character
