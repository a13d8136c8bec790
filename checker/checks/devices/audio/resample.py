"""A sound at another rate, exactly, by its spectrum: a device that is asked for a foreign rate may refuse."""

import numpy as np

from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.stream import Block


def resampled(sound: Block, rate: float, wanted: float) -> Block:
    """`sound` (samples x channels) of `rate` Hz at `wanted` Hz."""
    size = round(len(sound) * wanted / rate)
    if size == len(sound) or not len(sound) or not size:
        return sound
    spectrum = np.fft.rfft(sound, axis=0)
    kept = min(len(spectrum), size // 2 + 1)
    return (np.fft.irfft(spectrum[:kept], size, axis=0) * (size / len(sound))).astype(np.float32)


def fitted(sound: Block, rate: float, port: Port) -> Block:
    """At the port's rate and with as many channels as it has."""
    same = resampled(sound, rate, port.rate)
    return (
        np.ascontiguousarray(np.repeat(same[:, :1], port.channels, axis=1)) if same.shape[1] != port.channels else same
    )
