"""Camera, microphone and speaker tried in the terminal: only where somebody is there, and never by --yes."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console

from checker.checks.context import LiveSample, Progress
from checker.client.session import Session
from checker.client.text import prompt
from checker.client.text.progress import level_bar
from checker.client.text.steps import device_trials, trial_run
from checker.client.text.steps.device_trials import offer_trials
from checker.client.text.words import tr
from checker.model.codec import report_from_json, to_json
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.text import Text
from checker.net.net import Net
from tests.client.program import output_text, start
from tests.client.trials import LEVEL

SPEAKER = (
    Observation(name="output.names", value=["Headset", "Lautsprecher"]),
    Observation(name="output.default", value="Headset"),
)
CAMERA = (Observation(name="device.names", value=["HD Webcam"]),)
PLAYED = (
    *SPEAKER,
    LiveSample(kind="digit", numbers=(7.0,)),
    Observation(name="play.seconds", value=1.4, unit="s"),
    Observation(name="play.digit-asked", value=True),
)
SEE, DIGIT = "1", "2"
OTHER = "3"


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


class PlayedPart:
    """Takes the worker's place: tells what it is made to tell, and ends."""

    reports: dict[str, list[object]]
    made: list["PlayedPart"]
    ends: tuple[Outcome, Failure | None]

    def __init__(
        self,
        check: str,
        part: str,
        need: object,
        profile: object,
        *,
        listener: Callable,
        on_end: Callable,
        **_limits: object,
    ):
        self.check, self.part, self.need, self.listener, self.on_end = check, part, need, listener, on_end
        PlayedPart.made.append(self)

    def run_to_end(self) -> None:
        for what in PlayedPart.reports.get(self.part, []):
            self.listener(what)
        self.on_end(*PlayedPart.ends)


@pytest.fixture(autouse=True)
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[PlayedPart]]:
    PlayedPart.reports, PlayedPart.made = {}, []
    PlayedPart.ends = Outcome.DONE, None
    monkeypatch.setattr(trial_run, "PartRun", PlayedPart)
    yield PlayedPart
    tr.set_language("de")


def talked(monkeypatch: pytest.MonkeyPatch, typed: str, *, tty: bool = True) -> tuple[Session, str]:
    session = Session(Profile(code="AB", customer="x"), Net())
    session.allow((DataGroup.CAMERA, DataGroup.MICROPHONE))
    session.add_measurements(
        [
            Measurement(check="camera", outcome=Outcome.DONE, observations=CAMERA),
            Measurement(check="speaker", outcome=Outcome.DONE, observations=SPEAKER),
        ]
    )
    monkeypatch.setattr(prompt.sys, "stdin", Typed(typed) if tty else io.StringIO(typed))
    output = io.StringIO()
    offer_trials(session, Console(file=output, width=200))
    return session, output.getvalue()


def codes(session: Session) -> list[str]:
    return [finding.code for finding in session.report.findings if finding.check == "speaker"]


def test_enter_alone_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    session, output = talked(monkeypatch, "\n")
    assert "Möchten Sie etwas ausprobieren?" in output
    assert "1  Kamera: Hinweise zum Bild" in output
    assert "Mikrofon: sich selbst hören" not in output, "it was not checked"
    assert PlayedPart.made == []
    assert codes(session) == ["speaker.not-asked"]


def test_where_nobody_sits_nothing_is_said_and_nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    session, output = talked(monkeypatch, "2\n7\n", tty=False)
    assert output.strip() == ""
    assert PlayedPart.made == []
    assert codes(session) == ["speaker.not-asked"]


@pytest.mark.parametrize(
    ("typed", "code", "answers"),
    [
        ("7", "speaker.ready", ["right"]),
        ("3", "speaker.wrong-digit", ["wrong"]),
        ("0", "speaker.not-heard", ["none"]),
        ("", "speaker.not-asked", []),
    ],
)
def test_the_digit_is_named_and_the_findings_follow(
    monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart], typed: str, code: str, answers: list[str]
) -> None:
    played.reports["digit"] = [*PLAYED]
    session, output = talked(monkeypatch, f"{DIGIT}\n{typed}\n\n")
    assert codes(session) == [code]
    assert "Welche Ziffer haben Sie gehört?" in output
    assert "7.0" not in output
    observations = next(
        measurement for measurement in session.report.measurements if measurement.check == "speaker"
    ).observations
    values = [observation.value for observation in observations if observation.name == "play.answer"]
    assert values == answers


def test_once_more(monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]) -> None:
    played.reports["digit"] = [*PLAYED]
    session, _ = talked(monkeypatch, f"{DIGIT}\nw\nquatsch\n7\n\n")
    assert len(played.made) == 2
    assert codes(session) == ["speaker.ready"]


def test_a_speaker_that_does_not_play_is_judged_without_a_question(
    monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]
) -> None:
    failure = Failure(operation=Operation.PLAY, kind=FailureKind.BUSY)
    played.reports["digit"] = [*SPEAKER, Observation(name="play.seconds", unit="s", failure=failure)]
    session, output = talked(monkeypatch, f"{DIGIT}\n\n")
    assert codes(session) == ["speaker.not-playing"]
    assert "Welche Ziffer" not in output


def test_another_speaker_is_played_to_at_once(monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]) -> None:
    played.reports["digit"] = [*PLAYED]
    session, output = talked(monkeypatch, f"{OTHER}\n3\n7\n\n")
    assert "3  Lautsprecher: Lautsprecher" in output
    assert [part.need.device for part in played.made] == ["Lautsprecher"]
    assert session.needs()["speaker"].device == "Lautsprecher"


def test_another_camera_is_checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[tuple[str, ...], str]] = []

    def run_checks(session: Session, _console: Console, only: tuple[str, ...] = ()) -> bool:
        ran.append((only, session.plan(only).planned[0].need.device))
        return True

    monkeypatch.setattr(device_trials, "run_checks", run_checks)
    _, output = talked(monkeypatch, f"{OTHER}\n1\n\n")
    assert ran == [(("camera",), "HD Webcam")]
    assert output.count("Kamera: ") > 1


def test_advice_and_level_are_shown_while_it_runs(monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]) -> None:
    advice = [Text(de=de, en="x") for de in ("Etwas mehr Licht, bitte.", "[b]Gut so.[/b]")]
    played.reports["preview"] = [
        LiveSample(kind="frame", numbers=(1.0, 1.0), picture=b"\xfe\xfe\xfe"),
        *(LiveSample(kind="advice", text=text) for text in advice),
    ]
    _, output = talked(monkeypatch, f"{SEE}\n\n")
    assert [line for line in output.splitlines() if line in [text.de for text in advice]] == [
        text.de for text in advice
    ]
    assert "\xfe" not in output


def test_what_does_not_work_is_said(monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]) -> None:
    played.ends = Outcome.DEFECT, Failure(operation=Operation.OPEN, kind=FailureKind.BUSY)
    _, output = talked(monkeypatch, f"{SEE}\n\n")
    assert "Das hat nicht geklappt (" in output


def test_the_level_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    status = SimpleNamespace(update=lambda line: lines.append(line.plain))
    session = Session(Profile(code="AB", customer="x"), Net())
    trial = trial_run.TrialRun(session, Console(file=io.StringIO()), LEVEL, status)
    trial.on_event(LiveSample(kind="level", numbers=(-23.0,)))
    assert lines == ["▮▮▮▮▮▮▮[▮▮▮▮▮▯▯▯▯▯]▯▯▯  Gut zu hören."]
    trial.on_event(Progress(done=0.1, text=Text(de="Bitte sprechen Sie.", en="x")))
    assert lines[-1] == "Bitte sprechen Sie."


@pytest.mark.parametrize(
    ("dbfs", "bar"), [(-60.0, "▯▯▯[▯▯▯▯▯]▯▯"), (0.0, "▮▮▮[▮▮▮▮▮]▮▮"), (float("nan"), "▯▯▯[▯▯▯▯▯]▯▯")]
)
def test_the_range_to_aim_at_is_in_brackets(dbfs: float, bar: str) -> None:
    assert level_bar(dbfs, 10, aim=True) == bar


def test_the_program_that_holds_the_camera_is_on_the_screen_alone(
    monkeypatch: pytest.MonkeyPatch, played: type[PlayedPart]
) -> None:
    played.reports["preview"] = [LiveSample(kind="advice", text=Text(de="Gerade benutzt: Geheimprogramm.", en="x"))]
    session, output = talked(monkeypatch, f"{SEE}\n\n")
    assert "Geheimprogramm" in output
    assert b"Geheimprogramm" not in to_json(session.report)


@pytest.mark.parametrize("only", ["speaker", "speaker,microphone"])
def test_yes_asks_nothing_and_notes_it(tmp_path: Path, only: str) -> None:
    file = tmp_path / "report.json"
    words = output_text(start("--text", "--yes", "--only", only, "--report", file, home=tmp_path / "home"))
    assert "Möchten Sie etwas ausprobieren?" not in words
    assert "Welche Ziffer" not in words
    report = report_from_json(file.read_bytes())
    speaker = next(measurement for measurement in report.measurements if measurement.check == "speaker")
    names = speaker.observations_by_key["output.names"]
    none = "speaker.not-measured" if names.failure else "speaker.none"
    assert not speaker.observations_by_key.has("play.digit-asked")
    assert {finding.code for finding in report.findings if finding.check == "speaker"} == {
        "speaker.not-asked" if names.value else none
    }
