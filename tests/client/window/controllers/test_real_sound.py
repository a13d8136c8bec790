"""The window over a real sound server: heard, tried, another microphone chosen, a digit played and named."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from checker.client.session import Session
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.net.net import Net
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
def course(room: VirtualMicrophone, style: WindowStyle, qtbot: QtBot) -> Iterator[PageController]:
    tr.set_language("de")
    shell = MainWindow(PROFILE, style)
    course = PageController(Session(PROFILE, Net(), only=("microphone", "speaker")), PlayedDelivery(), shell, style)
    shell.show()
    course.begin()
    course.welcome.all.click()
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    yield course
    course.stop()
    qtbot.waitUntil(lambda: not course.has_running_workers(), timeout=PATIENCE_MS)
    course.bridge.close()
    course.report_controller.exporter.close()
    shell.hide()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def codes(course: PageController, check: str) -> set[str]:
    return {one.code for one in course._session.report.findings if one.check == check}


def spoken(course: PageController, name: str) -> bool:
    """Whether this microphone was listened to and heard somebody; a busy machine may add holes."""
    seen = next(one.observations_by_key for one in course._session.report.measurements if one.check == "microphone")
    return (seen.number("sound.spoken", name) or 0.0) > 0.4


def test_another_microphone_is_checked_at_once(course: PageController, qtbot: QtBot) -> None:
    chooser = course.result.trial_panel.choosers["microphone"]
    assert spoken(course, "TestMic")
    assert chooser.currentText() == "TestMic"
    assert set(chooser.names) == {"TestMic", "Tisch"}
    course.result.trial_panel.rows.device_chosen.emit("microphone", "Tisch")
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    assert chooser.currentText() == "Tisch"
    assert not spoken(course, "Tisch"), "nobody speaks into that one"
    assert codes(course, "microphone") & {"microphone.wrong-default", "microphone.silent", "microphone.no-speech"}


def test_the_level_is_good_and_one_hears_oneself(course: PageController, qtbot: QtBot) -> None:
    tryout = course.result.trial_panel
    tryout.buttons[DeviceTrial.LEVEL].click()
    qtbot.waitUntil(
        lambda: tryout.live.meter is not None and tryout.live.meter.word.text() == "Gut zu hören.", timeout=PATIENCE_MS
    )
    tryout.stop_button.click()
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    tryout.buttons[DeviceTrial.PLAYBACK].click()
    qtbot.waitUntil(lambda: tryout.text.text() == "So hören Sie die anderen.", timeout=PATIENCE_MS)
    assert tryout.bar.maximum() == 0
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    assert tryout.text.text().startswith("So klingen Sie für die anderen.")


def test_a_digit_is_played_and_named(course: PageController, qtbot: QtBot, room: VirtualMicrophone) -> None:
    tryout = course.result.trial_panel
    assert codes(course, "speaker") == {"speaker.not-asked"}
    tryout.buttons[DeviceTrial.DIGIT].click()
    qtbot.waitUntil(lambda: tryout.question.is_open, timeout=PATIENCE_MS)
    number = round(course.trial_controller._expected_digit)
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    tryout.question.digits[number].click()
    assert "speaker.ready" in codes(course, "speaker")
    tryout.buttons[DeviceTrial.DIGIT].click()
    qtbot.waitUntil(lambda: tryout.question.is_open, timeout=PATIENCE_MS)
    tryout.question.nothing_button.click()
    qtbot.waitUntil(lambda: not course.is_busy(), timeout=PATIENCE_MS)
    assert "speaker.not-heard" in codes(course, "speaker")
