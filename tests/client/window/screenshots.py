"""Pictures of every page of the window, played with a sample customer.

`python -m tests.client.window.screenshots FOLDER [--scheme light|dark] [--language de|en] [--scale 1.25]
[--size 1366x768] [--way]` writes PNG files into FOLDER; with `--way` those of a way that is broken, and no others.
Without a display set QT_QPA_PLATFORM=offscreen.
"""

import argparse
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from checker.checks.context import LiveSample, Progress
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import application
from checker.client.window.controllers import device_watcher
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.text import Text
from tests.client.trials import DIGIT, LEVEL, PLAYBACK, PREVIEW
from tests.client.window.sample import (
    BLOCKED,
    BROKEN,
    ON_WIFI,
    PROFILE,
    PlayedDelivery,
    PlayedSession,
    frame,
)

WIFI = Finding(
    code="network.wifi-disturbed",
    level=Level.WARNING,
    evidence=("gateway.loss",),
    values={"loss": 6, "p95": 240},
)
CAMERA = Finding(code="camera.covered", level=Level.BLOCKER, values={"camera": "Integrated Webcam"})
MICROPHONE = Finding(code="microphone.muted", level=Level.BLOCKER, values={"microphone": "Headset H390"})
MICROPHONE_READY = Finding(code="microphone.ready", level=Level.OK, values={"microphone": "Headset H390"})
REST = (
    WIFI,
    Finding(
        code="line.stutters",
        level=Level.WARNING,
        caused_by=WIFI.key,
        values={
            "but_de": "Genug für Videokonferenzen, aber Gespräche",
            "but_en": "Enough for video meetings, but calls",
            "way_de": "hochlädt",
            "way_en": "uploads something",
            "why_de": "Die volle Leitung antwortet viel langsamer, in 310 statt 24 Millisekunden",
            "why_en": "The full line answers much more slowly, in 310 instead of 24 milliseconds",
        },
    ),
    Finding(
        code="computer.memory-small", level=Level.WARNING, evidence=("memory.total",), values={"have": 4, "want": 8}
    ),
    Finding(code="computer.restart-due", level=Level.NOTE, evidence=("uptime",), values={"days": 17}),
    Finding(code="network.desk-reached", level=Level.OK),
    Finding(code="vpn.answers", level=Level.OK, subject="zentrale", values={"name": "Zentrale"}),
)
MEASURED = Measurement(
    check="computer",
    outcome=Outcome.DONE,
    seconds=8.2,
    observations=(
        Observation(name="cpu.cores", value=4),
        Observation(name="memory.total", value=3.8, unit="GiB"),
        Observation(name="memory.available", value=0.6, unit="GiB"),
        Observation(name="disk.free", value=41.3, unit="GiB"),
        Observation(name="uptime", value=410.0, unit="h"),
        Observation(name="clock.offset", value=-0.4, unit="s", uncertainty=0.02),
    ),
)
DEVICES = {
    "camera": Measurement(
        check="camera",
        outcome=Outcome.DONE,
        observations=(
            Observation(name="device.names", value=["Integrated Webcam", "Logitech BRIO 4K Stream Edition"]),
            Observation(name="open.begun", subject="Integrated Webcam", value=True),
        ),
    ),
    "microphone": Measurement(
        check="microphone",
        outcome=Outcome.DONE,
        observations=(
            Observation(name="device.names", value=["Headset H390", "Mikrofonarray (Realtek(R) Audio)"]),
            Observation(name="record.begun", subject="Headset H390", value=True),
        ),
    ),
    "speaker": Measurement(
        check="speaker",
        outcome=Outcome.DONE,
        observations=(
            Observation(name="output.names", value=["Headset H390", "Lautsprecher (Realtek(R) Audio)"]),
            Observation(name="output.default", value="Headset H390"),
        ),
    ),
}


class Nobody:
    """Looks out for no device: what is plugged in here is nothing for a picture."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def start(self) -> None:
        pass

    stop = start


class Photographer:
    """Plays a run from the first page to the last and takes a picture of each."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        device_watcher.PartRun = Nobody  # type: ignore[assignment,misc]
        self.folder = folder
        self.name = f"{options.scheme}-{options.language}-{round(options.scale * 100)}"
        self.app = application()
        tr.set_language(options.language)
        findings = BROKEN if options.way else (CAMERA, MICROPHONE, *REST)
        self.session = PlayedSession(findings, language=options.language)
        self.session.observed = {"computer": MEASURED, "network": ON_WIFI, **DEVICES}
        self.delivery = PlayedDelivery()
        style = WindowStyle(self.app, options.scale, dark=options.scheme == "dark")
        self.main_window = MainWindow(PROFILE, style)
        self.controller = PageController(self.session, self.delivery, self.main_window, style)
        self.main_window.resize(*map(int, options.size.split("x")))
        self.main_window.show()

    def take(self, name: str, *, whole: bool = False) -> None:
        """`whole` adds a picture of the page at its full height."""
        self.settle()
        self.main_window.grab().save(str(self.folder / f"{self.name}-{name}.png"))
        if whole:
            self.main_window.page.column.widget().grab().save(str(self.folder / f"{self.name}-{name}-whole.png"))

    def settle(self) -> None:
        for _ in range(20):
            QCoreApplication.processEvents()

    def play(self) -> None:
        controller = self.controller
        controller.begin()
        self.take("1-welcome", whole=True)
        self.main_window.show_page(controller.metered_controller.page)
        self.take("1-metered", whole=True)
        controller.begin()
        controller.welcome.all.click()
        self.running()
        self.session.run.end_all()
        self.settle()
        self.take("3-result", whole=True)
        self.again()
        self.trials()
        self.remedy()
        controller.result.finding_actions.article_requested.emit(WIFI)
        self.take("3-article")
        controller.article.back_requested.emit()
        controller.result.continue_button.click()
        self.take("4-send", whole=True)
        controller.report_controller.send.send.click()
        self.delivery.wait()
        self.take("5-waiting")
        self.delivery.arrive()
        self.take("6-done")
        self.main_window.notice.show_unsent(1)
        self.take("7-closing")

    def remedy(self) -> None:
        """The steps of the disturbed Wi-Fi: the first, after checking in vain, the call at the end, and green."""
        remedy = self.controller.remedy_controller
        remedy.begin(WIFI)
        self.take("3-remedy")
        remedy.page.recheck.click()
        self.take("3-remedy-runs")
        self.session.run.end_all()
        self.take("3-remedy-same")
        while not remedy.page.steps.is_over:
            remedy.page.steps.next.click()
        self.take("3-remedy-call", whole=True)
        remedy.page.recheck.click()
        findings, self.session.findings = self.session.findings, (CAMERA, REST[-1])
        self.session.run.end_all()
        self.take("3-remedy-solved")
        self.session.findings = findings
        remedy.page.back.click()
        self.controller.result.show_report(self.session.local_report)

    def trials(self) -> None:
        """Everything that can be tried with camera, microphone and speaker."""
        result, trial_panel = self.controller.result, self.controller.result.trial_panel
        light = Text(de="Etwas mehr Licht, bitte.", en="A little more light, please.")
        speak = Text(de="Bitte sprechen Sie jetzt einen Satz.", en="Please say a sentence now.")
        updates_by_trial: tuple[tuple[DeviceTrial, tuple[LiveSample | Progress, ...]], ...] = (
            (PREVIEW, (frame(), LiveSample(kind="advice", text=light))),
            (LEVEL, (LiveSample(kind="level", numbers=(-23.0,)),)),
            (PLAYBACK, (LiveSample(kind="level", numbers=(-47.0,)), Progress(done=0.3, text=speak))),
        )
        for trial, updates in updates_by_trial:
            result.begin_trial(trial)
            for what in updates:
                result.show_progress(trial.check, what)
            self.trial_panel(f"{trial.check}-{trial.part}")
            result.end_trial(Outcome.CANCELLED, None)
        result.begin_trial(DIGIT)
        trial_panel.show_question("digit")
        self.trial_panel("digit")
        result.end_trial(Outcome.DONE, None, needs_answer=True)
        self.trial_panel("digit-open")
        result.begin_device_check("camera")
        result.show_progress("camera", frame())
        self.trial_panel("device")
        result.show_device_result("camera", "")
        trial_panel.device_changes.show_change(
            "camera", Text(de="Neue Kamera: „Brio 500“.", en="New camera: “Brio 500”."), "Brio 500"
        )
        self.trial_panel("news")
        trial_panel.device_changes.show_change(
            "microphone", Text(de="Neues Mikrofon: „Jabra“.", en="New microphone: “Jabra”."), "Jabra"
        )
        trial_panel.device_changes.show_change(
            "speaker", Text(de="Neue Tonausgabe: „Jabra“.", en="New sound output: “Jabra”."), "Jabra"
        )
        self.trial_panel("news-headset")
        trial_panel.device_changes.clear()

    def trial_panel(self, name: str) -> None:
        self.settle()
        self.controller.result.scroll_to_trials()
        self.take(f"3-try-{name}")

    def play_way(self) -> None:
        """The result with the broken link, and the article of its cause with the technicians' part open."""
        controller = self.controller
        controller.begin()
        controller.welcome.all.click()
        self.session.run.end_all()
        self.take("way-result", whole=True)
        for finding, name in ((BLOCKED, "way-article"), (BROKEN[1], "way-folded")):
            controller.result.finding_actions.article_requested.emit(finding)
            self.take(name, whole=True)
            if controller.article.technical is not None:
                controller.article.technical.set_open(True)
                self.take(f"{name}-open", whole=True)
            controller.article.back_requested.emit()

    def again(self) -> None:
        """The muted microphone is checked again, and is heard."""
        result = self.controller.result
        card = result.body.unfold(MICROPHONE.key)
        card.recheck_button.click()
        self.session.run.begin("microphone")
        self.session.run.report_progress("microphone", LiveSample(kind="level", numbers=(-26.0,)))
        self.settle()
        result.column.ensureWidgetVisible(card)
        self.take("3-again")
        self.session.findings = (CAMERA, MICROPHONE_READY, *REST)
        self.session.run.end_all()
        self.settle()
        self.take("3-solved")

    def running(self) -> None:
        run = self.session.run
        names = [planned.check.name for planned in run.plan.planned]
        for name in names:
            run.begin(name)
        if "line" in names:
            for at in range(40):
                run.report_progress("line", LiveSample(kind="latency", numbers=(at / 10, 24 + min(286, at * 18))))
                run.report_progress(
                    "line", LiveSample(kind="rate", numbers=(at / 10, 46 + 8 * (at % 7) / 7 - 30 / (at + 1)))
                )
            run.report_progress(
                "line", Progress(done=0.6, text=Text(de="Herunterladen wird gemessen", en="Measuring download"))
            )
        if "camera" in names:
            run.report_progress("camera", frame())
        if "microphone" in names:
            run.report_progress("microphone", LiveSample(kind="level", numbers=(-23.0,)))
        if "network" in names:
            run.end("network")
        run.report_progress(
            "computer", Progress(done=0.4, text=Text(de="Auslastung wird beobachtet", en="Watching the load"))
        )
        self.take("2-running", whole=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    parser.add_argument("--language", default="de", choices=("de", "en"))
    parser.add_argument("--scale", default=1.0, type=float)
    parser.add_argument("--size", default="1100x860")
    parser.add_argument("--way", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    photographer = Photographer(options.folder, options)
    if options.way:
        photographer.play_way()
    else:
        photographer.play()


if __name__ == "__main__":
    main()
