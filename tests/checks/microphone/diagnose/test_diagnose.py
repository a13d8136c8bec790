"""What was seen of a microphone, and what must be said."""

from typing import Any

import pytest

from checker.checks.microphone.diagnose import diagnose
from checker.checks.microphone.diagnose.echo import diagnose_echo
from checker.checks.microphone.need import MicrophoneNeed
from checker.knowledge.causes import finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Level, Sureness
from checker.model.observation import Observation, Observations

NAME = "Headset"
LIST = {"device.names", "device.default", "device.communications", "permission", "session.remote"}
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


def failure(kind: FailureKind) -> Failure:
    return Failure(operation=Operation.RECORD, kind=kind)


def findings(need: MicrophoneNeed | None = None, leave: tuple[str, ...] = (), **changes: Any):
    values = WELL | {name.replace("_", "."): value for name, value in changes.items()}
    rows = []
    for name, value in values.items():
        if name in leave:
            continue
        subject = "" if name in LIST else NAME
        field = "failure" if isinstance(value, Failure) else "value"
        rows.append(Observation(name=name, subject=subject, **{field: value}))
    return list(diagnose(Observations(rows), need or MicrophoneNeed()))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["microphone.ready"]),
        ({"sound_speech": -39.9, "sound_pause": -70.0}, ["microphone.ready"]),
        ({"sound_speech": -40.1, "sound_pause": -70.0}, ["microphone.too-quiet"]),
        ({"sound_pause": -39.9}, ["microphone.usable", "microphone.noisy"]),
        ({"sound_pause": -40.1}, ["microphone.ready"]),
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
        ({"device_rate": 16000.0}, ["microphone.usable", "microphone.hands-free"]),
        ({"device_rate": 22050.0}, ["microphone.ready"]),
        ({"record_seconds": 0.9}, ["microphone.not-measured"]),
        ({"record_first": failure(FailureKind.TIMEOUT)}, ["microphone.hangs"]),
        ({"record_first": failure(FailureKind.CANCELLED)}, ["microphone.not-measured"]),
        ({"record_seconds": failure(FailureKind.CANCELLED)}, ["microphone.not-measured"]),
        ({"record_seconds": failure(FailureKind.TIMEOUT)}, ["microphone.hangs"]),
        ({"record_first": failure(FailureKind.NOT_MEASURED)}, ["microphone.hangs"]),
        ({"record_seconds": failure(FailureKind.NOT_MEASURED)}, ["microphone.not-measured"]),
        ({"device_names": failure(FailureKind.BUSY)}, ["microphone.busy"]),
        ({"device_names": failure(FailureKind.BAD_ANSWER)}, ["microphone.not-measured"]),
        ({"device_names": failure(FailureKind.MISSING)}, ["microphone.library-missing"]),
        ({"device_names": failure(FailureKind.TIMEOUT)}, ["microphone.no-answer"]),
        ({"sound_dropouts": 1}, ["microphone.ready"]),
        ({"sound_dropouts": 2}, ["microphone.dropouts"]),
        ({"sound_dropouts": 2, "record_gaps": 2}, ["microphone.ready"]),
        ({"sound_voice": 0.0}, ["microphone.no-speech"]),
        ({"sound_voice": 0.0, "sound_speech": -44.0}, ["microphone.no-speech"]),
        ({"sound_voice": 0.2, "sound_speech": -44.0, "sound_pause": -70.0}, ["microphone.too-quiet"]),
        ({"sound_voice": 0.0, "sound_dropouts": 9}, ["microphone.dropouts"]),
        ({"sound_mix-loss": 40.0, "sound_level": -70.0}, ["microphone.channels-cancel"]),
        ({"sound_mix-loss": 6.0}, ["microphone.ready"]),
        ({"sound_dropouts": 3}, ["microphone.dropouts"]),
        ({"sound_hum": 20.1, "sound_hum-level": -47.0}, ["microphone.usable", "microphone.hum"]),
        ({"sound_hum": 19.9, "sound_hum-level": -47.0}, ["microphone.ready"]),
        ({"sound_hum": 40.0, "sound_hum-level": -47.1}, ["microphone.ready"]),
        (
            {"sound_hum": 40.0, "sound_hum-level": -35.0, "sound_pause": -30.0},
            ["microphone.usable", "microphone.hum"],
        ),
        (
            {"sound_hum": 40.0, "sound_hum-level": -40.0, "sound_pause": -30.0},
            ["microphone.usable", "microphone.hum", "microphone.noisy"],
        ),
        (
            {"sound_spoken": 0.0, "sound_hum": 30.0, "sound_hum-level": -49.0},
            ["microphone.no-speech", "microphone.hum"],
        ),
        ({"sound_spoken": 0.0, "sound_hum": 30.0, "sound_hum-level": -51.0}, ["microphone.no-speech"]),
        ({"sound_tone": 31.0, "sound_tone-level": -43.0}, ["microphone.usable", "microphone.noisy"]),
        ({"sound_tone": 31.0, "sound_tone-level": -45.0}, ["microphone.ready"]),
        ({"sound_tone": 29.0, "sound_tone-level": -30.0}, ["microphone.ready"]),
        ({"sound_bandwidth": 4000.0}, ["microphone.usable", "microphone.hands-free"]),
        ({"device_rate": 16000.0, "device_transport": "usb"}, ["microphone.ready"]),
        ({"device_rate": 8000.0, "device_transport": "usb"}, ["microphone.usable", "microphone.hands-free"]),
        ({"sound_bandwidth": 8000.0}, ["microphone.ready"]),
        ({"sound_bandwidth": 8000.0, "device_transport": "usb"}, ["microphone.ready"]),
        ({"sound_bandwidth": 8000.0, "device_transport": "bluetooth"}, ["microphone.usable", "microphone.hands-free"]),
        ({"sound_bandwidth": 24000.0, "device_transport": "bluetooth"}, ["microphone.ready"]),
        ({"sound_spoken": 0.0, "sound_level": -85.0, "sound_peak": -72.0}, ["microphone.muted-at-device"]),
        ({"sound_spoken": 0.0, "sound_level": -85.0, "sound_peak": -60.0}, ["microphone.no-speech"]),
        ({"sound_spoken": 0.0, "sound_level": -77.0, "sound_peak": -65.0}, ["microphone.no-speech"]),
        ({"session_remote": True}, ["microphone.remote-session", "microphone.ready"]),
        ({"device_default": NAME, "device_communications": NAME}, ["microphone.ready"]),
        (
            {"device_default": NAME, "device_communications": "Webcam"},
            ["microphone.ready", "microphone.communications-differs"],
        ),
    ],
)
def test_says(changes, codes):
    judgement = findings(**changes)
    assert [finding.code for finding in judgement] == codes
    for finding in judgement:
        assert "{" not in finding_sentence(finding, "de") + finding_sentence(finding, "en")


def test_no_speech_measured_means_unknown_never_broken():
    [finding] = findings(leave=("sound.speech",), sound_spoken=0.0)
    assert (finding.code, finding.level) == ("microphone.no-speech", Level.UNKNOWN)


def test_listed_and_cut_off_before_it_listened():
    [finding] = findings(leave=tuple(name for name in WELL if name != "device.names"))
    assert (finding.code, finding.level) == ("microphone.not-measured", Level.UNKNOWN)


def test_nothing_was_measured():
    [finding] = diagnose(Observations([]), MicrophoneNeed())
    assert (finding.code, finding.level) == ("microphone.not-measured", Level.UNKNOWN)


def test_whoever_needs_none_reads_notes_only():
    need = MicrophoneNeed(required=False)
    for changes in ({"sound_zeros": 1.0}, {"sound_clipped": 0.1}, {"sound_spoken": 0.0}, {"sound_speech": -60.0}):
        levels = {finding.level for finding in findings(need, **changes)}
        assert levels <= {Level.NOTE, Level.OK}
        assert Level.NOTE in levels


def test_noise_only_advises():
    assert [finding.level for finding in findings(sound_pause=-23.0)] == [Level.OK, Level.NOTE]


def test_a_finding_points_to_what_it_rests_on():
    [finding] = findings(sound_zeros=1.0, device_muted=True)
    assert finding.evidence == (f"sound.zeros@{NAME}", f"device.muted@{NAME}")
    assert finding.subject == NAME


def other(is_heard: object, speech: float = -22.0, pause: float = -60.0, name: str = "Webcam") -> list[Observation]:
    rows = [Observation(name="input.hears", subject=name, value=is_heard)]
    if is_heard:
        rows.append(Observation(name="sound.speech", subject=name, value=speech))
        rows.append(Observation(name="sound.pause", subject=name, value=pause))
    return rows


def with_others(rows: list[Observation], need: MicrophoneNeed | None = None, **changes: Any):
    values = WELL | {name.replace("_", "."): value for name, value in changes.items()}
    own = [Observation(name=name, subject="" if name in LIST else NAME, value=value) for name, value in values.items()]
    own.append(Observation(name="input.hears", subject=NAME, value=(values["sound.spoken"] or 0) >= 0.4))
    return list(diagnose(Observations([*own, *rows]), need or MicrophoneNeed()))


@pytest.mark.parametrize(
    ("changes", "rows", "code"),
    [
        ({"sound_zeros": 1.0}, other(True), "microphone.wrong-default"),
        ({"sound_spoken": 0.0}, other(True), "microphone.wrong-default"),
        ({"sound_speech": -45.0, "sound_pause": -80.0}, other(True, -33.0), "microphone.wrong-default"),
        ({"sound_speech": -45.0, "sound_pause": -80.0}, other(True, -33.1), "microphone.too-quiet"),
        ({"sound_spoken": 0.0}, other(True, -41.0), "microphone.no-speech"),
        ({"sound_spoken": 0.0}, other(False), "microphone.no-speech"),
        ({"sound_zeros": 1.0, "device_muted": True}, other(True), "microphone.muted"),
        ({"sound_zeros": 1.0, "permission": "denied"}, other(True), "microphone.access-denied"),
        ({}, other(True, -10.0), "microphone.ready"),
    ],
)
def test_another_one_that_hears(changes, rows, code):
    [finding] = with_others(rows, **changes)
    assert finding.code == code
    assert "{" not in finding_sentence(finding, "de") + finding_sentence(finding, "en")


def test_the_one_that_hears_best_is_named():
    rows = other(True, -15.0, -20.0, "Webcam") + other(True, -30.0, -70.0, "Jabra") + other(True, -50.0, -99.0, "Far")
    [finding] = with_others(rows, sound_spoken=0.0)
    assert finding.values == {"microphone": NAME, "other": "Jabra"}
    assert finding.level is Level.WARNING
    assert finding.evidence == (f"sound.spoken@{NAME}", "input.hears@Jabra")


def test_a_witness_makes_the_switch_on_the_device_likely():
    quiet: dict[str, Any] = {"sound_spoken": 0.0, "sound_level": -90.0, "sound_peak": -80.0}
    assert [with_others(rows, **quiet)[0].sure for rows in ([], other(True))] == [Sureness.POSSIBLE, Sureness.LIKELY]


@pytest.mark.parametrize(("is_heard", "level"), [(True, Level.NOTE), (False, Level.WARNING), (None, Level.NOTE)])
def test_two_defaults_are_a_trouble_only_where_the_second_is_deaf(is_heard, level):
    rows = [] if is_heard is None else other(is_heard)
    *_, finding = with_others(rows, device_default=NAME, device_communications="Webcam")
    assert (finding.code, finding.level) == ("microphone.communications-differs", level)
    assert finding.values["other"] == "Webcam"


@pytest.mark.parametrize("strength", [None, -20.1])
def test_no_echo(strength):
    rows = [] if strength is None else [Observation(name="echo.strength", value=strength)]
    assert list(diagnose_echo(Observations(rows))) == []
