"""The client as people start it: a process of its own, behind a pipe, or in a terminal where somebody types."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

if sys.platform != "win32":
    import pty

ROOT = Path(__file__).resolve().parents[2]
CTRL_C = "\x03"
WINDOWS_VARIABLES = ("APPDATA", "LOCALAPPDATA", "SYSTEMROOT", "TEMP", "USERPROFILE")
"""Without them Windows opens no socket and knows no home folder."""
SETTING_UP = "Wird eingerichtet (einmalig)"
"""Said by the first start after a requirement changed."""
IN_A_TERMINAL = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"


def command(*words: str | Path, home: Path) -> list[str]:
    return [sys.executable, "-m", "checker", *map(str, words), "--home", str(home)]


def environment(home: Path, **more: str) -> dict[str, str]:
    """A bare one. Python's warnings show: `output_text` takes them for an error."""
    system = {name: os.environ[name] for name in WINDOWS_VARIABLES if name in os.environ}
    return {"PATH": os.environ["PATH"], "HOME": str(home.parent), "PYTHONWARNINGS": "default", **system, **more}


def start(
    *words: str | Path, home: Path, within: tuple[str, ...] = (), **more: str
) -> subprocess.CompletedProcess[str]:
    """Runs it to its end, with nobody to answer; `within`: words of a command that starts it."""
    return subprocess.run(
        [*within, *command(*words, home=home)],
        cwd=ROOT,
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=90,
        check=False,
    )


def output_text(done: subprocess.CompletedProcess[str]) -> str:
    """What it said, its lines joined; never a traceback, and nothing on the side."""
    assert "Traceback" not in done.stdout + done.stderr
    assert [line for line in done.stderr.splitlines() if not line.startswith(SETTING_UP)] == []
    return " ".join(done.stdout.split())


class Terminal:
    """The client in a pseudo-terminal of its own, 100 columns wide; `within`: words of a command that starts it."""

    def __init__(
        self, *words: str | Path, home: Path, command_word: str = "", within: tuple[str, ...] = (), **more: str
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("Windows has no pseudo-terminals by this name")
        self._master, slave = pty.openpty()
        first = [command_word] if command_word else []
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                IN_A_TERMINAL,
                *within,
                *command(*first, "--text", *words, home=home),
            ],
            cwd=ROOT,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(home, TERM="xterm", COLUMNS="100", LANG="C.UTF-8", **more),
        )
        os.close(slave)
        self._screen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    @property
    def screen(self) -> str:
        """What it showed since the last thing that was typed, its lines joined."""
        return " ".join(self._screen.split())

    @property
    def raw(self) -> str:
        """The same as it came, with what steers a terminal."""
        return self._screen

    def expect(self, text: str, seconds: float = 40) -> None:
        """Waits until it shows this."""
        until = time.monotonic() + seconds
        while text not in self.screen:
            assert time.monotonic() < until and self._read(), f"{text!r} did not come, but:\n{self._screen}"

    def expect_one(self, texts: Collection[str], seconds: float = 40) -> str:
        """Waits until it shows one of these, which it returns; empty where it ended instead."""
        until = time.monotonic() + seconds
        while not (matches := [text for text in texts if text in self.screen]):
            assert time.monotonic() < until, f"none of {texts} came, but:\n{self._screen}"
            if not self._read():
                return ""
        return matches[0]

    def type(self, text: str) -> None:
        """What was shown before is forgotten."""
        self._screen = ""
        os.write(self._master, text.encode())

    def ended(self, seconds: float = 30, again: str = "") -> int:
        """Waits for its end; its exit code. `again`: what one would press once more after five seconds.

        A signal between the question and the reading of its answer reaches Python only after the reading.
        """
        until = time.monotonic() + seconds
        next_s = time.monotonic() + 5
        while time.monotonic() < until and self._read():
            if again and time.monotonic() > next_s:
                next_s = until
                os.write(self._master, again.encode())
        code = self.process.wait(5)
        assert "Traceback" not in self._screen
        return code

    def _read(self) -> bool:
        if not select.select([self._master], [], [], 0.2)[0]:
            return True
        try:
            self._screen += os.read(self._master, 65536).decode(errors="replace")
        except OSError:  # the other side is closed
            return False
        return True
