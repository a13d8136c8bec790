"""What was seen of the cameras, and what must be said."""

from typing import Any

import pytest

from checker.checks.camera.capture.device import MEDIA_FOUNDATION
from checker.checks.camera.diagnose import diagnose
from checker.checks.camera.need import CameraNeed
from checker.knowledge.causes import finding_sentence
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.finding import Finding, Level
from checker.model.observation import Observation, Observations

NAME = "HD Webcam"
LIST = {"device.names", "device.virtual", "permission", "in-use"}
WELL: dict[str, Any] = {
    "device.names": [NAME],
    "device.virtual": [],
    "open.begun": True,
    "open.seconds": 0.8,
    "picture.first": 0.3,
    "picture.rate": 29.8,
    "picture.brightness": 120.0,
    "picture.brightest": 250.0,
    "picture.contrast": 50.0,
    "picture.colour-cast": 12.0,
    "picture.repeated": 0.0,
    "picture.size": "640x480",
    "picture.bright-share": 0.02,
    "picture.centre-brightness": 130.0,
    "picture.centre-highlight": 210.0,
    "picture.sharpness": 90.0,
    "picture.structure": 60.0,
    "picture.stripes": 0.0,
    "picture.flatness": 0.1,
}
SILHOUETTE: dict[str, Any] = {
    "picture_bright-share": 0.15,
    "picture_centre-brightness": 69.0,
    "picture_centre-highlight": 109.0,
}


def failure(kind: FailureKind) -> Failure:
    return Failure(operation=Operation.OPEN, kind=kind)


def findings(need: CameraNeed | None = None, leave: tuple[str, ...] = (), **changes: Any) -> list[Finding]:
    values = WELL | {name.replace("_", "."): value for name, value in changes.items()}
    rows = []
    for name, value in values.items():
        if name in leave:
            continue
        field = "failure" if isinstance(value, Failure) else "value"
        uncertainty = 0.5 if name == "picture.rate" and field == "value" else None
        subject = "" if name in LIST else NAME
        rows.append(Observation(name=name, subject=subject, uncertainty=uncertainty, **{field: value}))
    return [finding for finding in judged(rows, need) if finding.code != "camera.webcam-advice"]


def judged(rows: list[Observation], need: CameraNeed | None = None) -> list[Finding]:
    return list(diagnose(Observations(rows), need or CameraNeed()))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["camera.ready"]),
        ({"picture_rate": 14.6}, ["camera.ready"]),
        ({"picture_rate": 14.4}, ["camera.usable"]),
        ({"picture_rate": 9.6}, ["camera.usable"]),
        ({"picture_rate": 9.4}, ["camera.slow"]),
        ({"picture_size": "640x360"}, ["camera.ready"]),
        ({"picture_size": "480x320"}, ["camera.usable"]),
        ({"picture_size": "480x320", "formats_offered": ["MJPG 1280x720 30"]}, ["camera.ready"]),
        ({"picture_brightness": 50.0}, ["camera.ready"]),
        ({"picture_brightness": 49.0, "picture_centre-brightness": 89.0}, ["camera.dark"]),
        ({"picture_brightness": 49.0, "picture_centre-brightness": 90.0}, ["camera.ready"]),
        (SILHOUETTE, ["camera.backlit"]),
        (SILHOUETTE | {"picture_bright-share": 0.14}, ["camera.ready"]),
        (SILHOUETTE | {"picture_centre-brightness": 70.0}, ["camera.ready"]),
        (SILHOUETTE | {"picture_centre-highlight": 110.0}, ["camera.ready"]),
        (SILHOUETTE | {"picture_brightness": 45.0}, ["camera.backlit"]),
        ({"picture_sharpness": 8.9}, ["camera.blurred"]),
        ({"picture_sharpness": 9.1}, ["camera.ready"]),
        ({"picture_sharpness": 0.1, "picture_structure": 12.0}, ["camera.ready"]),
        ({"picture_sharpness": 0.1, "picture_structure": 15.0}, ["camera.blurred"]),
        ({"picture_sharpness": 1.7, "picture_structure": 15.0}, ["camera.ready"]),
        ({"picture_greenness": 0.2}, ["camera.wrong-colours"]),
        ({"picture_greenness": 4.0, "picture_green-excess": 2.4}, ["camera.wrong-colours"]),
        ({"picture_greenness": 4.0, "picture_green-excess": 2.2}, ["camera.ready"]),
        ({"picture_still": 1.0}, ["camera.frozen"]),
        ({"picture_sharpness": 1.0, "picture_brightness": 59.0}, ["camera.ready"]),
        ({"picture_stripes": 0.2}, ["camera.striped"]),
        ({"picture_stripes": 0.19}, ["camera.ready"]),
        ({"picture_stripes": 0.5, "device_virtual": [NAME]}, ["camera.ready", "camera.only-virtual"]),
        ({"picture_repeated": 1.0, "picture_flatness": 0.5}, ["camera.still-picture"]),
        ({"picture_repeated": 1.0, "picture_stripes": 0.6, "picture_flatness": 0.5}, ["camera.still-picture"]),
        ({"picture_brightness": 9.0, "picture_contrast": 5.0}, ["camera.covered"]),
        (
            {"picture_brightness": 9.0, "picture_contrast": 20.0, "picture_centre-brightness": 9.0},
            ["camera.dark"],
        ),
        ({"picture_brightest": 4.0, "picture_brightness": 1.0, "picture_contrast": 1.0}, ["camera.black"]),
        ({"picture_repeated": 1.0}, ["camera.frozen"]),
        ({"picture_repeated": 0.5}, ["camera.ready"]),
        ({"picture_colour-cast": 135.0, "picture_contrast": 2.0}, ["camera.one-colour"]),
        ({"picture_colour-cast": 135.0}, ["camera.ready"]),
        ({"open_seconds": 3.2}, ["camera.ready", "camera.slow-start"]),
        ({"picture_rate": failure(FailureKind.CLOSED)}, ["camera.no-picture"]),
        ({"picture_first": failure(FailureKind.TIMEOUT)}, ["camera.no-picture"]),
        ({"picture_first": failure(FailureKind.CANCELLED)}, ["camera.not-measured"]),
        (
            {"open_seconds": failure(FailureKind.CANCELLED), "picture_first": failure(FailureKind.NOT_MEASURED)},
            ["camera.not-measured"],
        ),
        ({"device_virtual": [NAME]}, ["camera.ready", "camera.only-virtual"]),
        (
            {"device_names": ["OBS Virtual Camera", NAME], "device_virtual": ["OBS Virtual Camera"]},
            ["camera.ready", "camera.virtual-first"],
        ),
        (
            {"device_names": [NAME, "OBS Virtual Camera"], "device_virtual": ["OBS Virtual Camera"]},
            ["camera.ready"],
        ),
        ({"device_names": failure(FailureKind.BAD_ANSWER)}, ["camera.not-measured"]),
        ({"device_names": failure(FailureKind.MISSING)}, ["camera.not-measured"]),
    ],
)
def test_says(changes, codes):
    judgement = findings(**changes)
    assert [finding.code for finding in judgement] == codes
    for finding in judgement:
        assert "{" not in finding_sentence(finding, "de") + finding_sentence(finding, "en")


def test_stopped_before_the_picture_was_measured():
    left = tuple(name for name in WELL if name.startswith("picture.") and name != "picture.first")
    [finding] = findings(leave=left)
    assert (finding.code, finding.level) == ("camera.not-measured", Level.UNKNOWN)


def test_windows_without_media_foundation():
    lacking = Failure(operation=Operation.LIST, kind=FailureKind.MISSING, detail=MEDIA_FOUNDATION)
    [finding] = findings(device_names=lacking)
    assert (finding.code, finding.level) == ("camera.media-pack-missing", Level.UNKNOWN)


def test_nothing_was_measured():
    [finding] = diagnose(Observations([]), CameraNeed())
    assert (finding.code, finding.level) == ("camera.not-measured", Level.UNKNOWN)


def test_whoever_needs_none_reads_notes_only():
    need = CameraNeed(required=False)
    for changes in ({"device_names": []}, {"picture_brightest": 0.0}, {"picture_rate": 2.0}, SILHOUETTE):
        leave = tuple(name for name in WELL if name not in LIST) if "device_names" in changes else ()
        assert {finding.level for finding in findings(need, leave, **changes)} == {Level.NOTE}


def test_the_profile_says_how_many_pictures_are_enough():
    assert [finding.code for finding in findings(CameraNeed(rate=25), picture_rate=20.0)] == ["camera.slow"]


OLD = ("bright-share", "centre-brightness", "centre-highlight", "sharpness", "structure", "stripes", "flatness", "size")


def test_a_report_of_an_older_version_raises_no_new_alarm():
    assert [finding.code for finding in findings(leave=tuple(f"picture.{name}" for name in OLD))] == ["camera.ready"]


def rated(**more: Any) -> list[Finding]:
    rows = [
        Observation(name=name, subject="" if name in LIST else NAME, value=value)
        for name, value in (WELL | {"picture.rate": 8.0} | more).items()
        if not name.startswith("format.")
    ]
    rows += [
        Observation(name="format.rate", subject=f"{NAME} {name.removeprefix('format.')} 640x480", value=value)
        for name, value in more.items()
        if name.startswith("format.")
    ]
    return judged(rows)


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"format.YUYV": 8.0}, ["camera.slow", "camera.webcam-advice"]),
        ({"format.YUYV": 8.0, "format.MJPG": 30.0}, ["camera.ready", "camera.usb-bandwidth"]),
        ({"format.YUYV": 8.0, "format.MJPG": 12.0}, ["camera.usable", "camera.usb-bandwidth"]),
        ({"format.YUYV": 8.0, "format.MJPG": 9.0}, ["camera.slow", "camera.webcam-advice"]),
        ({"usb.hubs": 1}, ["camera.slow", "camera.usb-bandwidth", "camera.webcam-advice"]),
        ({"usb.hubs": 0}, ["camera.slow", "camera.webcam-advice"]),
        ({"usb.hubs": 2, "picture.rate": 30.0}, ["camera.ready"]),
    ],
)
def test_a_slow_format_is_told_from_a_slow_camera(more, codes):
    assert [finding.code for finding in rated(**more)] == codes


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        (SILHOUETTE, "lamp"),
        ({"picture_brightness": 30.0, "picture_centre-brightness": 30.0}, "lamp"),
        ({"picture_sharpness": 1.0}, "webcam"),
        ({"picture_rate": 3.0}, "webcam"),
        ({"picture_repeated": 1.0}, None),
        ({}, None),
    ],
)
def test_what_to_buy_comes_last_and_only_for_what_money_mends(changes, item):
    values = WELL | {name.replace("_", "."): value for name, value in changes.items()}
    rows = [Observation(name=name, subject="" if name in LIST else NAME, value=value) for name, value in values.items()]
    judgement = judged(rows)
    assert [finding.values["item"] for finding in judgement if finding.code == "camera.webcam-advice"] == (
        [item] if item else []
    )
    assert (judgement[-1].code == "camera.webcam-advice") is (item is not None)
    assert "camera.webcam-advice" not in [finding.code for finding in judged(rows, CameraNeed(required=False))]


def test_a_finding_points_to_what_it_rests_on():
    [finding] = findings(permission="denied", open_seconds=failure(FailureKind.REFUSED), leave=("picture.first",))
    assert finding.code == "camera.access-denied"
    assert finding.evidence == (f"open.seconds@{NAME}", "permission")
