"""What is played into the sound cards, made on this machine, where it takes a second."""

from pathlib import Path

import numpy as np

from tests.guest.tools import run
from tests.lab.sound import RATE, speech, write

SECONDS = 30
TELEPHONE_RATE = 8000
_NOISE_DBFS, _HUM_DBFS = -65.0, -42.0
"""A calm room; and hum that is plain beside a voice of about -20 dBFS."""
_MAINS_HZ = (50, 100, 150)
_TOO_LOUD = 12.0


def make(folder: Path) -> None:
    """Writes speech, room, clipping, hum and telephone (8 kHz) as .wav. Raises NotPossible."""
    folder.mkdir(parents=True)
    voice = np.resize(np.append(speech(folder), np.zeros(RATE // 2, np.float32)), SECONDS * RATE) * 0.7
    noise = np.random.default_rng(5).normal(0, _of(_NOISE_DBFS), voice.size)
    seconds = np.arange(voice.size) / RATE
    mains = sum(np.sin(2 * np.pi * hertz * seconds) for hertz in _MAINS_HZ) * _of(_HUM_DBFS)
    spoken = voice + noise
    for name, sound in {"speech": spoken, "room": noise, "clipping": spoken * _TOO_LOUD, "hum": spoken + mains}.items():
        write(folder / f"{name}.wav", sound)
    run(["sox", str(folder / "speech.wav"), "-r", str(TELEPHONE_RATE), str(folder / "telephone.wav")])


def _of(dbfs: float) -> float:
    return float(10 ** (dbfs / 20))
