"""Formats: as V4L2 lists them, and which one is tried again."""

import errno
import os
import struct
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.camera.capture import formats, v4l2_formats
from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.capture.formats import (
    PictureFormat,
    alternative_format,
    decode_fourcc,
    format_subject,
    is_subject_of,
    parse_size,
)
from checker.checks.camera.host import CameraHost
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.probe import probe_cameras
from checker.model.failure import FailureKind, Operation, OperationFailed
from tests.checks.camera.picture.test_pictures import moving
from tests.lab.film import Paced, a_host, a_run, codes, seen_by

OFFERED = [
    PictureFormat(fourcc="YUYV", width=640, height=480, rate=30.0),
    PictureFormat(fourcc="YUYV", width=1280, height=720, rate=10.0),
    PictureFormat(fourcc="MJPG", width=640, height=480, rate=30.0),
    PictureFormat(fourcc="MJPG", width=1280, height=720, rate=30.0),
]
SIZES = {b"YUYV": [(640, 480), (1280, 720)], b"MJPG": [(640, 480), (1280, 720)]}


def kernel(request: int, argument: bytes) -> bytes:
    """Answers as a UVC camera's driver does: structures laid out by hand after linux/videodev2.h."""
    assert len(argument) == request >> 16 & 0x3FFF
    (index,) = struct.unpack_from("=I", argument)
    kind = request & 0xFF
    answer = bytearray(argument)
    if kind == 2 and index < 2:
        assert struct.unpack_from("=I", argument, 4) == (1,)
        struct.pack_into("=32s4s", answer, 12, b"a description", list(SIZES)[index])
    elif kind == 74 and index < 2:
        struct.pack_into("=III", answer, 8, 1, *SIZES[bytes(argument[4:8])][index])
    elif kind == 75 and index < 2:
        code, width, _height = struct.unpack_from("=4sII", argument, 4)
        best = 10 if code == b"YUYV" and width == 1280 else 30
        struct.pack_into("=III", answer, 16, 1, 1, best // (index + 1))
    else:
        raise OSError(errno.EINVAL, "")
    return bytes(answer)


def test_lists_what_the_kernel_says():
    assert list(v4l2_formats.enumerate_formats(kernel)) == OFFERED


def test_a_range_in_steps_counts_by_its_largest():
    def stepwise(request: int, argument: bytes) -> bytes:
        answer = bytearray(argument)
        (index,) = struct.unpack_from("=I", argument)
        if index:
            raise OSError(errno.EINVAL, "")
        if request & 0xFF == 2:
            struct.pack_into("=4s", answer, 44, b"YUYV")
        elif request & 0xFF == 74:
            struct.pack_into("=I6I", answer, 8, 3, 160, 1920, 8, 120, 1080, 8)
        else:
            struct.pack_into("=I6I", answer, 16, 3, 1, 60, 1, 1, 0, 0)
        return bytes(answer)

    assert list(v4l2_formats.enumerate_formats(stepwise)) == [
        PictureFormat(fourcc="YUYV", width=1920, height=1080, rate=60.0)
    ]


@given(st.data())
def test_any_answer_of_a_driver_ends(data):
    def noise(request: int, argument: bytes) -> bytes:
        if data.draw(st.integers(0, 5)) == 0:
            raise OSError(errno.EINVAL, "")
        return data.draw(st.binary(min_size=len(argument), max_size=len(argument)))

    limited = iter(range(400))

    def request_ioctl(request: int, argument: bytes) -> bytes:
        if next(limited, None) is None:
            raise OSError(errno.EINVAL, "")
        return noise(request, argument)

    for picture_format in v4l2_formats.enumerate_formats(request_ioctl):
        assert picture_format.label


@pytest.mark.skipif(sys.platform == "win32", reason="Video4Linux is Linux'")
def test_a_device_that_is_no_camera_offers_nothing(tmp_path: Path):
    (tmp_path / "video0").touch()
    assert v4l2_formats.list_formats(0, tmp_path) == []
    with pytest.raises(OSError, match="No such file"):
        v4l2_formats.list_formats(1, tmp_path)


@pytest.mark.parametrize(
    ("used", "offered", "expected"),
    [
        ("YUYV", OFFERED, "MJPG 640x480 30"),
        ("YUYV", OFFERED[:2], None),
        ("MJPG", OFFERED, None),
        ("YUY2", [], "MJPG 640x480"),
        ("", [], "MJPG 640x480"),
        ("H264", [], None),
    ],
)
def test_only_uncompressed_pictures_are_tried_again(used, offered, expected):
    alternative = alternative_format(used, offered, (640, 480))
    assert (alternative.label if alternative else None) == expected


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        (1196444237.0, "MJPG"),
        (1448695129.0, "YUYV"),
        (844715353.0, "YUY2"),
        (0.0, ""),
        (-1.0, ""),
        (20.0, ""),
        (float("nan"), ""),
        (float("inf"), ""),
        (1e30, ""),
    ],
)
def test_opencvs_number_of_a_format(code, letters):
    assert decode_fourcc(code) == letters


@given(st.text(min_size=1, max_size=56).filter(str.strip), st.integers(1, 9999), st.integers(1, 9999))
def test_a_long_name_never_costs_the_format(name, width, height):
    words = format_subject(name, "MJPG", width, height)
    assert len(words) <= 60
    assert parse_size(words[-len(f"MJPG {width}x{height}") :]) == (width, height)
    assert is_subject_of(words, name) or not words.rsplit(" ", 2)[0]


def test_the_largest_formats_are_told():
    many = [PictureFormat(fourcc="YUYV", width=16 * n, height=9 * n) for n in range(1, 60)]
    assert formats.describe_formats(many)[0] == "YUYV 944x531"
    assert len(formats.describe_formats(many)) == 24


YUYV_ONLY = {"YUYV": 6.0}
BOTH = {"YUYV": 6.0, "MJPG": 60.0}


@pytest.mark.parametrize(
    ("rates", "offered", "expected", "measured"),
    [
        (BOTH, OFFERED, ["camera.ready", "camera.usb-bandwidth"], ["YUYV", "MJPG"]),
        (BOTH, OFFERED[:2], ["camera.slow"], ["YUYV"]),
        (YUYV_ONLY, OFFERED, ["camera.slow"], ["YUYV"]),
        ({"YUYV": 60.0}, OFFERED, ["camera.ready"], ["YUYV"]),
    ],
)
def test_a_slow_camera_is_measured_in_its_other_format(film, rates, offered, expected, measured):
    opened = []

    def open_it(backend: CaptureBackend) -> Paced:
        opened.append(Paced(backend, native="YUYV", rates=rates))
        return opened[-1]

    observations = seen_by(a_host(film(moving), open_capture=open_it, formats=lambda *_: offered))
    assert codes(observations) == expected
    assert [
        observation.subject.split()[1] for observation in observations if observation.name == "format.rate"
    ] == measured
    assert all(capture.released for capture in opened)


def test_windows_asks_directshow_for_the_other_format(film):
    camera = film(moving)
    backends = (CaptureBackend(name="msmf", api=0, target=camera.backends[0].target), *camera.backends)
    both = Camera(
        name=camera.name, backends=(backends[0], CaptureBackend(name="dshow", api=1, target=camera.backends[0].target))
    )
    opened_by = []

    def open_it(backend: CaptureBackend) -> Paced:
        opened_by.append((backend.name, backend.fourcc, backend.size))
        real = CaptureBackend(name="file", api=backends[1].api, target=str(backend.target), fourcc=backend.fourcc)
        return Paced(real, native="" if backend.name == "msmf" else "YUY2", rate=6, rates={"MJPG": 60.0})

    observations = seen_by(
        a_host(both, open_capture=open_it, permission=lambda _: "allowed", in_use=lambda _: False), system="windows"
    )
    assert opened_by == [("msmf", "", None), ("dshow", "MJPG", (640, 480))]
    assert "camera.usb-bandwidth" in codes(observations)


def test_a_trial_that_fails_costs_nothing(film):
    def open_it(backend: CaptureBackend) -> Paced:
        if backend.fourcc:
            raise OperationFailed(Operation.OPEN, FailureKind.REFUSED)
        return Paced(backend, native="YUYV", rates=YUYV_ONLY)

    assert codes(seen_by(a_host(film(moving), open_capture=open_it, formats=lambda *_: OFFERED))) == ["camera.slow"]


def test_a_trial_that_hangs_keeps_the_verdict(film):
    release = threading.Event()

    def open_it(backend: CaptureBackend) -> Paced:
        if backend.fourcc:
            release.wait(30)
            raise OperationFailed(Operation.OPEN, FailureKind.REFUSED)
        return Paced(backend, native="YUYV", rates=YUYV_ONLY)

    run = a_run(deadline_s=6.0)
    try:
        observations = list(
            probe_cameras(CameraNeed(), run, a_host(film(moving), open_capture=open_it, formats=lambda *_: OFFERED))
        )
    finally:
        release.set()
    assert codes(observations) == ["camera.slow"]
    assert run.remaining_s > 0


@pytest.mark.skipif(os.name == "nt", reason="asks this machine")
def test_this_machine_answers_without_an_error():
    host, camera = CameraHost(), Camera(name="A", backends=(CaptureBackend(name="v4l2", api=200, target=63),))
    assert host.usb("linux", camera) is None
    with pytest.raises(OSError, match="No such file"):
        host.formats("linux", camera)
    assert host.formats("macos", camera) == []
