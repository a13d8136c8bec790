"""What checks of several folders are tried with."""

from collections.abc import Iterator

import pytest

from tests.lab.sound import MISSING, VirtualMicrophone, virtual_microphone


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualMicrophone]:
    """A microphone and a speaker for the workers that the test starts."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    with virtual_microphone() as room:
        for name, value in room.environment.items():
            monkeypatch.setenv(name, value)
        yield room
