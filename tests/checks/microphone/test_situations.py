"""Sounds that go through PulseAudio, ALSA, PortAudio and the whole check, and what must be said of each."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

import pytest

from tests.checks.microphone.conftest import Recording, listened
from tests.checks.microphone.rooms import ROOMS
from tests.lab.sound import virtual_microphone

AT_ONCE = 6
CLOSELY_RELATED = {
    "a voice in a quiet room",
    "a voice behind a noise gate",
    "a voice in a bare room",
    "far away in noise",
    "hum and a fan",
    "a telephone's rate",
    "nobody speaks, a fan runs",
    "nobody speaks, only hum",
    "someone coughs",
    "both hear nobody",
    "muted on its cable",
    "the other one hears, this one only the fan",
}
"""Each has a neighbour that shows nearly the same: visited with `-m slow`."""


@pytest.fixture(scope="module")
def recordings(request: pytest.FixtureRequest, voice) -> Iterator[dict[str, Recording]]:
    """Every room that a test of this run asks about, each in a sound server of its own, some at a time."""
    selected = {item.name for item in request.session.items}
    names = [
        name for name in ROOMS if name not in CLOSELY_RELATED or f"test_what_is_said_of_a_room[{name}]" in selected
    ]
    with ExitStack() as stack:
        free: SimpleQueue = SimpleQueue()
        for _ in range(AT_ONCE):
            free.put(stack.enter_context(virtual_microphone()))

        def visit(name: str) -> Recording:
            lab = free.get()
            try:
                ROOMS[name].furnish(lab, voice)
                return listened(lab)
            finally:
                lab.hush()
                free.put(lab)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield dict(zip(names, pool.map(visit, names), strict=True))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in CLOSELY_RELATED else []) for name in ROOMS]
)
def test_what_is_said_of_a_room(recordings, name):
    assert tuple(recordings[name].codes) == ROOMS[name].codes


def test_enough_rooms():
    assert len(ROOMS) >= 25
    assert set(ROOMS) > CLOSELY_RELATED


def test_which_microphone_hears_is_told_of_each(recordings):
    def heard_by_name(name: str) -> dict[str, object]:
        return {
            observation.subject: observation.value
            for observation in recordings[name].observations
            if observation.name == "input.hears"
        }

    assert heard_by_name("the other one hears, this one is dead") == {"TestMic": False, "Headset": True}
    assert heard_by_name("two microphones that both hear") == {"TestMic": True, "Notebook": True}
    stuck = heard_by_name("it blocks for ever, and another one hears")
    assert (stuck["Stuck"], stuck["Headset"]) == (None, True)
    assert stuck["TestMic"] is not True


def test_the_wrong_default_names_the_one_that_hears(recordings):
    [finding] = recordings["the other one hears, this one is dead"].findings
    assert finding.values == {"microphone": "TestMic", "other": "Headset"}


def test_zeros_and_the_mute_are_told(recordings):
    assert recordings["nothing but zeros"].value("sound.zeros") == 1.0
    assert recordings["muted while someone speaks"].value("device.muted") is True
    assert recordings["turned down"].value("device.volume") == 20


def test_no_sound_server(listen):
    recording = listen(environment={"PULSE_SERVER": "unix:/nowhere"})
    assert recording.codes == ["microphone.none"]


def test_the_preferred_one_is_listened_to(lab, listen, voice):
    lab.play(voice)
    lab.add("headset")
    lab.pactl("set-default-source", "at-headset")
    assert listen().codes == ["microphone.wrong-default"]
    recording = listen(device="testmic")
    assert recording.codes == ["microphone.ready"]
    assert recording.value("device.default") == "Headset"
    assert {observation.subject for observation in recording.observations if observation.name == "sound.level"} == {
        "TestMic"
    }


def test_in_a_session_from_afar(lab, listen, voice):
    lab.play(voice)
    recording = listen(environment={"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})
    assert recording.codes == ["microphone.remote-session", "microphone.ready"]
    assert recording.value("session.remote") is True


def test_the_level_moves_with_the_voice(lab, listen, voice):
    lab.play(voice)
    levels = listen().levels
    assert len(levels) >= 10
    assert max(levels) - min(levels) > 20
    assert all(-120 <= level <= 3 for level in levels)


@pytest.mark.alone
def test_hears_itself(lab, listen, voice):
    lab.play(voice)
    recording = listen("playback")
    assert 0.9 <= recording.value("record.seconds") <= 1.5
    assert recording.value("play.seconds") >= 0.5
    assert recording.levels


@pytest.mark.alone
def test_hears_itself_through_the_chosen_speaker(lab, listen, voice):
    lab.add("headset")
    lab.play(voice)
    sinks = dict(line.split("\t")[1::-1] for line in lab.pactl("list", "short", "sinks").splitlines())
    usual = lab.pactl("list", "short", "sink-inputs").splitlines()
    used: list[str] = []
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(listen, "playback", speaker="Null Output")
        while not pending.done():
            streams = lab.pactl("list", "short", "sink-inputs").splitlines()
            used += [stream.split("\t")[1] for stream in streams if stream not in usual]
            time.sleep(0.1)
        assert pending.result().value("play.seconds") >= 0.5
    assert sinks["headset"] in used


def test_speaker_but_no_microphone(listen):
    """The default source is then what the speaker plays: zeros that nobody must be blamed for."""
    with virtual_microphone() as lab:
        lab.pactl("unload-module", "module-remap-source")
        assert listen(environment=lab.environment).codes == ["microphone.none"]
