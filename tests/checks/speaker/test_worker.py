"""The check and its part in their real child process, through PulseAudio: what is played comes back."""

import threading

import pytest

from checker.checks.context import LiveSample
from checker.checks.registry import needs
from checker.checks.speaker import CHECK
from checker.checks.trial_answer import answer_observation
from checker.model.measurement import Outcome
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.run.part_run import PartRun
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job

NEED = needs(BUILT_IN)["speaker"]


def play_digit() -> list[object]:
    emitted: list[object] = []
    over = threading.Event()
    ends: list[object] = []

    def ended(*end: object) -> None:
        ends.append(end)
        over.set()

    part = PartRun("speaker", "digit", NEED, BUILT_IN, listener=emitted.append, on_end=ended)
    part.start()
    assert over.wait(30)
    assert ends == [(Outcome.DONE, None)]
    return emitted


def observed(emitted: list[object]) -> Observations:
    return Observations([item for item in emitted if isinstance(item, Observation)])


ANSWER = CHECK.fact("play.answer")


def codes(observations: Observations) -> list[str]:
    return [finding.code for finding in CHECK.diagnose(observations, NEED)]


def test_the_digit_comes_back_by_the_microphone_and_the_right_answer_is_well(lab):
    emitted = play_digit()
    [live] = [item for item in emitted if isinstance(item, LiveSample)]
    observations = observed(emitted)
    assert observations["output.default"].value == "Mouth"
    assert observations.number("echo.strength") == pytest.approx(
        0, abs=4
    )  # the microphone hears exactly what is played
    assert 0 <= observations.number("echo.delay") < 1000
    number = live.numbers[0]
    for typed, code in ((round(number), "speaker.ready"), (0, "speaker.wrong-digit"), (None, "speaker.not-heard")):
        assert codes(Observations([*observations, answer_observation(ANSWER, number, typed)])) == [
            code,
            "microphone.echo",
        ]


def test_a_microphone_in_another_room_hears_no_echo(lab):
    lab.add("elsewhere")
    lab.pactl("set-default-source", "at-elsewhere")
    observations = observed(play_digit())
    assert observations["play.digit-asked"].value is True
    assert not observations.has("echo.strength")
    assert codes(observations) == ["speaker.not-asked"]


def test_muted_is_told_where_nothing_was_heard(lab):
    lab.pactl("set-sink-mute", "mouth", "1")
    observations = observed(play_digit())
    assert codes(Observations([*observations, answer_observation(ANSWER, 3, None)])) == ["speaker.muted"]


def test_unattended_it_only_lists(lab):
    emitted: list[object] = []
    job = make_job(PlannedCheck(check=CHECK, need=NEED), BUILT_IN)
    assert WorkerProcess(job, emitted.append).run() == (Outcome.DONE, None)
    assert {observation.name for observation in observed(emitted)} == {
        "output.names",
        "output.default",
        "output.muted",
        "output.volume",
    }
    assert codes(observed(emitted)) == ["speaker.not-asked"]
