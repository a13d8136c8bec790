"""What a check or a preview shows while it runs: picture, level, curve, advice. Each appears with its first value."""

import math

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.checks.context import LiveSample
from checker.client.window.advice import Advice
from checker.client.window.curve import Curve, latency_words, rate_words
from checker.client.window.meter import Meter
from checker.client.window.preview import Preview
from checker.model.text import Text


class LiveView(QWidget):
    """Hidden until there is something to see. A kind that it does not know is left out.

    `trial`: the employee tries something now, so a frame to sit in is drawn, and the level is read out.
    """

    def __init__(self, preview_lines: float = 7.0, parent: QWidget | None = None, *, trial: bool = False) -> None:
        super().__init__(parent)
        self._lines = preview_lines
        self._trial = trial
        self.advice: Advice | None = None
        self.preview: Preview | None = None
        self.meter: Meter | None = None
        self.curves: dict[str, Curve] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    def take(self, live: LiveSample) -> None:
        """Shows it."""
        if live.kind == "frame":
            self._frame(live)
        elif live.kind == "level" and live.numbers:
            self._level(live.numbers[0])
        elif live.kind == "advice" and live.text is not None:
            self._advise(live.text)
        elif live.kind in ("rate", "latency") and len(live.numbers) == 2 and all(map(math.isfinite, live.numbers)):
            self._point(live.kind, *live.numbers)

    def clear(self) -> None:
        """Forgets everything that was shown."""
        for widget in (self.preview, self.meter, self.advice, *self.curves.values()):
            if widget is not None:
                widget.hide()  # a picture that is over must not stay for a moment
                self._box.removeWidget(widget)
                widget.deleteLater()
        self.preview, self.meter, self.advice, self.curves = None, None, None, {}
        self.setVisible(False)

    def _frame(self, live: LiveSample) -> None:
        if self.preview is None:
            self.preview = Preview(self._lines, seat=self._trial)
            self._add(self.preview, first=True)
        self.preview.show_frame(live.numbers, live.picture)

    def _level(self, dbfs: float) -> None:
        if self.meter is None:
            self.meter = Meter(aloud=self._trial)
            self._add(self.meter)
        self.meter.show_level(dbfs)

    def _advise(self, said: Text) -> None:
        if self.advice is None:
            self.advice = Advice()
            self._add(self.advice)
        self.advice.show_text(said)

    def _point(self, kind: str, seconds: float, value: float) -> None:
        if kind not in self.curves:
            self.curves[kind] = Curve(rate_words if kind == "rate" else latency_words)
            self._add(self.curves[kind], first=kind == "rate")
        self.curves[kind].add(seconds, value)

    def _add(self, widget: QWidget, *, first: bool = False) -> None:
        self._box.insertWidget(0 if first else -1, widget)
        self.setVisible(True)
