"""Opened and closed as the client does it: exit codes, no heavy library, no console."""

import subprocess
import sys
import textwrap
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checker.client.session import Session
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.start import open_window
from checker.model.finding import Finding, Level
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.client.window.sample import PlayedDelivery, PlayedSession

CLOCK = Finding(code="computer.clock-wrong", level=Level.BLOCKER, values={"minutes": 21})
FINE = Finding(code="computer.fine", level=Level.OK)


def main_window() -> MainWindow:
    windows = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    ]
    assert len(windows) == 1
    return windows[0]


@pytest.mark.parametrize(("findings", "code"), [((FINE,), 0), ((CLOCK,), 1), ((), 2)])
def test_the_exit_code_is_the_verdict(qtbot: QtBot, findings: tuple[Finding, ...], code: int) -> None:
    session = PlayedSession(findings)
    closed: list[bool] = []

    def play() -> None:
        main_window().page.all.click()
        session.run.end_all()
        QTimer.singleShot(50, lambda: main_window().close())

    QTimer.singleShot(0, play)
    assert open_window(session, delivery=PlayedDelivery(), on_closed=lambda: closed.append(True)) == code
    assert closed == [True]


def test_closed_without_a_run_is_not_judged(qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: main_window().close())
    assert open_window(PlayedSession((FINE,)), delivery=PlayedDelivery()) == 2


def test_a_defect_in_the_window_is_said_and_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages: list[str] = []
    before = sys.excepthook

    def fail() -> None:
        QTimer.singleShot(50, lambda: (messages.append(main_window().notice.text.text()), main_window().close()))
        raise RuntimeError("a defect")

    QTimer.singleShot(0, fail)
    open_window(PlayedSession((FINE,)), delivery=PlayedDelivery())
    assert "ein Fehler passiert" in messages[0]
    assert "a defect" in caplog.text
    assert sys.excepthook is before


def test_a_real_check_of_this_pc_runs_through_the_window(qtbot: QtBot) -> None:
    """The real session and runner, the real check of the PC, as far as this machine can be measured."""
    session = Session(BUILT_IN, Net(), only=("computer",))

    def click_through() -> None:
        page = main_window().page
        if hasattr(page, "all"):
            assert not session.has_measurements
            page.all.click()
        elif hasattr(page, "continue_button"):
            main_window().close()
            return
        QTimer.singleShot(50, click_through)

    QTimer.singleShot(0, click_through)
    code = open_window(session, delivery=PlayedDelivery())
    assert code in (0, 1, 2)
    assert {measurement.check for measurement in session.report.measurements} == {"computer"}
    assert session.report.measurements[0].observations
    assert not [thread for thread in threading.enumerate() if thread.name in ("runner", "computer")]


def test_closing_during_a_real_run_leaves_no_thread(qtbot: QtBot) -> None:
    session = Session(BUILT_IN, Net(), only=("computer",))

    def play() -> None:
        main_window().page.all.click()
        main_window().close()

    QTimer.singleShot(0, play)
    open_window(session, delivery=PlayedDelivery())
    assert not [thread for thread in threading.enumerate() if thread.name in ("runner", "computer")]


def test_no_page_needs_a_device_library() -> None:
    """A child walks all pages with real workers, which alone load the libraries."""
    words = [sys.executable, "-W", "error", "-m", "tests.client.window.walk"]
    done = subprocess.run(words, timeout=120, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "loaded: []\n", "")


def test_the_first_window_needs_no_device_library_and_no_console() -> None:
    code = """
        import sys
        sys.stdout = sys.stderr = None
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from checker.client.window.app.start import application, open_window
        from checker.client.session import Session
        from checker.model.profile import BUILT_IN
        from checker.net.net import Net
        from tests.client.window.sample import PlayedDelivery
        heavy = []
        application()
        def look():
            heavy.extend({"cv2", "numpy", "sounddevice", "django", "speedtest"} & set(sys.modules))
            [widget.close() for widget in QApplication.topLevelWidgets()]
        QTimer.singleShot(100, look)
        code = open_window(Session(BUILT_IN, Net()), delivery=PlayedDelivery())
        sys.exit(10 + len(heavy) if heavy else code)
    """
    done = subprocess.run([sys.executable, "-W", "error", "-c", textwrap.dedent(code)], timeout=60, check=False)
    assert done.returncode == 2
