"""Rooms with a microphone or two, what is to be heard in them, and what must be said of each."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.lab.sound import RATE, VirtualMicrophone, read, write

Sound = Callable[[np.ndarray], np.ndarray]


def noise(size: int, level: float, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, size)


def hum(sound: np.ndarray, level: float) -> np.ndarray:
    time = np.arange(sound.size) / RATE
    return sound + level * (np.sin(2 * np.pi * 50 * time) + 0.5 * np.sin(2 * np.pi * 150 * time))


def keys(size: int, level: float = 0.2) -> np.ndarray:
    """Someone types four letters a second."""
    return np.where(np.arange(size) % 12000 < 300, noise(size, level), 0)


def still(level: float) -> Sound:
    """Nobody speaks."""
    return lambda voice: noise(4 * RATE, level)


def spoken(gain: float = 1.0, noise_level: float = 0.0) -> Sound:
    return lambda voice: voice * gain + noise(voice.size, noise_level)


def torn(voice: np.ndarray) -> np.ndarray:
    """Twelve times a second, 20 ms are missing."""
    return np.where(np.arange(voice.size) % 4000 < 960, 0, voice)


def coughed(voice: np.ndarray) -> np.ndarray:
    """A tenth of a second of voice in four."""
    sound = noise(4 * RATE, 0.001)
    loudest = int(np.abs(voice).argmax())
    return sound + np.pad(voice[loudest : loudest + RATE // 10], (RATE, sound.size - RATE - RATE // 10))


def knocks(voice: np.ndarray) -> np.ndarray:
    """A table that is knocked at: dull thumps that die away."""
    dull = np.convolve(noise(RATE // 2, 1.0), np.hanning(RATE // 400), mode="same")
    thump = 0.5 * dull / np.abs(dull).max() * np.exp(-np.arange(RATE // 2) / RATE * 60)
    return np.tile(np.pad(thump, (0, RATE // 2)), 4) + noise(4 * RATE, 0.001)


def by(*effects: str) -> Callable[[np.ndarray, Path], np.ndarray]:
    """Through sox and its effects, back to the same rate."""

    def made(sound: np.ndarray, folder: Path) -> np.ndarray:
        before, after = folder / "before.wav", folder / "after.wav"
        write(before, sound)
        command = ["sox", "-R", str(before), str(after), *effects]
        subprocess.run(command, check=True, capture_output=True)
        return read(after)

    return made


READY, USABLE = "microphone.ready", "microphone.usable"
TELEPHONE = by("rate", "8000", "rate", str(RATE))
WIDE = by("rate", "16000", "rate", str(RATE))


@dataclass(frozen=True)
class Room:
    """`sound` is said into the microphone in use, None for nothing at all; `more_microphones` into further ones."""

    codes: tuple[str, ...]
    sound: Sound | None = lambda voice: voice
    more_microphones: dict[str, Sound] = field(default_factory=dict)
    sent: Callable[[np.ndarray, Path], np.ndarray] | None = None
    rate: int = RATE
    muted: bool = False
    volume: str = "100%"
    stuck: bool = False

    def furnish(self, lab: VirtualMicrophone, voice: np.ndarray) -> None:
        """Sets all of it up; `hush` clears it away."""
        mouth, ear = "mouth", "mic"
        voice = np.pad(voice, (0, RATE // 2))  # nobody speaks without a pause
        if self.rate != RATE:
            mouth, ear = "phone", "at-phone"
            lab.add(mouth, self.rate)
        if self.stuck:
            ear = "at-stuck"
            lab.stick("stuck")
        for name, sound in self.more_microphones.items():
            lab.add(name)
            lab.play(sound(voice), name)
        if self.sound is not None:
            speech = self.sound(voice)
            lab.play(self.sent(speech, lab.folder) if self.sent else speech, mouth)
        lab.pactl("set-default-source", ear)
        lab.pactl("set-source-mute", ear, str(int(self.muted)))
        lab.pactl("set-source-volume", ear, self.volume)


ROOMS = {
    "a voice": Room((READY,)),
    "a voice in a quiet room": Room((READY,), spoken(1, 0.001)),
    "a soft voice": Room((READY,), spoken(0.12, 0.0002)),
    "a voice behind a noise gate": Room((READY,), lambda voice: np.where(abs(voice) < 0.01, 0, voice)),
    "a voice and a light hum": Room((READY,), lambda voice: hum(voice, 0.004)),
    "a voice and someone who types": Room((READY,), lambda voice: voice + keys(voice.size, 0.05)),
    "a voice in a bare room": Room((READY,), sent=by("gain", "-3", "reverb", "25", "50", "40", "channels", "1")),
    "two microphones that both hear": Room((READY,), spoken(0.5, 0.001), {"notebook": spoken(0.3, 0.002)}),
    "a voice that ends at 8 kHz, as many notebooks' do": Room((READY,), sent=WIDE),
    "far away": Room(("microphone.too-quiet",), spoken(0.02, 0.0001)),
    "far away in noise": Room(("microphone.too-quiet", "microphone.noisy"), spoken(0.03, 0.004)),
    "turned down": Room(("microphone.too-quiet",), volume="20%"),
    "much too loud": Room(("microphone.clipping",), spoken(20)),
    "beside a fan": Room((USABLE, "microphone.noisy"), spoken(0.5, 0.06)),
    "strong hum": Room((USABLE, "microphone.hum"), lambda voice: hum(voice * 0.5, 0.06)),
    "hum and a fan": Room(
        (USABLE, "microphone.hum", "microphone.noisy"), lambda voice: hum(spoken(0.5, 0.06)(voice), 0.02)
    ),
    "torn": Room(("microphone.dropouts",), torn),
    "a telephone's codec": Room((USABLE, "microphone.hands-free"), sent=TELEPHONE),
    "a telephone's rate": Room((USABLE, "microphone.hands-free"), rate=16000),
    "nobody speaks in a quiet room": Room(("microphone.no-speech",), still(0.001)),
    "nobody speaks, a fan runs": Room(("microphone.no-speech",), still(0.05)),
    "nobody speaks, only hum": Room(
        ("microphone.no-speech", "microphone.hum"), lambda voice: hum(still(0.0005)(voice), 0.03)
    ),
    "nobody speaks, someone types": Room(
        ("microphone.no-speech",), lambda voice: keys(4 * RATE) + noise(4 * RATE, 0.0005)
    ),
    "someone coughs": Room(("microphone.no-speech",), coughed),
    "someone knocks at the table": Room(("microphone.no-speech",), knocks),
    "muted while someone speaks": Room(("microphone.muted",), muted=True),
    "nothing but zeros": Room(("microphone.silent",), None),
    "muted on its cable": Room(("microphone.muted-at-device",), still(0.00004)),
    "muted on its arm while the notebook hears": Room(
        ("microphone.muted-at-device",), still(0.00004), {"notebook": spoken(0.3, 0.002)}
    ),
    "the other one hears, this one is dead": Room(("microphone.wrong-default",), None, {"headset": spoken(0.5, 0.001)}),
    "the other one hears, this one lies in a drawer": Room(
        ("microphone.wrong-default",), spoken(0.015, 0.0003), {"headset": spoken(0.5, 0.001)}
    ),
    "the other one hears, this one only the fan": Room(
        ("microphone.wrong-default",), still(0.01), {"headset": spoken(0.5, 0.001)}
    ),
    "both hear nobody": Room(("microphone.no-speech",), still(0.001), {"headset": still(0.002)}),
    "it blocks for ever": Room(("microphone.hangs",), None, stuck=True),
    "it blocks for ever, and another one hears": Room(
        ("microphone.hangs",), None, {"headset": spoken(0.5, 0.001)}, stuck=True
    ),
}
