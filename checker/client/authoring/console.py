"""One line for the technician: never as markup, never with what a terminal would obey."""

import io
import sys

from rich.console import Console

from checker.client.text.terminal import make_console
from checker.show.sanitizer import sanitize


def print_line(console: Console, line: str) -> None:
    """Prints it. Names out of files may stand in it."""
    console.print(sanitize(line), markup=False, soft_wrap=True)


def error_console() -> Console:
    """Standard error: for what must not get into a profile that standard output is."""
    return make_console(sys.stderr or io.StringIO())
