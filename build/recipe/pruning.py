"""Takes the slimming list out of what PyInstaller found, and then every library that nothing which stays links."""

import re
import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from recipe.left_out import FILES, KEPT, THE_SYSTEMS

Entry = tuple[str, str, str]
"""PyInstaller's: name in the folder, file, kind."""
LOADED_BY_NAME = ("portaudio", "libportaudio", "libpython", "python3", "vcruntime", "msvcp", "api-ms-win", "ucrtbase")
"""Libraries that no file links: sounddevice and the start itself load them by name."""


def kept(binaries: list[Entry], data: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Both lists without what is left out, in the order of their names: the same sources, the same folder."""
    binaries = [one for one in binaries if stays(_name(one))]
    wanted = _linked(binaries)
    binaries = [one for one in binaries if not _library(one) or _base(one) in wanted]
    names = {_name(one) for one in binaries}
    links = [one for one in data if one[2] == "SYMLINK"]
    files = [one for one in data if one[2] != "SYMLINK" and stays(_name(one))]
    # PyInstaller's own links to libraries: only those whose goal is still there.
    links = [one for one in links if str(PurePosixPath(_name(one)).parent / _slashes(one[1])) in names]
    return sorted(binaries), sorted(files + links)


def stays(name: str) -> bool:
    """Whether the file of this name in the folder is not on the slimming list."""
    if name in KEPT:
        return True
    return PurePosixPath(name).name not in THE_SYSTEMS and not any(fnmatchcase(name, glob) for glob in FILES)


def _linked(binaries: Iterable[Entry]) -> set[str]:
    """Base names of all libraries that the programs, extensions and plug-ins need, directly or through another."""
    by_name = {_base(one): one for one in binaries}
    open_ones = [one for one in by_name.values() if not _library(one) or _base(one).startswith(LOADED_BY_NAME)]
    found = {_base(one) for one in open_ones}
    while open_ones:
        for needed in _needs(open_ones.pop()[1]):
            base = PurePosixPath(_slashes(needed)).name.lower()
            if base in by_name and base not in found:
                found.add(base)
                open_ones.append(by_name[base])
    return found


def _needs(file: str) -> list[str]:
    """What it links itself; PyInstaller's way by ldd would name the needs of its needs as well."""
    if sys.platform == "linux":
        told = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
        return re.findall(r"^\s+NEEDED\s+(\S+)$", told, re.MULTILINE)
    from PyInstaller.depend.bindepend import get_imports

    return [name for name, _ in get_imports(file)]


def _library(one: Entry) -> bool:
    """A plain shared library, as opposed to an extension module or a plug-in that is found by its place."""
    base = _base(one)
    if one[2] == "EXTENSION" or "/plugins/" in _name(one):
        return False
    return base.endswith((".dll", ".dylib")) or (base.startswith("lib") and ".so" in base)


def _base(one: Entry) -> str:
    return PurePosixPath(_name(one)).name.lower()


def _name(one: Entry) -> str:
    return _slashes(one[0])


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
