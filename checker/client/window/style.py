"""How the window looks: one style sheet, made from the colours, the system's scheme and the size of the text."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from checker.client.window.colours import Colours, colours
from checker.client.window.sheet import sheet

BODY_PT = 12.0
"""Points: the least size of running text; 16 px on a usual screen."""
LARGER = 1.25
"""How much larger than the system's own text ours is: it is read once, calmly, often by people in a hurry."""
SIZES = (1.0, 1.15, 1.25, 1.5, 1.75, 2.0)


class Style(QObject):
    """Keeps the application dressed: follows the system's scheme and contrast, and the size that the employee chose.

    `dark` settles the scheme whatever the system says.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scale: float = 1.0, *, dark: bool | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._system_pt = app.font().pointSizeF()
        self.scale = scale
        self._dark = dark
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.dress)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Puts the style on the whole application."""
        chosen = self.colours()
        self._app.setFont(self._font())
        self._app.setPalette(_palette(chosen))
        self._app.setStyleSheet(sheet(chosen, self._font().pointSizeF(), self.scale))
        self.changed.emit()

    def colours(self) -> Colours:
        """What the system asks for just now."""
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() is Qt.ColorScheme.Dark if self._dark is None else self._dark
        # Before 6.10 Qt does not tell of contrast.
        strong = hasattr(hints, "accessibility") and (
            hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        )
        return colours(dark=dark, strong=strong)

    def larger(self) -> None:
        """One size up."""
        self._to(next((size for size in SIZES if size > self.scale), SIZES[-1]))

    def smaller(self) -> None:
        """One size down."""
        self._to(next((size for size in reversed(SIZES) if size < self.scale), SIZES[0]))

    def usual(self) -> None:
        """The size that fits the system's text."""
        self._to(1.0)

    def _to(self, scale: float) -> None:
        if scale != self.scale:
            self.scale = scale
            self.dress()

    def _font(self) -> QFont:
        font = QFont(self._app.font())
        font.setPointSizeF(max(BODY_PT, self._system_pt * LARGER) * self.scale)
        return font


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: chosen.ground,
        QPalette.ColorRole.WindowText: chosen.ink,
        QPalette.ColorRole.Base: chosen.card,
        QPalette.ColorRole.AlternateBase: chosen.ground,
        QPalette.ColorRole.Text: chosen.ink,
        QPalette.ColorRole.Button: chosen.card,
        QPalette.ColorRole.ButtonText: chosen.ink,
        QPalette.ColorRole.ToolTipBase: chosen.card,
        QPalette.ColorRole.ToolTipText: chosen.ink,
        QPalette.ColorRole.PlaceholderText: chosen.soft,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.on_accent,
        QPalette.ColorRole.Link: chosen.accent,
        QPalette.ColorRole.LinkVisited: chosen.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
