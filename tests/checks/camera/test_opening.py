"""Cameras that hang, are busy, forbidden or gone: each has its own name, and the check ends in time."""

import threading
import time
from dataclasses import replace

import pytest

from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.probe import probe_cameras
from checker.checks.context import Cancelled
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from tests.checks.camera.picture.test_pictures import moving
from tests.lab.film import Paced, a_host, a_run, codes, seen_by


@pytest.fixture
def driver():
    """Calls that hang until the test is over."""
    release = threading.Event()

    class Driver:
        def opens_never(self, backend):
            release.wait(30)
            raise OperationFailed(Operation.OPEN, FailureKind.REFUSED)

        def reads_never(self, backend):
            driver = self

            class Capture:
                def read(self):
                    driver.opens_never(backend)

                def fourcc(self):
                    return ""

                def release(self):
                    pass

            return Capture()

    yield Driver()
    release.set()


def refusing(kind: FailureKind):
    return lambda system, backend: Failure(operation=Operation.OPEN, kind=kind)


def refuses(backend: CaptureBackend):
    raise OperationFailed(Operation.OPEN, FailureKind.REFUSED)


def a_camera(name: str = "Testkamera", *backends: str) -> Camera:
    return Camera(
        name=name,
        backends=tuple(CaptureBackend(name=observation, api=0, target=0) for observation in backends or ("v4l2",)),
    )


def test_no_camera():
    assert codes(seen_by(a_host())) == ["camera.none"]


def test_opening_hangs(driver):
    began = time.monotonic()
    observations = seen_by(a_host(a_camera(), open_capture=driver.opens_never))
    assert time.monotonic() - began < 12
    assert codes(observations) == ["camera.hangs"]
    assert [observation.name for observation in observations] == [
        "device.names",
        "device.virtual",
        "open.begun",
        "open.seconds",
    ]


def test_reading_hangs(driver):
    assert codes(seen_by(a_host(a_camera(), open_capture=driver.reads_never))) == ["camera.no-picture"]


def test_both_backends_of_windows_hang_within_the_deadline(driver):
    run = a_run(system="windows")
    host = a_host(a_camera("A", "msmf", "dshow"), a_camera("B", "msmf", "dshow"), open_capture=driver.opens_never)
    assert codes(list(probe_cameras(CameraNeed(), run, host)))[0] == "camera.hangs"
    assert run.remaining_s > 0


def test_second_backend_shows_what_the_first_could_not(film, driver):
    camera = film(moving)
    both = Camera(name=camera.name, backends=(CaptureBackend(name="msmf", api=0, target=0), *camera.backends))
    host = a_host(
        both, open_capture=lambda backend: driver.opens_never(backend) if backend.name == "msmf" else Paced(backend)
    )
    observations = seen_by(host, system="windows")
    assert [observation.value for observation in observations if observation.name == "open.backend"] == ["file"]
    assert "camera.ready" in codes(observations)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FailureKind.BUSY, "camera.busy"),
        (FailureKind.DENIED, "camera.access-denied"),
        (FailureKind.MISSING, "camera.not-opening"),
    ],
)
def test_linux_says_why(kind, code):
    assert codes(seen_by(a_host(a_camera(), obstacle=refusing(kind)))) == [code]


@pytest.mark.parametrize(
    ("permission", "used", "code"),
    [
        ("denied", False, "camera.access-denied"),
        ("denied-desktop-programs", False, "camera.access-denied"),
        ("denied-for-all", True, "camera.access-denied"),
        ("allowed", True, "camera.busy"),
        ("allowed", False, "camera.not-opening"),
        ("not-asked", None, "camera.not-opening"),
    ],
)
def test_windows_does_not_say_why_its_switches_do(permission, used, code):
    host = a_host(a_camera(), permission=lambda _: permission, in_use=lambda _: used, open_capture=refuses)
    assert codes(seen_by(host, system="windows")) == [code]


def test_a_stale_denial_does_not_outweigh_a_picture(film):
    host = a_host(film(moving), permission=lambda _: "denied", in_use=lambda _: True)
    assert codes(seen_by(host, system="windows")) == ["camera.ready"]


def test_a_working_camera_softens_the_broken_one(film):
    host = a_host(
        a_camera("Kaputt"),
        film(moving),
        open_capture=lambda backend: refuses(backend) if backend.api == 0 else Paced(backend),
    )
    assert codes(seen_by(host)) == ["camera.not-opening", "camera.ready"]


def test_a_stop_while_opening_is_no_fault_of_the_camera(driver):
    cancelled, observations = threading.Event(), []
    run = a_run(cancelled=cancelled)
    threading.Timer(0.2, cancelled.set).start()
    with pytest.raises(Cancelled):
        for observation in probe_cameras(CameraNeed(), run, a_host(a_camera(), open_capture=driver.opens_never)):
            observations.append(observation)
    assert codes(observations) == ["camera.not-measured"]


def test_cut_off_in_the_middle_names_the_driver(driver):
    observations = []
    for observation in probe_cameras(CameraNeed(), a_run(), a_host(a_camera(), open_capture=driver.opens_never)):
        observations.append(observation)
        if observation.name == "open.begun":
            break
    assert codes(observations) == ["camera.hangs"]


def test_the_list_cannot_be_read():
    def broken(system):
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER)

    assert codes(seen_by(replace(a_host(), cameras=broken))) == ["camera.not-measured"]


def test_a_defect_of_ours_is_not_swallowed():
    def broken(backend):
        raise AttributeError("a slip")

    with pytest.raises(AttributeError, match="a slip"):
        seen_by(a_host(a_camera(), open_capture=broken))


def test_the_camera_is_given_back(film):
    opened = []

    def open_it(backend):
        opened.append(Paced(backend))
        return opened[-1]

    seen_by(a_host(film(moving), open_capture=open_it))
    assert [capture.released for capture in opened] == [True]
