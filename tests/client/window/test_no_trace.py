"""No picture, no level, and not the program that holds the camera reaches disk, log, report or what is printed:

not when a preview's process dies under it, not when a check crashes with the picture in its hands, and not when the
window itself makes a mistake while a picture is on the screen.
"""

import base64
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.program_log import ProgramLog
from checker.client.session import Session
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import show_defects
from checker.client.window.controllers import device_watcher
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.client.window.widgets.live import camera_preview
from checker.model.codec import to_json
from checker.model.measurement import Outcome
from checker.net.net import Net
from checker.run import worker_process
from checker.run.part_run import PartRun
from checker.show.plain_text import plain_text
from tests.client import trials
from tests.client.window.crashing import HOLDER, LEVEL, PICTURE, PIXELS
from tests.client.window.sample import PROFILE, PlayedDelivery

DEVICES = ("camera", "microphone", "speaker")
TRACES = (
    PIXELS,
    PIXELS[::-1],
    PIXELS.hex().encode(),
    base64.b64encode(PIXELS),
    str(list(PIXELS))[1:-1].encode(),
    str(abs(LEVEL)).encode(),
    HOLDER.encode(),
)


def traces(haystack: bytes) -> list[bytes]:
    return [trace for trace in TRACES if trace in haystack]


def test_each_form_of_a_trace_would_be_found() -> None:
    assert len(traces(PICTURE + f"{PICTURE[::-1]!r} {PIXELS.hex()} {LEVEL} {HOLDER}".encode())) == 5
    assert traces(base64.b64encode(PICTURE))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything that anybody writes lies below it."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(
        worker_process, "worker_command", lambda: [sys.executable, "-m", "tests.client.window.crashing"]
    )
    monkeypatch.setattr(device_watcher, "PartRun", PartRun)
    yield tmp_path
    tempfile.tempdir = None


@pytest.fixture
def session() -> Session:
    return Session(PROFILE, Net(), only=DEVICES)


@pytest.fixture
def controller(style: WindowStyle, qtbot: QtBot, home: Path, session: Session) -> Iterator[PageController]:
    tr.set_language("de")
    journal = ProgramLog(DataDirectory(home))
    journal.start()
    main_window = MainWindow(PROFILE, style)
    controller = PageController(session, PlayedDelivery(), main_window, style)
    main_window.show()
    controller.begin()
    with show_defects(main_window):
        yield controller
    controller.stop()
    qtbot.waitUntil(lambda: not controller.has_running_workers(), timeout=20_000)
    controller.bridge.close()
    controller.report_controller.exporter.close()
    journal.stop()
    main_window.hide()
    main_window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_it_is_left(
    controller: PageController,
    session: Session,
    home: Path,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = controller.result
    controller.welcome.all.click()
    qtbot.waitUntil(lambda: controller.running.tiles["camera"].live.preview is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=20_000)
    report = session.report
    assert {measurement.outcome for measurement in report.measurements} == {Outcome.DEFECT}
    assert result.hints["camera"].de.endswith(f"{HOLDER}."), "the screen knew of it"

    result.trial_panel.buttons[trials.PREVIEW].click()
    qtbot.waitUntil(lambda: result.trial_panel.live.preview is not None, timeout=20_000)
    assert result.trial_panel.live.preview.image is not None
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=20_000)
    assert "nicht geklappt" in result.trial_panel.text.text(), "its process died"
    assert result.trial_panel.live.preview is None

    def mistaken(numbers: object, rgb: bytes) -> None:
        raise ValueError(len(rgb))

    monkeypatch.setattr(camera_preview, "mirrored_image", mistaken)
    result.trial_panel.buttons[trials.PREVIEW].click()
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=20_000)
    for trial in (trials.LEVEL, trials.PLAYBACK, trials.DIGIT):
        result.trial_panel.buttons[trial].click()
        qtbot.waitUntil(lambda: not controller.is_busy(), timeout=20_000)
    controller.trial_controller.choose_device("camera", "Muster 2")
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=20_000)

    result.continue_button.click()
    report = session.report
    for name in ("report.json", "report.html"):
        assert controller.report_controller.exporter.write(home / name, report, None)
    files = written(home)
    log = next(content for name, content in files.items() if name.endswith(".log"))
    assert b"in mistaken" in log, "the window's own mistake is in the log"
    assert len(files) >= 3
    output = capfd.readouterr()
    contents = {
        **files,
        "report": to_json(report),
        "plain": plain_text(report, "de", details=True).encode(),
        "printed": (output.out + output.err).encode(),
    }
    assert {name: traces(content) for name, content in contents.items() if traces(content)} == {}
    assert b"Muster 1" in contents["report"]
