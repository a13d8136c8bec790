"""What goes wrong with sound, by strength: a function of a voice, chance and a strength to what a microphone delivers.

`codes` are those of which one must be said; `strengths` go from what nobody notices to what spoils a call, and from
`disturbing` on it has to be found.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tests.lab.recorded.recordings import Recording, db, keys, mono, resampled, room, spoken, to_16_bit, tone
from tests.lab.recorded.voices import RATE


class SoundTrouble(NamedTuple):
    """`unit` names the strength."""

    codes: frozenset[str]
    unit: str
    strengths: Sequence[float]
    disturbing: float
    spoil: Callable[[np.ndarray, np.random.Generator, float], Recording]


def holes(sound: np.ndarray, length_s: float, per_s: float, chance: np.random.Generator) -> list[tuple[int, int]]:
    """Where holes lie: evenly, each a little off."""
    length, step = int(length_s * RATE), RATE / per_s
    begins = np.arange(0.4 * RATE, sound.size - length, step) + chance.uniform(0, 0.4 * step)
    return [(int(begin), int(begin) + length) for begin in begins if begin + length < sound.size]


def _filled(length_s: float, fill: str) -> Callable[[np.ndarray, np.random.Generator, float], Recording]:
    def spoil(voice: np.ndarray, chance: np.random.Generator, per_s: float) -> Recording:
        sound = to_16_bit(spoken(voice, chance))
        for begin, end in holes(sound, length_s, per_s, chance):
            if fill == "hold":
                sound[begin:end] = sound[begin]
            elif fill == "repeat":
                sound[begin:end] = sound[2 * begin - end : begin]
            else:
                sound[begin:end] = 0 if fill == "zeros" else room(end - begin, float(fill), chance, 0)
        return mono(sound)

    return spoil


def _cut(length_s: float) -> Callable[[np.ndarray, np.random.Generator, float], Recording]:
    def spoil(voice: np.ndarray, chance: np.random.Generator, per_s: float) -> Recording:
        sound = spoken(voice, chance)
        is_kept = np.ones(sound.size, dtype=bool)
        for begin, end in holes(sound, length_s, per_s, chance):
            is_kept[begin:end] = False
        return mono(sound[is_kept])

    return spoil


def _lost_frames(voice: np.ndarray, chance: np.random.Generator, per_s: float) -> Recording:
    """Frames of 7.5 ms of a codec at 16 kHz are lost, and what is left is brought to RATE."""
    sound = resampled(spoken(voice, chance), 16000)
    frames = sound[: sound.size // 120 * 120].reshape(-1, 120)
    rest = frames[chance.random(len(frames)) >= per_s * 0.0075].reshape(-1)
    spectrum = np.fft.rfft(rest)
    out = np.zeros(rest.size * 3 // 2 + 1, dtype=complex)
    out[: spectrum.size] = spectrum * 3
    return mono(np.fft.irfft(out, rest.size * 3), transport="")


def _second_blocks(length_s: float) -> Callable[[np.ndarray, np.random.Generator, float], Recording]:
    def spoil(voice: np.ndarray, chance: np.random.Generator, share: float) -> Recording:
        sound = to_16_bit(spoken(voice, chance))
        length = int(length_s * RATE)
        blocks = sound[: sound.size // length * length].reshape(-1, length).copy()
        for number in range(1, len(blocks), 2):
            if chance.random() < share:
                blocks[number] = blocks[number - 1]
        return mono(blocks.reshape(-1))

    return spoil


def _clipped(ceiling: float) -> Callable[[np.ndarray, np.random.Generator, float], Recording]:
    def spoil(voice: np.ndarray, chance: np.random.Generator, gain: float) -> Recording:
        return mono(np.clip(spoken(voice, chance, -22) * gain, -1, 1) * ceiling)

    return spoil


def _noisy(make: Callable[[int, np.random.Generator], np.ndarray]) -> Callable[..., Recording]:
    def spoil(voice: np.ndarray, chance: np.random.Generator, below: float) -> Recording:
        sound = spoken(voice, chance, -24)
        noise = make(sound.size, chance)
        return mono(sound + noise / np.sqrt((noise**2).mean()) * db(-24 - below))

    return spoil


def music(size: int, chance: np.random.Generator) -> np.ndarray:
    """Chords of plucked strings, two a second, RMS 1."""
    sound, step = np.zeros(size), RATE // 2
    time = np.arange(RATE) / RATE
    for begin in range(0, size, step):
        for _ in range(3):
            pitch = 110 * 2 ** (chance.integers(0, 30) / 12)
            note = sum(np.sin(2 * np.pi * pitch * part * time) / part for part in range(1, 7)) * np.exp(-2.5 * time)
            end = min(size, begin + RATE)
            sound[begin:end] += note[: end - begin]
    return sound / np.sqrt((sound**2).mean())


def baby(size: int, chance: np.random.Generator) -> np.ndarray:
    """Cries of a second, half a second of breath between; RMS 1."""
    time = np.arange(size) / RATE
    pitch = chance.uniform(380, 480) + 80 * np.sin(2 * np.pi * time / 1.0)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    cry = sum(np.sin(part * phase) / part for part in range(1, 9))
    cry = cry * (time % 1.5 < 1) * np.sin(np.pi * np.minimum(time % 1.5, 1))
    return cry / np.sqrt((cry**2).mean())


def dog(size: int, chance: np.random.Generator) -> np.ndarray:
    """Two barks a second; RMS 1."""
    sound, length = np.zeros(size), int(0.18 * RATE)
    time = np.arange(length) / RATE
    for begin in range(0, size - length, RATE // 2):
        phase = 2 * np.pi * np.cumsum(chance.uniform(350, 550) * np.exp(-2 * time)) / RATE
        bark = sum(np.sin(part * phase) / part for part in range(1, 12)) + chance.normal(size=length)
        sound[begin : begin + length] += bark * np.hanning(length)
    return sound / np.sqrt((sound**2).mean())


def _without_voice(make: Callable[[int, np.random.Generator], np.ndarray]) -> Callable[..., Recording]:
    def spoil(_voice: np.ndarray, chance: np.random.Generator, level: float) -> Recording:
        size = 7 * RATE
        return mono(make(size, chance) * db(level) + room(size, -66, chance))

    return spoil


def _muted(voice: np.ndarray, chance: np.random.Generator, offset: float) -> Recording:
    level = chance.uniform(-96, -86)
    return Recording((room(voice.size, level, chance, 0) + offset)[:, np.newaxis].astype(np.float32))


def _opposite(voice: np.ndarray, chance: np.random.Generator, share: float) -> Recording:
    sound = spoken(voice, chance)
    return Recording(to_16_bit(np.stack([sound, -share * sound], axis=1)).astype(np.float32))


def _hum_right(voice: np.ndarray, chance: np.random.Generator, level: float) -> Recording:
    sound = spoken(voice, chance, -28)
    right = tone(sound.size, 50, level) + tone(sound.size, 150, level - 4) + room(sound.size, -66, chance)
    return Recording(to_16_bit(np.stack([sound, right], axis=1)).astype(np.float32))


def _whine(voice: np.ndarray, chance: np.random.Generator, level: float) -> Recording:
    sound = spoken(voice, chance, -24)
    return mono(sound + tone(sound.size, chance.uniform(300, 6000), level))


def _typing(voice: np.ndarray, chance: np.random.Generator, peak: float) -> Recording:
    sound = spoken(voice, chance, -28)
    return mono(sound + keys(sound.size, chance.uniform(5, 9), peak, chance))


DROPOUTS = frozenset({"microphone.dropouts"})
NOISY = frozenset({"microphone.noisy", "microphone.hum"})
SILENT = frozenset({"microphone.no-speech", "microphone.muted-at-device"})
PER_SECOND = (0.3, 1, 2, 4, 8)
_MOST_LOST = 0.6
"""With more than that missing nobody would call it a voice with holes."""
BELOW = (30, 24, 18, 12, 6)

FILLINGS = (("-85", 0.03), ("-85", 0.12), ("-75", 0.03), ("hold", 0.02), ("repeat", 0.02), ("repeat", 0.06))
GAINS = (4, 8, 12, 30)
CLIPPING = frozenset({"microphone.clipping"})


def _often(length_s: float) -> tuple[float, ...]:
    """How often a second holes of this length may come."""
    return tuple(per_s for per_s in PER_SECOND if per_s * length_s <= _MOST_LOST)


TROUBLES: dict[str, SoundTrouble] = {
    **{
        f"zeros {1000 * length:.0f} ms": SoundTrouble(DROPOUTS, "1/s", _often(length), at, _filled(length, "zeros"))
        for length, at in ((0.01, 2), (0.03, 2), (0.06, 1), (0.12, 1), (0.25, 1), (0.45, 1))
    },
    **{
        f"filled with {fill}, {1000 * length:.0f} ms": SoundTrouble(
            DROPOUTS, "1/s", _often(length), 2, _filled(length, fill)
        )
        for fill, length in FILLINGS
    },
    "every second block of 20 ms": SoundTrouble(DROPOUTS, "share", (0.05, 0.2, 0.5, 1), 0.2, _second_blocks(0.02)),
    "every second block of 10 ms": SoundTrouble(DROPOUTS, "share", (0.05, 0.2, 0.5, 1), 0.2, _second_blocks(0.01)),
    "25 ms cut out": SoundTrouble(DROPOUTS, "1/s", PER_SECOND, 4, _cut(0.025)),
    "80 ms cut out": SoundTrouble(DROPOUTS, "1/s", PER_SECOND, 4, _cut(0.08)),
    "frames of 7.5 ms lost": SoundTrouble(DROPOUTS, "1/s", (1, 4, 8, 16, 30), 8, _lost_frames),
    "clipped": SoundTrouble(CLIPPING, "gain", GAINS, 8, _clipped(1.0)),
    "clipped, then halved": SoundTrouble(CLIPPING, "gain", GAINS, 12, _clipped(0.5)),
    "clipped, then a fifth": SoundTrouble(CLIPPING, "gain", GAINS, 12, _clipped(0.2)),
    "fan": SoundTrouble(NOISY, "dB below", BELOW, 12, _noisy(lambda size, chance: room(size, 0, chance))),
    "hiss": SoundTrouble(NOISY, "dB below", BELOW, 12, _noisy(lambda size, chance: room(size, 0, chance, 0))),
    "music behind": SoundTrouble(NOISY, "dB below", BELOW, 6, _noisy(music)),
    "baby behind": SoundTrouble(NOISY, "dB below", BELOW, 6, _noisy(baby)),
    "whine": SoundTrouble(NOISY, "dBFS", (-60, -48, -42, -36, -30), -36, _whine),
    "typing": SoundTrouble(NOISY, "dBFS", (-30, -20, -10, -2), -2, _typing),
    "hum in the other channel": SoundTrouble(NOISY, "dBFS", (-40, -30, -18, -14), -18, _hum_right),
    "channels against each other": SoundTrouble(
        frozenset({"microphone.channels-cancel"}), "share", (0.5, 0.9, 0.99, 1), 0.99, _opposite
    ),
    "music alone": SoundTrouble(SILENT, "dBFS", (-50, -40, -30, -20), -50, _without_voice(music)),
    "baby alone": SoundTrouble(SILENT, "dBFS", (-50, -40, -30, -20), -50, _without_voice(baby)),
    "dog alone": SoundTrouble(SILENT, "dBFS", (-50, -40, -30, -20), -50, _without_voice(dog)),
    "typing alone": SoundTrouble(
        SILENT, "dBFS", (-30, -20, -10, -2), -30, _without_voice(lambda size, chance: keys(size, 7, 0, chance))
    ),
    "muted, with an offset": SoundTrouble(
        frozenset({"microphone.muted-at-device"}), "offset", (0, 0.0012, 0.004, 0.02), 0, _muted
    ),
}
