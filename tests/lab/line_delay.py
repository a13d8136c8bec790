"""The relay between two namespaces: the one in C, compiled when needed; without a compiler the one in Python."""

import contextlib
import functools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from tests.lab.line_spaces import running

_FIRST = ["chrt", "--fifo", "10"]
PLAIN_MBIT = 100.0
"""Above it packets travel uncut, up to 64 kB at once: one by one they would cost more than a core."""


@contextlib.contextmanager
def delayed(
    near: tuple[str, str],
    far: tuple[str, str],
    *,
    delay_ms: float,
    jitter_ms: tuple[float, float] = (0.0, 0.0),
    may_overtake: bool = False,
    uncut: bool = False,
    urgent: bool = False,
) -> Iterator[None]:
    """Each end: namespace and device to make. `delay_ms` one way; `jitter_ms`: from near to far, and back.

    `urgent`: before all other programs, where that is allowed, so that a busy machine adds no delay of its own.
    """
    program = _compiled()
    if uncut and program is None:
        raise RuntimeError("a line this fast needs the relay in C, and that needs gcc")
    command = [str(program)] if program else [sys.executable, str(Path(__file__).with_name("line_relay.py"))]
    numbers = (delay_ms, *jitter_ms, int(may_overtake), int(uncut))
    first = _FIRST if urgent and _may(_FIRST) else []
    with running([*first, *command, *near, *far, *(str(number) for number in numbers)], ready="ready"):
        yield


def _may(first: list[str]) -> bool:
    return (
        which(first[0]) is not None
        and subprocess.run([*first, "true"], capture_output=True, check=False).returncode == 0
    )


def can_carry_uncut() -> bool:
    """Whether lines of more than PLAIN_MBIT can be built here."""
    return which("gcc") is not None


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Taken away when the process ends."""
    return tempfile.TemporaryDirectory(prefix="line-relay-")


@functools.cache
def _compiled() -> Path | None:
    if not can_carry_uncut():
        return None
    program = Path(_folder().name) / "relay"
    source = Path(__file__).with_name("relay.c")
    subprocess.run(["gcc", "-O2", "-o", str(program), str(source), "-lpthread"], check=True)
    return program
