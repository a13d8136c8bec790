"""A database with every table and no row: what a new desk takes three seconds of processor to make."""

import functools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.desk import postgres

ROOT = Path(__file__).parents[2]
FILE = "desk.sqlite3"

_shared: list[Path] = []


def share_below(folder: Path) -> None:
    """All processes of this run of the tests take what one of them has put into `folder`, which outlives them."""
    _shared.insert(0, folder)


def put_migrated_database(data: Path) -> None:
    """Into the folder of a desk that has none yet. The desk goes on from it as from one of its own."""
    if not (data / FILE).exists():
        data.mkdir(parents=True, exist_ok=True)
        (data / FILE).write_bytes(_sqlite())


def new_migrated_database(server: str, name: str) -> str:
    """The address of a new database of this PostgreSQL, with the same tables."""
    address = postgres.new_database(server, name)
    file = _shared_file("migrated.sql")
    if file.exists():
        postgres.load(address, file.read_bytes())
    else:
        with tempfile.TemporaryDirectory() as folder:
            _migrate(folder, "--database", address)
        _keep(file, postgres.dump(address))
    return address


def _sqlite() -> bytes:
    file = _shared_file("migrated.sqlite3")
    if not file.exists():
        with tempfile.TemporaryDirectory() as folder:
            _migrate(folder)
            _keep(file, (Path(folder) / FILE).read_bytes())
    return file.read_bytes()


def _migrate(data: str, *database: str) -> None:
    command = [sys.executable, "-m", "checker.desk", "--data", data, *database, "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def _shared_file(name: str) -> Path:
    return (_shared[0] if _shared else Path(_of_this_process().name)) / name


@functools.cache
def _of_this_process() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may look at the same moment."""
    own = path.with_suffix(f".{os.getpid()}")
    own.write_bytes(content)
    own.replace(path)
