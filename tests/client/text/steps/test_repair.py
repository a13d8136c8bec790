"""What the program can do for a finding, in the terminal: done, checked again, taken back; nothing by itself."""

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.mixer_change import MixerChange
from checker.client.text import prompt
from checker.client.text.steps import repair
from checker.client.text.words import tr
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.finding import Finding, Level
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from tests.client.window.sample import PlayedSession

MUTED = Finding(code="microphone.muted", level=Level.BLOCKER, subject="Headset", values={"microphone": "Headset"})
MICROPHONE = Measurement(
    check="microphone",
    outcome=Outcome.DONE,
    observations=(
        Observation(name="device.names", value=["Headset"]),
        Observation(name="record.begun", subject="Headset", value=True),
        Observation(name="device.muted", subject="Headset", value=True),
    ),
)
OFF, ON = MixerSetting(muted=True, volume=70), MixerSetting(muted=False, volume=70)


class Terminal:
    """A session whose microphone is muted, and somebody who types."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        tr.set_language("de")
        self.session = PlayedSession((MUTED,))
        self.session.add_measurements([MICROPHONE])
        self.console = Console(file=io.StringIO(), width=100)
        self.checked: list[tuple[str, ...]] = []
        typed = iter(answers)
        monkeypatch.setattr(prompt, "is_interactive", lambda: True)
        monkeypatch.setattr(prompt, "read_line", lambda _question, _console: next(typed))
        monkeypatch.setattr(repair, "run_checks", lambda _s, _c, only: self.checked.append(only) or True)

    def run(self) -> str:
        repair.offer_repairs(self.session, self.console)
        return self.console.file.getvalue()


@pytest.fixture
def mixer(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    calls: list[str] = []

    def change(direction: str, _system: str, name: str, target: MixerSetting) -> MixerChange:
        calls.append(f"{direction} {name} {target.muted}")
        return MixerChange(before=OFF, after=ON, undo=lambda: calls.append("undo") or OFF)

    monkeypatch.setattr(repair, "change_mixer", change)
    return calls


def test_enter_alone_changes_nothing(monkeypatch: pytest.MonkeyPatch, mixer: list[str]) -> None:
    output = Terminal(monkeypatch, "").run()
    assert "1  Mikrofon einschalten" in output and mixer == []


def test_done_checked_and_kept(monkeypatch: pytest.MonkeyPatch, mixer: list[str]) -> None:
    terminal = Terminal(monkeypatch, "1", "n")
    output = terminal.run()
    assert mixer == ["input Headset False"] and terminal.checked == [("microphone",)]
    assert "Vorher: stumm, Pegel 70\u00a0%. Jetzt: nicht stumm, Pegel 70\u00a0%." in output


def test_taken_back_and_checked_again(monkeypatch: pytest.MonkeyPatch, mixer: list[str]) -> None:
    terminal = Terminal(monkeypatch, "1", "j")
    output = terminal.run()
    assert mixer == ["input Headset False", "undo"] and len(terminal.checked) == 2
    assert "Rückgängig gemacht. Jetzt ist es wieder: stumm, Pegel 70\u00a0%." in output


def test_what_the_system_refuses_leads_to_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> MixerChange:
        raise OperationFailed(Operation.WRITE, FailureKind.DENIED)

    terminal = Terminal(monkeypatch, "1")
    monkeypatch.setattr(repair, "change_mixer", refuse)
    assert "Das ließ sich von hier nicht ändern." in terminal.run() and terminal.checked == []


def test_nobody_there_is_no_error(monkeypatch: pytest.MonkeyPatch, mixer: list[str]) -> None:
    terminal = Terminal(monkeypatch)
    monkeypatch.setattr(prompt, "is_interactive", lambda: False)
    terminal.run()
    assert mixer == []
