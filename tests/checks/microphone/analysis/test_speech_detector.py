"""A voice, and what sounds beside it."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from checker.checks.microphone.analysis.speech_detector import detect_voice
from tests.lab.recorded.recordings import keys
from tests.lab.recorded.sound_troubles import baby, music
from tests.lab.sound import read

RATE = 48000
SENTENCES = "Heute arbeite ich von zu Hause. Alle hören mich gut. Das ist wirklich schön."
LEVEL = -24.0
MAKE = {
    "music": lambda size, chance: music(size, chance) * 10 ** (-30 / 20),
    "a baby": lambda size, chance: baby(size, chance) * 10 ** (-30 / 20),
    "keys": lambda size, chance: keys(size, 7, -2, chance),
    "hiss": lambda size, chance: chance.normal(0, 10 ** (-34 / 20), size),
}

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks")


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    folder: Path = tmp_path_factory.mktemp("voice")
    raw, made = folder / "raw.wav", folder / "made.wav"
    subprocess.run(["espeak-ng", "-v", "de", "-g", "40", "-w", str(raw), SENTENCES], check=True, capture_output=True)
    subprocess.run(["sox", "-R", str(raw), "-r", str(RATE), "-c", "1", str(made)], check=True, capture_output=True)
    sound = read(made)[: 5 * RATE]
    return (sound / np.sqrt(np.mean(sound[np.abs(sound) > 0.003] ** 2)) * 10 ** (LEVEL / 20)).astype(np.float32)


def test_a_quiet_room(voice: np.ndarray) -> None:
    detected = detect_voice(voice + np.random.default_rng(1).normal(0, 1e-3, voice.size).astype("f4"), RATE)
    assert detected.seconds > 1
    assert detected.background is not None
    assert detected.background < LEVEL - 30


@pytest.mark.parametrize("kind", MAKE)
def test_what_sounds_beside_it(voice: np.ndarray, kind: str) -> None:
    noise = MAKE[kind](voice.size, np.random.default_rng(3)).astype(np.float32)
    detected = detect_voice(voice + noise, RATE)
    assert detected.seconds > 0.3
    assert detected.background is not None
    assert detected.background > LEVEL - 17


@pytest.mark.parametrize("kind", MAKE)
def test_without_a_voice_there_is_nothing_beside_it(kind: str) -> None:
    noise = MAKE[kind](5 * RATE, np.random.default_rng(3)).astype(np.float32)
    assert detect_voice(noise, RATE).seconds < 0.3
