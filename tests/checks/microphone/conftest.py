"""One virtual microphone for all tests of this folder, and a process that listens to it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import pytest

from checker.checks.microphone import CHECK
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.observation import Observation, Observations
from tests.lab.sound import MISSING, VirtualMicrophone, speech, virtual_microphone


class Heard(NamedTuple):
    seen: list[Observation]
    levels: list[float]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in CHECK.diagnose(Observations(self.seen), MicrophoneNeed())]

    def value(self, name: str) -> object:
        return next((one.value for one in self.seen if one.name == name), None)


Listen = Callable[..., Heard]


@pytest.fixture(scope="session")
def lab() -> Iterator[VirtualMicrophone]:
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    with virtual_microphone() as microphone:
        yield microphone


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    return speech(tmp_path_factory.mktemp("voice"))


@pytest.fixture
def listen(lab: VirtualMicrophone) -> Iterator[Listen]:
    def run(part: str = "probe", device: str = "", environment: dict[str, str] | None = None) -> Heard:
        done = subprocess.run(
            [sys.executable, "-m", "tests.lab.listener", part, device],
            env=lab.environment | (environment or {}),
            cwd=Path(__file__).parents[3],
            capture_output=True,
            timeout=40,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        answer = msgspec.json.decode(done.stdout)
        return Heard(msgspec.convert(answer["seen"], list[Observation]), answer["levels"])

    yield run
    lab.hush()
