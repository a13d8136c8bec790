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


def tried() -> list[object]:
    told: list[object] = []
    over = threading.Event()
    ends: list[object] = []

    def ended(*end: object) -> None:
        ends.append(end)
        over.set()

    part = PartRun("speaker", "digit", NEED, BUILT_IN, listener=told.append, on_end=ended)
    part.start()
    assert over.wait(30)
    assert ends == [(Outcome.DONE, None)]
    return told


def seen(told: list[object]) -> Observations:
    return Observations([one for one in told if isinstance(one, Observation)])


ANSWER = CHECK.fact("play.answer")


def codes(found: Observations) -> list[str]:
    return [one.code for one in CHECK.diagnose(found, NEED)]


def test_the_digit_comes_back_by_the_microphone_and_the_right_answer_is_well(lab):
    told = tried()
    [live] = [one for one in told if isinstance(one, LiveSample)]
    found = seen(told)
    assert found["output.default"].value == "Mouth"
    assert found.number("echo.strength") == pytest.approx(0, abs=4)  # the microphone hears exactly what is played
    assert 0 <= found.number("echo.delay") < 1000
    asked = live.numbers[0]
    for said, code in ((round(asked), "speaker.ready"), (0, "speaker.wrong-digit"), (None, "speaker.not-heard")):
        assert codes(Observations([*found, answer_observation(ANSWER, asked, said)])) == [
            code,
            "microphone.echo",
        ]


def test_a_microphone_in_another_room_hears_no_echo(lab):
    lab.add("elsewhere")
    lab.pactl("set-default-source", "at-elsewhere")
    found = seen(tried())
    assert found["play.digit-asked"].value is True
    assert not found.has("echo.strength")
    assert codes(found) == ["speaker.not-asked"]


def test_muted_is_told_where_nothing_was_heard(lab):
    lab.pactl("set-sink-mute", "mouth", "1")
    found = seen(tried())
    assert codes(Observations([*found, answer_observation(ANSWER, 3, None)])) == ["speaker.muted"]


def test_unattended_it_only_lists(lab):
    told: list[object] = []
    job = make_job(PlannedCheck(check=CHECK, need=NEED), BUILT_IN)
    assert WorkerProcess(job, told.append).run() == (Outcome.DONE, None)
    assert {one.name for one in seen(told)} == {"output.names", "output.default", "output.muted", "output.volume"}
    assert codes(seen(told)) == ["speaker.not-asked"]
