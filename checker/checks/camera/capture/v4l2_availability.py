"""Why a camera of Video4Linux cannot be used: OpenCV tells a busy one, a forbidden one and a missing one alike.

Opening is shared there; only the buffers belong to one program. So they are asked for and given back: VIDIOC_REQBUFS
with a count of 0 fails with EBUSY while another program streams (videodev2.h; "VIDIOC_REQBUFS" in the kernel's manual).
"""

import errno
import os
import struct
import sys
from pathlib import Path

from checker.model.failure import Failure, FailureKind, Operation, failure_of

_REQBUFS = 0xC0145608
_REQUEST = struct.Struct("=IIIIB3x")
_CAPTURE, _MMAP = 1, 1


def obstacle(number: int, devices: Path = Path("/dev")) -> Failure | None:
    """Missing, busy or denied; None where nothing stands in the way. Unknown answers of a driver are no obstacle."""
    if sys.platform == "win32":
        return None
    from fcntl import ioctl  # noqa: PLC0415 - does not exist on Windows

    try:
        handle = os.open(devices / f"video{number}", os.O_RDWR | os.O_NONBLOCK)
    except OSError as error:
        return _failure(error)
    try:
        ioctl(handle, _REQBUFS, _REQUEST.pack(0, _CAPTURE, _MMAP, 0, 0))
    except OSError as error:
        return failure_of(Operation.OPEN, error) if error.errno in {errno.EBUSY, errno.ENODEV} else None
    finally:
        os.close(handle)
    return None


def _failure(error: OSError) -> Failure:
    if error.errno in {errno.ENOENT, errno.ENXIO, errno.ENODEV}:
        return Failure(operation=Operation.OPEN, kind=FailureKind.MISSING, detail=errno.errorcode[error.errno])
    return failure_of(Operation.OPEN, error)
