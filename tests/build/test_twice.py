"""The same sources make the same bytes: everything that a release hands out is built twice and compared."""

import hashlib
import subprocess
import sys

import pytest

from recipe.product import DIST, ROOT, folder
from tests.build.windows.stage import why_not

pytestmark = [pytest.mark.packaged, pytest.mark.slow, pytest.mark.timeout(3600)]


def built(system: str, *words: str) -> dict[str, str]:
    """SHA-256 of every file that the build made: of its folder and of the release."""
    command = [sys.executable, "build/package.py", "--system", system, *words]
    subprocess.run(command, cwd=ROOT, check=True)
    files = [file for file in folder(system).rglob("*") if file.is_file() and not file.is_symlink()]
    files += [file for file in DIST.iterdir() if file.is_file() and (system in file.name or file.suffix == ".deb")]
    return {str(file.relative_to(DIST)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.skipif(sys.platform != "linux", reason="builds for Linux")
def test_linux() -> None:
    first = built("linux")
    assert any(name.endswith(".deb") for name in first)
    assert any(name.endswith(".tar.xz") for name in first)
    assert differing(first, built("linux")) == []


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_windows_under_wine() -> None:
    first = built("windows")
    assert differing(first, built("windows")) == []


def differing(first: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in first.keys() | other.keys() if first.get(name) != other.get(name))


def test_what_differs_is_seen() -> None:
    """The comparison itself: a changed and a missing file are named."""
    assert differing({"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2"}) == ["b", "c"]
