"""A screen in memory, and the windows on it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def screen(size: str = "1366x768x24") -> Iterator[str]:
    """Its name for DISPLAY, once it answers."""
    number = next(number for number in range(60 + os.getpid() % 800, 2000) if not _socket(number).exists())
    server = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", size], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not _socket(number).exists() and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def windows_of(display: str, title: str) -> list[str]:
    """X's numbers of the visible windows whose title holds this."""
    command = ["xdotool", "search", "--onlyvisible", "--name", title]
    environment = os.environ | {"DISPLAY": display}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout.split()


def _socket(number: int) -> Path:
    return Path(f"/tmp/.X11-unix/X{number}")
