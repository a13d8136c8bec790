"""How loud a voice is while it speaks: the range to aim at, in numbers and in words, for window and terminal."""

from collections import deque
from enum import Enum

from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.model.text import Text
from checker.net.clock import monotonic_s

FLOOR_DBFS = -60.0
"""dBFS at the left end: below it a room is silent."""
LOUD_DBFS = -9.0
"""dBFS: a sounding vowel's tops lie some 9 dB above its level, so that above this they are about to be cut off."""
PEAK_HOLD_S = 1.2
"""Seconds that a loud moment counts: a breath between two words is no reason to call somebody too quiet."""


class Loudness(Enum):
    """What a level means; the value is the level of a finding that wears the same colour."""

    SILENT = ("unknown", Text(de="Nichts zu hören.", en="Nothing to be heard."))
    QUIET = (
        "note",
        Text(
            de="Zu leise: Sprechen Sie lauter, oder rücken Sie näher heran.",
            en="Too quiet: speak up, or move closer.",
        ),
    )
    GOOD = ("ok", Text(de="Gut zu hören.", en="Easy to hear."))
    LOUD = (
        "warning",
        Text(de="Zu laut: Rücken Sie etwas vom Mikrofon ab.", en="Too loud: move away from the microphone a little."),
    )

    @property
    def finding_level(self) -> str:
        """Its colour."""
        return self.value[0]

    @property
    def advice(self) -> Text:
        """It in words, and what to do."""
        return self.value[1]


class PeakHold:
    """The loudest moment of the last second or so."""

    def __init__(self) -> None:
        self._levels: deque[tuple[float, float]] = deque()

    def add(self, dbfs: float) -> float:
        """One more level; the one that counts now. Not a number is silence."""
        now = monotonic_s()
        self._levels.append((now, dbfs if dbfs > FLOOR_DBFS else FLOOR_DBFS))
        while self._levels[0][0] < now - PEAK_HOLD_S:
            self._levels.popleft()
        return max(level for _when, level in self._levels)


def loudness(dbfs: float) -> Loudness:
    """What this level means. Not a number is silence."""
    if not dbfs > FLOOR_DBFS:
        return Loudness.SILENT
    if dbfs < QUIET_DBFS:
        return Loudness.QUIET
    return Loudness.GOOD if dbfs <= LOUD_DBFS else Loudness.LOUD


def bar_fraction(dbfs: float) -> float:
    """How much of a bar is lit, 0 to 1. Not a number is silence."""
    if not dbfs > FLOOR_DBFS:
        return 0.0
    return min(1.0, (dbfs - FLOOR_DBFS) / -FLOOR_DBFS)
