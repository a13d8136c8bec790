"""The window over a real sound server: heard, tried, another microphone chosen, a digit played and named."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from checker.client.session import Session
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.net.net import Net
from tests.client.trials import DIGIT, LEVEL, PLAYBACK
from tests.client.window.sample import PROFILE, PlayedDelivery
from tests.lab.sound import MISSING, VirtualMicrophone, speech, virtual_microphone

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
PATIENCE_MS = 40_000
READ_WHEN_LOADED = ("PULSE_", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualMicrophone]:
    """Somebody speaks into the microphone that the system uses; another one, Tisch, hears nobody."""
    with virtual_microphone() as microphone:
        for name, value in microphone.environment.items():
            if name.startswith(READ_WHEN_LOADED):
                monkeypatch.setenv(name, value)
        microphone.add("tisch")
        microphone.play(speech(microphone.folder))
        yield microphone


@pytest.fixture
def session() -> Session:
    return Session(PROFILE, Net(), only=("microphone", "speaker"))


@pytest.fixture
def controller(room: VirtualMicrophone, style: WindowStyle, qtbot: QtBot, session: Session) -> Iterator[PageController]:
    tr.set_language("de")
    main_window = MainWindow(PROFILE, style)
    controller = PageController(session, PlayedDelivery(), main_window, style)
    main_window.show()
    controller.begin()
    controller.welcome.all.click()
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    yield controller
    controller.stop()
    qtbot.waitUntil(lambda: not controller.has_running_workers(), timeout=PATIENCE_MS)
    controller.bridge.close()
    controller.report_controller.exporter.close()
    main_window.hide()
    main_window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def codes(session: Session, check: str) -> set[str]:
    return {finding.code for finding in session.report.findings if finding.check == check}


def spoken(session: Session, name: str) -> bool:
    """Whether this microphone was listened to and heard somebody; a busy machine may add holes."""
    observations = next(
        measurement.observations_by_key
        for measurement in session.report.measurements
        if measurement.check == "microphone"
    )
    return (observations.number("sound.spoken", name) or 0.0) > 0.4


def test_another_microphone_is_checked_at_once(controller: PageController, session: Session, qtbot: QtBot) -> None:
    chooser = controller.result.trial_panel.choosers["microphone"]
    assert spoken(session, "TestMic")
    assert chooser.currentText() == "TestMic"
    assert set(chooser.names) == {"TestMic", "Tisch"}
    controller.result.trial_panel.rows.device_chosen.emit("microphone", "Tisch")
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    assert chooser.currentText() == "Tisch"
    assert not spoken(session, "Tisch"), "nobody speaks into that one"
    assert codes(session, "microphone") & {"microphone.wrong-default", "microphone.silent", "microphone.no-speech"}


def test_the_level_is_good_and_one_hears_oneself(controller: PageController, qtbot: QtBot) -> None:
    trial_panel = controller.result.trial_panel
    trial_panel.buttons[LEVEL].click()
    qtbot.waitUntil(
        lambda: trial_panel.live.meter is not None and trial_panel.live.meter.word.text() == "Gut zu hören.",
        timeout=PATIENCE_MS,
    )
    trial_panel.stop_button.click()
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    trial_panel.buttons[PLAYBACK].click()
    qtbot.waitUntil(lambda: trial_panel.text.text() == "So hören Sie die anderen.", timeout=PATIENCE_MS)
    assert trial_panel.bar.maximum() == 0
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    assert trial_panel.text.text().startswith("So klingen Sie für die anderen.")


def test_a_digit_is_played_and_named(controller: PageController, session: Session, qtbot: QtBot) -> None:
    trial_panel = controller.result.trial_panel
    assert codes(session, "speaker") == {"speaker.not-asked"}
    trial_panel.buttons[DIGIT].click()
    qtbot.waitUntil(lambda: trial_panel.question.is_open, timeout=PATIENCE_MS)
    number = round(controller.trial_controller._expected_digit)
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    trial_panel.question.digits[number].click()
    assert "speaker.ready" in codes(session, "speaker")
    trial_panel.buttons[DIGIT].click()
    qtbot.waitUntil(lambda: trial_panel.question.is_open, timeout=PATIENCE_MS)
    trial_panel.question.nothing_button.click()
    qtbot.waitUntil(lambda: not controller.is_busy(), timeout=PATIENCE_MS)
    assert "speaker.not-heard" in codes(session, "speaker")
