"""The terminal over a real sound server: the level, one's own voice, a digit to be named."""

from pathlib import Path

import pytest

from checker.model.codec import report_from_json
from tests.client.program import CTRL_C, Terminal
from tests.lab.sound import MISSING, speech, virtual_microphone

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
READ_WHEN_LOADED = ("PULSE_", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")


def test_tried_in_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    with virtual_microphone() as microphone:
        microphone.play(speech(microphone.folder))
        environment = {
            name: value for name, value in microphone.environment.items() if name.startswith(READ_WHEN_LOADED)
        }
        words = ("--only", "microphone,speaker", "--language", "en", "--report", file)
        with Terminal(*words, home=tmp_path, **environment) as terminal:
            terminal.expect("(empty: go on without):")
            terminal.type("\n")
            terminal.expect("Allow? [y/n]")
            terminal.type("y\n")
            terminal.expect("Number, or Enter to go on:", 60)
            assert "1 Microphone: see the level" in terminal.screen
            terminal.type("1\n")
            terminal.expect("Easy to hear.")
            terminal.type(CTRL_C)
            terminal.expect("Number, or Enter to go on:")
            terminal.type("2\n")
            terminal.expect("This is how others hear you.")
            terminal.expect("Number, or Enter to go on:")
            terminal.type("3\n")
            terminal.expect("heard nothing")  # a digit, or tones to count where no voice is packed
            terminal.type("0\n")
            terminal.expect("Number, or Enter to go on:")
            terminal.type("\n")
            terminal.expect("Enter goes on:")  # a speaker that is not heard stands in the way: check again?
            terminal.type("\n")
            terminal.ended()
    report = report_from_json(file.read_bytes())
    assert "speaker.not-heard" in {finding.code for finding in report.findings}
    observations = {measurement.check: measurement.observations_by_key for measurement in report.measurements}
    assert observations["speaker"]["play.answer"].value == "none"
    assert (observations["microphone"].number("sound.spoken", "TestMic") or 0.0) > 0.4
