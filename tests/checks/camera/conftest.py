"""A film that is handed over as a camera."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from checker.checks.camera.capture.device import Camera
from tests.lab.film import a_film


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Camera]:
    """Makes a camera of a painter; the film is gone after the test."""
    return partial(a_film, tmp_path)
