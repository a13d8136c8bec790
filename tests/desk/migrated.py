"""A database with every table and no row: what a new desk takes three seconds of processor to make."""

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = "desk.sqlite3"


def put_migrated_database(data: Path) -> None:
    """Into the folder of a desk that has none yet. The desk goes on from it as from one of its own."""
    if not (data / FILE).exists():
        data.mkdir(parents=True, exist_ok=True)
        (data / FILE).write_bytes(_migrated())


@functools.cache
def _migrated() -> bytes:
    """Made once for each process of tests."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "checker.desk", "--data", folder, "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return (Path(folder) / FILE).read_bytes()
