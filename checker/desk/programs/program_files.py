"""What lies in the data folder's `programs/`: the same signed bytes for every customer."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

from checker.desk.data_folder import PROGRAMS_FOLDER
from checker.model.manifest import parse_version
from checker.model.record import Record

SYSTEM_OF_SUFFIX = {
    ".exe": "windows",
    ".msi": "windows",
    ".dmg": "macos",
    ".pkg": "macos",
    ".deb": "linux",
    ".appimage": "linux",
    ".tar.xz": "linux",
    ".tar.gz": "linux",
}
"""The system by the end of a file's name; of several for one system, the first stands first on the page."""

COMPANION_SUFFIXES = (".minisig", ".cdx.json")
"""What may lie beside a program under its name: its detached signature, its bill of materials."""

_PROCESSORS = {"arm64": "arm64", "aarch64": "arm64", "x64": "x64", "x86_64": "x64", "amd64": "x64"}
_VERSION = re.compile(r"(?<![0-9.])([0-9]{1,5}(?:\.[0-9]{1,5}){1,3})(?![0-9])")


class Program(Record, frozen=True, kw_only=True):
    """A file that employees may download. `version`: as its name says, else empty. `companions`: its companions."""

    name: str
    kind: str
    system: str
    processor: str
    version: str
    size: int
    changed: float
    sha256: str
    companions: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where it lies."""
        return programs_folder() / self.name


def programs_folder() -> Path:
    """Where the firm puts them."""
    return Path(settings.DATA) / PROGRAMS_FOLDER


def offered_programs() -> list[Program]:
    """The newest of every kind and processor, in the order of KINDS. A file that goes away meanwhile is not there."""
    newest: dict[tuple[str, str], Program] = {}
    for program in all_programs():
        variant = program.kind, program.processor
        if variant not in newest or _version_key(newest[variant]) < _version_key(program):
            newest[variant] = program
    order = list(SYSTEM_OF_SUFFIX)
    return sorted(newest.values(), key=lambda entry: (order.index(entry.kind), entry.processor))


def all_programs() -> list[Program]:
    """All of them, older ones too."""
    directory = programs_folder()
    files = sorted(directory.iterdir()) if directory.is_dir() else []
    names = {file.name for file in files if file.is_file() and not file.is_symlink()}
    return [program for name in sorted(names) if (program := _read_program(directory / name, names)) is not None]


def find_program(name: str) -> Program | None:
    """The program of this very name."""
    return next((program for program in all_programs() if program.name == name), None)


def _version_key(program: Program) -> tuple[tuple[int, ...], float]:
    return parse_version(program.version) if program.version else (), program.changed


def kind_of(name: str) -> str:
    """The end of the name that says what it is; empty for what is no program."""
    return next((kind for kind in SYSTEM_OF_SUFFIX if name.lower().endswith(kind)), "")


_digest_cache: dict[tuple[str, int, int], str] = {}


def _read_program(file: Path, names: set[str]) -> Program | None:
    kind = kind_of(file.name)
    # A name that begins with a dot is an upload under way.
    if not kind or file.name.startswith("."):
        return None
    try:
        file_stat = file.stat()
        key = (file.name, file_stat.st_size, file_stat.st_mtime_ns)
        if key not in _digest_cache:
            with file.open("rb") as opened:
                _digest_cache[key] = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
    stem = file.name[: -len(kind)]
    version = _VERSION.search(stem)
    words = re.split(r"[-_. ]", stem.lower().replace("x86_64", "x64"))
    return Program(
        name=file.name,
        kind=kind,
        system=SYSTEM_OF_SUFFIX[kind],
        processor=next((_PROCESSORS[word] for word in words if word in _PROCESSORS), ""),
        version=version[1] if version else "",
        size=file_stat.st_size,
        changed=file_stat.st_mtime,
        sha256=_digest_cache[key],
        companions=tuple(file.name + end for end in COMPANION_SUFFIXES if file.name + end in names),
    )
