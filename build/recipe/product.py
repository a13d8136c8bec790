"""Names, numbers and places that every system's build shares."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
NAME = "Homeoffice-Check"
PACKAGE = "homeoffice-check"
"""Its name where only small letters are usual: Debian, an icon, a bundle."""
BUNDLE = "de.homeoffice-check.client"
SUMMARY_DE = "Prüft den Arbeitsplatz zu Hause"
SUMMARY_EN = "Tests the workplace at home"
SYSTEMS = ("windows", "macos", "linux")
PROCESSORS = {"amd64": "x64", "x86_64": "x64", "arm64": "arm64", "aarch64": "arm64"}
NO_GIT = 1767225600
"""The time that files carry where neither SOURCE_DATE_EPOCH nor git tells one: 2026-01-01."""


def version() -> str:
    """The program's own, read and not imported: the build's Python may lack the program's packages."""
    match = re.search(r'^__version__ = "([^"]+)"', (ROOT / "checker" / "__init__.py").read_text("utf-8"), re.MULTILINE)
    if match is None:
        raise SystemExit("checker/__init__.py names no version")
    return match[1]


def released_version() -> str:
    """Without the mark of a development version: Apple takes numbers alone."""
    return version().partition(".dev")[0]


def debian_version() -> str:
    """As dpkg sorts it: what stands behind a tilde comes before the release (deb-version(7))."""
    return version().replace(".dev", "~dev")


def version_numbers() -> tuple[int, int, int, int]:
    """The version as Windows wants it."""
    parts = [int(number) for number in re.findall(r"\d+", version())[:4]]
    return tuple([*parts, 0, 0, 0, 0][:4])  # type: ignore[return-value]


def epoch() -> int:
    """Seconds since 1970 that every file in a package carries: the same sources, the same time."""
    if setting := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(setting)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return NO_GIT
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else NO_GIT


def this_system() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def processor() -> str:
    """x64 or arm64."""
    machine = sysconfig.get_platform().rpartition("-")[2] if sys.platform == "win32" else os.uname().machine
    return PROCESSORS.get(machine.lower(), machine.lower())


def folder(system: str) -> Path:
    """Where the built program lies, with everything that it loads beside it."""
    return DIST / system / (f"{NAME}.app" if system == "macos" else NAME)


def executable(system: str) -> Path:
    inner = {"windows": f"{NAME}.exe", "macos": f"Contents/MacOS/{NAME}"}
    return folder(system) / inner.get(system, NAME)


def release_file(system: str, ending: str, cpu: str = "") -> Path:
    """One file of a release."""
    return DIST / f"{NAME}-{version()}-{system}-{cpu or processor()}{ending}"
