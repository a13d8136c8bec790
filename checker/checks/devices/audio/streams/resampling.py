"""A sound at another rate, exactly, by its spectrum: a device may refuse a foreign rate."""

import numpy as np

from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import Block


def resample(sound: Block, rate: float, target_rate: float) -> Block:
    """`sound` (samples x channels) of `rate` Hz at `target_rate` Hz."""
    size = round(len(sound) * target_rate / rate)
    if size == len(sound) or not len(sound) or not size:
        return sound
    spectrum = np.fft.rfft(sound, axis=0)
    bin_count = min(len(spectrum), size // 2 + 1)
    return (np.fft.irfft(spectrum[:bin_count], size, axis=0) * (size / len(sound))).astype(np.float32)


def fit_to_device(sound: Block, rate: float, device: AudioDevice) -> Block:
    """At the device's rate and with as many channels as it has."""
    converted = resample(sound, rate, device.rate)
    return (
        np.ascontiguousarray(np.repeat(converted[:, :1], device.channels, axis=1))
        if converted.shape[1] != device.channels
        else converted
    )
