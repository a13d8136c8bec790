"""What a check or a preview shows while it runs: picture, level, curve, advice. Each appears with its first value.

What would make it better, or that it is good: one sentence that changes while the employee puts things right.
"""

import math
from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.checks.context import LiveSample
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.live.camera_preview import CameraPreview
from checker.client.window.widgets.live.curve_plot import LabelledCurve, format_latency, format_rate
from checker.client.window.widgets.live.level_meter import LevelMeter
from checker.client.window.widgets.screen_reader import ThrottledAnnouncer
from checker.model.text import Text


class AdviceLabel(Label):
    """Seen at once, read out calmly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(size="sentence", parent=parent)
        self._announcer = ThrottledAnnouncer(self)

    def show_advice(self, advice: Text) -> None:
        """The sentence that holds from now on."""
        text = advice.render(tr.language)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._announcer.announce(text)


class LiveView(QWidget):
    """Hidden until there is something to see. A kind that it does not know is left out.

    `trial`: the employee tries something now, so a frame to sit in is drawn, and the level is read out.
    """

    def __init__(self, preview_lines: float = 7.0, parent: QWidget | None = None, *, trial: bool = False) -> None:
        super().__init__(parent)
        self._lines = preview_lines
        self.has_shown = False
        """Whether anything came since it was made or cleared."""
        self._trial = trial
        self.advice: AdviceLabel | None = None
        self.preview: CameraPreview | None = None
        self.meter: LevelMeter | None = None
        self.curves: dict[str, LabelledCurve] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    def reserve(self, kinds: Iterable[str]) -> None:
        """Leaves room for these kinds of samples, empty until the first comes."""
        for kind in kinds:
            widget = self._widget(kind)
            if widget is not None:
                policy = widget.sizePolicy()
                policy.setRetainSizeWhenHidden(True)
                widget.setSizePolicy(policy)
                widget.hide()

    def show_sample(self, live: LiveSample) -> None:
        """Shows it."""
        if live.kind == "frame":
            self._show_frame(live)
        elif live.kind == "level" and live.numbers:
            self._show_level(live.numbers[0])
        elif live.kind == "advice" and live.text is not None:
            self._show_advice(live.text)
        elif live.kind in ("rate", "latency") and len(live.numbers) == 2 and all(map(math.isfinite, live.numbers)):
            self._add_point(live.kind, *live.numbers)

    def clear(self) -> None:
        """Forgets everything that was shown."""
        for widget in (self.preview, self.meter, self.advice, *self.curves.values()):
            if widget is not None:
                widget.hide()  # a picture that is over must not stay for a moment
                self._box.removeWidget(widget)
                widget.deleteLater()
        self.preview, self.meter, self.advice, self.curves = None, None, None, {}
        self.has_shown = False
        self.setVisible(False)

    def _show_frame(self, live: LiveSample) -> None:
        preview = self._preview()
        preview.show_frame(live.numbers, live.picture)
        self._reveal(preview)

    def _show_level(self, dbfs: float) -> None:
        meter = self._meter()
        meter.show_level(dbfs)
        self._reveal(meter)

    def _show_advice(self, advice: Text) -> None:
        if self.advice is None:
            self.advice = AdviceLabel()
            self._add(self.advice)
        self.advice.show_advice(advice)
        self._reveal(self.advice)

    def _add_point(self, kind: str, seconds: float, value: float) -> None:
        curve = self._curve(kind)
        curve.add(seconds, value)
        self._reveal(curve)

    def _widget(self, kind: str) -> QWidget | None:
        """Of a kind whose size is known before its first sample."""
        match kind:
            case "frame":
                return self._preview()
            case "level":
                return self._meter()
            case "rate" | "latency":
                return self._curve(kind)
        return None

    def _preview(self) -> CameraPreview:
        if self.preview is None:
            self.preview = CameraPreview(self._lines, seat=self._trial)
            self._add(self.preview, first=True)
        return self.preview

    def _meter(self) -> LevelMeter:
        if self.meter is None:
            self.meter = LevelMeter(aloud=self._trial)
            self._add(self.meter)
        return self.meter

    def _curve(self, kind: str) -> LabelledCurve:
        if kind not in self.curves:
            self.curves[kind] = LabelledCurve(format_rate if kind == "rate" else format_latency)
            self._add(self.curves[kind], first=kind == "rate")
        return self.curves[kind]

    def _reveal(self, widget: QWidget) -> None:
        self.has_shown = True
        if widget.isHidden():
            widget.setVisible(True)

    def _add(self, widget: QWidget, *, first: bool = False) -> None:
        self._box.insertWidget(0 if first else -1, widget)
        self.setVisible(True)
