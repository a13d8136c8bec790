"""Programs of Debian packages that cannot be installed beside others here: fetched, and unpacked into a folder."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

_FETCH_S = 120


def unpacked(*packages: str) -> Path:
    """The folder that holds their files, for as long as this process runs. Skips where they are not to be had."""
    folder = _unpack(packages)
    if folder is None:
        pytest.skip(f"apt-get download {' '.join(packages)} brings nothing here")
    return folder


@cache
def _unpack(packages: tuple[str, ...]) -> Path | None:
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return None
    folder = Path(_own_folder())
    fetched = subprocess.run(
        ["apt-get", "-q", "download", *packages], check=False, cwd=folder, capture_output=True, timeout=_FETCH_S
    )
    files = list(folder.glob("*.deb"))
    if fetched.returncode or len(files) < len(packages):
        return None
    for file in files:
        subprocess.run(["dpkg", "-x", str(file), str(folder)], check=True, timeout=_FETCH_S)
    return folder


def _own_folder() -> str:
    """Removed when this process ends."""
    holder = tempfile.TemporaryDirectory(prefix="hoc-deb")
    atexit.register(holder.cleanup)
    return holder.name
