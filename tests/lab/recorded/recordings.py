"""Healthy recordings: how people speak, the room, the device and what programs do to the sound.

Each is a function of a voice (RMS 1 while speaking, at RATE) and chance; it returns samples x channels and their rate.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from tests.lab.recorded.voices import RATE

_FAST = 4800
"""Fourier transforms of a multiple of it are quick; of a length that is a prime they are not."""


class Recording(NamedTuple):
    """What a microphone delivers, and what the system says of the device."""

    sound: np.ndarray
    rate: int = RATE
    transport: str = "usb"
    name: str = "Mikrofon (USB Audio Device)"


MakeRecording = Callable[[np.ndarray, np.random.Generator], Recording]


def db(level: float) -> float:
    return float(10 ** (level / 20))


def room(size: int, level: float, chance: np.random.Generator, colour: float = 1.0) -> np.ndarray:
    """Noise of a room at `level` dBFS; `colour`: 0 white, 1 pink, 2 brown."""
    longer = -(-size // _FAST) * _FAST
    spectrum = np.fft.rfft(chance.normal(size=longer))
    tones = np.maximum(np.fft.rfftfreq(longer, 1 / RATE), 20)
    noise = np.fft.irfft(spectrum / tones ** (colour / 2), longer)[:size]
    return noise / np.sqrt((noise**2).mean()) * db(level)


def spoken(voice: np.ndarray, chance: np.random.Generator, level: float | None = None) -> np.ndarray:
    """At -20 to -24 dBFS in a room of -60 to -72 dBFS, with a moment before the first word."""
    voice = voice * db(level if level is not None else chance.uniform(-24, -20))
    voice = np.concatenate([np.zeros(int(chance.uniform(0.1, 0.8) * RATE)), voice])
    return voice + room(voice.size, chance.uniform(-72, -60), chance)


def tone(size: int, hertz: float, level: float) -> np.ndarray:
    """A sine of this RMS, dBFS."""
    return np.sqrt(2) * db(level) * np.sin(2 * np.pi * hertz * np.arange(size) / RATE)


def resampled(sound: np.ndarray, rate: int) -> np.ndarray:
    """By the Fourier transform: nothing folds down."""
    spectrum = np.fft.rfft(sound)
    size = round(sound.size * rate / RATE)
    cut = np.zeros(size // 2 + 1, dtype=complex)
    count = min(cut.size, spectrum.size)
    cut[:count] = spectrum[:count]
    return np.fft.irfft(cut, size) * size / sound.size


def to_16_bit(sound: np.ndarray) -> np.ndarray:
    return np.round(np.clip(sound, -1, 1) * 32767) / 32768


def mono(sound: np.ndarray, **device: object) -> Recording:
    return Recording(to_16_bit(sound)[:, np.newaxis].astype(np.float32), **device)


def gated(voice: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Exact zeros where it stayed below -30 to -36 dBFS for 20 to 60 ms."""
    sound = spoken(voice, chance)
    limit, hold = db(chance.uniform(-36, -30)), int(chance.uniform(0.02, 0.06) * RATE)
    loud = np.flatnonzero(np.abs(sound) >= limit)
    if not loud.size:
        return sound * 0
    last = np.maximum.accumulate(np.where(np.abs(sound) >= limit, np.arange(sound.size), -hold - 1))
    return np.where(np.arange(sound.size) - last <= hold, sound, 0)


def faded_gate(voice: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A gate as meeting programs have it: it opens in 2 ms, holds on, and fades to nothing or to a little."""
    sound = spoken(voice, chance)
    limit, hold = db(chance.uniform(-46, -36)), int(chance.uniform(0.05, 0.25) * RATE)
    is_open = np.abs(sound) >= limit
    last = np.maximum.accumulate(np.where(is_open, np.arange(sound.size), -hold - 1))
    is_open = np.arange(sound.size) - last <= hold
    rest = 0.0 if chance.random() < 0.5 else db(chance.uniform(-30, -12))
    fade = int(chance.uniform(0.01, 0.12) * RATE)
    since = np.arange(sound.size) - np.maximum.accumulate(np.where(is_open, np.arange(sound.size), 0))
    return sound * np.maximum(rest, 1 - np.minimum(1, since / fade))


def _suppressed(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    """Noise taken away tone by tone, as Windows and meeting programs do, with what that leaves."""
    sound = spoken(voice, chance)
    sound = sound + room(sound.size, chance.uniform(-56, -46), chance)
    size, hop = 960, 480
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(sound, size), size)[::hop] * np.hanning(size)
    spectrum = np.fft.rfft(frames, axis=1)
    noise = np.percentile(np.abs(spectrum), 10, axis=0) * 2
    gain = np.clip(1 - noise / np.maximum(np.abs(spectrum), 1e-9), db(chance.uniform(-30, -15)), 1)
    frames = np.fft.irfft(spectrum * gain, size, axis=1)
    out = np.zeros(sound.size + 3 * size)
    for number, frame in enumerate(frames):
        out[number * hop : number * hop + size] += frame
    return mono(out[size : size + sound.size])


def _pitched(low: float, high: float) -> MakeRecording:
    """Played quicker or slower: a child, or a deep voice."""

    def make(voice: np.ndarray, chance: np.random.Generator) -> Recording:
        factor = chance.uniform(low, high)
        places = np.arange(0, voice.size - 1, factor)
        return mono(spoken(np.interp(places, np.arange(voice.size), voice), chance))

    return make


def _few_words(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    """Two seconds, and then nothing but the room."""
    voice = voice.copy()
    end, fade = int(chance.uniform(1.6, 2.4) * RATE), RATE // 20
    voice[end : end + fade] *= np.linspace(1, 0, fade)
    voice[end + fade :] = 0
    return mono(spoken(voice, chance))


def _far_away(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = _echoing(voice, chance).sound[:, 0]
    return mono(sound * db(-10) + room(sound.size, -70, chance))


def _sentence(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    return mono(spoken(voice, chance))


def _reader(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    """Without a pause, from the first sample; what is left out is faded over."""
    size, fade = 2400, 480
    windows = voice[: voice.size // size * size].reshape(-1, size)
    is_loud = np.sqrt((windows**2).mean(axis=1)) > 0.05
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_loud, [False])).astype(int)))
    sound, rise = np.zeros(fade), np.linspace(0, 1, fade)
    for begin, end in zip(edges[::2] * size, edges[1::2] * size, strict=True):
        piece = voice[begin:end].astype(float)
        piece[:fade] *= rise
        piece[-fade:] *= rise[::-1]
        sound = np.concatenate((sound[:-fade], sound[-fade:] + piece[:fade], piece[fade:]))
    sound = np.tile(sound, 3)[: voice.size] * db(chance.uniform(-24, -20))
    return mono(sound + room(sound.size, chance.uniform(-70, -60), chance))


def _echoing(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance)
    length = int(0.25 * RATE)
    tail = chance.normal(size=length) * np.exp(-6.9 * np.arange(length) / (chance.uniform(0.15, 0.4) * RATE))
    wet = np.fft.irfft(np.fft.rfft(sound, sound.size + length) * np.fft.rfft(tail, sound.size + length))[: sound.size]
    return mono(sound + 0.3 * wet / max(1e-9, wet.std()) * sound.std())


def _rumble(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance)
    return mono(sound + tone(sound.size, chance.uniform(6, 25), chance.uniform(-36, -26)))


def _webcam(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    return mono(resampled(spoken(voice, chance), 16000), rate=16000, name="Mikrofon (HD Pro Webcam C920)")


def _compressed(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    """A driver's automatic gain: loud and quiet brought together, limited below full scale."""
    sound = spoken(voice, chance)
    envelope = np.sqrt(np.convolve(sound**2, np.ones(4800) / 4800, mode="same")) + db(-50)
    return mono(np.tanh(2 * sound * (db(-20) / envelope) ** 0.5) / 2)


def _with_breath(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance)
    for begin in (chance.random(3) * (sound.size - RATE)).astype(int):
        size = int(0.35 * RATE)
        sound[begin : begin + size] += room(size, -48, chance, 0) * np.hanning(size)
    return mono(sound)


def _some_keys(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance)
    return mono(sound + keys(sound.size, 4, -26, chance))


def keys(size: int, per_second: float, peak: float, chance: np.random.Generator) -> np.ndarray:
    """Key strokes of 12 ms with this peak, dBFS."""
    sound = np.zeros(size)
    length = int(0.03 * RATE)
    for begin in (chance.random(int(size / RATE * per_second)) * (size - length)).astype(int):
        stroke = chance.normal(size=length) * np.exp(-np.arange(length) / (0.004 * RATE))
        sound[begin : begin + length] += stroke / np.abs(stroke).max() * db(peak) * chance.uniform(0.6, 1)
    return sound


def _two_channels(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance)
    other = np.roll(sound, int(chance.integers(0, 8))) * chance.uniform(0.7, 1) + room(sound.size, -70, chance)
    return Recording(to_16_bit(np.stack([sound, other], axis=1)).astype(np.float32))


def _one_of_two(voice: np.ndarray, chance: np.random.Generator) -> Recording:
    sound = spoken(voice, chance, -26)
    return Recording(to_16_bit(np.stack([sound, 0 * sound], axis=1)).astype(np.float32))


HEALTHY: dict[str, MakeRecording] = {
    "a sentence": _sentence,
    "soft": lambda voice, chance: mono(spoken(voice, chance, -33)),
    "loud": lambda voice, chance: mono(np.tanh(spoken(voice, chance, -14))),
    "reads without a pause": _reader,
    "a bare room": _echoing,
    "rumble below hearing": _rumble,
    "a webcam of 16 kHz": _webcam,
    "a noise gate": lambda voice, chance: mono(gated(voice, chance)),
    "a gate that fades": lambda voice, chance: mono(faded_gate(voice, chance)),
    "noise taken away": _suppressed,
    "automatic gain": _compressed,
    "a high voice": _pitched(1.15, 1.4),
    "a deep voice": _pitched(0.78, 0.9),
    "a few words": _few_words,
    "far away": _far_away,
    "breath": _with_breath,
    "some keys": _some_keys,
    "two channels": _two_channels,
    "one of two channels": _one_of_two,
    "an offset": lambda voice, chance: mono(spoken(voice, chance) + chance.uniform(-0.05, 0.05)),
    "44.1 kHz": lambda voice, chance: mono(resampled(spoken(voice, chance), 44100), rate=44100),
    "24 bits": lambda voice, chance: Recording(spoken(voice, chance)[:, np.newaxis].astype(np.float32)),
    "a quiet hum": lambda voice, chance: mono((sound := spoken(voice, chance)) + tone(sound.size, 50, -55)),
}
