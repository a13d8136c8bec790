"""The window itself: the bar above, one page at a time, and what happens when it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from checker.client.window.pages.page import WindowPage
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.widgets.header.header_bar import HeaderBar
from checker.client.window.widgets.notice_bar import NoticeBar
from checker.client.window.widgets.symbol import program_icon
from checker.model.profile import Profile

DEFAULT_SIZE = QSize(980, 860)
MINIMUM_SIZE = QSize(360, 400)


class MainWindow(QMainWindow):
    """`may_close` is asked when someone closes the window; False keeps it, to close it later itself."""

    language_toggled = Signal()
    closed = Signal()

    def __init__(self, profile: Profile, style: WindowStyle) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("Homeoffice-Check")
        self.setWindowIcon(program_icon())
        self.header = HeaderBar(profile)
        self.stack = QStackedWidget()
        self.notice = NoticeBar()
        self.notice.confirmed.connect(self.close)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self.notice)
        self.setCentralWidget(whole)
        self.setMinimumSize(MINIMUM_SIZE)
        self.header.language_toggled.connect(self.language_toggled)
        self._connect_text_size(style)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self.stack.currentWidget()

    def add_pages(self, *pages: WindowPage) -> None:
        """Pages that can be shown."""
        for page in pages:
            self.stack.addWidget(page)

    def show_page(self, page: WindowPage) -> None:
        """Shows this page from its top."""
        self._switch(page)
        page.on_enter()

    def return_to(self, page: WindowPage) -> None:
        """Shows this page again, at the place where it was left."""
        self._switch(page)
        page.on_return()

    def _switch(self, page: WindowPage) -> None:
        if isinstance(self.page, WindowPage) and self.page is not page:
            self.page.on_leave()
        self.stack.setCurrentWidget(page)

    def fit_to_screen(self) -> None:
        """As large as usual, and never larger than the screen."""
        room = self.screen().availableGeometry()
        self.resize(DEFAULT_SIZE.boundedTo(QSize(room.width() - 40, room.height() - 60)))
        self.move(room.center() - self.rect().center())

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.header.retranslate()
        self.notice.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape means what it means to the page, also from the bar above it."""
        if event.key() == Qt.Key.Key_Escape and isinstance(self.page, WindowPage):
            self.page.escape()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closes when nothing is left to end; a system that shuts down is never held up."""
        app = QGuiApplication.instance()
        session_ends = isinstance(app, QGuiApplication) and app.isSavingSession()
        if session_ends or self.may_close():
            event.accept()
            self.closed.emit()
        else:
            event.ignore()

    def _connect_text_size(self, style: WindowStyle) -> None:
        self.header.larger.connect(style.larger)
        self.header.smaller.connect(style.smaller)
        keys = (
            (QKeySequence.StandardKey.ZoomIn, style.larger),
            (QKeySequence("Ctrl+="), style.larger),
            (QKeySequence.StandardKey.ZoomOut, style.smaller),
            (QKeySequence("Ctrl+0"), style.reset_scale),
        )
        for key, change in keys:
            QShortcut(QKeySequence(key), self).activated.connect(change)
