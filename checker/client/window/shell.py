"""The window itself: the bar above, one page at a time, and what happens when it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from checker.client.window.header import Header
from checker.client.window.notice import Notice
from checker.client.window.page import Page
from checker.client.window.style import Style
from checker.client.window.symbol import program_icon
from checker.model.profile import Profile

USUAL = QSize(980, 860)
SMALLEST = QSize(360, 400)


class Shell(QMainWindow):
    """`may_close` is asked when someone closes the window; False keeps it, to close it later itself."""

    turned_language = Signal()
    closed = Signal()

    def __init__(self, profile: Profile, style: Style) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("Homeoffice-Check")
        self.setWindowIcon(program_icon())
        self.header = Header(profile)
        self.stack = QStackedWidget()
        self.notice = Notice()
        self.notice.confirmed.connect(self.close)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self.notice)
        self.setCentralWidget(whole)
        self.setMinimumSize(SMALLEST)
        self.header.turned_language.connect(self.turned_language)
        self._sizes(style)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def add(self, *pages: Page) -> None:
        """Pages that can be shown."""
        for page in pages:
            self.stack.addWidget(page)

    def show_page(self, page: Page) -> None:
        """Shows this page."""
        self.stack.setCurrentWidget(page)
        page.entered()

    def fit(self) -> None:
        """As large as usual, and never larger than the screen."""
        room = self.screen().availableGeometry()
        self.resize(USUAL.boundedTo(QSize(room.width() - 40, room.height() - 60)))
        self.move(room.center() - self.rect().center())

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.header.speak()
        self.notice.speak()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closes when nothing is left to end; a system that shuts down is never held up."""
        app = QGuiApplication.instance()
        leaving = isinstance(app, QGuiApplication) and app.isSavingSession()
        if leaving or self.may_close():
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    def _sizes(self, style: Style) -> None:
        self.header.larger.connect(style.larger)
        self.header.smaller.connect(style.smaller)
        keys = (
            (QKeySequence.StandardKey.ZoomIn, style.larger),
            (QKeySequence("Ctrl+="), style.larger),
            (QKeySequence.StandardKey.ZoomOut, style.smaller),
            (QKeySequence("Ctrl+0"), style.usual),
        )
        for key, change in keys:
            QShortcut(QKeySequence(key), self).activated.connect(change)
