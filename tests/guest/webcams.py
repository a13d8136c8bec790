"""Webcams of the kernel's own making (vivid: Virtual Video Test Driver): no room, but the real V4L2 of a real kernel.

Their picture is a test pattern with a running clock, so no two pictures are equal.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.guest.acting import load, once, run, running, unload, until

_FIRST = "/dev/video0"
_ENVIRONMENT: Mapping[str, str] = {}
_WEBCAM = {"node_types": "0x1", "num_inputs": "1", "input_types": "0x0"}
"""One capture device each, with a single input of the kind webcam."""
_IN_MEASURING_S = 1.6
"""After streaming began: the first second is warm-up, two are measured."""
_SOON_S = 0.2


@contextmanager
def none() -> Iterator[Mapping[str, str]]:
    yield _ENVIRONMENT


@contextmanager
def webcams(count: int = 1, **controls: int) -> Iterator[Mapping[str, str]]:
    """`controls` of the first one: vivid's, by v4l2-ctl's names."""
    load("vivid", f"n_devs={count}", *(f"{name}={','.join([value] * count)}" for name, value in _WEBCAM.items()))
    try:
        for name, value in controls.items():
            control(name, value)
        yield _ENVIRONMENT
    finally:
        unload("vivid")


@contextmanager
def busy(count: int = 1) -> Iterator[Mapping[str, str]]:
    """Another program streams from the first one."""
    stream = ("v4l2-ctl", "-d", _FIRST, "--set-fmt-video", "width=320,height=180", "--stream-mmap")
    with webcams(count) as environment, running(*stream):
        until(_streams, "v4l2-ctl does not stream")
        yield environment


@contextmanager
def unplugged() -> Iterator[Mapping[str, str]]:
    """Pulled out while the program watches its picture."""
    with webcams() as environment, once(_streams, lambda: control("disconnect", 1), _IN_MEASURING_S):
        yield environment


@contextmanager
def breaking() -> Iterator[Mapping[str, str]]:
    """The driver gives up while the program watches the picture, as uvcvideo does after broken transfers."""
    act = lambda: control("inject_fatal_streaming_error", 1)  # noqa: E731
    with webcams() as environment, once(_streams, act, _IN_MEASURING_S):
        yield environment


@contextmanager
def slow(rate: int) -> Iterator[Mapping[str, str]]:
    """`rate` pictures in the second, from right after it was opened."""
    act = lambda: run("v4l2-ctl", "-d", _FIRST, f"--set-parm={rate}")  # noqa: E731
    with webcams() as environment, once(_streams, act, _SOON_S):
        yield environment


def control(name: str, value: int) -> None:
    """Sets one of the first webcam's. Raises NotStaged."""
    run("v4l2-ctl", "-d", _FIRST, "--set-ctrl", f"{name}={value}")


def _streams() -> bool:
    """Whether any program has its buffers in memory."""
    return any(_FIRST in _read(maps) for maps in Path("/proc").glob("[0-9]*/maps"))


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:  # ended meanwhile
        return ""
