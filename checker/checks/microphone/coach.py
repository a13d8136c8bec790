"""What to do just now, while someone speaks and watches the level: shown at once, kept nowhere."""

import time
from collections import deque

import numpy as np

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.stream import Block
from checker.checks.microphone import thresholds
from checker.checks.microphone.sound import CLIPPED_FROM, SILENCE_DBFS, loudness
from checker.model.text import Text

_LOOKS_BACK_S = 2.0
"""Long enough for a pause between two sentences."""
_EVERY_S = 0.4

SILENT = Text(
    de="Vom Mikrofon kommt völlige Stille. Suchen Sie einen Stummschalter.",
    en="Complete silence comes from the microphone. Look for a mute switch.",
)
QUIET = Text(
    de="Sprechen Sie einen Satz. Ist er zu leise: näher heran, oder den Pegel höher stellen.",
    en="Say a sentence. If it is too quiet: come closer, or set the level higher.",
)
LOUD = Text(
    de="Zu laut: etwas weiter weg, oder den Pegel niedriger stellen.",
    en="Too loud: move away a little, or set the level lower.",
)
GOOD = Text(de="Gut so.", en="Good like this.")


class Coach:
    """Passes sentences on as `advice`, each when it begins to hold."""

    def __init__(self, context: ProbeContext, rate: float) -> None:
        self._context = context
        self._rate = rate
        self._past: deque[tuple[int, float, int]] = deque()
        self._said: Text | None = None
        self._due = time.monotonic() + _EVERY_S

    def add(self, block: Block) -> None:
        """What has just been heard; only its length, loudness and clipped samples are remembered."""
        if not len(block):
            return
        loudest = max(loudness(channel) for channel in block.T)
        self._past.append((len(block), loudest, int((np.abs(block) >= CLIPPED_FROM).sum())))
        while sum(length for length, _, _ in self._past) > _LOOKS_BACK_S * self._rate:
            self._past.popleft()
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _EVERY_S
        advice = self._advice()
        if advice is not self._said:
            self._said = advice
            self._context.live("advice", text=advice)

    def _advice(self) -> Text:
        heard = sum(length for length, _, _ in self._past)
        loudest = max(level for _, level, _ in self._past)
        if sum(clipped for _, _, clipped in self._past) > thresholds.CLIPPED_SHARE * heard:
            return LOUD
        if loudest <= SILENCE_DBFS:
            return SILENT
        return GOOD if loudest >= thresholds.QUIET_DBFS else QUIET
