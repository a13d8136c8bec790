"""Whether a sound is speech: the network of Silero VAD 6.2 (MIT), evaluated in numpy. Pure but for reading its weights.

The network (silero_vad/tinygrad_model.py of its package): 32 ms of 16 kHz sound with 4 ms before them, a short-time
spectrum, four convolutions over time, an LSTM cell, one logistic output. Its weights lie in speech_model.npz, as
16-bit floats; `python3 -m build.speech_model` makes it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from checker.checks.devices.audio.streams.resampling import resample

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

Floats = npt.NDArray[np.float32]


def voice_seconds(samples: Floats, rate: float) -> float:
    """Seconds of a human voice in a mono recording of `rate` Hz, brought to the loudness of speech first."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    sound = resample(clean[:, np.newaxis] - np.float32(np.median(clean) if clean.size else 0), rate, RATE)[:, 0]
    blocks = sound[: sound.size // _CHUNK * _CHUNK].reshape(-1, _CHUNK)
    loud = float(np.percentile(np.sqrt(np.mean(np.square(blocks), axis=1)), 90)) if len(blocks) else 0.0
    if not loud:
        return 0.0
    gain = np.float32(min(_SPEECH_RMS / loud, _MOST_GAIN))
    return float((speech_probabilities(sound * gain) >= _PROBABLE).sum()) * CHUNK_S


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
