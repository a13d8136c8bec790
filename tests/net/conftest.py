"""Counterparts that the tests of this folder share."""

from pathlib import Path

import pytest

from tests.net.certificates import Authority


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.make(tmp_path)
