"""What is played into the sound cards, made on this machine, where it takes a second."""

import shutil
from pathlib import Path

import numpy as np

from tests.guest.tools import run
from tests.lab.sound import RATE, speech, write

SECONDS = 30
PLAYED_HZ, TELEPHONE_HZ = 24000, 8000
"""A USB headset's own rate; more makes the emulation late. And Bluetooth's telephone mode."""
_NOISE_DBFS, _HUM_DBFS = -65.0, -38.0
"""A calm room; and the peak of each tone of a hum that is plain beside a voice of about -20 dBFS."""
_MAINS_HZ = (50, 100, 150)
_TOO_LOUD = 12.0


def make(folder: Path) -> None:
    """Writes speech, room, silence, clipping, hum and telephone as .wav. Raises NotPossible."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    voice = np.resize(np.append(speech(raw), np.zeros(RATE // 2, np.float32)), SECONDS * RATE) * 0.7
    noise = np.random.default_rng(5).normal(0, _of(_NOISE_DBFS), voice.size)
    seconds = np.arange(voice.size) / RATE
    mains = sum(np.sin(2 * np.pi * hertz * seconds) for hertz in _MAINS_HZ) * _of(_HUM_DBFS)
    spoken = voice + noise
    for name, sound, hertz in (
        ("speech", spoken, PLAYED_HZ),
        ("room", noise, PLAYED_HZ),
        ("silence", np.zeros_like(noise), PLAYED_HZ),
        ("clipping", spoken * _TOO_LOUD, PLAYED_HZ),
        ("hum", spoken + mains, PLAYED_HZ),
        ("telephone", spoken, TELEPHONE_HZ),
    ):
        write(raw / f"{name}.wav", sound)
        run(["sox", "-D", str(raw / f"{name}.wav"), "-r", str(hertz), str(folder / f"{name}.wav")])
    shutil.rmtree(raw)


def _of(dbfs: float) -> float:
    return float(10 ** (dbfs / 20))
