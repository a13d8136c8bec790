"""What the program's own output is: a console, a pipe or nothing, and in which encoding."""

import codecs
import ctypes
import locale
import sys
from typing import IO

from checker.client.self_test.assumption import EVERYWHERE, WINDOWS, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, term
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_SAMPLE = "Prüfung für „Zuhause“ – ✓"
_CODECS = ("utf-8", "cp1252", "cp850", "cp437", "ascii", "iso8859-1", "iso8859-15", "mac-roman", "cp1250", "cp1251")
_UTF8 = 65001
"""CP_UTF8 of winnls.h."""
FUNCTIONS: Functions = {
    **dict.fromkeys(("GetConsoleOutputCP", "GetConsoleCP", "GetACP", "GetOEMCP"), Signature(ctypes.c_uint32)),
    "GetConsoleWindow": Signature(POINTER),
}
"""consoleapi2.h, winnls.h, wincon.h."""


def _measure_streams() -> Reading:
    values: dict[str, Value] = {}
    for name in ("stdin", "stdout", "stderr"):
        stream: IO[str] | None = getattr(sys, name)
        values[f"{name}_file"] = _has_descriptor(stream)
        values[f"{name}_terminal"] = bool(stream and not stream.closed and stream.isatty())
    encoding = getattr(sys.stdout, "encoding", None) or ""
    values["encoding"] = term(_codec(encoding), _CODECS)
    values["umlauts"] = _is_encodable(encoding)
    values["preferred"] = term(_codec(locale.getpreferredencoding(False)), _CODECS)
    return Reading(bool(values["umlauts"]) if values["stdout_file"] else None, values)


def _has_descriptor(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.fileno() >= 0
    except (OSError, ValueError):
        return False


def _codec(encoding: str) -> str:
    """The name that Python's own list of codecs has for it, or empty."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


def _is_encodable(encoding: str) -> bool:
    try:
        return bool(_SAMPLE.encode(encoding or "ascii"))
    except UnicodeEncodeError:
        return False


def _measure_code_pages() -> Reading:
    if sys.platform != "win32":
        return Reading(None, {})
    kernel32 = load_library("kernel32", FUNCTIONS)
    values: dict[str, Value] = {
        "console_output": int(kernel32.GetConsoleOutputCP()),
        "console_input": int(kernel32.GetConsoleCP()),
        "ansi": int(kernel32.GetACP()),
        "oem": int(kernel32.GetOEMCP()),
    }
    values["console_window"] = bool(kernel32.GetConsoleWindow())
    values["utf8_mode"] = bool(sys.flags.utf8_mode)
    is_usual = values["ansi"] in (1250, 1251, 1252, 1253, 1254, _UTF8)
    return Reading(is_usual, values)


TERMINAL_ASSUMPTIONS = (
    Assumption(
        id="terminal.streams",
        systems=EVERYWHERE,
        expected="Where there is a standard output, it takes umlauts, whatever the code page and also in a pipe.",
        where=("__main__.py", "client/text/terminal.py"),
        source="CPython's documentation of sys.stdout; a windowed program of Windows has none",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_streams,
    ),
    Assumption(
        id="terminal.code-pages",
        systems=WINDOWS,
        expected="A German Windows has code page 1252 (or UTF-8), its console 850 (or 65001); no file is read by them.",
        where=("client/text/terminal.py",),
        source="Microsoft: Code Page Identifiers, GetConsoleOutputCP",
        confirmed=(Confirmation.PAGE, Confirmation.WINE),
        measure=_measure_code_pages,
    ),
)
