"""How the window looks: one style sheet, made from the colours, the system's scheme and the size of the text."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from checker.client.window.style.colours import Colours, colours, contrast_theme, with_firm_colour
from checker.client.window.style.style_sheet import style_sheet

MIN_BODY_PT = 12.0
"""Points: the least size of running text; 16 px on a usual screen."""
FONT_FACTOR = 1.25
"""How much larger than the system's own text ours is: it is read once, calmly, often by people in a hurry."""
TEXT_SCALES = (1.0, 1.15, 1.25, 1.5, 1.75, 2.0)


class WindowStyle(QObject):
    """Keeps the application dressed: follows the system's scheme and contrast, and the size that the employee chose.

    `dark` settles the scheme whatever the system says.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scale: float = 1.0, *, dark: bool | None = None) -> None:
        super().__init__(app)
        self._app = app
        # not the application's font: an earlier style may have set that one
        self._system_pt = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
        self.scale = scale
        self._dark = dark
        self._firm_colour = ""
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.apply)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Puts the style on the whole application."""
        chosen = self.colours()
        self._app.setFont(self._font())
        self._app.setPalette(_palette(chosen))
        self._app.setStyleSheet(style_sheet(chosen, self._font().pointSizeF(), self.scale))
        self.changed.emit()

    def colours(self) -> Colours:
        """What the system asks for just now."""
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() is Qt.ColorScheme.Dark if self._dark is None else self._dark
        # Before 6.10 Qt does not tell of contrast.
        strong = hasattr(hints, "accessibility") and (
            hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        )
        if strong and sys.platform == "win32":
            return contrast_theme_of(self._system_palette())
        chosen = colours(dark=dark, strong=strong)
        return with_firm_colour(chosen, self._firm_colour) if self._firm_colour and not strong else chosen

    def set_firm_colour(self, colour: str) -> None:
        """The firm's colour, `#rrggbb`; empty for none."""
        if colour != self._firm_colour:
            self._firm_colour = colour
            self.apply()

    def _system_palette(self) -> QPalette:
        """The system's own colours as they are now: Qt gives them while the application has none."""
        own = self._app.palette()
        self._app.setPalette(QPalette())
        system = QPalette(self._app.palette())
        self._app.setPalette(own)
        return system

    def larger(self) -> None:
        """One size up."""
        self._set_scale(next((size for size in TEXT_SCALES if size > self.scale), TEXT_SCALES[-1]))

    def smaller(self) -> None:
        """One size down."""
        self._set_scale(next((size for size in reversed(TEXT_SCALES) if size < self.scale), TEXT_SCALES[0]))

    def reset_scale(self) -> None:
        """The size that fits the system's text."""
        self._set_scale(1.0)

    def _set_scale(self, scale: float) -> None:
        if scale != self.scale:
            self.scale = scale
            self.apply()

    def _font(self) -> QFont:
        font = QFont(self._app.font())
        font.setPointSizeF(max(MIN_BODY_PT, self._system_pt * FONT_FACTOR) * self.scale)
        return font


def contrast_theme_of(palette: QPalette) -> Colours:
    """The colours of the contrast theme that this palette comes from."""
    ground, ink, link = (
        palette.color(role).name()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText, QPalette.ColorRole.Link)
    )
    return contrast_theme(ground=ground, ink=ink, link=link)


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
