"""Which cameras the systems report, and the order in which they are tried."""

import errno
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from checker.checks.camera.capture import enumeration, opencv
from checker.checks.camera.capture.device import (
    INFRARED,
    MEDIA_FOUNDATION,
    VIRTUAL,
    Camera,
    kind_by_name,
    mark_virtual,
    sort_cameras,
)
from checker.checks.camera.capture.formats import PictureFormat
from checker.checks.camera.capture.v4l2_availability import obstacle
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of


def entry(index: int, name: str | None, path: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(index=index, name=name, path=path)


USB = r"\\?\usb#vid_046d&pid_0825&mi_00#7&1&0&0000#{%s}\global"


def test_windows_finds_the_same_camera_in_both_backends():
    reported = {
        1400: [
            entry(0, "HD Webcam C270", USB % "e5323777"),
            entry(1, "HD Webcam", r"\\?\usb#vid_1&pid_2#x#{e5}\global"),
        ],
        700: [
            entry(0, "OBS Virtual Camera", None),
            entry(1, "HD Webcam", r"\\?\usb#vid_1&pid_2#x#{65}\global"),
            entry(2, "HD Webcam C270", USB % "65e8773d"),
        ],
    }
    cameras = enumeration.windows(reported.__getitem__)
    backends = {camera.name: [(backend.name, backend.target) for backend in camera.backends] for camera in cameras}
    assert backends == {
        "HD Webcam C270": [("msmf", 0), ("dshow", 2)],
        "HD Webcam": [("msmf", 1), ("dshow", 1)],
        "OBS Virtual Camera": [("dshow", 0)],
    }


def test_two_of_a_kind_and_one_without_a_name():
    cameras = enumeration.linux(lambda api: [entry(4, None), entry(2, "HD Webcam"), entry(0, "HD Webcam")])
    assert [(camera.name, camera.backends[0].target) for camera in cameras] == [
        ("HD Webcam", 0),
        ("HD Webcam (2)", 2),
        ("Webcam", 4),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Video4Linux is Linux'")
def test_this_machine_is_listed_by_its_own_devices():
    devices = {int(file.name.removeprefix("video")) for file in Path("/dev").glob("video[0-9]*")}
    assert {backend.target for camera in enumeration.linux() for backend in camera.backends} <= devices


MAC = {
    "SPCameraDataType": [
        {"_name": "FaceTime HD-Kamera", "spcamera_model-id": "Apple", "spcamera_unique-id": "9E1"},
        {"_name": "iPhone von Petra Kamera", "spcamera_model-id": "iPhone15,2", "spcamera_unique-id": "1A2"},
    ]
}


def test_macos_numbers_by_unique_id_and_keeps_no_person():
    cameras = enumeration.macos(lambda: json.dumps(MAC).encode())
    assert [(camera.name, camera.backends[0].target) for camera in cameras] == [
        ("iPhone Kamera", 0),
        ("FaceTime HD-Kamera", 1),
    ]


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b'{"SPCameraDataType": 3}', b'{"SPCameraDataType": [1]}'])
def test_macos_answers_nonsense(answer):
    with pytest.raises(OperationFailed) as failed:
        enumeration.macos(lambda: answer)
    assert failed.value.failure.kind is FailureKind.BAD_ANSWER


def test_the_real_camera_is_tried_before_infrared_and_programs():
    names = ["OBS Virtual Camera", "HP IR Camera", "HP HD Camera", "Logitech C920"]
    cameras = [Camera(name=name, backends=()) for name in names]
    order = [camera.name for camera in sort_cameras(cameras, "")]
    assert order == ["HP HD Camera", "Logitech C920", "HP IR Camera", "OBS Virtual Camera"]
    assert sort_cameras(cameras, "c920")[0].name == "Logitech C920"


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("HD Webcam", r"\\?\usb#vid_1&pid_2#x#{65}\global", ""),
        ("HD Camera", r"\\?\acpi#int3471#2&1#{65}\global", ""),
        ("HD Camera", None, VIRTUAL),
        ("HD Camera", r"@device:sw:{860BB310}\{27B05C2D}", VIRTUAL),
        ("HD Camera", r"\\?\swd#vcamdevapi#1&2#{65}\global", VIRTUAL),
        ("HD Camera", r"\\?\root#image#0000#{65}\global", VIRTUAL),
        ("Integrated IR Camera", r"\\?\usb#vid_1&pid_2#x#{65}\global", INFRARED),
        ("Integrated_Webcam_IR", r"\\?\usb#vid_1&pid_2#x#{65}\global", INFRARED),
    ],
)
def test_windows_drivers_tell_what_a_camera_is(name: str, path: str | None, kind: str):
    [camera] = enumeration.windows({1400: [], 700: [entry(0, name, path)]}.__getitem__)
    assert camera.kind == kind


@pytest.mark.parametrize(
    ("formats", "kind"),
    [(["GREY"], INFRARED), (["GREY", "Y16"], INFRARED), (["GREY", "YUYV"], ""), (["MJPG"], ""), ([], "")],
)
def test_a_camera_that_knows_grey_alone_is_infrared(monkeypatch: pytest.MonkeyPatch, formats: list[str], kind: str):
    offered = [PictureFormat(fourcc=code, width=640, height=360, rate=30.0) for code in formats]
    monkeypatch.setattr(enumeration, "list_formats", lambda _number: offered)
    [camera] = enumeration.linux(lambda _api: [entry(7, "Integrated Camera")])
    assert camera.kind == kind


NAMES = {
    VIRTUAL: (
        *("Logi Capture", "EOS Webcam Utility", "NDI Webcam Video 1", "OBS-Camera", "Virtuelle Kamera"),
        *("OM-D Webcam Beta", "VCam", "CyberLink Webcam Splitter", "PerfectCam", "Hand Mirror Camera"),
    ),
    INFRARED: (
        *("Integrated_Webcam_IR", "Caméra infrarouge", "Infrarotkamera HP", "USB2.0 IR UVC WebCam"),
        *("Fotocamera a infrarossi", "ИК-камера"),
    ),
    "": (
        *("HD Webcam C920", "Camera", "FaceTime HD Camera", "Logi BRIO", "USB Video Device", "Iris Cam"),
        *("OBSBOT Tiny 2", "Cam Link 4K", "Insta360 Link"),
    ),
}


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names])
def test_names_tell_what_a_camera_is(name: str, kind: str):
    assert kind_by_name(name) == kind


def test_a_profile_names_programs_of_its_own():
    cameras = [Camera(name="Muster Studio Cam", backends=()), Camera(name="HD Webcam", backends=())]
    assert [camera.is_virtual for camera in mark_virtual(cameras, ("muster studio",))] == [True, False]
    assert sort_cameras(mark_virtual(cameras, ("muster",)), "")[0].name == "HD Webcam"


@pytest.mark.skipif(sys.platform == "win32", reason="Video4Linux is Linux'")
def test_missing_device(tmp_path):
    assert obstacle(0, tmp_path).kind is FailureKind.MISSING


def test_a_driver_that_knows_no_buffers_is_no_obstacle(tmp_path):
    (tmp_path / "video0").write_bytes(b"")
    assert obstacle(0, tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Video4Linux is Linux'")
def test_forbidden_device():
    """Asked as a user who may not: root is refused nothing."""
    code = (
        "import fcntl, os, sys, pathlib; from checker.checks.camera.capture.v4l2_availability import obstacle\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "print(obstacle(0, pathlib.Path(sys.argv[1])).kind.value)"
    )
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        device = Path(folder, "video0")
        device.touch()
        device.chmod(0o000)
        done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "denied"


@pytest.mark.parametrize(
    ("number", "kind"), [("EBUSY", FailureKind.BUSY), ("ENODEV", FailureKind.MISSING), ("EINVAL", None)]
)
def test_what_a_driver_answers_about_its_buffers(tmp_path, monkeypatch, number, kind):
    def refused(handle, request, argument):
        assert request == 0xC0145608
        assert len(argument) == 20
        raise OSError(getattr(errno, number), "")

    fcntl = pytest.importorskip("fcntl", reason="Video4Linux is Linux'")
    (tmp_path / "video3").touch()
    monkeypatch.setattr(fcntl, "ioctl", refused)
    failure = obstacle(3, tmp_path)
    assert (failure.kind if failure else None) is kind


@pytest.mark.parametrize("is_lacking", [True, False])
def test_opencv_that_does_not_load(monkeypatch: pytest.MonkeyPatch, is_lacking: bool):
    monkeypatch.setitem(sys.modules, "cv2", None)
    monkeypatch.setattr(opencv, "lacks_media_foundation", lambda: is_lacking)
    with pytest.raises((OperationFailed, ImportError)) as raised:
        enumeration.windows(lambda _api: [])
    failure = failure_of(Operation.LIST, raised.value)
    assert failure.kind is FailureKind.MISSING
    assert (failure.detail == MEDIA_FOUNDATION) is is_lacking
