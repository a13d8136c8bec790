"""A Windows of its own under Wine and a small program in a real portable file, so that bad days cost seconds."""

import contextlib
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from systems import portable_exe as maker
from tests.lab.root import is_root
from wine.wine_environment import CACHE, WineEnvironment

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

NSIS = Path("/usr/share/nsis")
HERE = Path(__file__).parent
WAIT_S = 60.0
_CONTROL_SEQUENCES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


def why_not() -> str:
    """Why there is no Windows here; empty where there is one."""
    if not is_root():
        return "needs root"
    if not (CACHE / "trixie" / "etc" / "complete").exists():
        return "no Wine: python3 build/package.py --system windows makes it"
    lacking = [name for name in ("makensis", "Xvfb", "xdotool") if not shutil.which(name)]
    return f"needs {', '.join(lacking)}" if lacking else ""


class Stage:
    """One Windows with its user. `log_lines` are the command lines with which the small program was started."""

    def __init__(self, name: str, display: str) -> None:
        self.room = WineEnvironment(prefix=name)
        self.display = display
        self.folder = self.room.lab / f"stage {name}"
        self.user = self.room.lab / name / "drive_c" / "users" / "root"
        self.local = self.user / "AppData" / "Local"
        self.home = self.local / "Homeoffice-Check"

    def raise_it(self) -> None:
        self.tear_down()
        self.folder.mkdir(parents=True)
        self.room.set_up()

    def tear_down(self) -> None:
        if self.user.exists():
            self.room.kill_all()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.user.parents[2], ignore_errors=True)

    def make(self, version: str, monkeypatch: pytest.MonkeyPatch, *, ballast_mb: int = 0, name: str = "") -> Path:
        """A portable file of this version, with the small program in it."""
        program = self.folder / f"of {version}" / "Homeoffice-Check.exe"
        program.parent.mkdir(exist_ok=True)
        define = [f"-DOUT={program}", str(HERE / "tiny.nsi")]
        subprocess.run(["makensis", "-V1", *define], check=True)
        (program.parent / "Daten ä").mkdir(exist_ok=True)
        (program.parent / "Daten ä" / "ballast.bin").write_bytes(os.urandom(1 << 20) * ballast_mb)
        monkeypatch.setattr(maker, "version", lambda: version)
        out = self.folder / (name or f"Homeoffice-Check_ACME-{version}.exe")
        icon = self.folder / "icon.ico"
        if not icon.exists():
            shutil.copy(NSIS / "Contrib" / "Graphics" / "Icons" / "modern-install.ico", icon)
        identity = maker.identity(program.parent)
        return maker.make_portable(program.parent, identity, icon, self.folder / "work", out, _no_sign)

    def start(self, file: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
        environment_ = {"DISPLAY": self.display, "WINEDEBUG": "+msgbox", **environment}
        return self.room.start([self.room.windows_path(file), *words], environment=environment_)

    def run(self, file: Path, *words: str, **environment: str) -> tuple[int, str]:
        """To its end: exit code, and what its message boxes said (none was answered: there was none)."""
        process = self.start(file, *words, **environment)
        out, _ = process.communicate(timeout=WAIT_S)
        return process.returncode, box_texts(out)

    def run_piped(self, file: Path, *words: str) -> tuple[int, str]:
        """Exit code and what came out of a pipe, which must be UTF-8."""
        process = self.start(file, *words, WINEDEBUG="-all")
        out, _ = process.communicate(timeout=WAIT_S)
        assert "\ufffd" not in out
        return process.returncode, out

    def run_in_console(self, *commands: str, answers: dict[str, str] | None = None) -> str:
        """What a console shows while `cmd` obeys these lines as a batch file, in which it waits for every program.

        `answers`: what is typed once such a question stands there.
        """
        batch = self.folder / "console.bat"
        batch.write_bytes("\r\n".join(["@echo off", *commands, ""]).encode("cp850"))
        master, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        command = ["cmd", "/c", self.room.windows_path(batch)]
        process = self.room.start(command, environment={"DISPLAY": self.display}, terminal=terminal)
        os.close(terminal)
        output = _read_terminal(master, time.monotonic() + 2 * WAIT_S, dict(answers or {}))
        os.close(master)
        process.wait(timeout=WAIT_S)
        return _CONTROL_SEQUENCES.sub("", output)

    def run_and_answer(self, file: Path, **environment: str) -> tuple[int, str]:
        """The same where a message box is awaited: it is closed by the key that people press."""
        process = self.start(file, **environment)
        self.wait(lambda: bool(self.windows()), "no message box")
        self.wait(lambda: self._answered(process), "the message box did not go")
        out, _ = process.communicate(timeout=WAIT_S)
        return process.returncode, box_texts(out)

    def _answered(self, process: subprocess.Popen[str]) -> bool:
        """Presses the key until the program has ended: a box that has only just appeared may miss it."""
        for window in self.windows():
            words = ["xdotool", "windowfocus", window, "key", "--window", window, "Return"]
            subprocess.run(words, env=self._screen(), capture_output=True, check=False)
        time.sleep(0.3)
        return process.poll() is not None

    def end_programs(self) -> None:
        """Ends the packaged program of this Windows; Windows itself stays up."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                mine = (
                    f"WINEPREFIX=/lab/{self.folder.name.removeprefix('stage ')}\0" in (process / "environ").read_text()
                )
                if mine and "Homeoffice-Check.exe" in (process / "cmdline").read_text():
                    os.kill(int(process.name), signal.SIGKILL)

    def windows(self) -> list[str]:
        words = ["xdotool", "search", "--onlyvisible", "--name", "Homeoffice"]
        done = subprocess.run(words, env=self._screen(), capture_output=True, text=True, check=False)
        return done.stdout.split()

    def log_lines(self) -> list[str]:
        file = self.user / "told.txt"
        return file.read_bytes().decode("utf-16-le").splitlines() if file.exists() else []

    def versions(self) -> set[str]:
        """Versions that are laid down, by their numbers."""
        return {folder.name.partition("-")[0] for folder in self.home.glob("*") if (folder / "complete").exists()}

    def wait(self, what: Callable[[], bool], sentence: str) -> None:
        until = time.monotonic() + WAIT_S
        while not what():
            assert time.monotonic() < until, sentence
            time.sleep(0.1)

    def _screen(self) -> dict[str, str]:
        return os.environ | {"DISPLAY": self.display}


def box_texts(out: str) -> str:
    """The texts of message boxes, from Wine's own notes."""
    texts = [line.partition('L"')[2].rpartition('"')[0] for line in out.splitlines() if ":msgbox:" in line]
    return re.sub(r"\\([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), " ".join(texts))


def _read_terminal(descriptor: int, deadline: float, answers: dict[str, str]) -> str:
    """Everything until the other side has closed it; each answer is typed when its question is to be read."""
    output = b""
    while time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.5)[0]:
            try:
                output += os.read(descriptor, 65_536)
            except OSError:  # EIO: nobody has the other side open any more
                return output.decode("utf-8", "replace")
            for question in [question for question in answers if question.encode() in output]:
                os.write(descriptor, f"{answers.pop(question)}\r".encode())
    raise AssertionError(f"the console did not end: {output[-2000:]!r}")


def _no_sign(files: Iterable[Path]) -> None:
    del files
