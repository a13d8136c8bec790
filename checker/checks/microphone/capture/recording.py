"""Sound that is being recorded, in memory and nowhere else, and its level for the window."""

from typing import Any

import numpy as np
import numpy.typing as npt

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.streams.stream import Block
from checker.checks.microphone.analysis.sound_metrics import (
    Samples,
    SoundMetrics,
    loudness,
    measure_sound,
    strip_leading_zeros,
)
from checker.net.clock import monotonic_s

_EVERY_S = 1 / 15
_WARM_UP_S = 0.5
"""Before that a driver may well lose something: it has only just begun."""
_EMPTY_CHANNEL_DB = 30.0


class AudioRecording:
    """Gathers blocks. `gaps` counts how often the driver had lost something, once it ran smoothly."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.gaps = 0
        self._blocks: list[Block] = []
        self._sample_count = 0

    def add(self, block: Block, overflowed: bool) -> None:
        """One more block; of another format than the first it is brought to that."""
        block = _fit(block, self._blocks[0].shape[1] if self._blocks else 0)
        self.gaps += overflowed and self._sample_count > _WARM_UP_S * self.rate
        self._sample_count += len(block)
        self._blocks.append(block)

    @property
    def sound(self) -> Block:
        """All of it: samples x channels."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros((0, 1), dtype=np.float32)

    def mono(self) -> Samples:
        """As meeting programs send it: the mean of the channels, from the first sample that is not zero.

        Many microphones fill only one of two: a channel far below the loudest one counts for nothing.
        """
        sound = self.sound
        if sound.shape[1] == 1 or not sound.size:
            return strip_leading_zeros(sound.reshape(-1))
        levels = [loudness(channel) for channel in sound.T]
        used = [number for number, level in enumerate(levels) if level > max(levels) - _EMPTY_CHANNEL_DB]
        return strip_leading_zeros(sound[:, used or [0]].mean(axis=1, dtype=np.float32))

    def loudest_channel(self) -> Samples:
        """The loudest one, from its first sample that is not zero."""
        sound = self.sound
        if not sound.size:
            return sound.reshape(-1)
        loudest = max(range(sound.shape[1]), key=lambda channel: loudness(sound[:, channel]))
        return strip_leading_zeros(sound[:, loudest])

    def metrics(self) -> SoundMetrics:
        """The numbers so far."""
        return measure_sound(self.mono(), self.rate)


def _fit(block: npt.NDArray[Any], channel_count: int) -> Block:
    """Samples x channels in 32-bit floats; integers by their own range. `channel_count` 0: as many as it has."""
    if block.ndim == 1:
        block = block[:, np.newaxis]
    if block.dtype.kind in "iu":
        block = block / np.float32(np.iinfo(block.dtype).max)
    if channel_count and block.shape[1] != channel_count:
        block = block[:, np.arange(channel_count) % max(1, block.shape[1])]
    return block.astype(np.float32, copy=False)


class LevelEmitter:
    """Passes the level on as `level`: dBFS of the loudest channel, about fifteen times a second."""

    def __init__(self, context: ProbeContext) -> None:
        self._context = context
        self._blocks: list[Block] = []
        self._next_at = monotonic_s() + _EVERY_S

    def add(self, block: Block) -> None:
        """Emits the level of what arrived since the last time, when it is due."""
        self._blocks.append(block)
        now = monotonic_s()
        if now < self._next_at:
            return
        self._next_at = now + _EVERY_S
        sound = np.concatenate(self._blocks)
        self._blocks.clear()
        self._context.live("level", (round(max(loudness(channel) for channel in sound.T), 1),))
