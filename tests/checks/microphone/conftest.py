"""One virtual microphone for all tests of this folder, and a process that listens to it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import pytest

from checker.checks.microphone import CHECK
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.finding import Finding
from checker.model.observation import Observation, Observations
from tests.lab.sound import MISSING, VirtualMicrophone, speech, virtual_microphone


class Recording(NamedTuple):
    observations: list[Observation]
    levels: list[float]

    @property
    def findings(self) -> list[Finding]:
        return list(CHECK.diagnose(Observations(self.observations), MicrophoneNeed()))

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def value(self, name: str) -> object:
        return next((observation.value for observation in self.observations if observation.name == name), None)


Listen = Callable[..., Recording]


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


def listened(
    lab: VirtualMicrophone,
    part: str = "probe",
    device: str = "",
    speaker: str = "",
    environment: dict[str, str] | None = None,
) -> Recording:
    """What a process that listens in this room tells."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.lab.listener", part, device, speaker],
        env=lab.environment | (environment or {}),
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answer = msgspec.json.decode(done.stdout)
    return Recording(msgspec.convert(answer["seen"], list[Observation]), answer["levels"])


@pytest.fixture
def listen(lab: VirtualMicrophone) -> Iterator[Listen]:
    yield partial(listened, lab)
    lab.hush()
