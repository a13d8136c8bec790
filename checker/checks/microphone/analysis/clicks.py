"""Clicks amid a loud sound: where samples are gone the wave steps, and a step reaches all tones at once. Pure.

Above the tones that make a vowel there is little else. The pulses of a voice are there, too, but come again within some
ms at about the same height; lips, keys and plosives take longer than a step, and begin where it is quiet.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.microphone.analysis.sound_metrics import Samples, cleaned

_BLOCK_S, _NEAR_S, _SIDE_S, _GAP_S = 0.0005, 0.02, 0.008, 0.002
"""A step lies in one block, or in two; the longest period of a voice, and a half; what must be loud; a closed lip."""
_TOUCHED = 2
"""Blocks on either side that belong to the click: the filter's response."""
_VOICE_HZ = 100.0
_LOUD, _GAP, _HEIGHT = 0.15, 0.05, 0.01
"""Of the loudness (RMS) of what is not silent: both sides, their softest two ms, and the click itself."""


class ClickBand(NamedTuple):
    """Tones in which clicks are looked for, and those below that must have them as well.

    `stands_out` (in the band) and `below_stands_out`: times the highest within the longest period of a voice. `share`:
    of the height in the band to that below it; a step falls by 6 dB an octave. `width`: of the height 1 ms off, at
    most. `fewest`: so many are no chance. Chosen by trial on the recordings that they are told of: of 221 healthy ones
    of 21 voices, 6 s each, none had as many; of 84 with 25 or 80 ms cut out four times a second 73 had, of 42 with
    frames of 7.5 ms lost eight times a second 35.
    """

    hertz: tuple[float, float]
    below_hertz: tuple[float, float]
    stands_out: float
    below_stands_out: float
    share: tuple[float, float]
    width: float
    fewest: int


BEYOND_SPEECH = ClickBand((9000.0, 23000.0), (4800.0, 7800.0), 2.0, 1.2, (0.4, 1.5), 0.3, 3)
WIDEBAND = ClickBand((4800.0, 7800.0), (2500.0, 4500.0), 1.5, 0.0, (0.5, 1.0), 0.5, 5)
"""What a radio or a codec of 16 kHz leaves of a click."""


def count_clicks(samples: Samples, rate: float, band: ClickBand) -> int:
    """How many there are in a mono recording of `rate` Hz; 0 where the rate holds no such tones."""
    size = int(rate * _BLOCK_S)
    if 0.48 * rate < 1.2 * band.hertz[0] or samples.size < 4 * _NEAR_S * rate or not np.isfinite(samples).all():
        return 0
    sound = cleaned(samples)
    click, below, voice = _block_levels(sound, rate, size, (band.hertz, band.below_hertz, (_VOICE_HZ, rate)))
    audible = voice[voice > 1e-4]
    if not audible.size:
        return 0
    loud, near = _rms(audible), int(_NEAR_S / _BLOCK_S)
    around, around_below = _surroundings(click, near), _surroundings(below, near)
    nearby = around[:, near - _TOUCHED : near + _TOUCHED + 1].max(axis=1)
    width = np.maximum(around[:, near - _TOUCHED], around[:, near + _TOUCHED])
    height_below = around_below[:, near - 1 : near + 2].max(axis=1)
    is_click = (click >= nearby) & (click > _HEIGHT * loud) & (width < band.width * click)
    is_click &= click > band.stands_out * _highest_neighbour(around, near)
    is_click &= height_below > band.below_stands_out * _highest_neighbour(around_below, near)
    is_click &= (click > band.share[0] * height_below) & (click < band.share[1] * height_below)
    return sum(_is_amid_sound(sound, rate, place * size, loud) for place in np.flatnonzero(is_click).tolist())


def _block_levels(
    sound: Samples, rate: float, size: int, bands: tuple[tuple[float, float], ...]
) -> list[npt.NDArray[np.float64]]:
    """The RMS of each block, of each band alone."""
    length = 1 << (sound.size - 1).bit_length()
    spectrum, tones = np.fft.rfft(sound, length), np.fft.rfftfreq(length, 1 / rate)
    count = sound.size // size
    levels = []
    for lowest, highest in bands:
        part = np.where((tones >= lowest) & (tones <= min(highest, 0.48 * rate)), spectrum, 0)
        blocks = np.fft.irfft(part, length)[: count * size].reshape(count, size)
        levels.append(np.sqrt(np.mean(blocks**2, axis=1)))
    return levels


def _surroundings(levels: npt.NDArray[np.float64], near: int) -> npt.NDArray[np.float64]:
    """For each block those round it."""
    return np.lib.stride_tricks.sliding_window_view(np.pad(levels, near, mode="edge"), 2 * near + 1)


def _highest_neighbour(around: npt.NDArray[np.float64], near: int) -> npt.NDArray[np.float64]:
    """The highest of them that do not belong to the click."""
    result: npt.NDArray[np.float64] = np.maximum(
        around[:, : near - _TOUCHED].max(axis=1), around[:, near + _TOUCHED + 1 :].max(axis=1)
    )
    return result


def _is_amid_sound(sound: Samples, rate: float, place: int, loud: float) -> bool:
    """Loud on both sides, and nothing of them silent; of the sound itself, as a filter rings where it was silent."""
    side, gap, block = int(_SIDE_S * rate), int(_GAP_S * rate), int(_BLOCK_S * rate)
    if place < side + block or place + side + 3 * block > sound.size:
        return False
    for approach in (sound[place - block - side : place - block], sound[place + 2 * block : place + 2 * block + side]):
        softest = min(float(approach[begin : begin + gap].std()) for begin in range(0, side - gap + 1, block))
        if float(approach.std()) < _LOUD * loud or softest < _GAP * loud:
            return False
    return True


def _rms(levels: npt.NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(levels**2)))
