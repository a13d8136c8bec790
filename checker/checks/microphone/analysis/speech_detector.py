"""When a sound is speech, and what is there when it is none: the network of Silero VAD 6.2 (MIT), evaluated in numpy.

Pure but for reading its weights.

The network (silero_vad/tinygrad_model.py of its package): 32 ms of 16 kHz sound with 4 ms before them, a short-time
spectrum, four convolutions over time, an LSTM cell, one logistic output. Its weights lie in speech_model.npz, as
16-bit floats; `python3 -m build.speech_model` makes it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.devices.audio.streams.resampling import resample
from checker.checks.microphone.analysis.sound_metrics import dbfs, high_passed

RATE = 16000.0
"""Samples a second that the network knows."""
MODEL = Path(__file__).with_name("speech_model.npz")
CHUNK_S = 0.032

_CHUNK, _CONTEXT, _WINDOW, _HOP = 512, 64, 256, 128
_STRIDES = (1, 2, 2, 1)
_SPEECH_RMS, _MOST_GAIN = 0.1, 100.0
"""-20 dBFS, from at most 40 dB below: the network knows voices as they are recorded, not as they lie in a drawer."""
_PROBABLE = 0.5
"""As Silero's own default; below it a stretch of speech does not begin."""

_IMPROBABLE, _NEAR, _BACKGROUND_S = 0.15, 2, 0.3
"""Nobody speaks where that is so for 0.16 s, and there is 0.3 s of it."""
_USUAL = 70
"""Percentile of such moments: what the network misses of a voice lies above, and whoever cries takes breath. Healthy
recordings of 36 voices: 25 dB under the voice and more; a fan, music, a whine or a baby 17 and less."""
_STROKE, _SHORT = 6.0, 5.0
"""Peaks: times the voice, and times the 32 ms round them. A voice has a peak of four times its own loudness."""
_STROKES_PER_S, _STROKES_ALONE_PER_S = 2.0, 0.5
"""In all, and between the words. Healthy recordings: 2 and 0.3 at most, never both."""

Floats = npt.NDArray[np.float32]


class DetectedVoice(NamedTuple):
    """`seconds` of a human voice. `background`: dBFS of what sounds while nobody speaks; None with no time to tell."""

    seconds: float
    background: float | None


def voice_seconds(samples: Floats, rate: float) -> float:
    """Seconds of a human voice in a mono recording of `rate` Hz, brought to the loudness of speech first."""
    return detect_voice(samples, rate).seconds


def detect_voice(samples: Floats, rate: float) -> DetectedVoice:
    """The voice in a mono recording of `rate` Hz, and what is there beside it."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    sound = resample(clean[:, np.newaxis] - np.float32(np.median(clean) if clean.size else 0), rate, RATE)[:, 0]
    blocks = sound[: sound.size // _CHUNK * _CHUNK].reshape(-1, _CHUNK)
    loud = float(np.percentile(np.sqrt(np.mean(np.square(blocks), axis=1)), 90)) if len(blocks) else 0.0
    if not loud:
        return DetectedVoice(0.0, None)
    gain = np.float32(min(_SPEECH_RMS / loud, _MOST_GAIN))
    probabilities = speech_probabilities(sound * gain)
    is_voice = probabilities >= _PROBABLE
    background = _background(high_passed(blocks.reshape(-1), RATE).reshape(blocks.shape), probabilities)
    return DetectedVoice(float(is_voice.sum()) * CHUNK_S, background if is_voice.any() else None)


def _background(blocks: Floats, probabilities: Floats) -> float | None:
    """What is there for a third of the time, or comes in strokes: keys, a hammer."""
    levels = np.sqrt(np.mean(np.square(blocks, dtype=np.float64), axis=1))
    is_voice = probabilities >= _PROBABLE
    if not is_voice.any():
        return None
    peaks = np.abs(blocks).max(axis=1)
    is_stroke = (peaks > _STROKE * np.median(levels[is_voice])) & (peaks > _SHORT * levels)
    seconds = len(blocks) * CHUNK_S
    strokes, strokes_alone = float(is_stroke.sum()), float((is_stroke & ~is_voice).sum())
    if strokes >= _STROKES_PER_S * seconds and strokes_alone >= _STROKES_ALONE_PER_S * seconds:
        return dbfs(float(np.sqrt(np.mean(levels[~is_voice] ** 2))))
    near = np.lib.stride_tricks.sliding_window_view(np.pad(probabilities, _NEAR, mode="edge"), 2 * _NEAR + 1)
    is_certain = near.max(axis=1) < _IMPROBABLE
    if is_certain.sum() * CHUNK_S < _BACKGROUND_S:
        return None
    return dbfs(float(np.percentile(levels[is_certain], _USUAL)))


def speech_probabilities(samples: Floats) -> Floats:
    """For each 32 ms of a mono recording of 16 kHz how probably it is speech, 0 to 1; what is left over is cut."""
    count = samples.size // _CHUNK
    if not count:
        return np.zeros(0, dtype=np.float32)
    padded = np.concatenate((np.zeros(_CONTEXT, dtype=np.float32), samples[: count * _CHUNK].astype(np.float32)))
    chunks = np.lib.stride_tricks.sliding_window_view(padded, _CONTEXT + _CHUNK)[::_CHUNK]
    weights = _weights()
    layer = _spectra(np.pad(chunks, ((0, 0), (0, _CONTEXT)), mode="reflect"))
    for number, stride in enumerate(_STRIDES, 1):
        layer = _convolution(layer, weights[f"conv{number}.weight"], weights[f"conv{number}.bias"], stride)
    return _recurrent_output(layer[:, :, 0], weights)


@cache
def _weights() -> Mapping[str, Floats]:
    with np.load(MODEL) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def _spectra(chunks: Floats) -> Floats:
    """Chunks x tones x moments: amplitudes under a periodic Hann window."""
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(chunks, _WINDOW, axis=1)[:, ::_HOP]
    return np.abs(np.fft.rfft(frames * window, axis=2)).transpose(0, 2, 1).astype(np.float32)


def _convolution(layer: Floats, weight: Floats, bias: Floats, stride: int) -> Floats:
    """Over time, three moments wide, a zero on either side; rectified."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(layer, ((0, 0), (0, 0), (1, 1))), 3, axis=2)[
        :, :, ::stride
    ]
    count, _channels, moments, _width = windows.shape
    flat = windows.transpose(0, 2, 1, 3).reshape(count * moments, -1)
    result = flat @ weight.reshape(len(bias), -1).T + bias
    rectified: Floats = np.maximum(result, 0).reshape(count, moments, -1).transpose(0, 2, 1)
    return rectified


def _recurrent_output(inputs: Floats, weights: Mapping[str, Floats]) -> Floats:
    """An LSTM cell over the chunks (gates in the order input, forget, cell, output), and the last, single unit."""
    gates_in = inputs @ weights["lstm_cell.weight_ih"].T + weights["lstm_cell.bias_ih"] + weights["lstm_cell.bias_hh"]
    recurrent = weights["lstm_cell.weight_hh"].T
    size = recurrent.shape[0]
    hidden, cell = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.float32)
    outputs = np.empty((len(inputs), size), dtype=np.float32)
    for number, gate in enumerate(gates_in):
        total = gate + hidden @ recurrent
        entry, forget, _, output = (_logistic(total[part * size : (part + 1) * size]) for part in range(4))
        cell = forget * cell + entry * np.tanh(total[2 * size : 3 * size])
        hidden = output * np.tanh(cell)
        outputs[number] = hidden
    final = np.maximum(outputs, 0) @ weights["final_conv.weight"].reshape(-1) + weights["final_conv.bias"]
    return _logistic(final.astype(np.float32))


def _logistic(values: Floats) -> Floats:
    result: Floats = (1 / (1 + np.exp(-np.clip(values, -80, 80)))).astype(np.float32)
    return result
