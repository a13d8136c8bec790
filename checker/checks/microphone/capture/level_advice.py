"""What to do just now, while someone speaks and watches the level: shown at once, kept nowhere."""

from collections import deque

import numpy as np

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.checks.devices.audio.streams.stream import Block
from checker.checks.microphone import thresholds
from checker.checks.microphone.analysis.sound_metrics import CLIPPED_FROM, SILENCE_DBFS, loudness
from checker.model.text import Text
from checker.net.clock import monotonic_s

_HISTORY_S = 2.0
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


class LevelAdvisor:
    """Passes sentences on as `advice`, each when it begins to hold."""

    def __init__(self, context: ProbeContext, rate: float) -> None:
        self._context = context
        self._rate = rate
        self._history: deque[tuple[int, float, int]] = deque()
        self._current: Text | None = None
        self._next_at = monotonic_s() + _EVERY_S

    def add(self, block: Block) -> None:
        """What has just been heard; only its length, loudness and clipped samples are remembered."""
        if not len(block):
            return
        loudest = max(loudness(channel) for channel in block.T)
        self._history.append((len(block), loudest, int((np.abs(block) >= CLIPPED_FROM).sum())))
        while sum(length for length, _, _ in self._history) > _HISTORY_S * self._rate:
            self._history.popleft()
        if monotonic_s() < self._next_at:
            return
        self._next_at = monotonic_s() + _EVERY_S
        advice = self._advice()
        if advice is not self._current:
            self._current = advice
            self._context.live("advice", text=advice)

    def _advice(self) -> Text:
        sample_count = sum(length for length, _, _ in self._history)
        loudest = max(level for _, level, _ in self._history)
        if sum(clipped for _, _, clipped in self._history) > thresholds.CLIPPED_SHARE * sample_count:
            return LOUD
        if loudest <= SILENCE_DBFS:
            return SILENT
        return GOOD if loudest >= QUIET_DBFS else QUIET
