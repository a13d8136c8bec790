"""Puts build/ where its own scripts have it: first among the places of modules."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))

from tests.build.display import screen


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A screen in memory."""
    with screen() as number:
        yield number
