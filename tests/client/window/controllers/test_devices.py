"""Another device is chosen and checked at once; one that is plugged in is in the list by itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checker.checks.context import LiveSample
from checker.client.trials.device_choice import device_choice, device_selections
from checker.client.window.pages.result.devices.device_chooser import DeviceChooser
from checker.model.codec import to_json
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.text import Text
from tests.client.window.conftest import PlayedPart, PlayedWatch, PlayedWindow

COVERED = Finding(code="camera.covered", level=Level.BLOCKER, values={"camera": "HD Webcam"})
READY = Finding(code="camera.ready", level=Level.OK, values={"camera": "C920"})
NOT_ASKED = Finding(code="speaker.not-asked", level=Level.NOTE)
Make = Callable[..., PlayedWindow]


def camera(*names: str, used: str) -> Measurement:
    observations = (
        Observation(name="device.names", value=list(names)),
        Observation(name="open.begun", subject=used, value=True),
    )
    return Measurement(check="camera", outcome=Outcome.DONE, observations=observations)


SPEAKER = Measurement(
    check="speaker",
    outcome=Outcome.DONE,
    observations=(
        Observation(name="output.names", value=["Lautsprecher", "Headset"]),
        Observation(name="output.default", value="Lautsprecher"),
    ),
)


def at_result(open_window: Make, *findings: Finding) -> PlayedWindow:
    window = open_window(findings)
    window.session.observed = {"camera": camera("HD Webcam", "C920", used="HD Webcam"), "speaker": SPEAKER}
    window.to_result()
    return window


def listed(chooser: DeviceChooser) -> list[str]:
    return [chooser.itemText(at) for at in range(chooser.count())]


def pick(chooser: DeviceChooser, text: str) -> None:
    """As a click on it in the open list."""
    at = listed(chooser).index(text)
    chooser.setCurrentIndex(at)
    chooser.activated.emit(at)


def test_the_list_is_what_the_check_saw(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    choosers = window.controller.result.trial_panel.choosers
    assert listed(choosers["camera"]) == ["HD Webcam", "C920", "Geräte neu suchen"]
    assert choosers["camera"].currentText() == "HD Webcam"
    assert listed(choosers["microphone"]) == ["Keine Geräte gefunden", "Geräte neu suchen"]
    assert choosers["speaker"].currentText() == "Lautsprecher"
    assert choosers["camera"].accessibleName() == "Kamera"


def test_another_camera_is_checked_at_once_and_the_findings_follow(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    trial_panel = window.controller.result.trial_panel
    pick(trial_panel.choosers["camera"], "C920")
    (planned,) = window.session.run.plan.planned
    assert (planned.check.name, planned.need.device) == ("camera", "C920")
    assert "schauen Sie in die Kamera" in trial_panel.text.text()
    assert not window.controller.result.continue_button.isEnabled()
    window.session.run.begin("camera")
    window.session.run.report_progress("camera", LiveSample(kind="frame", numbers=(1.0, 1.0), picture=b"123"))
    window.settle()
    assert trial_panel.live.preview is not None
    window.session.findings = (READY,)
    window.session.observed["camera"] = camera("HD Webcam", "C920", used="C920")
    window.session.run.end_all()
    window.settle()
    assert window.page is window.controller.result
    assert trial_panel.choosers["camera"].currentText() == "C920"
    assert "C920" in trial_panel.text.text()
    assert window.controller.result.word.text() == "In Ordnung"
    assert window.controller.result.body.comparisons[COVERED.key].heading.text() == "Erneut geprüft: behoben"
    assert window.controller.result.continue_button.isEnabled()


def test_what_was_well_before_is_not_compared(open_window: Make) -> None:
    window = at_result(open_window, READY)
    pick(window.controller.result.trial_panel.choosers["camera"], "C920")
    window.session.run.end_all()
    window.settle()
    assert window.controller.result.body.comparisons == {}


def test_cancelling_takes_the_choice_back(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    report_id = window.session.report.id
    trial_panel = window.controller.result.trial_panel
    pick(trial_panel.choosers["camera"], "C920")
    trial_panel.stop_button.click()
    window.settle()
    assert window.session.run.cancelled
    assert window.session.report.id == report_id
    assert trial_panel.choosers["camera"].currentText() == "HD Webcam"
    assert window.session.needs()["camera"].device == ""
    assert window.controller.result.continue_button.isEnabled()


def test_what_is_tried_later_is_tried_with_the_chosen_one(open_window: Make, played: list[PlayedPart]) -> None:
    window = at_result(open_window, COVERED)
    pick(window.controller.result.trial_panel.choosers["camera"], "C920")
    window.session.run.end_all()
    window.settle()
    window.controller.result.trial_panel.rows.trial_requested.emit(
        next(iter(window.controller.result.trial_panel.buttons))
    )
    assert played[0].need.device == "C920"


def test_looking_again_uses_what_the_system_uses(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    pick(window.controller.result.trial_panel.choosers["camera"], "Geräte neu suchen")
    (planned,) = window.session.run.plan.planned
    assert planned.need.device == ""


def test_the_one_that_is_used_is_not_checked_once_more(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    pick(window.controller.result.trial_panel.choosers["camera"], "HD Webcam")
    assert len(window.session.runs) == 1


def test_another_speaker_plays_a_digit_at_once(open_window: Make, played: list[PlayedPart]) -> None:
    window = at_result(open_window, NOT_ASKED)
    trial_panel = window.controller.result.trial_panel
    pick(trial_panel.choosers["speaker"], "Headset")
    assert (played[0].name, played[0].need.device, played[0].need.language) == ("digit", "Headset", "de")
    assert window.session.needs()["microphone"].speaker == "Headset", "people hear themselves through it too"
    trial_panel.stop_button.click()
    window.settle()
    assert window.session.needs()["speaker"].device == "", "it was not checked, so it is not used"


def test_arrow_keys_and_the_wheel_start_nothing(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    chooser = window.controller.result.trial_panel.choosers["camera"]
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    window.settle()
    assert chooser.view().isVisible()
    assert len(window.session.runs) == 1
    chooser.hidePopup()


def test_a_name_of_a_device_is_no_mnemonic_and_no_markup(open_window: Make, watches: list[PlayedWatch]) -> None:
    window = at_result(open_window, COVERED)
    plug(window, watches[0], "<b>R&D</b>", advice=Text(de="Neue Kamera: „<b>R&D</b>“.", en="x"))
    news = window.controller.result.trial_panel.device_changes.rows["camera"]
    assert news.check_button.text() == "„<b>R&&D</b>“ jetzt prüfen"
    assert news.label.text() == "Neue Kamera: „<b>R&D</b>“."


def plug(window: PlayedWindow, watch: PlayedWatch, *names: str, advice: Text | None = None) -> None:
    watch.listener(LiveSample(kind="devices", numbers=(float(len(names)),), text=advice))
    watch.listener(Observation(name=device_selections()[watch.check].names_fact, value=list(names)))
    window.settle()


def test_a_camera_that_is_plugged_in_is_listed_said_and_checked_if_wanted(
    open_window: Make, watches: list[PlayedWatch]
) -> None:
    window = at_result(open_window, COVERED)
    assert [(watch.check, watch.name, watch.started) for watch in watches] == [
        ("camera", "hotplug", True),
        ("microphone", "hotplug", True),
        ("speaker", "hotplug", True),
    ]
    watch = watches[0]
    trial_panel = window.controller.result.trial_panel
    plug(window, watch, "HD Webcam", "C920")
    assert not trial_panel.device_changes.isVisible(), "nothing is new"
    plug(window, watch, "HD Webcam", "C920", "Brio", advice=Text(de="Neue Kamera: „Brio“.", en="x"))
    piece = trial_panel.device_changes.rows["camera"]
    assert piece.label.text() == "Neue Kamera: „Brio“."
    assert listed(trial_panel.choosers["camera"])[:3] == ["HD Webcam", "C920", "Brio"]
    piece.check_button.click()
    (planned,) = window.session.run.plan.planned
    assert planned.need.device == "Brio"
    assert not trial_panel.device_changes.isVisible()


def test_a_camera_that_goes_is_said_and_leaves_the_list(open_window: Make, watches: list[PlayedWatch]) -> None:
    window = at_result(open_window, COVERED)
    plug(window, watches[0], "HD Webcam", advice=Text(de="Die Kamera „C920“ ist nicht mehr da.", en="x"))
    trial_panel = window.controller.result.trial_panel
    assert listed(trial_panel.choosers["camera"]) == ["HD Webcam", "Geräte neu suchen"]
    piece = trial_panel.device_changes.rows["camera"]
    assert "nicht mehr da" in piece.label.text()
    assert not piece.check_button.isVisible()


def test_a_headset_is_news_of_microphone_and_speaker(open_window: Make, watches: list[PlayedWatch]) -> None:
    window = at_result(open_window, COVERED)
    trial_panel = window.controller.result.trial_panel
    plug(window, watches[1], "Headset", advice=Text(de="Neues Mikrofon: „Headset“.", en="x"))
    plug(window, watches[2], "Headset", advice=Text(de="Neue Tonausgabe: „Headset“.", en="x"))
    pieces = trial_panel.device_changes.rows
    assert [pieces[check].isVisible() for check in device_selections()] == [False, True, True]
    assert "Headset" in listed(trial_panel.choosers["microphone"])
    assert "Headset" in listed(trial_panel.choosers["speaker"])
    pieces["microphone"].check_button.click()
    (planned,) = window.session.run.plan.planned
    assert (planned.check.name, planned.need.device) == ("microphone", "Headset")
    assert not any(piece.isVisible() for piece in pieces.values())


def test_nobody_looks_out_where_the_camera_is_not_allowed(open_window: Make, watches: list[PlayedWatch]) -> None:
    window = open_window((COVERED,))
    window.controller.welcome.groups[0].box.setChecked(True)
    window.controller.welcome.some.click()
    window.session.run.end_all()
    window.settle()
    assert watches == []


def test_the_look_out_ends_with_the_page_and_begins_anew(open_window: Make, watches: list[PlayedWatch]) -> None:
    window = at_result(open_window, COVERED)
    assert len(watches) == 3
    watches[0].on_end(Outcome.TIMED_OUT, None)
    window.settle()
    assert not any(watch.stopped for watch in watches)
    assert watches[3].check == "camera", "its time was over, and a new one looks out"
    window.controller.result.continue_button.click()
    window.settle()
    assert all(watch.stopped for watch in watches[1:])
    assert not window.controller.has_running_workers()
    window.controller.report_controller.back_requested.emit()
    assert [watch.check for watch in watches[4:] if not watch.stopped] == ["camera", "microphone", "speaker"]
    watches[4].on_end(Outcome.DEFECT, None)
    window.settle()
    assert len(watches) == 7, "one that crashes is not started again and again"


def test_who_uses_the_camera_is_on_the_screen_and_in_no_report(open_window: Make) -> None:
    busy = Finding(code="camera.busy", level=Level.BLOCKER, values={"camera": "HD Webcam"})
    window = open_window((busy, READY))
    window.controller.welcome.all.click()
    hint = Text(de="Gerade benutzt die Kamera: Geheimprogramm.", en="Using the camera: Geheimprogramm.")
    window.session.run.begin("camera")
    window.session.run.report_progress("camera", LiveSample(kind="advice", text=hint))
    window.session.run.end_all()
    window.settle()
    card = window.controller.result.body.unfold(busy.key)
    texts = [label.text() for label in card.findChildren(type(card.heading).__mro__[1])]
    assert "Gerade benutzt die Kamera: Geheimprogramm." in texts
    assert b"Geheimprogramm" not in to_json(window.session.report)
    window.controller.toggle_language()
    assert "Using the camera: Geheimprogramm." in [
        label.text()
        for label in window.controller.result.body.unfold(busy.key).findChildren(type(card.heading).__mro__[1])
    ]
    window.controller.result.body.unfold(busy.key).recheck_button.click()
    window.session.run.begin("camera")
    window.session.run.end_all()
    window.settle()
    assert window.controller.result.hints == {}, "it was asked anew"


def test_devices_of_a_report_that_has_none(open_window: Make) -> None:
    window = at_result(open_window, COVERED)
    assert device_choice(window.session.report, "microphone").names == ()
