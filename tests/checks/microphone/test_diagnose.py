"""What was seen of a microphone, and what must be said."""

from typing import Any

import pytest

from checker.checks.microphone.diagnose import diagnose
from checker.checks.microphone.need import MicrophoneNeed
from checker.knowledge.causes import sentence
from checker.model.failure import Failure, Kind, Operation
from checker.model.finding import Level
from checker.model.observation import Observation, Observations

NAME = "Headset"
LIST = {"device.names", "device.default", "permission"}
WELL: dict[str, Any] = {
    "device.names": [NAME],
    "device.rate": 48000.0,
    "device.muted": False,
    "record.begun": True,
    "record.first": 0.2,
    "record.seconds": 3.2,
    "sound.invalid": 0.0,
    "sound.zeros": 0.001,
    "sound.level": -24.0,
    "sound.clipped": 0.0,
    "sound.spoken": 1.4,
    "sound.speech": -22.0,
    "sound.pause": -60.0,
}


def failure(kind: Kind) -> Failure:
    return Failure(operation=Operation.RECORD, kind=kind)


def findings(need: MicrophoneNeed | None = None, leave: tuple[str, ...] = (), **seen: Any):
    values = WELL | {name.replace("_", "."): value for name, value in seen.items()}
    rows = []
    for name, value in values.items():
        if name in leave:
            continue
        subject = "" if name in LIST else NAME
        field = "failure" if isinstance(value, Failure) else "value"
        rows.append(Observation(name=name, subject=subject, **{field: value}))
    return list(diagnose(Observations(rows), need or MicrophoneNeed()))


@pytest.mark.parametrize(
    ("seen", "codes"),
    [
        ({}, ["microphone.ready"]),
        ({"sound_speech": -39.9, "sound_pause": -70.0}, ["microphone.ready"]),
        ({"sound_speech": -40.1, "sound_pause": -70.0}, ["microphone.too-quiet"]),
        ({"sound_pause": -36.9}, ["microphone.ready", "microphone.noisy"]),
        ({"sound_pause": -37.1}, ["microphone.ready"]),
        ({"sound_clipped": 0.0009}, ["microphone.ready"]),
        ({"sound_clipped": 0.0011}, ["microphone.clipping"]),
        ({"sound_invalid": 0.01}, ["microphone.garbage"]),
        ({"sound_zeros": 1.0}, ["microphone.silent"]),
        ({"sound_zeros": 0.9999}, ["microphone.ready"]),
        ({"sound_zeros": 1.0, "device_muted": True}, ["microphone.muted"]),
        ({"sound_zeros": 1.0, "permission": "denied"}, ["microphone.access-denied"]),
        ({"sound_spoken": 0.3}, ["microphone.no-speech"]),
        ({"sound_spoken": 0.0, "device_muted": True}, ["microphone.muted"]),
        ({"device_muted": True}, ["microphone.ready"]),
        ({"permission": "denied"}, ["microphone.ready"]),
        ({"device_rate": 16000.0}, ["microphone.ready", "microphone.hands-free"]),
        ({"device_rate": 22050.0}, ["microphone.ready"]),
        ({"record_seconds": 0.9}, ["microphone.not-measured"]),
        ({"record_first": failure(Kind.TIMEOUT)}, ["microphone.hangs"]),
        ({"record_first": failure(Kind.CANCELLED)}, ["microphone.not-measured"]),
        ({"record_seconds": failure(Kind.CANCELLED)}, ["microphone.not-measured"]),
        ({"record_seconds": failure(Kind.TIMEOUT)}, ["microphone.hangs"]),
        ({"device_names": failure(Kind.BAD_ANSWER)}, ["microphone.not-measured"]),
        ({"device_names": failure(Kind.MISSING)}, ["microphone.library-missing"]),
    ],
)
def test_says(seen, codes):
    found = findings(**seen)
    assert [one.code for one in found] == codes
    for one in found:
        assert "{" not in sentence(one, "de") + sentence(one, "en")


def test_no_speech_measured_means_unknown_never_broken():
    [one] = findings(leave=("sound.speech",), sound_spoken=0.0)
    assert (one.code, one.level) == ("microphone.no-speech", Level.UNKNOWN)


def test_listed_and_cut_off_before_it_listened():
    [one] = findings(leave=tuple(name for name in WELL if name != "device.names"))
    assert (one.code, one.level) == ("microphone.not-measured", Level.UNKNOWN)


def test_nothing_was_measured():
    [one] = diagnose(Observations([]), MicrophoneNeed())
    assert (one.code, one.level) == ("microphone.not-measured", Level.UNKNOWN)


def test_whoever_needs_none_reads_notes_only():
    need = MicrophoneNeed(required=False)
    for seen in ({"sound_zeros": 1.0}, {"sound_clipped": 0.1}, {"sound_spoken": 0.0}, {"sound_speech": -60.0}):
        levels = {one.level for one in findings(need, **seen)}
        assert levels <= {Level.NOTE, Level.OK}
        assert Level.NOTE in levels


def test_noise_only_advises():
    assert [one.level for one in findings(sound_pause=-23.0)] == [Level.OK, Level.NOTE]


def test_a_finding_points_to_what_it_rests_on():
    [one] = findings(sound_zeros=1.0, device_muted=True)
    assert one.evidence == (f"sound.zeros@{NAME}", f"device.muted@{NAME}")
    assert one.subject == NAME
