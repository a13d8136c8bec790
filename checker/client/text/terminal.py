"""The terminal, or whatever stands in its place: a pipe that nobody reads, a full disk, an old code page.

What cannot be shown is lost, and nothing else: no report may fail because of a `| head`.
"""

import contextlib
import io
import os
import sys
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, cast

from checker.show.sanitizer import sanitize

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

ASCII_FALLBACKS = str.maketrans("✓✕–„“”‚‘’…▮▯·→", "vx-\"\"\"'''.#.->")
"""What an old code page lacks, in ASCII: a question mark would read as "not tested"."""


def make_console(stream: IO[str] | None = None) -> "Console":
    """A console whose output never raises; without a stream on standard output.

    Texts lose what a terminal would obey, whoever wrote them: profile, desk, router, device or file.
    """
    from rich.console import Console  # noqa: PLC0415 - a window's start does without

    class SanitizingConsole(Console):
        def render_str(self, text: str, **options: Any) -> "Text":
            return super().render_str("\n".join(sanitize(line) for line in text.split("\n")), **options)

    return SanitizingConsole(highlight=False, file=cast(IO[str], LenientStream(stream or sys.stdout or io.StringIO())))


class LazyConsole:
    """The terminal, made when something is first said there: a window may never say anything."""

    @cached_property
    def console(self) -> "Console":
        return make_console()


class LenientStream(io.TextIOBase):
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
            self._stream.write(self._encodable(text))
        except (OSError, ValueError):
            self._discard_output()
        return len(text)

    def flush(self) -> None:
        """Without effect where nobody takes anything any more."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            self._discard_output()

    def _encodable(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.translate(ASCII_FALLBACKS).encode(self.encoding, "replace").decode(self.encoding)
        return text

    def _discard_output(self) -> None:
        """The rest goes nowhere, also what Python itself would still write when the program ends."""
        with contextlib.suppress(OSError, ValueError):
            null_device = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null_device, self._stream.fileno())
            os.close(null_device)
