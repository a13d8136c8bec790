"""Takes the slimming list out of what PyInstaller found, and then every library that nothing which stays links."""

import re
import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from recipe.exclusions import EXEMPTIONS, FILES, SYSTEM_LIBRARIES

Entry = tuple[str, str, str]
"""PyInstaller's: name in the folder, file, kind."""
LOADED_BY_NAME = ("portaudio", "libportaudio", "libpython", "python3", "vcruntime", "msvcp", "api-ms-win", "ucrtbase")
"""Libraries that no file links: sounddevice and the start itself load them by name."""


def prune(binaries: list[Entry], data: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Both lists without what is left out, in the order of their names: the same sources, the same folder."""
    binaries = [entry for entry in binaries if stays(_name(entry))]
    linked = _linked(binaries)
    binaries = [entry for entry in binaries if not _is_library(entry) or _base_name(entry) in linked]
    names = {_name(entry) for entry in binaries}
    links = [entry for entry in data if entry[2] == "SYMLINK"]
    files = [entry for entry in data if entry[2] != "SYMLINK" and stays(_name(entry))]
    # PyInstaller's own links to libraries: only those whose goal is still there.
    links = [entry for entry in links if str(PurePosixPath(_name(entry)).parent / _slashes(entry[1])) in names]
    return sorted(binaries), sorted(files + links)


def stays(name: str) -> bool:
    """Whether the file of this name in the folder is not on the slimming list."""
    if name in EXEMPTIONS:
        return True
    return PurePosixPath(name).name not in SYSTEM_LIBRARIES and not any(fnmatchcase(name, glob) for glob in FILES)


def _linked(binaries: Iterable[Entry]) -> set[str]:
    """Base names of all libraries that the programs, extensions and plug-ins need, directly or through another."""
    by_name = {_base_name(entry): entry for entry in binaries}
    pending = [
        entry for entry in by_name.values() if not _is_library(entry) or _base_name(entry).startswith(LOADED_BY_NAME)
    ]
    reached = {_base_name(entry) for entry in pending}
    while pending:
        for needed in _needs(pending.pop()[1]):
            base = PurePosixPath(_slashes(needed)).name.lower()
            if base in by_name and base not in reached:
                reached.add(base)
                pending.append(by_name[base])
    return reached


def _needs(file: str) -> list[str]:
    """What it links itself; PyInstaller's way by ldd would name the needs of its needs as well."""
    if sys.platform == "linux":
        headers = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
        return re.findall(r"^\s+NEEDED\s+(\S+)$", headers, re.MULTILINE)
    from PyInstaller.depend.bindepend import get_imports

    return [name for name, _ in get_imports(file)]


def _is_library(entry: Entry) -> bool:
    """A plain shared library, as opposed to an extension module or a plug-in that is found by its place."""
    base = _base_name(entry)
    if entry[2] == "EXTENSION" or "/plugins/" in _name(entry):
        return False
    return base.endswith((".dll", ".dylib")) or (base.startswith("lib") and ".so" in base)


def _base_name(entry: Entry) -> str:
    return PurePosixPath(_name(entry)).name.lower()


def _name(entry: Entry) -> str:
    return _slashes(entry[0])


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
