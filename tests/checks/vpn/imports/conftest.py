"""What the formats share: an authority, and a look at a result."""

from pathlib import Path

import pytest

from tests.net.certificates import Authority


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which tools make keys."""
    return tmp_path_factory.mktemp("keys")
