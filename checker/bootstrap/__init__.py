"""From a bare Python to a running program: brings .venv, the hashed packages and missing system libraries.

Standard library only, and inert in the packaged executable but for the standard streams.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Literal, NoReturn

from checker.bootstrap.system_libraries import install_libraries
from checker.bootstrap.virtual_environment import SetupFailed, VirtualEnvironment

Purpose = Literal["program", "tests", "windows-tests", "package"]
ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "build" / "requirements"
_REQUIREMENT_FILES: dict[Purpose, tuple[str, ...]] = {
    "program": ("program.txt",),
    "tests": ("program.txt", "tests.txt"),
    # Windows' Python is unpacked by the packager's setuptools: an older one builds no wheel of it.
    "windows-tests": ("program.txt", "tests.txt", "package.txt"),
    "package": ("program.txt", "package.txt"),
}


def ensure_environment(purpose: Purpose, module: str, arguments: list[str], *, window: bool = False) -> None:
    """Returns when this process may go on as `module`; otherwise brings what is missing and starts it anew in .venv.

    `window`: the libraries of a window are wanted too. Ends the process with 2 and one line where nothing helps.
    """
    _ensure(purpose, ["-m", module, *arguments], window=window)


def ensure_script_environment(purpose: Purpose, script: Path, arguments: list[str]) -> None:
    """The same for a script that is no module."""
    _ensure(purpose, [str(script), *arguments], window=False)


def _ensure(purpose: Purpose, start: list[str], *, window: bool) -> None:
    if getattr(sys, "frozen", False):
        return
    files = [REQUIREMENTS / name for name in _REQUIREMENT_FILES[purpose]]
    environment = VirtualEnvironment(ROOT, files)
    if environment.is_current and environment.is_complete:
        return
    try:
        if not environment.is_complete:
            environment.set_up()
    except SetupFailed as reason:
        _exit_with_message(str(reason))
    install_libraries(window=window, marker_folder=environment.folder)
    if environment.is_current:
        return  # what could not be brought now would not be there after another start either
    _restart(environment.python, start)


def _restart(python: Path, start: list[str]) -> NoReturn:
    command = [str(python), *start]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - the same program, in the environment made for it
    sys.exit(subprocess.run(command, check=False).returncode)


def _exit_with_message(line: str) -> NoReturn:
    print(line, file=sys.stderr)  # noqa: T201 - before anything else works
    sys.exit(2)
