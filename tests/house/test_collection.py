"""Every test is collected: by itself pytest passes over folders of some names, "build" among them."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    patterns = pytestconfig.getini("norecursedirs")
    files = [file.relative_to(ROOT) for file in (ROOT / "tests").rglob("test_*.py")]
    assert len(files) > 500
    assert not [file for file in files if any(fnmatch(part, pattern) for part in file.parts for pattern in patterns)]
