"""One Windows for all tests of a file."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.build.windows.stage import Stage, why_not


@pytest.fixture(scope="module")
def windows(display: str) -> Iterator[Stage]:
    """A Windows 10 of its own."""
    if reason := why_not():
        pytest.skip(reason)
    stage = Stage(f"test-{os.getpid()}", display)
    stage.raise_it()
    yield stage
    stage.tear_down()


@pytest.fixture
def stage(windows: Stage) -> Iterator[Stage]:
    """The same, with nothing laid down yet and nothing that still runs."""
    shutil.rmtree(windows.home, ignore_errors=True)
    (windows.user / "told.txt").unlink(missing_ok=True)
    yield windows
    (windows.user / "stay").unlink(missing_ok=True)
    windows.room.kill_all()
