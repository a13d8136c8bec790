"""Opens the employee's window and runs it to its end."""

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from checker.client.session import Session
from checker.client.window.delivery import Delivery, Sending
from checker.client.window.seeker import Seeker
from checker.client.window.signals import ended_by_signals
from checker.client.window.stage import Stage
from checker.client.window.style import Style
from checker.client.window.textsize import system_scale
from checker.client.window.words import tr
from checker.model.verdict import verdict

__all__ = ["Delivery", "Sending", "open_window"]
log = logging.getLogger(__name__)


def open_window(
    session: Session,
    *,
    delivery: Delivery,
    seeker: Seeker | None = None,
    note: str = "",
    on_closed: Callable[[], None] = lambda: None,
) -> int:
    """Returns when the window is closed: 0 ready, 1 not ready, 2 not judged. Needs a display.

    `note` stands above the first page; `seeker` finds another profile, which the session then has. `on_closed` is
    called in this thread after the last event. Raises KeyboardInterrupt where a signal closed it.
    """
    tr.set_language(session.language)
    app = application()
    stage = Stage(session, delivery, seeker, Style(app, system_scale()))
    stage.open(note)
    with defects(stage), ended_by_signals(stage.close) as interrupted:
        app.exec()
    stage.leave()
    on_closed()
    if interrupted():
        raise KeyboardInterrupt
    return verdict(session.report.findings).exit_code if session.has_measurements else 2


@contextlib.contextmanager
def defects(stage: Stage) -> Iterator[None]:
    """An exception in the window's own code is logged and said, where Qt would only go on as if nothing had been."""
    before = sys.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("window", exc_info=(kind, error, trace))
        stage.defect()

    sys.excepthook = caught
    try:
        yield
    finally:
        sys.excepthook = before


def application() -> QApplication:
    """The one application of this process. Knows no argument: the client has read them all."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["Homeoffice-Check"])
        app.setApplicationName("Homeoffice-Check")
        german = QTranslator(app)
        if german.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(german)
    app.setQuitOnLastWindowClosed(False)
    return app
