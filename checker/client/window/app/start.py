"""Opens the employee's window and runs it to its end."""

import contextlib
import ctypes
import logging
import sys
from collections.abc import Callable, Iterator
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from checker.client.ports.profile_source import ProfileSource
from checker.client.ports.report_delivery import ReportDelivery, SendStatus
from checker.client.session import Session
from checker.client.window.app.shutdown_signals import close_on_signals
from checker.client.window.app.window_manager import WindowManager
from checker.client.window.style.text_scale import system_text_scale
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.client.window.widgets.accessible_roles import install_accessible_roles
from checker.model.verdict import verdict
from checker.net.foreign_library import Functions, Signature, load_library

__all__ = ["ReportDelivery", "SendStatus", "open_window"]
APP_USER_MODEL_ID = "HomeofficeCheck.Client"
FUNCTIONS: Functions = {"SetCurrentProcessExplicitAppUserModelID": Signature(ctypes.c_int32, (ctypes.c_wchar_p,))}
"""shobjidl_core.h; an HRESULT is a LONG."""
log = logging.getLogger(__name__)


def open_window(
    session: Session,
    *,
    delivery: ReportDelivery,
    profile_source: ProfileSource | None = None,
    note: str = "",
    on_opened: Callable[[Callable[[], bool]], None] = lambda _bring_to_front: None,
    on_closed: Callable[[], None] = lambda: None,
) -> int:
    """Returns when the window is closed: 0 ready, 1 not ready, 2 not judged. Needs a display.

    `note` stands above the first page; `profile_source` finds another profile, which the session then has. `on_opened`
    is given what brings the window to the front, from any thread; `on_closed` is called in this thread after the last
    event. Raises KeyboardInterrupt where a signal closed it.
    """
    tr.set_language(session.language)
    name_in_taskbar()
    app = application()
    window_manager = WindowManager(session, delivery, profile_source, WindowStyle(app, system_text_scale()))
    window_manager.open(note)
    on_opened(window_manager.bring_to_front)
    with show_defects(window_manager), close_on_signals(window_manager.close) as interrupted:
        app.exec()
    window_manager.shut_down()
    on_closed()
    if interrupted():
        raise KeyboardInterrupt
    return verdict(session.report.findings).exit_code if session.has_measurements else 2


@contextlib.contextmanager
def show_defects(window_manager: WindowManager) -> Iterator[None]:
    """An exception in the window's own code is logged and said, where Qt would only go on as if nothing had been."""
    previous_hook = sys.excepthook

    def handle_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("window", exc_info=(kind, error, trace))
        window_manager.show_defect()

    sys.excepthook = handle_exception
    try:
        yield
    finally:
        sys.excepthook = previous_hook


def name_in_taskbar() -> None:
    """On Windows the taskbar groups and names windows by this, not by the file (Microsoft, "AppUserModelIDs")."""
    if sys.platform == "win32":
        shell32 = load_library("shell32", FUNCTIONS)
        shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)


def application() -> QApplication:
    """The one application of this process. Knows no argument: the client has read them all."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["Homeoffice-Check"])
        app.setApplicationName("Homeoffice-Check")
        german = QTranslator(app)
        if german.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(german)
        install_accessible_roles()
    app.setQuitOnLastWindowClosed(False)
    return app
