"""The terminal, or whatever stands in its place: a pipe that nobody reads, a full disk, an old code page.

What cannot be shown is lost, and nothing else: no report may fail because of a `| head`.
"""

import contextlib
import io
import os
import sys
from functools import cached_property
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rich.console import Console

PLAIN = str.maketrans("✓✕–„“”‚‘’…▮▯·→", "vx-\"\"\"'''.#.->")
"""What an old code page lacks, in ASCII: a question mark would read as "not tested"."""


def terminal() -> "Console":
    """A console whose output never raises."""
    from rich.console import Console  # noqa: PLC0415 - a window's start does without

    return Console(highlight=False, file=cast(IO[str], Lenient(sys.stdout or io.StringIO())))


class Voice:
    """The terminal, made when something is first said there: a window may never say anything."""

    @cached_property
    def console(self) -> "Console":
        return terminal()


class Lenient(io.TextIOBase):
    """A stream over another one that takes everything, and passes on what the other can take."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Of the stream below."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        """Whether somebody may be looking at the stream below."""
        try:
            return self._stream.isatty()
        except ValueError:
            return False

    def fileno(self) -> int:
        """Of the stream below. Raises OSError where it has none."""
        return self._stream.fileno()

    def write(self, text: str) -> int:
        """Always as if all had been written."""
        try:
            self._stream.write(self._writable(text))
        except (OSError, ValueError):
            self._give_up()
        return len(text)

    def flush(self) -> None:
        """Without effect where nobody takes anything any more."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            self._give_up()

    def _writable(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(PLAIN).encode(self.encoding, "replace").decode(self.encoding)
        return text

    def _give_up(self) -> None:
        """The rest goes nowhere, also what Python itself would still write when the program ends."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
