"""Sounds that go through PulseAudio, ALSA, PortAudio and the whole check, and what must be said of each."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.lab.sound import RATE, virtual_microphone


def noise(seconds: float, level: float) -> np.ndarray:
    return np.random.default_rng(3).normal(0, level, int(seconds * RATE))


def hum(sound: np.ndarray, level: float) -> np.ndarray:
    time = np.arange(sound.size) / RATE
    return sound + level * (np.sin(2 * np.pi * 50 * time) + 0.5 * np.sin(2 * np.pi * 150 * time))


def typing(sound: np.ndarray) -> np.ndarray:
    clicks = np.where(np.arange(sound.size) % 12000 < 300, noise(sound.size / RATE, 0.2)[: sound.size], 0)
    return clicks + noise(sound.size / RATE, 0.0005)[: sound.size]


SITUATIONS = {
    "a voice": (lambda voice: voice, ["microphone.ready"]),
    "a voice in a quiet room": (lambda voice: voice + noise(60, 0.001)[: voice.size], ["microphone.ready"]),
    "a soft voice": (lambda voice: voice * 0.12 + noise(60, 0.0002)[: voice.size], ["microphone.ready"]),
    "a voice behind a noise gate": (lambda voice: np.where(abs(voice) < 0.01, 0, voice), ["microphone.ready"]),
    "a voice and a light hum": (lambda voice: hum(voice, 0.004), ["microphone.ready"]),
    "far away": (lambda voice: voice * 0.02 + noise(60, 0.0001)[: voice.size], ["microphone.too-quiet"]),
    "far away in noise": (
        lambda voice: voice * 0.03 + noise(60, 0.004)[: voice.size],
        ["microphone.too-quiet", "microphone.noisy"],
    ),
    "much too loud": (lambda voice: voice * 20, ["microphone.clipping"]),
    "beside a fan": (
        lambda voice: voice * 0.5 + noise(60, 0.06)[: voice.size],
        ["microphone.ready", "microphone.noisy"],
    ),
    "strong hum": (lambda voice: hum(voice * 0.5, 0.06), ["microphone.ready", "microphone.noisy"]),
    "nobody speaks in a quiet room": (lambda voice: noise(4, 0.001), ["microphone.no-speech"]),
    "nobody speaks, a fan runs": (lambda voice: noise(4, 0.05), ["microphone.no-speech"]),
    "nobody speaks, only hum": (lambda voice: hum(noise(4, 0.0005), 0.03), ["microphone.no-speech"]),
    "nobody speaks, someone types": (lambda voice: typing(noise(4, 0.001)), ["microphone.no-speech"]),
}


def rooms(lab, listen, voice):
    """Every situation in a room of its own, four listened to at a time."""

    def heard(number: int, sound) -> list[str]:
        name = f"room{number}"
        lab.add(name)
        lab.play(sound(voice), name)
        return listen(device=name).codes

    with ThreadPoolExecutor(4) as pool:
        running = {name: pool.submit(heard, n, sound) for n, (name, (sound, _)) in enumerate(SITUATIONS.items())}
    return {name: one.result() for name, one in running.items()}


def test_situations(lab, listen, voice):
    expected = {name: codes for name, (_, codes) in SITUATIONS.items()}
    assert rooms(lab, listen, voice) == expected


def test_nothing_but_zeros(lab, listen):
    heard = listen()
    assert heard.codes == ["microphone.silent"]
    assert heard.value("sound.zeros") == 1.0


def test_muted_while_someone_speaks(lab, listen, voice):
    lab.play(voice)
    lab.pactl("set-source-mute", "mic", "1")
    heard = listen()
    assert heard.codes == ["microphone.muted"]
    assert heard.value("device.muted") is True


def test_level_turned_down(lab, listen, voice):
    lab.play(voice)
    lab.pactl("set-source-volume", "mic", "20%")
    heard = listen()
    assert heard.codes == ["microphone.too-quiet"]
    assert heard.value("device.volume") == 20


def test_no_sound_server(listen):
    heard = listen(environment={"PULSE_SERVER": "unix:/nowhere"})
    assert heard.codes == ["microphone.none"]


def test_the_preferred_one_is_listened_to(lab, listen, voice):
    lab.play(voice)
    lab.add("headset")
    lab.pactl("set-default-source", "at-headset")
    assert listen().codes == ["microphone.silent"]
    heard = listen(device="testmic")
    assert heard.codes == ["microphone.ready"]
    assert heard.value("device.default") == "Headset"
    assert {one.subject for one in heard.seen if one.name.startswith("sound.")} == {"TestMic"}


def test_a_driver_that_never_delivers(lab, listen):
    pipe = lab.folder / "pipe"
    lab.pactl("load-module", "module-pipe-source", "source_name=stuck", f"file={pipe}",
              "source_properties=device.description=Stuck")  # fmt: skip
    try:
        assert listen(device="stuck").codes == ["microphone.hangs"]
    finally:
        lab.pactl("unload-module", "module-pipe-source")


def test_the_level_moves_with_the_voice(lab, listen, voice):
    lab.play(voice)
    levels = listen().levels
    assert len(levels) >= 10
    assert max(levels) - min(levels) > 20
    assert all(-120 <= level <= 3 for level in levels)


@pytest.mark.alone
def test_hears_itself(lab, listen, voice):
    lab.play(voice)
    heard = listen("hear")
    assert 0.9 <= heard.value("record.seconds") <= 1.5
    assert heard.value("play.seconds") >= 0.5
    assert heard.levels


def test_speaker_but_no_microphone(listen):
    """The default source is then what the speaker plays: zeros that nobody must be blamed for."""
    with virtual_microphone() as lab:
        lab.pactl("unload-module", "module-remap-source")
        assert listen(environment=lab.environment).codes == ["microphone.none"]
