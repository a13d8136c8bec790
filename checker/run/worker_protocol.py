"""What passes between the client and its worker: MessagePack frames behind a four-byte length, on bare descriptors.

Bare descriptors, because a windowed executable has no sys.stdin and sys.stdout.
"""

import os
import struct
from typing import Any

import msgspec

from checker.checks.context import LiveSample, Progress
from checker.model.failure import Failure
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.model.record import Record

FRAME_LIMIT = 8_000_000
_LENGTH = struct.Struct(">I")


class Job(Record, frozen=True, kw_only=True, tag="job"):
    """What the worker is to run. `began_s` is how long ago all checks began; `deadline_s` how long it may take.

    `allowed`: the groups that it may read; None: all that the check declares.
    """

    check: str
    part: str
    need: dict[str, Any]
    profile: Profile
    system: str
    began_s: float
    deadline_s: float
    extra_ca: str | None = None
    allowed: tuple[DataGroup, ...] | None = None


class ObservationFrame(Record, frozen=True, kw_only=True, tag="seen"):
    """Something observed."""

    observation: Observation


class ProgressFrame(Record, frozen=True, kw_only=True, tag="progress"):
    """How far it is."""

    progress: Progress


class LiveFrame(Record, frozen=True, kw_only=True, tag="live"):
    """Something to show and to forget."""

    live: LiveSample


class EndFrame(Record, frozen=True, kw_only=True, tag="end"):
    """The end, with the failure where it was none of the planned ones; `cancelled` when it was stopped."""

    failure: Failure | None = None
    cancelled: bool = False


Frame = Job | ObservationFrame | ProgressFrame | LiveFrame | EndFrame


def send_frame(descriptor: int, frame: Frame) -> None:
    """Writes one frame whole. Raises OSError when nobody reads any more."""
    body = msgspec.msgpack.encode(frame)
    left = memoryview(_LENGTH.pack(len(body)) + body)
    while left:
        left = left[os.write(descriptor, left) :]


def receive_frame(descriptor: int) -> Frame | None:
    """The next frame, or None at the end. Raises ValueError for bytes that are no frame."""
    head = _read_exactly(descriptor, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > FRAME_LIMIT:
        raise ValueError("frame too long")
    body = _read_exactly(descriptor, length)
    return None if body is None else msgspec.msgpack.decode(body, type=Frame)


def _read_exactly(descriptor: int, length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
